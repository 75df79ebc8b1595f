import { DataNote } from "../figures/DataNote.tsx";
import { FigureRows } from "../figures/FigureRows.tsx";
import { queryOf, useFigureTable } from "../figures/use-figures.ts";
import { useYear, YearSelect } from "../figures/YearSelect.tsx";
import { Disclosure, Loaded } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useMay } from "../who.tsx";
import style from "./programme.module.css";
import { Section } from "./Section.tsx";
import { useProgramme } from "./use-programme.ts";

const commonGroups = ["common_output", "common_result", "yei_result", "entity_output"];
const ownGroups = ["specific", "total", ""];

/**
 * The figures of a part of the programme, this year and the year before. Whoever may see one partner's figures only
 * gets that partner's, and is told so.
 */
export const ScopeFigures = ({
  where,
  isEverybodys = false,
  hasYear = true,
}: Readonly<{
  /** The part: "operation:neets"; nothing for the whole programme. */
  where: readonly string[];
  /** Shown to those who read no figures of their own too. */
  isEverybodys?: boolean;
  /** Lets the year be chosen here; else it is chosen elsewhere on the page. */
  hasYear?: boolean;
}>) => {
  const say = useSay();
  const year = useYear();
  const mayRead = useMay("figures:read");
  const asked = { year, where };
  const table = useFigureTable(asked, mayRead || isEverybodys);
  const { data: programme } = useProgramme();
  if (!mayRead && !isEverybodys) return null;
  return (
    <Section title={say(words.figures)} actions={hasYear ? <YearSelect /> : undefined}>
      <Loaded query={table}>
        {(page) => {
          const own = page.own?.partner?.[0];
          const { year: _year, ...part } = queryOf({ ...asked, where: whereOf(page.filters) });
          const query = new URLSearchParams([
            ...(part.where ?? []).map((word) => ["where", word]),
            ...(year === undefined ? [] : [["year", year]]),
          ]).toString();
          const rows = { page, query, hidesStructure: true };
          const isEmpty = !page.figures.some(
            ({ isStructure, total, previous }) => !isStructure && (!isZero(total) || !isZero(previous)),
          );
          return (
            <>
              {own !== undefined && programme && (
                <p className={style.muted}>{say(words.own, { partner: say(programme.partnerName(own)) })}</p>
              )}
              {isEmpty && <p>{say(words.nothing)}</p>}
              <FigureRows label={say(words.figures)} groups={ownGroups} {...rows} />
              {!isEmpty && (
                <Disclosure title={say(words.common)}>
                  <FigureRows label={say(words.common)} groups={commonGroups} {...rows} />
                </Disclosure>
              )}
              <DataNote data={page.data} definition={page.definition} />
            </>
          );
        }}
      </Loaded>
    </Section>
  );
};

const isZero = (value: string | null) => value !== null && Number(value) === 0;

const whereOf = (filters: readonly { id: string; values: readonly { value: string | null }[] }[]): string[] =>
  filters.map(({ id, values }) => `${id}:${values.map(({ value }) => value ?? "-").join(",")}`);

const words = {
  figures: { fr: "Chiffres", nl: "Cijfers", en: "Figures" },
  common: {
    fr: "Indicateurs communs du Fonds",
    nl: "Gemeenschappelijke indicatoren van het Fonds",
    en: "Common indicators of the Fund",
  },
  own: {
    fr: "Les chiffres de {partner}, tels que l’administration les voit.",
    nl: "De cijfers van {partner}, zoals de administratie ze ziet.",
    en: "The figures of {partner}, as the administration sees them.",
  },
  nothing: {
    fr: "Rien n’a été compté ici, ni cette année ni l’année précédente.",
    nl: "Hier werd niets geteld, dit jaar noch het vorige.",
    en: "Nothing was counted here, this year or the year before.",
  },
} satisfies Record<string, Text>;
