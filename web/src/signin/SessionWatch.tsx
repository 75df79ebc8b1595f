import { useEffect, useRef, useState } from "react";
import type { Remaining } from "../../../src/signin/sessions.ts";
import { api, ApiProblem } from "../api.ts";
import { announce, ConfirmDialog } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useWho } from "../who.tsx";

const warnSeconds = 120;
/** Another tab, or work on this page, may have prolonged the session: looked at again at least this often. */
const lookAgainSeconds = 600;
const quiet = { signIn: "never" } as const;

/** Tells two minutes before a session ends, and prolongs it in place. */
export const SessionWatch = () => {
  const who = useWho();
  return who === undefined ? null : <Watch key={who.account} />;
};

const Watch = () => {
  const say = useSay();
  const { count } = useFormat();
  const [left, setLeft] = useState<Remaining>();
  const lookAgain = useRef<() => void>(undefined);
  const [isPending, setIsPending] = useState(false);

  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      clearTimeout(timer);
      let wait = lookAgainSeconds;
      try {
        const now = await api.get<Remaining>("/api/session/remaining", {}, quiet);
        if (isGone) return;
        const isNear = now.idleSeconds <= warnSeconds;
        setLeft(isNear ? now : undefined);
        wait = isNear ? 20 : Math.min(lookAgainSeconds, now.idleSeconds - warnSeconds);
      } catch (error) {
        if (isGone) return;
        // It has ended: the next request says so and asks to sign in, over the page.
        setLeft(undefined);
        if (error instanceof ApiProblem && error.status === 401) return;
        wait = 60;
      }
      timer = setTimeout(() => void look(), wait * 1000);
    };
    const onVisible = () => {
      if (document.visibilityState === "visible") void look();
    };
    lookAgain.current = () => void look();
    void look();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      isGone = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, []);

  if (!left) return null;
  const isLast = left.endsInSeconds <= warnSeconds;
  const extend = async () => {
    setIsPending(true);
    try {
      if (!isLast) await api.send("POST", "/api/session/extend", {}, quiet);
      setLeft(undefined);
      if (!isLast) announce(say(words.extended));
    } finally {
      setIsPending(false);
      if (!isLast) lookAgain.current?.();
    }
  };
  const minutes = Math.max(1, Math.ceil(left.idleSeconds / 60));
  return (
    <ConfirmDialog
      title={say(words.title)}
      isOpen
      onClose={() => setLeft(undefined)}
      confirm={say(isLast ? words.understood : words.stay)}
      cancel={say(words.leave)}
      onConfirm={() => void extend()}
      isPending={isPending}
    >
      <p>{count(minutes, isLast ? words.last : words.soon)}</p>
    </ConfirmDialog>
  );
};

const words = {
  title: { fr: "Votre session va se terminer", nl: "Uw sessie loopt af", en: "Your session is about to end" },
  soon: {
    one: {
      fr: "Sans action de votre part, elle se termine dans {count} minute. Rien de ce qui est sur la page ne sera perdu.",
      nl: "Als u niets doet, eindigt ze over {count} minuut. Niets van wat op de pagina staat, gaat verloren.",
      en: "If you do nothing, it ends in {count} minute. Nothing on the page will be lost.",
    },
    other: {
      fr: "Sans action de votre part, elle se termine dans {count} minutes. Rien de ce qui est sur la page ne sera perdu.",
      nl: "Als u niets doet, eindigt ze over {count} minuten. Niets van wat op de pagina staat, gaat verloren.",
      en: "If you do nothing, it ends in {count} minutes. Nothing on the page will be lost.",
    },
  },
  last: {
    one: {
      fr: "Elle atteint sa durée la plus longue dans {count} minute. Vous vous connecterez à nouveau sans quitter la page.",
      nl: "Over {count} minuut bereikt ze haar langste duur. U meldt zich opnieuw aan zonder de pagina te verlaten.",
      en: "It reaches its longest duration in {count} minute. You will sign in again without leaving the page.",
    },
    other: {
      fr: "Elle atteint sa durée la plus longue dans {count} minutes. Vous vous connecterez à nouveau sans quitter la page.",
      nl: "Over {count} minuten bereikt ze haar langste duur. U meldt zich opnieuw aan zonder de pagina te verlaten.",
      en: "It reaches its longest duration in {count} minutes. You will sign in again without leaving the page.",
    },
  },
  stay: { fr: "Rester connecté", nl: "Aangemeld blijven", en: "Stay signed in" },
  understood: { fr: "J’ai compris", nl: "Begrepen", en: "I understand" },
  leave: { fr: "Laisser se terminer", nl: "Laten aflopen", en: "Let it end" },
  extended: { fr: "Session prolongée", nl: "Sessie verlengd", en: "Session prolonged" },
} satisfies { title: Text; soon: { one: Text; other: Text } } & Record<string, unknown>;
