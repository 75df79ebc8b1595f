import { useQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import { Link, Loaded } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { FigureTold, ReportedFigure } from "./answers.ts";
import { FigurePanel, Parts, Said, SmallFacts, Told } from "./FigurePanel.tsx";

type Explained = FigureTold &
  Readonly<{ year: number; filters: readonly Readonly<{ dimension: Text; value: Text }>[] }>;

/** A number of the report in the making, explained from the data as they are now. */
export const DraftFigure = ({
  reported,
  reportYear,
  onClose,
}: Readonly<{ reported: ReportedFigure; reportYear: number; onClose: () => void }>) => {
  const say = useSay();
  // What the programme's definitions say themselves (a parameter, its number) has no figure behind it.
  const isFact = reported.key.startsWith("parameter ") || reported.key.startsWith("programme ");
  return (
    <FigurePanel title={reported.label} onClose={onClose}>
      <Said reported={reported} />
      {isFact ? <p>{say(words.fact)}</p> : <Behind reported={reported} year={reported.year ?? reportYear} />}
    </FigurePanel>
  );
};

const Behind = ({ reported, year }: Readonly<{ reported: ReportedFigure; year: number }>) => {
  const say = useSay();
  const format = useFormat();
  const { figure, filters } = reported;
  const explained = useQuery({
    queryKey: ["report figure", year, figure, filters],
    queryFn: () => api.get<Explained>(`/api/reports/${year}/figures/${figure}`, filters),
  });
  return (
    <Loaded query={explained}>
      {(told) => {
        const shown = (value: string) => (told.isMoney ? format.money(value) : format.number(value));
        return (
          <>
            <SmallFacts
              items={[
                ...told.filters.map(({ dimension, value }) => ({ label: say(dimension), value: say(value) })),
                ...(reported.year === undefined ? [] : [{ label: say(words.year), value: String(year) }]),
                ...(told.before === undefined || told.before === null
                  ? []
                  : [{ label: say(words.before, { year: year - 1 }), value: shown(told.before) }]),
              ]}
            />
            <Told told={told} />
            <Parts cells={told.cells} isMoney={told.isMoney} />
            <p>
              <Link to={pageOf(reported, year)}>{say(words.page)}</Link>
            </p>
          </>
        );
      }}
    </Loaded>
  );
};

const pageOf = ({ figure, filters }: ReportedFigure, year: number): string => {
  const query = new URLSearchParams({ year: String(year) });
  for (const [dimension, value] of Object.entries(filters)) query.append("where", `${dimension}:${value}`);
  return `figures/${figure}?${query}`;
};

const words = {
  fact: {
    fr: "Ce nombre vient des définitions du programme, pas des registres.",
    nl: "Dit getal komt uit de definities van het programma, niet uit de registers.",
    en: "This number comes from the definitions of the programme, not from its registers.",
  },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  before: { fr: "En {year}", nl: "In {year}", en: "In {year}" },
  page: {
    fr: "Tout sur ce chiffre, jusqu’aux fiches",
    nl: "Alles over dit cijfer, tot de fiches toe",
    en: "All about this figure, down to the records",
  },
} satisfies Record<string, Text>;
