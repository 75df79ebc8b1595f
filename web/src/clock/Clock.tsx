import {
  type Clock as ClockOfRecord,
  clockOf,
  type ClockState,
} from "../../../src/definition/clock/clock.ts";
import { clockFieldsRead, type RecordValues } from "../../../src/definition/condition/condition.ts";
import type { Deadline, Register } from "../../../src/definition/programme.ts";
import { Badge, Card, Facts, type Tone } from "../kit/index.ts";
import { type Format, type Say, type Text, useFormat, useSay } from "../language.tsx";
import { useAbout } from "../shell/about.ts";
import style from "./clock.module.css";

/**
 * What is to be done about a record in time: how each clock stands today, by when it is due, how many days are left. A
 * clock that reads an answer that is hidden from the reader is not shown, nor one that does not run for the record.
 */
export const Clock = ({
  register,
  operation,
  answers,
  hidden,
}: Readonly<{
  register: Pick<Register, "deadlines">;
  operation: string;
  answers: RecordValues;
  hidden: ReadonlySet<string>;
}>) => {
  const say = useSay();
  const format = useFormat();
  const today = useAbout()?.today;
  if (today === undefined) return null;
  const clocks = register.deadlines
    .filter((deadline) => clockFieldsRead(deadline).isDisjointFrom(hidden))
    .map((deadline) => ({ deadline, clock: clockOf(deadline, { ...answers, operation }, today) }))
    .filter(({ clock }) => clock.opens !== null)
    .toSorted((a, b) => (a.clock.daysLeft ?? Infinity) - (b.clock.daysLeft ?? Infinity));
  if (clocks.length === 0) return null;
  return (
    <Card title={say(words.title)}>
      <Facts
        items={clocks.map(({ deadline, clock }) => ({
          id: deadline.id,
          label: say(deadline.label),
          value: <Standing deadline={deadline} clock={clock} say={say} format={format} />,
        }))}
      />
    </Card>
  );
};

const Standing = ({
  deadline,
  clock,
  say,
  format,
}: {
  deadline: Deadline;
  clock: ClockOfRecord;
  say: Say;
  format: Format;
}) => (
  <div className={style.standing}>
    <Badge tone={tones[clock.state]} hasIcon={clock.state === "overdue"}>
      {say(states[clock.state])}
    </Badge>
    <span>{sayTime(clock, say, format)}</span>
    {!deadline.source.verified && <span className={style.source}>{say(words.notVerified)}</span>}
  </div>
);

const sayTime = (
  { state, opens, due, daysLeft, daysUsed }: ClockOfRecord,
  say: Say,
  format: Format,
): string => {
  const day = format.date(due);
  const days = (count: number) => format.count(count, dayWords);
  switch (state) {
    case "not_started":
      return say(words.opens, { opens: format.date(opens), day });
    case "running":
      return say(words.left, { day, left: days(daysLeft ?? 0) });
    case "paused":
      return daysLeft === null ? "" : say(words.leftAfter, { left: days(daysLeft) });
    case "overdue":
      return say(words.over, { day, left: days(-(daysLeft ?? 0)) });
    case "in_time":
    case "late":
      return say(due === null ? words.tookNoDue : words.took, { day, used: days(daysUsed ?? 0) });
    case "done":
    case "lapsed":
      return due === null ? "" : say(words.wasDue, { day });
  }
};

const tones: Record<ClockState, Tone | "neutral"> = {
  not_started: "neutral",
  running: "info",
  paused: "neutral",
  overdue: "warning",
  in_time: "success",
  late: "neutral",
  done: "success",
  lapsed: "neutral",
};

const states: Record<ClockState, Text> = {
  not_started: { fr: "Pas encore", nl: "Nog niet", en: "Not yet" },
  running: { fr: "En cours", nl: "Loopt", en: "Running" },
  paused: { fr: "Suspendu", nl: "Opgeschort", en: "Paused" },
  overdue: { fr: "En retard", nl: "Te laat", en: "Overdue" },
  in_time: { fr: "Fait dans le délai", nl: "Op tijd gedaan", en: "Done in time" },
  late: { fr: "Fait après le délai", nl: "Na de termijn gedaan", en: "Done late" },
  done: { fr: "Fait", nl: "Gedaan", en: "Done" },
  lapsed: { fr: "N'est plus attendu", nl: "Niet meer verwacht", en: "No longer expected" },
};

const words = {
  title: { fr: "Délais", nl: "Termijnen", en: "Deadlines" },
  opens: {
    fr: "à partir du {opens}, au plus tard le {day}",
    nl: "vanaf {opens}, ten laatste op {day}",
    en: "from {opens}, no later than {day}",
  },
  left: {
    fr: "au plus tard le {day} : encore {left}",
    nl: "ten laatste op {day}: nog {left}",
    en: "no later than {day}: {left} left",
  },
  leftAfter: {
    fr: "encore {left} à la reprise",
    nl: "nog {left} bij de hervatting",
    en: "{left} left when it goes on",
  },
  over: {
    fr: "attendu le {day} : {left} de retard",
    nl: "verwacht op {day}: {left} te laat",
    en: "was due on {day}: {left} late",
  },
  took: {
    fr: "en {used}, délai au {day}",
    nl: "in {used}, termijn tot {day}",
    en: "in {used}, due on {day}",
  },
  tookNoDue: { fr: "en {used}", nl: "in {used}", en: "in {used}" },
  wasDue: { fr: "délai au {day}", nl: "termijn tot {day}", en: "due on {day}" },
  notVerified: { fr: "délai non vérifié", nl: "termijn niet nagekeken", en: "deadline not verified" },
} satisfies Record<string, Text>;

const dayWords = {
  one: { fr: "{count} jour", nl: "{count} dag", en: "{count} day" },
  other: { fr: "{count} jours", nl: "{count} dagen", en: "{count} days" },
} satisfies Record<string, Text>;
