import type { DayList } from "../../../src/service/shapes.ts";
import { sayAnswer } from "../listing/words.ts";
import { Badge, Link } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useProgramme } from "../programme/use-programme.ts";
import { useWhen } from "../programme/when.ts";
import style from "./service.module.css";

/** The day's lists, those with something in them first; the others are named, so that nobody looks for them. */
export const DayLists = ({ lists, today }: Readonly<{ lists: readonly DayList[]; today: string }>) => {
  const say = useSay();
  const full = lists.filter(({ total }) => total > 0);
  const empty = lists.filter(({ total }) => total === 0);
  return (
    <>
      {full.map((list) => (
        <List key={list.list} list={list} today={today} />
      ))}
      {empty.length > 0 && (
        <p className={style.empty}>
          {say(words.nothing)}{" "}
          {empty.map(({ list, label, href }, place) => (
            <span key={list}>
              {place > 0 && " · "}
              <Link to={href}>{say(label)}</Link>
            </span>
          ))}
        </p>
      )}
    </>
  );
};

const List = ({ list, today }: Readonly<{ list: DayList; today: string }>) => {
  const say = useSay();
  const { count, number } = useFormat();
  const { total, late, label, help, href, records, deadline } = list;
  return (
    <section className={style.list} aria-label={say(label)}>
      <div className={style.head}>
        <h3 className={style.title}>
          <Link to={href}>{say(label)}</Link>
        </h3>
        <span className={style.count}>{count(total, words.records)}</span>
        {late > 0 && (
          <Badge tone="warning" hasIcon>
            {say(words.late, { count: number(late) })}
          </Badge>
        )}
      </div>
      {help && <p className={style.help}>{say(help)}</p>}
      {deadline && !deadline.verified && <p className={style.help}>{say(words.unverified)}</p>}
      <ol className={style.rows}>
        {records.map((record) => (
          <Item key={`${record.operation}/${record.record}`} list={list} record={record} today={today} />
        ))}
      </ol>
      {records.length < total && (
        <p className={style.rest}>
          <Link to={href}>{say(words.all, { count: number(total) })}</Link>
        </p>
      )}
    </section>
  );
};

type Listed = DayList["records"][number];

const Item = ({ list, record, today }: Readonly<{ list: DayList; record: Listed; today: string }>) => {
  const say = useSay();
  const format = useFormat();
  const { data: programme } = useProgramme();
  const answerOf = (column: DayList["columns"][number]) => {
    if (column.kind === "partner") return programme ? say(programme.partnerName(record.partner)) : "";
    if (column.kind === "operation") return programme ? say(programme.operationTitle(record.operation)) : "";
    const named = record.named[column.id];
    if (named !== undefined) return named;
    return sayAnswer(record.answers[column.id], { ...column, isPrivate: false }, say, format);
  };
  const name = list.columns
    .filter(({ isName }) => isName)
    .map(answerOf)
    .filter((text) => text !== "")
    .join(" ");
  const details = list.columns
    .filter(({ isName, id }) => !isName && !id.startsWith("_due."))
    .map((column) => ({ column, text: answerOf(column) }))
    .filter(({ text }) => text !== "");
  return (
    <li className={list.deadline ? `${style.row} ${style.timed}` : style.row}>
      <Link
        to={`operations/${record.operation}/registers/${list.register}/records/${record.record}`}
        className={style.who}
      >
        {name === "" ? say(words.number, { number: record.record }) : name}
      </Link>
      <span className={style.details}>
        {details
          .map(({ column, text }) =>
            column.kind === "partner" || column.kind === "operation"
              ? text
              : say(words.detail, { label: say(column.label), text }),
          )
          .join(" · ")}
      </span>
      {record.due !== null && record.daysLeft !== null && (
        <Due due={record.due} daysLeft={record.daysLeft} today={today} />
      )}
    </li>
  );
};

/** From so many days on, what is due soon is said louder. */
const soon = 7;

const Due = ({ due, daysLeft, today }: Readonly<{ due: string; daysLeft: number; today: string }>) => {
  const say = useSay();
  const { count, date } = useFormat();
  const when = useWhen();
  const isLate = daysLeft < 0;
  return (
    <span className={style.due}>
      <Badge tone={isLate ? "warning" : daysLeft <= soon ? "info" : "neutral"} hasIcon={isLate}>
        {isLate
          ? when.late(due, today)
          : daysLeft === 0
            ? say(words.dueToday)
            : say(words.left, { days: count(daysLeft, words.days) })}
      </Badge>{" "}
      <span className={style.day}>{date(due)}</span>
    </span>
  );
};

const words = {
  records: {
    one: { fr: "{count} fiche", nl: "{count} fiche", en: "{count} record" },
    other: { fr: "{count} fiches", nl: "{count} fiches", en: "{count} records" },
  },
  late: { fr: "{count} en retard", nl: "{count} te laat", en: "{count} late" },
  all: { fr: "Voir les {count}", nl: "Alle {count} tonen", en: "See all {count}" },
  nothing: { fr: "Rien à faire :", nl: "Niets te doen:", en: "Nothing to do:" },
  number: { fr: "Fiche n° {number}", nl: "Fiche nr. {number}", en: "Record no. {number}" },
  detail: { fr: "{label} : {text}", nl: "{label}: {text}", en: "{label}: {text}" },
  dueToday: { fr: "pour aujourd’hui", nl: "tegen vandaag", en: "due today" },
  left: { fr: "encore {days}", nl: "nog {days}", en: "{days} left" },
  days: {
    one: { fr: "{count} jour", nl: "{count} dag", en: "{count} day" },
    other: { fr: "{count} jours", nl: "{count} dagen", en: "{count} days" },
  },
  unverified: {
    fr: "La durée de ce délai n’a pas été vérifiée dans un texte.",
    nl: "De duur van deze termijn werd niet in een tekst nagekeken.",
    en: "How long this takes was not verified in a text.",
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
