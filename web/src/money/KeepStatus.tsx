import { Button, Icon, Notice, ProblemNotice } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./money.module.css";
import type { KeptParts } from "./use-kept-parts.ts";

/** Says how it stands with what was typed, and what to do where it did not arrive. */
export const KeepStatus = ({
  keeping,
}: Readonly<{ keeping: Pick<KeptParts<never>, "state" | "retry" | "drop"> }>) => {
  const say = useSay();
  const { time } = useFormat();
  const { state, retry, drop } = keeping;
  switch (state.kind) {
    case "untouched":
      return null;
    case "saving":
      return (
        <p className={style.status} data-save="saving">
          <Icon name="history" size="s" /> {say(words.saving)}
        </p>
      );
    case "saved":
      return (
        <p className={style.status} data-save="saved">
          <Icon name="check" size="s" /> {say(words.saved, { time: time(state.at) })}
        </p>
      );
    case "conflict":
      return (
        <Notice
          tone="warning"
          title={say(words.conflict)}
          isLive
          actions={
            <>
              <Button variant="primary" size="s" onPress={retry}>
                {say(words.mine)}
              </Button>
              <Button size="s" onPress={drop}>
                {say(words.theirs)}
              </Button>
            </>
          }
        >
          {say(words.conflictWhy)}
        </Notice>
      );
    case "failed":
      return (
        <>
          <ProblemNotice error={state.error} onRetry={retry} />
          <p className={style.status}>{say(words.notLost)}</p>
        </>
      );
  }
};

const words = {
  saving: { fr: "Enregistrement…", nl: "Bewaren…", en: "Saving…" },
  saved: {
    fr: "Brouillon enregistré à {time}, remarques à jour",
    nl: "Ontwerp bewaard om {time}, opmerkingen bijgewerkt",
    en: "Draft saved at {time}, remarks up to date",
  },
  conflict: {
    fr: "Quelqu'un a modifié ceci en même temps que vous",
    nl: "Iemand heeft dit tegelijk met u gewijzigd",
    en: "Somebody changed this at the same time as you",
  },
  conflictWhy: {
    fr: "Ce que vous avez encodé est toujours là, mais n'est pas encore enregistré. Seul ce que vous avez touché est remplacé.",
    nl: "Wat u hebt ingevuld staat er nog, maar is nog niet bewaard. Alleen wat u hebt aangepast, wordt vervangen.",
    en: "What you typed is still here, but not yet kept. Only what you touched is replaced.",
  },
  mine: { fr: "Enregistrer ma saisie", nl: "Mijn invoer bewaren", en: "Keep what I typed" },
  theirs: { fr: "Prendre l'autre version", nl: "De andere versie nemen", en: "Take the other version" },
  notLost: {
    fr: "Votre saisie reste sur cette page.",
    nl: "Uw invoer blijft op deze pagina.",
    en: "What you typed stays on this page.",
  },
} satisfies Record<string, Text>;
