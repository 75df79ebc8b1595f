import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Difference, RecordPage, TrailEntry, Undone } from "../../../src/entry/shapes.ts";
import { colon, emptyAnswer } from "../../../src/language.ts";
import { api } from "../api.ts";
import { announce, Badge, Button, Card, Disclosure, Link } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import style from "./record.module.css";

/** Everything that happened to the record, newest first, with an undo where nobody has built on it. */
export const Trail = ({ page }: { page: RecordPage }) => {
  const say = useSay();
  const format = useFormat();
  const [undoing, setUndoing] = useState<TrailEntry>();
  if (page.trail === null) return null;
  return (
    <Card title={say(words.history)}>
      <ol className={style.trail}>
        {page.trail.map((entry) => (
          <li key={entry.change}>
            <h3>
              {say(entry.kindLabel)} <Badge hasIcon={false}>{say(entry.actionLabel)}</Badge>
            </h3>
            <p>
              {format.dateTime(entry.at)} · {entry.who.name ?? say(entry.who.words)} ·{" "}
              <Link to={`trail/${entry.change}`}>{say(words.change, { change: String(entry.change) })}</Link>
              {entry.file && ` · ${entry.file.name}`}
            </p>
            {entry.reason !== "" && entry.reason !== entry.file?.name && <p>{entry.reason}</p>}
            {entry.filled.length > 0 && (
              <p>{say(words.filled, { fields: entry.filled.map((label) => say(label)).join(", ") })}</p>
            )}
            {entry.undoneBy !== null && <p>{say(words.undoneBy, { change: String(entry.undoneBy) })}</p>}
            <Differences differences={entry.differences} />
            {entry.undoable && (
              <Button size="s" icon="undo" onPress={() => setUndoing(entry)}>
                {say(words.undo)}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {undoing && <UndoDialog entry={undoing} onClose={() => setUndoing(undefined)} />}
    </Card>
  );
};

/** What changed; a long list waits behind its number. */
const Differences = ({ differences }: { differences: readonly Difference[] }) => {
  const say = useSay();
  const format = useFormat();
  if (differences.length === 0) return null;
  const list = (
    <ul className={style.differences}>
      {differences.map(({ field, label, before, after, hidden }) => (
        <li key={field}>
          {say(label)}
          {say(colon)}
          {hidden ? (
            say(words.changed)
          ) : (
            <>
              {before && (
                <>
                  <del>{say(before)}</del> →{" "}
                </>
              )}
              <ins>{after ? say(after) : say(emptyAnswer)}</ins>
            </>
          )}
        </li>
      ))}
    </ul>
  );
  if (differences.length <= mostInView) return list;
  return <Disclosure title={format.count(differences.length, answersWords)}>{list}</Disclosure>;
};

const mostInView = 6;

const answersWords = {
  one: { fr: "{count} réponse", nl: "{count} antwoord", en: "{count} answer" },
  other: { fr: "{count} réponses", nl: "{count} antwoorden", en: "{count} answers" },
} satisfies Record<string, Text>;

const UndoDialog = ({ entry, onClose }: { entry: TrailEntry; onClose: () => void }) => {
  const say = useSay();
  const queries = useQueryClient();
  const undo = async (reason: string) => {
    await api.send<Undone>("POST", `/api/changes/${entry.change}/undo`, { reason });
    onClose();
    // What was told of the keeping does not hold any more.
    queries.removeQueries({ queryKey: ["kept"] });
    announce(say(words.undone, { change: String(entry.change) }));
    await queries.invalidateQueries();
  };
  return (
    <ReasonDialog
      title={say(words.undoTitle, { change: String(entry.change) })}
      lead={say(words.undoLead)}
      confirm={say(words.undo)}
      send={undo}
      onClose={onClose}
    />
  );
};

/** Who read the person's identity or sensitive answers. */
export const Readers = ({ page }: { page: RecordPage }) => {
  const say = useSay();
  const format = useFormat();
  if (page.readers === null) return null;
  return (
    <Disclosure title={say(words.readers, { count: format.number(page.readers.length) })}>
      {page.readers.length === 0 ? (
        <p>{say(words.nobody)}</p>
      ) : (
        <ol className={style.trail}>
          {page.readers.map(({ at, who, fields, purpose }, index) => (
            <li key={`${at} ${index}`}>
              <p>
                {format.dateTime(at)} · {who.name ?? say(who.words)} ·{" "}
                {say(purposes[purpose] ?? purposes["page"])}
              </p>
              <p>{fields.map((field) => say(field)).join(", ")}</p>
            </li>
          ))}
        </ol>
      )}
    </Disclosure>
  );
};

const purposes: Readonly<Record<string, Text>> & Readonly<{ page: Text }> = {
  page: { fr: "sur la fiche", nl: "op de fiche", en: "on the record" },
  list: { fr: "dans une liste", nl: "in een lijst", en: "in a list" },
  export: { fr: "dans un fichier exporté", nl: "in een uitgevoerd bestand", en: "in an exported file" },
  figure: { fr: "derrière un chiffre", nl: "achter een cijfer", en: "behind a figure" },
  api: {
    fr: "par un programme du partenaire",
    nl: "door een programma van de partner",
    en: "by a program of the partner",
  },
};

const words = {
  filled: {
    fr: "Repris d'un autre registre : {fields}",
    nl: "Overgenomen uit een ander register: {fields}",
    en: "Taken from another register: {fields}",
  },
  history: { fr: "Historique", nl: "Geschiedenis", en: "History" },
  change: { fr: "changement n° {change}", nl: "wijziging nr. {change}", en: "change no. {change}" },
  undoneBy: {
    fr: "Annulé par le changement n° {change}",
    nl: "Ongedaan gemaakt door wijziging nr. {change}",
    en: "Undone by change no. {change}",
  },
  changed: { fr: "modifié", nl: "gewijzigd", en: "changed" },
  undo: { fr: "Annuler ce changement", nl: "Deze wijziging ongedaan maken", en: "Undo this change" },
  undoTitle: {
    fr: "Annuler le changement n° {change} ?",
    nl: "Wijziging nr. {change} ongedaan maken?",
    en: "Undo change no. {change}?",
  },
  undoLead: {
    fr: "Toutes les fiches que cette modification a touchées retrouvent leurs réponses d'avant. L'historique garde les deux.",
    nl: "Alle fiches die deze wijziging raakte, krijgen hun vroegere antwoorden terug. De geschiedenis bewaart beide.",
    en: "All records that this change touched get their former answers back. The history keeps both.",
  },
  undone: {
    fr: "Le changement n° {change} est annulé.",
    nl: "Wijziging nr. {change} is ongedaan gemaakt.",
    en: "Change no. {change} is undone.",
  },
  readers: {
    fr: "Qui a consulté ces données personnelles ({count})",
    nl: "Wie deze persoonsgegevens raadpleegde ({count})",
    en: "Who consulted this personal data ({count})",
  },
  nobody: { fr: "Personne encore.", nl: "Nog niemand.", en: "Nobody yet." },
} satisfies Record<string, Text>;
