import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { connection } from "../api.ts";
import { announce } from "../kit/index.ts";
import { accountHere } from "../offline/device.ts";
import { sendWaiting } from "../offline/outbox.ts";
import { type Text, useSay } from "../language.tsx";
import { useWho } from "../who.tsx";
import { sendLeft } from "./send-left.ts";

/** Sends, as soon as somebody is signed in or the server is back, what they had typed here and could not be saved. */
export const SendLeft = () => {
  const account = useWho()?.account;
  const queries = useQueryClient();
  const say = useSay();
  useEffect(() => {
    if (account === undefined) return undefined;
    let isGone = false;
    let sending = false;
    const send = async () => {
      if (sending || isGone || !connection.isReached()) return;
      sending = true;
      try {
        const contacts = (await accountHere()) === account ? await sendWaiting() : 0;
        if ((await sendLeft(account)) + contacts === 0) return;
        announce(say(words.sent));
        await queries.invalidateQueries({ predicate: ({ queryKey }) => isListing(queryKey[0]) });
      } catch {
        // It stays in this browser, and is sent the next time.
      } finally {
        sending = false;
      }
    };
    void send();
    const unsubscribe = connection.subscribe(() => void send());
    return () => {
      isGone = true;
      unsubscribe();
    };
  }, [account, queries, say]);
  return null;
};

/** What says which drafts there are. An open form, and a record that was read on purpose, are left alone. */
const isListing = (name: unknown): boolean => name !== "draft" && name !== "record" && name !== "who";

const words = {
  sent: {
    fr: "Ce que vous aviez écrit hors connexion est maintenant enregistré.",
    nl: "Wat u zonder verbinding schreef, is nu bewaard.",
    en: "What you wrote while offline is now saved.",
  },
} satisfies Record<string, Text>;
