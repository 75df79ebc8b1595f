import type { WorklistPage } from "../../../src/worklist/shapes.ts";
import { Badge, Button, Link, type Tone } from "../kit/index.ts";
import { type Say, type Text, useFormat, useSay } from "../language.tsx";
import { useProgramme } from "../programme/use-programme.ts";
import { useWhen, type When } from "../programme/when.ts";
import style from "./home.module.css";
import { useState } from "react";

type Item = WorklistPage["items"][number];

const shownAtFirst = 8;

/** Things that wait, one under the other: what, where, since when, until when. */
export const Items = ({ items, today }: Readonly<{ items: readonly Item[]; today: string }>) => {
  const say = useSay();
  const { number } = useFormat();
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? items : items.slice(0, shownAtFirst);
  return (
    <>
      <ol className={style.items}>
        {shown.map((item) => (
          <li key={item.id} className={style.item}>
            <ItemLine item={item} today={today} />
          </li>
        ))}
      </ol>
      {shown.length < items.length && (
        <Button onPress={() => setShowsAll(true)}>
          {say(words.more, { count: number(items.length - shown.length) })}
        </Button>
      )}
    </>
  );
};

/** What this person follows: the same thing in several places under one heading, the most pressing first. */
export const Watched = ({ items, today }: Readonly<{ items: readonly Item[]; today: string }>) => {
  const say = useSay();
  const groups = [...Map.groupBy(items, (item) => `${item.kind} ${item.label?.en ?? ""}`)];
  return (
    <>
      {groups.map(([id, group]) => {
        const [first] = group;
        if (!first) return null;
        if (group.length === 1) return <Items key={id} items={group} today={today} />;
        return <Group key={id} items={group} first={first} today={today} title={groupTitle(first, say)} />;
      })}
    </>
  );
};

const groupTitle = (item: Item, say: Say): string =>
  item.kind === "silence"
    ? say(words.silence)
    : item.kind === "target"
      ? say(words.targets)
      : whatOf(item, say);

const Group = ({
  items,
  first,
  today,
  title,
}: {
  items: readonly Item[];
  first: Item;
  today: string;
  title: string;
}) => {
  const say = useSay();
  const { count, number } = useFormat();
  const when = useWhen();
  const { data: programme } = useProgramme();
  const [showsAll, setShowsAll] = useState(false);
  const ordered = items.toSorted((a, b) => b.overdue - a.overdue || b.count - a.count);
  const shown = showsAll ? ordered : ordered.slice(0, 4);
  const all = items.reduce((sum, item) => sum + item.count, 0);
  const tone = tones[first.standing];
  return (
    <section className={style.group}>
      <div className={style.what}>
        <h3 className={style.groupTitle}>{title}</h3>
        {countOf(first) && <span className={style.count}>{count(all, words.records)}</span>}
        {tone && (
          <Badge tone={tone} hasIcon>
            {say(words[first.standing])}
          </Badge>
        )}
      </div>
      <ul className={style.places}>
        {shown.map((item) => (
          <li key={item.id}>
            <Link to={item.href}>
              {item.operation !== null && programme
                ? say(programme.operationTitle(item.operation))
                : whatOf(item, say)}
            </Link>
            <span className={style.placeCount}>
              {countOf(item)
                ? number(item.count)
                : capital(
                    item.kind === "silence" ? whatOf(item, say) : String(item.details["percent"] ?? ""),
                  )}
            </span>
            <span className={style.when}>
              {[
                ...(item.partner !== null && programme ? [say(programme.partnerName(item.partner))] : []),
                // Where an operation keeps several registers, its name alone does not say which.
                ...(item.register !== null && programme && item.kind !== "deadline"
                  ? [say(programme.registerLabel(item.register))]
                  : []),
                ...(typeof item.details["partners"] === "number" && countOf(item)
                  ? [count(item.details["partners"], words.ofPartners)]
                  : []),
                ...timesOf(item, today, when, say, number),
              ].join(", ")}
            </span>
          </li>
        ))}
      </ul>
      {shown.length < items.length && (
        <Button size="s" variant="quiet" onPress={() => setShowsAll(true)}>
          {say(words.more, { count: number(items.length - shown.length) })}
        </Button>
      )}
    </section>
  );
};

