import type { FigureTablePage } from "../../../src/progress/shapes.ts";
import { DataNote } from "../figures/DataNote.tsx";
import { isNothing, useFigureValue } from "../figures/figure-value.ts";
import { OwnNote } from "../figures/FiguresPage.tsx";
import { useFigureTable } from "../figures/use-figures.ts";
import { Facts, Link, Loaded } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";

const mostShown = 5;

/** The figures of this person's own part, the largest of the programme's own ones, with the year before. */
export const HomeFigures = () => {
  const say = useSay();
  const table = useFigureTable({});
  return (
    <Section
      title={say(table.data?.own ? words.own : words.title)}
      actions={<Link to="figures">{say(words.all)}</Link>}
    >
      <Loaded query={table}>{(page) => <Largest page={page} />}</Loaded>
    </Section>
  );
};

const Largest = ({ page }: { page: FigureTablePage }) => {
  const say = useSay();
  const { value, change } = useFigureValue();
  const figures = page.figures
    .filter(
      ({ group, isStructure, isMoney, total, previous }) =>
        group === "specific" && !isStructure && !isMoney && !(isNothing(total) && isNothing(previous)),
    )
    .toSorted((a, b) => Number(b.total ?? 0) - Number(a.total ?? 0))
    .slice(0, mostShown);
  if (figures.length === 0) return <p>{say(words.nothing)}</p>;
  return (
    <>
      <OwnNote page={page} />
      <Facts
        items={figures.map((figure) => {
          const moved = change(figure.total, figure.previous);
          return {
            id: figure.id,
            label: <Link to={`figures/${figure.id}`}>{say(figure.label)}</Link>,
            value: `${value(figure, figure.total, page.hidden?.limit)} (${page.year === null ? "" : page.year})${
              moved === undefined ? "" : ` · ${moved}`
            }`,
          };
        })}
      />
      <DataNote data={page.data} />
    </>
  );
};

const words = {
  own: { fr: "Vos chiffres", nl: "Uw cijfers", en: "Your figures" },
  title: { fr: "Chiffres du programme", nl: "Cijfers van het programma", en: "Figures of the programme" },
  all: { fr: "Tous les chiffres", nl: "Alle cijfers", en: "All figures" },
  nothing: {
    fr: "Rien n’a encore été compté dans votre partie du programme.",
    nl: "In uw deel van het programma werd nog niets geteld.",
    en: "Nothing has been counted in your part of the programme yet.",
  },
} satisfies Record<string, Text>;
