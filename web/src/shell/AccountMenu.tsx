import { useState } from "react";
import type { SignOutAnswer } from "../../../src/server/routes/signin.ts";
import { api } from "../api.ts";
import { announce, Button, Menu } from "../kit/index.ts";
import { leaveNothing } from "../offline/install.ts";
import { type Text, useLanguage, useSay } from "../language.tsx";
import { useIsWhoLoading, useWho } from "../who.tsx";
import style from "./AccountMenu.module.css";
import { useAllPages } from "./all-pages.ts";
import { useSignIn } from "./Guarded.tsx";

/** Who is signed in, and the way out; or the way in. */
export const AccountMenu = () => {
  const say = useSay();
  const language = useLanguage();
  const who = useWho();
  const isLoading = useIsWhoLoading();
  const signIn = useSignIn();
  const hasAccount = useAllPages().some(({ path }) => path === "account");
  const [isLeaving, setIsLeaving] = useState(false);
  if (isLoading) return null;
  if (!who)
    return (
      <Button variant="secondary" size="s" icon="person" onPress={signIn}>
        {say(words.signIn)}
      </Button>
    );
  const leave = async () => {
    setIsLeaving(true);
    try {
      await leaveNothing();
      const { provider } = await api.send<SignOutAnswer>("POST", "/api/sign-out", undefined, {
        signIn: "never",
      });
      // Another load of the page, so that nothing of what was seen stays in memory; where the body's own provider
      // signed the person in, it is told too, and sends them back.
      location.assign(provider ?? `/${language}`);
    } catch {
      setIsLeaving(false);
      announce(say(words.notLeft));
    }
  };
  const roles = [...new Set(who.grants.map(({ roleLabel }) => say(roleLabel)))].join(", ");

  return (
    <Menu
      variant="quiet"
      size="s"
      icon="person"
      label={<span className={style.name}>{who.name}</span>}
      entries={[
        ...(hasAccount
          ? [
              {
                id: "account",
                label: say(words.account),
                description: roles,
                icon: "settings",
                to: "account",
              } as const,
            ]
          : []),
        {
          id: "leave",
          label: say(words.signOut),
          icon: "lock",
          isDisabled: isLeaving,
          onAction: () => void leave(),
        },
      ]}
    />
  );
};

const words = {
  signIn: { fr: "Se connecter", nl: "Aanmelden", en: "Sign in" },
  signOut: { fr: "Se déconnecter", nl: "Afmelden", en: "Sign out" },
  account: { fr: "Mon compte", nl: "Mijn account", en: "My account" },
  notLeft: {
    fr: "La déconnexion n’a pas abouti. Réessayez.",
    nl: "Afmelden is niet gelukt. Probeer opnieuw.",
    en: "Signing out did not work. Try again.",
  },
} satisfies Record<string, Text>;
