import { dimensionLabels } from "../../../src/definition/dimension-labels.ts";
import { Link, Loaded } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Edition, ReportedFigure } from "../report/answers.ts";
import { FigurePanel, Parts, SmallFacts, Told, yearWords } from "../report/FigurePanel.tsx";
import type { PublishedFigure } from "./answers.ts";
import { usePublic } from "./queries.ts";

/** A number of a published report, explained with the figures that were published with it. */
export const PublishedNumber = ({
  reported,
  edition,
  onClose,
}: Readonly<{ reported: ReportedFigure; edition: Edition; onClose: () => void }>) => (
  <FigurePanel reported={reported} onClose={onClose}>
    <Behind reported={reported} edition={edition} />
  </FigurePanel>
);

const Behind = ({ reported, edition }: Readonly<{ reported: ReportedFigure; edition: Edition }>) => {
  const say = useSay();
  const format = useFormat();
  const { figure, year, filters } = reported;
  const told = usePublic<PublishedFigure>(`/api/public/reports/${edition.year}/figures/${figure}`, {
    edition: String(edition.edition),
  });
  const isWhole = Object.keys(filters).length === 0;
  return (
    <Loaded query={told}>
      {(data) => {
        const parts = Object.entries(filters).map(
          ([dimension, value]) =>
            dimensions[dimension] && { label: say(dimensions[dimension]), value: nameOf(data, value, say) },
        );
        const shown = (value: string | null | undefined) =>
          value === null || value === undefined
            ? say(words.few)
            : data.isMoney
              ? format.money(value)
              : format.number(value);
        return (
          <>
            <SmallFacts
              items={[
                ...parts.filter((part) => part !== undefined),
                ...(year === undefined ? [] : [{ label: say(yearWords.year), value: String(year) }]),
                ...(isWhole && year === edition.year && data.before !== undefined
                  ? [{ label: say(yearWords.before, { year: year - 1 }), value: shown(data.before) }]
                  : []),
              ]}
            />
            <Told told={data} />
            {year === undefined || year === edition.year ? (
              <Parts cells={data.cells} isMoney={data.isMoney} smallest={data.smallestShown} />
            ) : null}
            <p>
              <Link to={`public/figures/${figure}?year=${edition.year}`}>{say(words.page)}</Link>
            </p>
          </>
        );
      }}
    </Loaded>
  );
};

/** The name of a part of the programme, where the figure's own parts have it. */
const nameOf = ({ cells }: PublishedFigure, id: string, say: (text: Text) => string): string => {
  const found = [...cells, ...cells.flatMap(({ under }) => under)].find((cell) => cell.id === id);
  return found ? say(found.label) : id;
};

const dimensions: Readonly<Record<string, Text>> = dimensionLabels;

const words = {
  few: { fr: "peu", nl: "weinig", en: "few" },
  page: { fr: "La page de ce chiffre", nl: "De pagina van dit cijfer", en: "The page of this figure" },
} satisfies Record<string, Text>;
