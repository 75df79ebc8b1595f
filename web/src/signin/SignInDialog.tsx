import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { onSignInNeeded } from "../api.ts";
import { Dialog } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useWho, type Who, whoKey } from "../who.tsx";
import { SessionWatch } from "./SessionWatch.tsx";
import { Steps } from "./Steps.tsx";

/**
 * Signing in over the page: what is on the page stays, and the request that needed a person is made again. Opens when
 * a request needs it; also tells beforehand that the session ends.
 */
export const SignInDialog = () => {
  const say = useSay();
  const client = useQueryClient();
  const who = useWho();
  const [isOpen, setIsOpen] = useState(false);
  const answer = useRef<(isDone: boolean) => void>(undefined);
  // Whose page this is: remembered when the session that showed it has ended.
  const [owner, setOwner] = useState<string>();
  if (who !== undefined && owner !== who.account) setOwner(who.account);

  useEffect(
    () =>
      onSignInNeeded(
        () =>
          new Promise<boolean>((resolve) => {
            answer.current = resolve;
            setIsOpen(true);
          }),
      ),
    [],
  );

  const close = (isDone: boolean) => {
    setIsOpen(false);
    answer.current?.(isDone);
    answer.current = undefined;
  };
  const finish = async () => {
    await client.invalidateQueries({ queryKey: whoKey });
    const now = client.getQueryData<Who | null>(whoKey);
    // Somebody else sits here now: nothing of what the one before saw stays on the page.
    if (owner !== undefined && now !== null && now !== undefined && now.account !== owner) location.reload();
    else close(true);
  };
  return (
    <>
      <SessionWatch />
      <Dialog title={say(words.title)} isOpen={isOpen} onClose={() => close(false)}>
        {owner !== undefined && <p>{say(words.again)}</p>}
        <Steps onDone={() => void finish()} />
      </Dialog>
    </>
  );
};

const words = {
  title: { fr: "Se connecter", nl: "Aanmelden", en: "Sign in" },
  again: {
    fr: "Votre session a pris fin. Connectez-vous : ce qui est sur la page est toujours là.",
    nl: "Uw sessie is beëindigd. Meld u aan: wat op de pagina staat, is er nog.",
    en: "Your session has ended. Sign in: what is on the page is still there.",
  },
} satisfies Record<string, Text>;
