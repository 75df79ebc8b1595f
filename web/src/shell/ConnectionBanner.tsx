import { onlineManager, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { api, connection } from "../api.ts";
import { announce, Icon } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./ConnectionBanner.module.css";

const everySeconds = 5;

/** Says that the server is out of reach, asks whether it is back, and then has the page fetch what it missed. */
export const ConnectionBanner = () => {
  const say = useSay();
  const client = useQueryClient();
  const isReached = useSyncExternalStore(connection.subscribe, connection.isReached);
  useEffect(() => {
    if (isReached) return undefined;
    const timer = setInterval(() => {
      void api.get("/api/about", {}, { signIn: "never" }).catch(() => undefined);
    }, everySeconds * 1000);
    return () => {
      clearInterval(timer);
      announce(say(words.back));
      onlineManager.setOnline(true);
      void client.refetchQueries({ predicate: ({ state }) => state.status === "error" });
    };
  }, [isReached, client, say]);
  return (
    <output className={style.place}>
      {!isReached && (
        <span className={style.banner}>
          <Icon name="offline" /> <span>{say(words.away)}</span>
        </span>
      )}
    </output>
  );
};

const words = {
  away: {
    fr: "Vous êtes hors ligne. Ce que vous écrivez est gardé et sera envoyé dès le retour de la connexion.",
    nl: "U bent offline. Wat u schrijft, wordt bijgehouden en verstuurd zodra de verbinding terug is.",
    en: "You are offline. What you type is kept, and will be sent as soon as the connection is back.",
  },
  back: { fr: "La connexion est rétablie.", nl: "De verbinding is hersteld.", en: "The connection is back." },
} satisfies Record<string, Text>;
