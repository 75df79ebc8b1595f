import { useState } from "react";
import { add, canonical, exact, trimmed, zero } from "../../../src/decimal.ts";
import type { DeclarationLine } from "../../../src/declaration/shapes.ts";
import {
  Button,
  Cell,
  Column,
  Columns,
  DateField,
  NumberField,
  Row,
  Rows,
  Table,
  TextField,
  VisuallyHidden,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Bench } from "./bench.ts";
import style from "./declarations.module.css";
import { useKeptForm } from "./kept-form.ts";

const empty = { on: "", quantity: "", note: "" };

/** Units that no register of Jalon holds: told by hand, each with its day. */
export const HandUnits = ({ bench, line }: Readonly<{ bench: Bench; line: DeclarationLine }>) => {
  const say = useSay();
  const { date, number, typedNumber } = useFormat();
  const { page, keeping } = bench;
  const [typed, type, clear] = useKeptForm(`jalon.units.${page.id}.${line.line}`, empty);
  const [isTried, setIsTried] = useState(false);
  const input = keeping.inputOf(line.line);
  const units = input.units ?? [];
  const quantity = typedNumber(typed.quantity);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(typed.on);
  const unit = line.unit ? say(line.unit) : "";
  const put = (next: typeof units) => keeping.keep(line.line, { ...input, units: next });
  const keep = () => {
    setIsTried(true);
    if (quantity === undefined || !isDay) return;
    const note = typed.note.trim();
    put([...units, { on: typed.on, quantity, ...(note === "" ? {} : { note }) }]);
    setIsTried(false);
    clear();
  };
  return (
    <>
      <p className={style.note}>{say(words.byHand)}</p>
      {units.length > 0 && (
        <Table label={say(words.units)} density="compact">
          <Columns>
            <Column>{say(words.on)}</Column>
            <Column>{say(words.what)}</Column>
            <Column isNumeric>{unit === "" ? say(words.quantity) : unit}</Column>
            {page.may.change && (
              <Column width="least">
                <VisuallyHidden>{say(words.act)}</VisuallyHidden>
              </Column>
            )}
          </Columns>
          <Rows>
            {units.map((each, at) => (
              <Row key={`${each.on} ${at}`}>
                <Cell isWrapped={false}>{date(each.on)}</Cell>
                <Cell>{each.note}</Cell>
                <Cell isNumeric>{number(each.quantity)}</Cell>
                {page.may.change && (
                  <Cell>
                    <Button
                      variant="quiet"
                      size="s"
                      icon="trash"
                      iconOnly
                      onPress={() => put(units.filter((_, other) => other !== at))}
                    >
                      {say(words.remove, { day: date(each.on) })}
                    </Button>
                  </Cell>
                )}
              </Row>
            ))}
            <Row tone="total">
              <Cell columns={2} isHead>
                {say(words.total)}
              </Cell>
              <Cell isNumeric>{number(totalOf(units.map((each) => each.quantity)))}</Cell>
              {page.may.change && <Cell />}
            </Row>
          </Rows>
        </Table>
      )}
      {page.may.change && (
        <form
          className={style.item}
          aria-label={say(words.add)}
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
        >
          <h3>{say(words.add)}</h3>
          <div className={style.fields}>
            <DateField
              label={say(words.on)}
              value={typed.on}
              onChange={(on) => type({ on })}
              error={isTried && !isDay ? say(words.dayMissing) : undefined}
              width="short"
            />
            <NumberField
              label={say(words.quantity)}
              value={typed.quantity}
              onChange={(next) => type({ quantity: next })}
              error={isTried && quantity === undefined ? say(words.noNumber) : undefined}
              unit={unit}
              width="short"
            />
            <TextField
              label={say(words.what)}
              value={typed.note}
              onChange={(note) => type({ note })}
              maxLength={200}
            />
          </div>
          <Button type="submit">{say(words.addThis)}</Button>
        </form>
      )}
    </>
  );
};

/** The sum of quantities, without rounding. */
const totalOf = (quantities: readonly string[]): string =>
  canonical(trimmed(quantities.reduce((sum, quantity) => add(sum, exact(quantity)), zero)));

const words = {
  byHand: {
    fr: "Aucun registre ne compte ces unités : encodez-les ici.",
    nl: "Geen enkel register telt deze eenheden: vul ze hier in.",
    en: "No register counts these units: type them here.",
  },
  units: { fr: "Unités", nl: "Eenheden", en: "Units" },
  on: { fr: "Date", nl: "Datum", en: "Date" },
  what: { fr: "De quoi il s'agit", nl: "Waarover het gaat", en: "What it is" },
  quantity: { fr: "Quantité", nl: "Hoeveelheid", en: "Quantity" },
  act: { fr: "Retirer", nl: "Verwijderen", en: "Remove" },
  remove: {
    fr: "Retirer les unités du {day}",
    nl: "De eenheden van {day} verwijderen",
    en: "Remove the units of {day}",
  },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  add: { fr: "Ajouter des unités", nl: "Eenheden toevoegen", en: "Add units" },
  addThis: { fr: "Ajouter ces unités", nl: "Deze eenheden toevoegen", en: "Add these units" },
  dayMissing: { fr: "Donnez une date.", nl: "Geef een datum.", en: "Give a date." },
  noNumber: { fr: "Donnez un nombre.", nl: "Geef een getal.", en: "Give a number." },
} satisfies Record<string, Text>;