const ItemLine = ({ item, today }: { item: Item; today: string }) => {
  const say = useSay();
  const when = useWhen();
  const { count, number } = useFormat();
  const { data: programme } = useProgramme();
  const places = [
    ...(item.operation !== null && programme ? [say(programme.operationTitle(item.operation))] : []),
    ...(item.partner !== null && programme ? [say(programme.partnerName(item.partner))] : []),
    ...(item.register !== null && programme && item.kind !== "deadline"
      ? [say(programme.registerLabel(item.register))]
      : []),
    ...(typeof item.details["partners"] === "number" && item.kind !== "silence"
      ? [count(item.details["partners"], words.ofPartners)]
      : []),
  ];
  const times = timesOf(item, today, when, say, number);
  const tone = tones[item.standing];
  return (
    <>
      <div className={style.what}>
        <Link to={item.href} className={style.link}>
          {whatOf(item, say)}
        </Link>
        {countOf(item) && <span className={style.count}>{count(item.count, words.records)}</span>}
        {tone && (
          <Badge tone={tone} hasIcon>
            {say(words[item.standing])}
          </Badge>
        )}
      </div>
      <p className={style.where}>{places.join(" · ")}</p>
      <p className={style.when}>{capital(times.join(", "))}</p>
    </>
  );
};

