import { type ComponentProps, useEffect } from "react";
import { announce, Button, Icon } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { SaveState } from "./autosave.ts";
import style from "./record.module.css";

/** Says how it stands with what was typed: "Brouillon enregistré à 14:02". */
export const SaveStatus = ({ state, onSignIn }: { state: SaveState; onSignIn: () => void }) => {
  const say = useSay();
  const format = useFormat();
  const text =
    state.kind === "saved" ? say(words.saved, { time: format.time(state.at) }) : say(wordsOf(state));
  // A reader hears it when it stands still, not at every letter.
  const isTold = state.kind !== "untouched" && state.kind !== "saving";
  useEffect(() => {
    if (!isTold) return undefined;
    const timer = setTimeout(() => announce(text), 1500);
    return () => clearTimeout(timer);
  }, [isTold, text]);
  return (
    <p className={style.status} data-save={state.kind}>
      <Icon name={icons[state.kind]} size="s" />
      <span>{text}</span>
      {state.kind === "signed_out" && (
        <Button size="s" onPress={onSignIn}>
          {say(words.signIn)}
        </Button>
      )}
    </p>
  );
};

const icons: Readonly<Record<SaveState["kind"], ComponentProps<typeof Icon>["name"]>> = {
  untouched: "info",
  saving: "history",
  saved: "check",
  waiting: "offline",
  signed_out: "lock",
  stopped: "warning",
  ended: "info",
};

const wordsOf = (state: Exclude<SaveState, { kind: "saved" }>): Text => {
  switch (state.kind) {
    case "untouched":
      return words.untouched;
    case "saving":
      return words.saving;
    case "waiting":
      return state.isKept ? words.waiting : words.waitingHere;
    case "signed_out":
      return state.isKept ? words.signedOut : words.signedOutHere;
    case "stopped":
      return words.stopped;
    case "ended":
      return words.ended;
  }
};

const words = {
  untouched: {
    fr: "Le brouillon s'enregistre pendant que vous écrivez.",
    nl: "Het ontwerp wordt bewaard terwijl u schrijft.",
    en: "The draft is saved while you write.",
  },
  saving: { fr: "Enregistrement…", nl: "Bewaren…", en: "Saving…" },
  saved: {
    fr: "Brouillon enregistré à {time}",
    nl: "Ontwerp bewaard om {time}",
    en: "Draft saved at {time}",
  },
  waiting: {
    fr: "Pas de connexion : gardé sur cet ordinateur, envoyé dès qu'elle revient",
    nl: "Geen verbinding: bewaard op deze computer, verzonden zodra ze er weer is",
    en: "No connection: kept on this computer, sent as soon as it is back",
  },
  waitingHere: {
    fr: "Pas de connexion : laissez cette page ouverte, l'envoi se fait dès qu'elle revient",
    nl: "Geen verbinding: laat deze pagina open, alles wordt verzonden zodra ze er weer is",
    en: "No connection: leave this page open, it is sent as soon as it is back",
  },
  signedOut: {
    fr: "Session terminée : gardé sur cet ordinateur, enregistré dès que vous vous connectez",
    nl: "Sessie beëindigd: bijgehouden op deze computer, bewaard zodra u zich aanmeldt",
    en: "Session ended: kept on this computer, saved as soon as you sign in",
  },
  signedOutHere: {
    fr: "Session terminée : laissez cette page ouverte et connectez-vous pour enregistrer",
    nl: "Sessie beëindigd: laat deze pagina open en meld u aan om te bewaren",
    en: "Session ended: leave this page open and sign in to save",
  },
  signIn: { fr: "Se connecter", nl: "Aanmelden", en: "Sign in" },
  stopped: {
    fr: "Le brouillon ne s'enregistre plus",
    nl: "Het ontwerp wordt niet meer bewaard",
    en: "The draft is no longer being saved",
  },
  ended: {
    fr: "Ce brouillon est terminé",
    nl: "Dit ontwerp is afgesloten",
    en: "This draft has ended",
  },
} satisfies Record<string, Text>;
