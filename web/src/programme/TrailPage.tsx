import { useSearchParams } from "react-router";
import { ButtonLink, ComboBox, EmptyState, Loaded, Page } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { ChangeList, useChanges } from "./Changes.tsx";
import style from "./programme.module.css";
import { pageTitles } from "./titles.ts";
import { useProgramme } from "./use-programme.ts";

/** What happened in the programme: every change that this person may see, newest first. */
export const TrailPage = () => {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const operation = search.get("operation");
  const partner = search.get("partner");
  const before = search.get("before");
  const { data: programme } = useProgramme();
  const changes = useChanges({
    ...(operation === null ? {} : { operation }),
    ...(partner === null ? {} : { partner }),
    ...(before === null ? {} : { before }),
    size: 30,
  });
  const choose = (name: "operation" | "partner") => (value: string | null) => {
    const next = new URLSearchParams(search);
    next.delete("before");
    if (value === null) next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  const older = (next: number): string => {
    const query = new URLSearchParams(search);
    query.set("before", String(next));
    return `trail?${query}`;
  };
  return (
    <Page title={say(pageTitles.trail)} lead={say(words.lead)}>
      {programme && (
        <div className={style.filters}>
          <ComboBox
            label={say(pageTitles.operation)}
            placeholder={say(words.allOperations)}
            options={programme.operations.map(({ id, title }) => ({ id, label: say(title) }))}
            value={operation}
            onChange={choose("operation")}
          />
          <ComboBox
            label={say(pageTitles.partner)}
            placeholder={say(words.allPartners)}
            options={programme.partners.map(({ id, name }) => ({ id, label: say(name) }))}
            value={partner}
            onChange={choose("partner")}
          />
        </div>
      )}
      <Loaded query={changes}>
        {(page) =>
          page.changes.length === 0 ? (
            <EmptyState title={say(words.none)}>{say(words.noneText)}</EmptyState>
          ) : (
            <>
              <ChangeList changes={page.changes} />
              <div className={style.more}>
                {page.next !== null && (
                  <ButtonLink to={older(page.next)} icon="history">
                    {say(words.older)}
                  </ButtonLink>
                )}
              </div>
            </>
          )
        }
      </Loaded>
    </Page>
  );
};

const words = {
  lead: {
    fr: "Chaque changement reste écrit : quand, par qui, ce qu’il a fait. Rien ne s’efface, et chacun est scellé par celui qui le suit.",
    nl: "Elke wijziging blijft geschreven: wanneer, door wie, wat ze deed. Niets wordt uitgewist, en elke wijziging is verzegeld door de volgende.",
    en: "Every change stays written: when, by whom, what it did. Nothing is erased, and each is sealed by the next.",
  },
  allOperations: { fr: "Toutes les opérations", nl: "Alle operaties", en: "All operations" },
  allPartners: { fr: "Tous les partenaires", nl: "Alle partners", en: "All partners" },
  none: { fr: "Aucun changement ici", nl: "Hier geen wijzigingen", en: "No changes here" },
  noneText: {
    fr: "Rien n’a encore été enregistré dans cette partie du programme, ou elle ne vous est pas ouverte.",
    nl: "In dit deel van het programma werd nog niets geregistreerd, of het staat niet voor u open.",
    en: "Nothing has been recorded in this part of the programme yet, or it is not open to you.",
  },
  older: { fr: "Changements plus anciens", nl: "Oudere wijzigingen", en: "Older changes" },
} satisfies Record<string, Text>;
