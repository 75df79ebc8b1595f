import { useState } from "react";
import type { DeclarationLine, WhatIf } from "../../../src/declaration/shapes.ts";
import {
  Cell,
  Column,
  Columns,
  Dialog,
  Loaded,
  Notice,
  Row,
  Rows,
  Select,
  Stack,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import type { Bench } from "./bench.ts";
import style from "./declarations.module.css";
import { useWhatIf } from "./use-declarations.ts";

/** The declaration as it is beside what it would be with one line in another form. Nothing changes by looking. */
export const WhatIfDialog = ({
  bench,
  line,
  onClose,
}: Readonly<{ bench: Bench; line: DeclarationLine; onClose: () => void }>) => {
  const say = useSay();
  const [option, setOption] = useState<string | null>(null);
  const answer = useWhatIf(bench.page, line.line, option);
  return (
    <Dialog isOpen size="l" title={say(words.title, { line: say(line.label) })} onClose={onClose}>
      <Loaded query={answer}>
        {(data) =>
          data.options.length === 0 ? (
            <p>{say(words.none)}</p>
          ) : (
            <Stack>
              <Select
                label={say(words.option)}
                value={option}
                onChange={setOption}
                placeholder={say(words.choose)}
                options={data.options.map(({ id, label }) => ({ id, label: say(label) }))}
              />
              <Sides data={data} bench={bench} />
            </Stack>
          )
        }
      </Loaded>
    </Dialog>
  );
};

const Sides = ({
  data: { now, otherwise: other, difference },
  bench,
}: Readonly<{ data: WhatIf; bench: Bench }>) => {
  const say = useSay();
  const { money } = useFormat();
  if (!other) return <p className={style.note}>{say(words.look)}</p>;
  const after = new Map(other.lines.map(({ line, amount }) => [line, amount]));
  return (
    <>
      <Table label={say(words.sides)}>
        <Columns>
          <Column>{say(words.line)}</Column>
          <Column isNumeric>{say(now.option.label)}</Column>
          <Column isNumeric>{say(other.option.label)}</Column>
        </Columns>
        <Rows>
          {now.lines.map(({ line, label, amount }) => (
            <Row key={line}>
              <Cell isHead>{say(label)}</Cell>
              <Cell isNumeric>
                <Amount euros={amount} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={after.get(line) ?? null} />
              </Cell>
            </Row>
          ))}
          <Row tone="total">
            <Cell isHead>{say(words.total)}</Cell>
            <Cell isNumeric>
              <Amount euros={now.total} tree={now.tree} lines={bench.lines} />
            </Cell>
            <Cell isNumeric>
              <Amount euros={other.total} tree={other.tree} lines={bench.lines} />
            </Cell>
          </Row>
        </Rows>
      </Table>
      {difference !== null && (
        <p>
          {say(words.difference)} <strong>{money(difference)}</strong>
        </p>
      )}
      {other.remarks.length > 0 && (
        <Notice tone="warning" title={say(words.remarks)}>
          <ul>
            {other.remarks.map(({ rule, expected, mend, source }, at) => (
              <li key={`${rule} ${at}`}>
                {say(words.expected, { expected: say(expected) })} {say(mend)} ({source.article})
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <p className={style.note}>{say(words.amendment)}</p>
    </>
  );
};

const words = {
  title: {
    fr: "« {line} » sous une autre forme",
    nl: '"{line}" in een andere vorm',
    en: '"{line}" in another form',
  },
  option: { fr: "Autre forme", nl: "Andere vorm", en: "Another form" },
  choose: { fr: "Choisir une forme", nl: "Een vorm kiezen", en: "Choose a form" },
  none: {
    fr: "Aucune autre forme n'est ouverte à cette ligne avec ce qui est connu.",
    nl: "Met wat gekend is, staat geen andere vorm open voor deze regel.",
    en: "No other form is open to this line with what is known.",
  },
  look: {
    fr: "Choisissez une forme pour la comparer avec celle de la convention. Rien n'est modifié.",
    nl: "Kies een vorm om ze met die van de overeenkomst te vergelijken. Er verandert niets.",
    en: "Choose a form to compare it with the agreement's. Nothing is changed.",
  },
  sides: { fr: "Côte à côte", nl: "Naast elkaar", en: "Side by side" },
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  difference: { fr: "Différence :", nl: "Verschil:", en: "Difference:" },
  remarks: {
    fr: "Ce que les règles en diraient",
    nl: "Wat de regels ervan zouden zeggen",
    en: "What the rules would say of it",
  },
  expected: { fr: "Attendu : {expected}.", nl: "Verwacht: {expected}.", en: "Expected: {expected}." },
  amendment: {
    fr: "La forme d'une ligne ne change que par un avenant à la convention.",
    nl: "De vorm van een regel verandert alleen door een wijziging van de overeenkomst.",
    en: "A line's form only changes by an amendment of the agreement.",
  },
} satisfies Record<string, Text>;
