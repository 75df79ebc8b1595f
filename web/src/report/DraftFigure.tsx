import { useQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import { Link, Loaded } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Explained, ReportedFigure } from "./answers.ts";
import { FigurePanel, Parts, SmallFacts, Told, yearWords } from "./FigurePanel.tsx";

/** A number of the report in the making, explained from the data as they are now. */
export const DraftFigure = ({
  reported,
  reportYear,
  onClose,
}: Readonly<{ reported: ReportedFigure; reportYear: number; onClose: () => void }>) => (
  <FigurePanel reported={reported} onClose={onClose}>
    <Behind reported={reported} year={reported.year ?? reportYear} />
  </FigurePanel>
);

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
                ...(reported.year === undefined ? [] : [{ label: say(yearWords.year), value: String(year) }]),
                ...(told.before === undefined || told.before === null
                  ? []
                  : [{ label: say(yearWords.before, { year: year - 1 }), value: shown(told.before) }]),
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
  page: {
    fr: "Tout sur ce chiffre, jusqu’aux fiches",
    nl: "Alles over dit cijfer, tot de fiches toe",
    en: "All about this figure, down to the records",
  },
} satisfies Record<string, Text>;
