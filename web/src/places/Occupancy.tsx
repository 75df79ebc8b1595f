import { useSearchParams } from "react-router";
import type { OccupancyMonth, PlacesPage, Structure } from "../../../src/places/shapes.ts";
import {
  Button,
  ButtonRow,
  Cell,
  Column,
  Columns,
  Disclosure,
  EmptyState,
  Link,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { MonthBars } from "./MonthBars.tsx";
import { initialOf, monthWords, shareOf } from "./months.ts";
import style from "./places.module.css";
import { shiftMonth } from "./use-places.ts";

/** How full each structure is, month by month: bars to read at a glance, the same numbers in a table under them. */
export const Occupancy = ({
  page,
  structures,
}: Readonly<{ page: PlacesPage; structures: NonNullable<PlacesPage["structures"]> }>) => {
  const say = useSay();
  const language = useLanguage();
  const [search, setSearch] = useSearchParams();
  const go = (by: number) => () => {
    const next = new URLSearchParams(search);
    next.set("from", shiftMonth(page.from, by));
    setSearch(next, { replace: true });
  };
  const last = shiftMonth(page.from, page.months - 1);
  return (
    <Section
      title={say(words.title)}
      actions={
        <ButtonRow>
          <Button size="s" onPress={go(-6)}>
            {say(words.earlier)}
          </Button>
          <Button size="s" onPress={go(6)}>
            {say(words.later)}
          </Button>
        </ButtonRow>
      }
    >
      {structures.rows.length === 0 ? (
        <EmptyState title={say(words.none)} />
      ) : (
        <>
          <p className={style.note}>
            {say(words.legend, { from: monthWords(page.from, language), until: monthWords(last, language) })}
          </p>
          <ul className={style.cards}>
            {structures.rows.map((row) => (
              <StructureCard key={`${row.operation} ${row.structure}`} page={page} row={row} />
            ))}
          </ul>
          <Disclosure title={say(words.asTable)}>
            <AsTable page={page} rows={structures.rows} />
          </Disclosure>
        </>
      )}
    </Section>
  );
};

const StructureCard = ({ page, row }: { page: PlacesPage; row: Structure }) => {
  const say = useSay();
  const format = useFormat();
  const about = [...row.kinds.map(({ label }) => say(label)), ...(row.opening ? [say(row.opening)] : [])];
  const { today, soon } = row;
  return (
    <li className={style.card}>
      <h3 className={style.name}>
        <Link to={daysPage(page, row, page.today.slice(0, 7))}>{row.structure}</Link>
      </h3>
      <p className={style.about}>{about.join(" · ")}</p>
      <MonthBars months={row.months} today={page.today} />
      <p className={style.free}>
        {say(words.freeNow, {
          free: format.count(today.free, freeWords),
          places: format.number(today.places),
        })}
        {today.over > 0 && (
          <strong className={style.over}>{say(words.overNow, { over: format.number(today.over) })}</strong>
        )}
        <span className={style.soon}>{say(words.freeSoon, { free: format.number(soon.free) })}</span>
      </p>
    </li>
  );
};

const AsTable = ({ page, rows }: { page: PlacesPage; rows: readonly Structure[] }) => {
  const say = useSay();
  const language = useLanguage();
  const months = page.total?.months ?? [];
  return (
    <Table label={say(words.title)} density="compact">
      <Columns>
        <Column width="wide">{say(words.structure)}</Column>
        {months.map(({ month }) => (
          <Column key={month} isNumeric>
            <abbr title={monthWords(month, language)}>{initialOf(month, language)}</abbr>
          </Column>
        ))}
      </Columns>
      <Rows>
        {rows.map((row) => (
          <Row key={`${row.operation} ${row.structure}`}>
            <Cell isHead>
              <Link to={daysPage(page, row, page.today.slice(0, 7))}>{row.structure}</Link>
            </Cell>
            {row.months.map((month) => (
              <Share key={month.month} month={month} />
            ))}
          </Row>
        ))}
        <Row tone="total">
          <Cell isHead>{say(words.total)}</Cell>
          {months.map((month) => (
            <Share key={month.month} month={month} />
          ))}
        </Row>
      </Rows>
    </Table>
  );
};

const Share = ({ month }: { month: OccupancyMonth }) => {
  const say = useSay();
  const format = useFormat();
  const share = shareOf(month);
  return (
    <Cell isNumeric>
      {share === undefined ? "–" : format.percent(share.toFixed(0))}
      {month.daysOver > 0 && (
        <span className={style.over}> {say(words.daysOver, { days: format.number(month.daysOver) })}</span>
      )}
    </Cell>
  );
};

const daysPage = (page: PlacesPage, row: Structure, month: string): string => {
  const query = new URLSearchParams({ operation: row.operation, structure: row.structure, month });
  return `services/${page.service}/places/days?${query}`;
};

const freeWords = {
  one: { fr: "{count} libre", nl: "{count} vrij", en: "{count} free" },
  other: { fr: "{count} libres", nl: "{count} vrij", en: "{count} free" },
} satisfies Record<string, Text>;

const words = {
  title: { fr: "Occupation par mois", nl: "Bezetting per maand", en: "Occupancy by month" },
  earlier: { fr: "6 mois plus tôt", nl: "6 maanden vroeger", en: "6 months earlier" },
  later: { fr: "6 mois plus tard", nl: "6 maanden later", en: "6 months later" },
  none: { fr: "Aucune structure.", nl: "Geen structuren.", en: "No structures." },
  legend: {
    fr: "De {from} à {until}, jours d'ouverture seulement. Plein : places occupées ; clair : places promises ; trait rouge : plus d'occupants que de places au moins un jour.",
    nl: "Van {from} tot {until}, enkel openingsdagen. Vol: bezette plaatsen; licht: beloofde plaatsen; rode streep: minstens één dag meer bezetters dan plaatsen.",
    en: "From {from} to {until}, opening days only. Solid: places taken; light: places promised; red line: more taken than there are on one day at least.",
  },
  asTable: {
    fr: "Les mêmes nombres en tableau",
    nl: "Dezelfde getallen als tabel",
    en: "The same numbers as a table",
  },
  structure: { fr: "Structure", nl: "Structuur", en: "Structure" },
  total: { fr: "Ensemble", nl: "Samen", en: "Together" },
  freeNow: {
    fr: "{free} sur {places} aujourd'hui",
    nl: "{free} van {places} vandaag",
    en: "{free} of {places} today",
  },
  overNow: { fr: " – {over} de trop", nl: " – {over} te veel", en: " – {over} too many" },
  freeSoon: {
    fr: "{free} dans deux semaines",
    nl: "{free} over twee weken",
    en: "{free} in two weeks",
  },
  daysOver: { fr: "({days} j. de trop)", nl: "({days} d. te veel)", en: "({days} d. over)" },
} satisfies Record<string, Text>;
