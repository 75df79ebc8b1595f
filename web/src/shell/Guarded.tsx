import { useQueryClient } from "@tanstack/react-query";
import { type ComponentType, type ReactNode, useState } from "react";
import { askToSignIn } from "../api.ts";
import { Link, Page, Skeleton, Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { Page as PageEntry } from "../pages.tsx";
import { useIsWhoLoading, useIsWhoUnreached, useWho, whoKey } from "../who.tsx";
import { useAllPages } from "./all-pages.ts";
import style from "./Shell.module.css";

/** The steps of signing in, as they stand on a page. */
export type SignInStepsType = ComponentType<{ onDone: () => void }>;

/** Shows a page to those who may open it; whoever is not signed in is asked to in its place. */
export const Guarded = ({
  page,
  SignInSteps,
  children,
}: Readonly<{ page: PageEntry; SignInSteps: SignInStepsType; children: ReactNode }>) => {
  const who = useWho();
  const isLoading = useIsWhoLoading();
  const isUnreached = useIsWhoUnreached();
  // What was on the page stays there when a session ends: the dialog opens over it.
  const [wasShown, setWasShown] = useState(false);
  // Whether this browser may open it without a network, the page itself knows.
  const opensAnyway = page.offline === true && isUnreached;
  if ((who !== undefined || opensAnyway) && !wasShown) setWasShown(true);
  if (page.public === true || who !== undefined || wasShown) return children;
  if (isLoading)
    return (
      <div className={style.waiting}>
        <Skeleton lines={6} />
      </div>
    );
  if (page.outside) return page.outside;
  return <PleaseSignIn title={page.title} Steps={SignInSteps} />;
};

/** Returns how to have the person asked to sign in, after which the pages know who they are. */
export const useSignIn = (): (() => void) => {
  const client = useQueryClient();
  return () =>
    void askToSignIn().then(async (isDone) => {
      if (isDone) await client.invalidateQueries({ queryKey: whoKey });
    });
};

const PleaseSignIn = ({ title, Steps }: Readonly<{ title: Text; Steps: SignInStepsType }>) => {
  const say = useSay();
  const client = useQueryClient();
  const hasPublic = useAllPages().some(({ path }) => path === "public");
  return (
    <Page title={say(words.signIn)} width="narrow" lead={say(words.lead, { page: say(title) })}>
      <Stack>
        <Steps onDone={() => void client.invalidateQueries({ queryKey: whoKey })} />
        {hasPublic && <Link to="public">{say(words.public)}</Link>}
      </Stack>
    </Page>
  );
};

const words = {
  lead: {
    fr: "Pour ouvrir la page « {page} ».",
    nl: "Om de pagina “{page}” te openen.",
    en: "To open the page “{page}”.",
  },
  signIn: { fr: "Se connecter", nl: "Aanmelden", en: "Sign in" },
  public: {
    fr: "Voir ce qui est public",
    nl: "Bekijk wat openbaar is",
    en: "See what is public",
  },
} satisfies Record<string, Text>;
