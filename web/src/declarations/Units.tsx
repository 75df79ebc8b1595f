import { useState } from "react";
import { useSearchParams } from "react-router";
import type { DeclarationLine, UnitsPage } from "../../../src/declaration/shapes.ts";
import {
  Badge,
  Button,
  ButtonRow,
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Loaded,
  Row,
  Rows,
  Table,
  type Tone,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Bench } from "./bench.ts";
import style from "./declarations.module.css";
import { useUnits } from "./use-declarations.ts";

type State = UnitsPage["rows"][number]["state"];

/** The records that a line counts, and those that it does not with the reason why. */
export const Units = ({ bench, line }: Readonly<{ bench: Bench; line: DeclarationLine }>) => {
  const say = useSay();
  const format = useFormat();
  const [search, setSearch] = useSearchParams();
  const asked = search.get("show");
  const show = states.find((state) => state === asked) ?? "counted";
  const { units, unit, quantity } = line;
  if (!units) return null;
  const counts: Readonly<Record<State, number>> = units;
  return (
    <>
      <p>
        {say(words.counted, {
          quantity: format.number(units.quantity),
          unit: unit ? say(unit) : "",
          records: format.count(units.counted, recordWords),
        })}
        {quantity && <span className={style.note}> {say(quantity.label)}</span>}
      </p>
      <div className={style.shown}>
        {states
          .filter((state) => counts[state] > 0 || state === show)
          .map((state) => (
            <Button
              key={state}
              size="s"
              variant={state === show ? "secondary" : "quiet"}
              aria-pressed={state === show}
              onPress={() => setSearch({ line: line.line, show: state }, { replace: true })}
            >
              {`${say(stateNames[state])} (${format.number(counts[state])})`}
            </Button>
          ))}
      </div>
      <Records key={show} bench={bench} line={line} show={show} />
    </>
  );
};

const Records = ({ bench, line, show }: Readonly<{ bench: Bench; line: DeclarationLine; show: State }>) => {
  const say = useSay();
  const { number, date } = useFormat();
  const [starts, setStarts] = useState<readonly number[]>([0]);
  const after = starts.at(-1) ?? 0;
  const units = useUnits(bench.page, line.line, { show, after });
  return (
    <Loaded query={units}>
      {({ rows, next }) =>
        rows.length === 0 ? (
          <EmptyState title={say(words.none)} />
        ) : (
          <>
            <Table label={say(stateNames[show])} density="compact" isBusy={units.isPlaceholderData}>
              <Columns>
                <Column>{say(words.record)}</Column>
                <Column>{say(words.on)}</Column>
                <Column isNumeric>{line.unit ? say(line.unit) : say(words.quantity)}</Column>
                <Column>{say(words.state)}</Column>
                {bench.page.may.change && <Column width="least">{say(words.act)}</Column>}
              </Columns>
              <Rows>
                {rows.map((unit) => (
                  <Row key={`${unit.register} ${unit.record} ${unit.on}`}>
                    <Cell isHead>
                      <Link
                        to={`operations/${unit.operation}/registers/${unit.register}/records/${unit.record}`}
                      >
                        {say(words.number, { record: unit.record })}
                      </Link>
                    </Cell>
                    <Cell isWrapped={false}>{date(unit.on)}</Cell>
                    <Cell isNumeric>{number(unit.quantity)}</Cell>
                    <Cell>
                      <Badge tone={tones[unit.state]}>{say(rowNames[unit.state])}</Badge>
                      <TakenBy unit={unit} />
                    </Cell>
                    {bench.page.may.change && (
                      <Cell isWrapped={false}>
                        <LeaveOut bench={bench} line={line} unit={unit} />
                      </Cell>
                    )}
                  </Row>
                ))}
              </Rows>
            </Table>
            <ButtonRow>
              {starts.length > 1 && (
                <Button size="s" icon="back" onPress={() => setStarts((before) => before.slice(0, -1))}>
                  {say(words.back)}
                </Button>
              )}
              {next !== null && (
                <Button
                  size="s"
                  icon="forward"
                  iconPlace="after"
                  onPress={() => setStarts((before) => [...before, next])}
                >
                  {say(words.next)}
                </Button>
              )}
            </ButtonRow>
          </>
        )
      }
    </Loaded>
  );
};

type Unit = UnitsPage["rows"][number];

