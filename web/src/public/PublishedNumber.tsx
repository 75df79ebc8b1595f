import { Link, Loaded } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Edition, ReportedFigure } from "../report/answers.ts";
import { FigurePanel, Parts, Said, SmallFacts, Told } from "../report/FigurePanel.tsx";
import type { PublishedFigure } from "./answers.ts";
import { usePublic } from "./queries.ts";

/** A number of a published report, explained with the figures that were published with it. */
export const PublishedNumber = ({
  reported,
  edition,
  onClose,
}: Readonly<{ reported: ReportedFigure; edition: Edition; onClose: () => void }>) => {
  const say = useSay();
  const isFact = reported.key.startsWith("parameter ") || reported.key.startsWith("programme ");
  return (
    <FigurePanel title={reported.label} onClose={onClose}>
      <Said reported={reported} />
      {isFact ? <p>{say(words.fact)}</p> : <Behind reported={reported} edition={edition} />}
    </FigurePanel>
  );
};

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
                ...(year === undefined ? [] : [{ label: say(words.year), value: String(year) }]),
                ...(isWhole && year === edition.year && data.before !== undefined
                  ? [{ label: say(words.before, { year: year - 1 }), value: shown(data.before) }]
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
  const found = [...cells, ...cells.flatMap(({ under = [] }) => under)].find((cell) => cell.id === id);
  return found ? say(found.label) : id;
};

const dimensions: Readonly<Record<string, Text>> = {
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  priority: { fr: "Axe", nl: "As", en: "Priority" },
  objective: { fr: "Objectif spécifique", nl: "Specifieke doelstelling", en: "Specific objective" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  fund: { fr: "Fonds", nl: "Fonds", en: "Fund" },
};

const words = {
  fact: {
    fr: "Ce nombre vient des définitions du programme, pas des registres.",
    nl: "Dit getal komt uit de definities van het programma, niet uit de registers.",
    en: "This number comes from the definitions of the programme, not from its registers.",
  },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  before: { fr: "En {year}", nl: "In {year}", en: "In {year}" },
  few: { fr: "peu", nl: "weinig", en: "few" },
  page: { fr: "La page de ce chiffre", nl: "De pagina van dit cijfer", en: "The page of this figure" },
} satisfies Record<string, Text>;
