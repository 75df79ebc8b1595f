import { useState } from "react";
import type { DeclarationLine, LineInput } from "../../../src/declaration/shapes.ts";
import {
  Button,
  Cell,
  Checkbox,
  Column,
  Columns,
  EmptyState,
  Link,
  NumberField,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { percentOfShare, shareOfPercent } from "../money/shares.ts";
import { Amount } from "../money/Amount.tsx";
import { useShare } from "../money/how.ts";
import type { Bench } from "./bench.ts";
import style from "./declarations.module.css";

type Person = DeclarationLine["staff"][number];
type Said = NonNullable<LineInput["staff"]>[number];

/** Who works on a line, by the employer's code: what Jalon knows of them is shown, only the rest is typed. */
export const StaffLines = ({ bench, line }: Readonly<{ bench: Bench; line: DeclarationLine }>) => {
  const say = useSay();
  const { page } = bench;
  const staffPage = `money/agreements/${page.agreement.id}/staff?declaration=${page.id}`;
  // A register of hours says who worked: nobody else is asked about.
  const people = line.staff.filter(({ fromRegister, hours }) => !fromRegister || hours !== null);
  if (people.length === 0)
    return (
      <EmptyState title={say(words.nobody)} action={<Link to={staffPage}>{say(words.complete)}</Link>} />
    );
  const isHourly = line.form === "hourly_rate";
  return (
    <>
      {line.form === "salary_flat_rate" && <Everybody bench={bench} line={line} />}
      <Table label={say(words.staff)} density="compact">
        <Columns>
          <Column>{say(words.person)}</Column>
          <Column>{say(heads[line.form] ?? words.hours)}</Column>
          <Column isNumeric>{say(words.gross)}</Column>
          <Column isNumeric>{say(words.fraction)}</Column>
          {isHourly && <Column isNumeric>{say(words.hoursBefore)}</Column>}
        </Columns>
        <Rows>
          {people.map((person) => (
            <PersonRow key={`${person.year} ${person.person}`} bench={bench} line={line} person={person} />
          ))}
        </Rows>
      </Table>
      <p className={style.note}>
        <Link to={staffPage}>{say(page.may.change ? words.complete : words.see)}</Link>
      </p>
    </>
  );
};

/** All who are known and not said yet, at once. */
const Everybody = ({ bench, line }: Readonly<{ bench: Bench; line: DeclarationLine }>) => {
  const { count } = useFormat();
  const input = bench.keeping.inputOf(line.line);
  const said = input.staff ?? [];
  const missing = line.staff.filter(
    ({ person, year }) => !said.some((each) => each.person === person && each.year === year),
  );
  if (!bench.page.may.change || missing.length < 2) return null;
  return (
    <p>
      <Button
        size="s"
        onPress={() =>
          bench.keeping.keep(line.line, {
            ...input,
            staff: [...said, ...missing.map(({ person, year }) => ({ person, year }))],
          })
        }
      >
        {count(missing.length, everybodyWords)}
      </Button>
    </p>
  );
};

const everybodyWords = {
  one: { fr: "Elle a travaillé sur cette ligne", nl: "Werkte op deze regel", en: "Worked on this line" },
  other: {
    fr: "Les {count} ont travaillé sur cette ligne",
    nl: "Alle {count} werkten op deze regel",
    en: "All {count} worked on this line",
  },
} satisfies Record<string, Text>;

const PersonRow = ({
  bench,
  line,
  person,
}: Readonly<{ bench: Bench; line: DeclarationLine; person: Person }>) => {
  const say = useSay();
  const { number } = useFormat();
  const share = useShare();
  const { keeping, page } = bench;
  const input = keeping.inputOf(line.line);
  const isSame = (each: Said) => each.person === person.person && each.year === person.year;
  const said = (input.staff ?? []).find(isSame);
  const put = (next: Said | undefined) => {
    const others = (input.staff ?? []).filter((each) => !isSame(each));
    keeping.keep(line.line, { ...input, staff: next ? [...others, next] : others });
  };
  const who = { person: person.person, year: person.year };
  return (
    <Row>
      <Cell isHead isWrapped={false}>
        {person.person} · {person.year}
      </Cell>
      <Cell>
        {!page.may.change || person.fromRegister ? (
          <Known form={line.form} person={person} />
        ) : line.form === "hourly_rate" ? (
          <Typed
            label={say(words.hoursOf, who)}
            unit={say(words.h)}
            value={said?.hours}
            onKeep={(hours) => put(hours === undefined ? undefined : { ...said, ...who, hours })}
          />
        ) : line.form === "fixed_share" ? (
          <Typed
            label={say(words.shareOf, who)}
            unit="%"
            value={said?.share === undefined ? undefined : percentOfShare(said.share)}
            onKeep={(percent) =>
              put(percent === undefined ? undefined : { ...said, ...who, share: shareOfPercent(percent) })
            }
          />
        ) : (
          <div className={style.tick}>
            <Checkbox
              label={say(words.works, { who: person.person })}
              value={said !== undefined}
              onChange={(isOn) => put(isOn ? who : undefined)}
            />
          </div>
        )}
      </Cell>
      <Cell isNumeric>
        {person.grossCost === null ? say(words.notSaid) : <Amount euros={person.grossCost} />}
        {person.months !== null && person.months !== "12" && (
          <span className={style.note}> / {say(words.months, { months: number(person.months) })}</span>
        )}
      </Cell>
      <Cell isNumeric>{person.fraction === null ? "–" : share(person.fraction)}</Cell>
      {line.form === "hourly_rate" && (
        <Cell isNumeric>
          {number(person.hoursBefore)}
          {person.hoursLeft !== null && (
            <span className={style.note}> {say(words.left, { left: number(person.hoursLeft) })}</span>
          )}
        </Cell>
      )}
    </Row>
  );
};

/** What is known of somebody's work and cannot be typed here. */
const Known = ({ form, person }: Readonly<{ form: string; person: Person }>) => {
  const say = useSay();
  const { number } = useFormat();
  const share = useShare();
  const { hours, fromRegister, monthsDeclared } = person;
  if (form === "hourly_rate")
    return (
      <>
        {hours === null ? "–" : say(words.hoursKnown, { hours: number(hours) })}
        {fromRegister && <span className={style.note}> {say(words.fromRegister)}</span>}
      </>
    );
  if (form === "fixed_share") return person.share === null ? "–" : share(person.share);
  return monthsDeclared === null ? "–" : say(words.months, { months: number(monthsDeclared) });
};

/** A number that is kept when one leaves its field. */
const Typed = ({
  label,
  unit,
  value,
  onKeep,
}: Readonly<{
  label: string;
  unit: string;
  value: string | undefined;
  onKeep: (value: string | undefined) => void;
}>) => {
  const say = useSay();
  const { typedNumber } = useFormat();
  const [text, setText] = useState<string | null>(null);
  const number = text === null || text.trim() === "" ? undefined : typedNumber(text);
  const isWrong = text !== null && text.trim() !== "" && number === undefined;
  return (
    <NumberField
      label={label}
      isLabelHidden
      unit={unit}
      width="short"
      value={text ?? (value ?? "").replace(".", ",")}
      onChange={setText}
      error={isWrong ? say(words.noNumber) : undefined}
      onBlur={() => {
        if (text === null || isWrong) return;
        if (number !== value) onKeep(number);
        setText(null);
      }}
    />
  );
};

const words = {
  nobody: {
    fr: "Personne n'est encore connu pour cette année.",
    nl: "Er is nog niemand gekend voor dit jaar.",
    en: "Nobody is known for this year yet.",
  },
  complete: { fr: "Compléter le personnel", nl: "Het personeel aanvullen", en: "Complete the staff" },
  see: { fr: "Voir le personnel", nl: "Het personeel bekijken", en: "See the staff" },
  staff: { fr: "Personnel", nl: "Personeel", en: "Staff" },
  person: { fr: "Personne (code)", nl: "Persoon (code)", en: "Person (code)" },
  gross: { fr: "Coût brut annuel", nl: "Jaarlijkse brutokost", en: "Yearly gross cost" },
  fraction: { fr: "Temps de travail", nl: "Arbeidstijd", en: "Part of full time" },
  hours: { fr: "Heures sur cette ligne", nl: "Uren op deze regel", en: "Hours on this line" },
  hoursBefore: { fr: "Heures déclarées avant", nl: "Uren eerder gedeclareerd", en: "Hours declared before" },
  hoursOf: {
    fr: "Heures de {person} en {year}",
    nl: "Uren van {person} in {year}",
    en: "Hours of {person} in {year}",
  },
  shareOf: {
    fr: "Part du temps de {person} en {year}",
    nl: "Deel van de tijd van {person} in {year}",
    en: "Share of the time of {person} in {year}",
  },
  hoursKnown: { fr: "{hours} h", nl: "{hours} u", en: "{hours} h" },
  fromRegister: { fr: "du registre", nl: "uit het register", en: "from the register" },
  h: { fr: "h", nl: "u", en: "h" },
  notSaid: { fr: "pas encore encodé", nl: "nog niet ingevuld", en: "not said yet" },
  months: { fr: "{months} mois", nl: "{months} maanden", en: "{months} months" },
  works: {
    fr: "{who} a travaillé sur cette ligne",
    nl: "{who} werkte op deze regel",
    en: "{who} worked on this line",
  },
  left: { fr: "(reste {left})", nl: "(rest {left})", en: "({left} left)" },
  noNumber: { fr: "Donnez un nombre.", nl: "Geef een getal.", en: "Give a number." },
  share: { fr: "Part du temps de travail", nl: "Deel van de arbeidstijd", en: "Share of working time" },
  onLine: { fr: "Sur cette ligne", nl: "Op deze regel", en: "On this line" },
} satisfies Record<string, Text>;

const heads: Readonly<Record<string, Text>> = {
  hourly_rate: words.hours,
  fixed_share: words.share,
  salary_flat_rate: words.onLine,
};