/** In which declaration a unit is declared already. */
const TakenBy = ({ unit: { takenBy } }: Readonly<{ unit: Unit }>) => {
  const say = useSay();
  if (!takenBy) return null;
  const { declaration, number } = takenBy;
  return (
    <span className={style.note}>
      {" "}
      {say(words.in)}{" "}
      {declaration === null ? number : <Link to={`money/declarations/${declaration}`}>{number}</Link>}
    </span>
  );
};

/** Leaves a record out of the line, or takes it in again. */
const LeaveOut = ({ bench, line, unit }: Readonly<{ bench: Bench; line: DeclarationLine; unit: Unit }>) => {
  const say = useSay();
  if (unit.state === "declaredBefore") return null;
  const { inputOf, keep } = bench.keeping;
  const put = (isOut: boolean) => {
    const input = inputOf(line.line);
    const others = (input.leftOut ?? []).filter((record) => record !== unit.record);
    keep(line.line, { ...input, leftOut: isOut ? [...others, unit.record] : others });
  };
  const isOut = unit.state === "leftOut";
  if (!isOut && unit.state === "incomplete") return null;
  return (
    <Button variant="quiet" size="s" onPress={() => put(!isOut)}>
      {say(isOut ? words.takeIn : words.leaveOut)}
    </Button>
  );
};

const states: readonly State[] = ["counted", "late", "incomplete", "leftOut", "declaredBefore", "elsewhere"];

const tones: Readonly<Record<State, Tone | "neutral">> = {
  counted: "success",
  late: "info",
  incomplete: "warning",
  leftOut: "neutral",
  declaredBefore: "neutral",
  elsewhere: "error",
};

const stateNames: Readonly<Record<State, Text>> = {
  counted: { fr: "Comptées", nl: "Meegeteld", en: "Counted" },
  late: { fr: "Tardives, comptées", nl: "Laat, meegeteld", en: "Late, counted" },
  incomplete: { fr: "Incomplètes", nl: "Onvolledig", en: "Incomplete" },
  leftOut: { fr: "Laissées de côté", nl: "Weggelaten", en: "Left out" },
  declaredBefore: { fr: "Déclarées avant", nl: "Eerder gedeclareerd", en: "Declared before" },
  elsewhere: { fr: "Déclarées ailleurs", nl: "Elders gedeclareerd", en: "Declared elsewhere" },
};

const rowNames: Readonly<Record<State, Text>> = {
  counted: { fr: "comptée", nl: "meegeteld", en: "counted" },
  late: { fr: "tardive, comptée", nl: "laat, meegeteld", en: "late, counted" },
  incomplete: { fr: "incomplète", nl: "onvolledig", en: "incomplete" },
  leftOut: { fr: "laissée de côté", nl: "weggelaten", en: "left out" },
  declaredBefore: { fr: "déclarée avant", nl: "eerder gedeclareerd", en: "declared before" },
  elsewhere: { fr: "déclarée ailleurs", nl: "elders gedeclareerd", en: "declared elsewhere" },
};

const recordWords = {
  one: { fr: "{count} fiche", nl: "{count} fiche", en: "{count} record" },
  other: { fr: "{count} fiches", nl: "{count} fiches", en: "{count} records" },
} satisfies Record<string, Text>;

const words = {
  counted: {
    fr: "{quantity} {unit}, dans {records}.",
    nl: "{quantity} {unit}, in {records}.",
    en: "{quantity} {unit}, in {records}.",
  },
  none: { fr: "Aucune fiche.", nl: "Geen fiches.", en: "No records." },
  record: { fr: "Fiche", nl: "Fiche", en: "Record" },
  number: { fr: "n° {record}", nl: "nr. {record}", en: "no. {record}" },
  on: { fr: "Date", nl: "Datum", en: "Date" },
  quantity: { fr: "Quantité", nl: "Hoeveelheid", en: "Quantity" },
  state: { fr: "État", nl: "Stand", en: "State" },
  act: { fr: "Choix", nl: "Keuze", en: "Choice" },
  in: { fr: "dans", nl: "in", en: "in" },
  leaveOut: { fr: "Laisser de côté", nl: "Weglaten", en: "Leave out" },
  takeIn: { fr: "Remettre", nl: "Terugzetten", en: "Take in again" },
  back: { fr: "Précédentes", nl: "Vorige", en: "Previous" },
  next: { fr: "Suivantes", nl: "Volgende", en: "Next" },
} satisfies Record<string, Text>;
