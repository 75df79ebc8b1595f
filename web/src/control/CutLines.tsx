import { isZero, less, sumOf } from "../../../src/euros.ts";
import { Button, Cell, Column, Columns, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { Section } from "../programme/Section.tsx";
import { type Bench, isMoved, type Line, progressOf } from "./bench.ts";
import style from "./control.module.css";

/** The lines: what was declared, what of it is eligible with the findings as they stand, and how far the look is. */
export const CutLines = ({ bench }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const { page, lines, part, openPart } = bench;
  const { totals } = page;
  const hasWhole = progressOf(bench, null).all > 0;
  return (
    <Section title={say(words.lines)}>
      <Table label={say(words.lines)}>
        <Columns>
          <Column>{say(words.line)}</Column>
          <Column isNumeric>{say(words.submitted)}</Column>
          <Column isNumeric>{say(words.eligible)}</Column>
          <Column isNumeric>{say(words.parked)}</Column>
          <Column isNumeric>{say(words.rejected)}</Column>
          <Column isNumeric>{say(words.answered)}</Column>
        </Columns>
        <Rows>
          {hasWhole && (
            <Row>
              <Cell isHead columns={5}>
                <Open isOpen={part === null} onPress={() => openPart(null)}>
                  {say(words.whole)}
                </Open>
              </Cell>
              <Cell isNumeric>
                <Progress bench={bench} part={null} />
              </Cell>
            </Row>
          )}
          {page.lines.map((line) => (
            <Row key={line.line}>
              <Cell isHead>
                <Open isOpen={line.line === part} onPress={() => openPart(line.line)}>
                  {say(line.label)}
                </Open>
                <span className={style.under}>{say(line.option.label)}</span>
                <Follows bench={bench} line={line} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={line.submitted} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={line.eligible} tree={line.tree} lines={lines} />
                <Difference line={line} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={line.parked} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={line.rejected} />
              </Cell>
              <Cell isNumeric>
                <Progress bench={bench} part={line.line} />
              </Cell>
            </Row>
          ))}
          <Row tone="total">
            <Cell isHead>{say(words.total)}</Cell>
            <Cell isNumeric>
              <Amount euros={totals.submitted} />
            </Cell>
            <Cell isNumeric>
              <Amount euros={totals.eligible} />
              <Difference line={totals} />
            </Cell>
            <Cell isNumeric>
              <Amount euros={totals.parked} />
            </Cell>
            <Cell isNumeric>
              <Amount euros={totals.rejected} />
            </Cell>
            <Cell isNumeric>
              <Progress bench={bench} />
            </Cell>
          </Row>
        </Rows>
      </Table>
    </Section>
  );
};

const Open = ({
  isOpen,
  onPress,
  children,
}: Readonly<{ isOpen: boolean; onPress: () => void; children: string }>) => (
  <span className={style.lineName}>
    <Button
      variant="quiet"
      size="s"
      icon={isOpen ? "down" : "forward"}
      aria-expanded={isOpen}
      onPress={onPress}
    >
      {children}
    </Button>
  </span>
);

/** By how much it is less than what was declared. */
const Difference = ({ line }: Readonly<{ line: Pick<Line, "submitted" | "eligible"> }>) => {
  const { money } = useFormat();
  const difference = less(line.eligible, line.submitted);
  if (isZero(difference)) return null;
  return <span className={style.difference}>{money(difference)}</span>;
};

/** Which lines a rate is taken of, where it moved with them. */
const Follows = ({ bench, line }: Readonly<{ bench: Bench; line: Line }>) => {
  const say = useSay();
  const { lines } = bench;
  const own = sumOf([line.deduct, line.park]);
  if (!isMoved(line) && (line.derivedFrom.length === 0 || isZero(own))) return null;
  const names = line.derivedFrom.flatMap((id) => {
    const label = lines.get(id);
    return label ? [say(label)] : [];
  });
  return <span className={style.follows}>{say(words.follows, { lines: names.join(", ") })}</span>;
};

const Progress = ({ bench, part }: Readonly<{ bench: Bench; part?: string | null }>) => {
  const { number } = useFormat();
  const { all, done } = progressOf(bench, part);
  if (all === 0) return "–";
  return (
    <span className={style.progress}>
      {number(done)}/{number(all)}
    </span>
  );
};

const words = {
  lines: { fr: "Lignes", nl: "Regels", en: "Lines" },
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  whole: { fr: "Questions sur l'ensemble", nl: "Vragen over het geheel", en: "Questions about the whole" },
  submitted: { fr: "Déclaré", nl: "Gedeclareerd", en: "Declared" },
  eligible: { fr: "Admissible", nl: "Subsidiabel", en: "Eligible" },
  parked: { fr: "En attente", nl: "In beraad", en: "Set aside" },
  rejected: { fr: "À déduire", nl: "Af te trekken", en: "To deduct" },
  answered: { fr: "Réponses", nl: "Antwoorden", en: "Answers" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  follows: { fr: "suit {lines}", nl: "volgt {lines}", en: "follows {lines}" },
} satisfies Record<string, Text>;