/** Since when and until when, in words; of many records, what is said of the oldest. */
const timesOf = (
  { count, overdue, since, due, standing, kind }: Item,
  today: string,
  when: When,
  say: Say,
  number: (value: number) => string,
): string[] => {
  if (due !== null && kind === "deadline" && count > 1)
    return overdue === 0
      ? [say(words.first, { due: when.due(due, today) })]
      : [
          ...(overdue < count ? [say(words.someLate, { late: number(overdue) })] : []),
          say(words.oldest, { late: when.late(due, today) }),
        ];
  return [
    ...(since === null ? [] : [when.since(since, today)]),
    ...(due === null ? [] : [standing === "overdue" ? when.late(due, today) : when.due(due, today)]),
  ];
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const tones: Readonly<Record<Item["standing"], Tone | undefined>> = {
  overdue: "error",
  today: "warning",
  soon: "warning",
  later: undefined,
  undated: undefined,
};

const countOf = ({ kind }: Item): boolean =>
  kind === "deadline" || kind === "incomplete" || kind === "confirm";

const whatOf = (item: Item, say: Say): string => {
  const { details, label, count } = item;
  switch (item.kind) {
    case "deadline":
    case "declaration":
    case "control":
    case "agreement":
      return label ? say(label) : "";
    case "incomplete":
      return say(words.incomplete);
    case "confirm":
      return say(words.confirm);
    case "draft":
      return details["record"] === undefined
        ? say(words.draft)
        : say(words.draftOf, { record: details["record"] });
    case "upload":
      return say(details["state"] === "unreadable" ? words.unreadable : words.upload, {
        name: details["name"] ?? "",
      });
    case "export":
      return say(words.export);
    case "silence":
      return say(count === 1 ? words.silentOne : words.silent, {
        count,
        partners: details["partners"] ?? count,
      });
    case "invitation":
      return say(count === 1 ? words.invitation : words.invitations, { count });
    case "target":
      return say(words.target, {
        label: label ? say(label) : "",
        percent: details["percent"] ?? 0,
      });
    case "mail":
      return say(count === 1 ? words.mail : words.mails, { count });
  }
};

const words = {
  more: { fr: "Voir les {count} suivants", nl: "De {count} volgende tonen", en: "Show the next {count}" },
  overdue: { fr: "En retard", nl: "Te laat", en: "Late" },
  today: { fr: "Aujourd’hui", nl: "Vandaag", en: "Today" },
  soon: { fr: "Bientôt", nl: "Binnenkort", en: "Soon" },
  later: { fr: "Plus tard", nl: "Later", en: "Later" },
  undated: { fr: "Sans date", nl: "Zonder datum", en: "No date" },
  someLate: { fr: "{late} en retard", nl: "{late} te laat", en: "{late} late" },
  oldest: { fr: "la plus ancienne {late}", nl: "de oudste {late}", en: "the oldest {late}" },
  first: { fr: "la première {due}", nl: "de eerste {due}", en: "the first {due}" },
  records: {
    one: { fr: "{count} fiche", nl: "{count} fiche", en: "{count} record" },
    other: { fr: "{count} fiches", nl: "{count} fiches", en: "{count} records" },
  },
  ofPartners: {
    one: { fr: "{count} partenaire", nl: "{count} partner", en: "{count} partner" },
    other: { fr: "{count} partenaires", nl: "{count} partners", en: "{count} partners" },
  },
  silence: {
    fr: "Rien reçu ce mois-ci",
    nl: "Deze maand niets ontvangen",
    en: "Nothing received this month",
  },
  targets: { fr: "Cibles les plus éloignées", nl: "Verst verwijderde doelen", en: "Targets furthest away" },
  incomplete: { fr: "Fiches à compléter", nl: "Fiches aan te vullen", en: "Records to complete" },
  confirm: {
    fr: "Fiches inhabituelles, à vérifier",
    nl: "Ongewone fiches, na te kijken",
    en: "Unusual records, to be checked",
  },
  draft: {
    fr: "Fiche commencée, à terminer",
    nl: "Begonnen fiche, af te werken",
    en: "Record begun, to finish",
  },
  draftOf: {
    fr: "Modification commencée de la fiche {record}",
    nl: "Begonnen wijziging van fiche {record}",
    en: "Change begun of record {record}",
  },
  upload: {
    fr: "Fichier « {name} » à relire et à enregistrer",
    nl: 'Bestand "{name}" na te lezen en op te slaan',
    en: 'File "{name}" to review and keep',
  },
  unreadable: {
    fr: "Fichier « {name} » illisible, à renvoyer",
    nl: 'Bestand "{name}" onleesbaar, opnieuw te sturen',
    en: 'File "{name}" unreadable, to be sent again',
  },
  export: {
    fr: "Export prêt à télécharger",
    nl: "Export klaar om te downloaden",
    en: "Export ready to download",
  },
  silentOne: {
    fr: "Rien reçu ce mois-ci d’un partenaire sur {partners}",
    nl: "Deze maand niets ontvangen van één partner op {partners}",
    en: "Nothing received this month from one partner of {partners}",
  },
  silent: {
    fr: "Rien reçu ce mois-ci de {count} partenaires sur {partners}",
    nl: "Deze maand niets ontvangen van {count} partners op {partners}",
    en: "Nothing received this month from {count} partners of {partners}",
  },
  invitation: {
    fr: "Une invitation sans réponse",
    nl: "Eén uitnodiging zonder antwoord",
    en: "One invitation unanswered",
  },
  invitations: {
    fr: "{count} invitations sans réponse",
    nl: "{count} uitnodigingen zonder antwoord",
    en: "{count} invitations unanswered",
  },
  target: {
    fr: "{label} : {percent} % de la cible",
    nl: "{label}: {percent}% van het doel",
    en: "{label}: {percent}% of the target",
  },
  mail: {
    fr: "Un message n’a pas pu partir",
    nl: "Eén bericht kon niet vertrekken",
    en: "One message could not be sent",
  },
  mails: {
    fr: "{count} messages n’ont pas pu partir",
    nl: "{count} berichten konden niet vertrekken",
    en: "{count} messages could not be sent",
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
