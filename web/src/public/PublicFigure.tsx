import { useParams, useSearchParams } from "react-router";
import { Facts, Loaded, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Parts, Told } from "../report/FigurePanel.tsx";
import type { PublishedFigure } from "./answers.ts";
import { Head } from "./Head.tsx";
import style from "./public.module.css";
import { usePublic, usePublished } from "./queries.ts";

/** A figure of a published year: its value, what it counts, by which rule, and its parts. */
export const PublicFigure = () => {
  const say = useSay();
  const { figure = "" } = useParams();
  const [search] = useSearchParams();
  const published = usePublished();
  const year = search.get("year") ?? published.data?.editions[0]?.year;
  return year === undefined ? (
    <Page title={say(words.title)}>
      <Loaded query={published}>{() => <p>{say(words.none)}</p>}</Loaded>
    </Page>
  ) : (
    <OfYear figure={figure} year={String(year)} />
  );
};

const OfYear = ({ figure, year }: Readonly<{ figure: string; year: string }>) => {
  const say = useSay();
  const format = useFormat();
  const told = usePublic<PublishedFigure>(`/api/public/reports/${year}/figures/${figure}`);
  const { data } = told;
  const title = data ? `${say(data.label)}, ${year}` : say(words.title);
  const shown = (value: string | null) => {
    if (value === null || !data) return say(words.few);
    return data.isMoney ? format.money(value) : format.number(value);
  };
  return (
    <Page
      title={title}
      breadcrumbs={[
        { label: say(words.programme), to: "public" },
        { label: say(words.figures), to: `public/figures?year=${year}` },
      ]}
    >
      <Head title={title} description={data?.definition ? say(data.definition) : title} />
      <Loaded query={told}>
        {(loaded) => (
          <div className={style.figure}>
            <p className={style.value}>{shown(loaded.value)}</p>
            <Facts
              items={[
                ...(loaded.unit ? [{ label: say(words.unit), value: say(loaded.unit) }] : []),
                ...(loaded.before === undefined
                  ? []
                  : [{ label: say(words.before, { year: Number(year) - 1 }), value: shown(loaded.before) }]),
              ]}
            />
            <h2>{say(words.about)}</h2>
            <Told told={loaded} />
            <Parts cells={loaded.cells} isMoney={loaded.isMoney} smallest={loaded.smallestShown} />
          </div>
        )}
      </Loaded>
    </Page>
  );
};

const words = {
  title: { fr: "Chiffre publié", nl: "Gepubliceerd cijfer", en: "Published figure" },
  none: {
    fr: "Aucun chiffre n’est encore publié.",
    nl: "Er zijn nog geen cijfers gepubliceerd.",
    en: "No figures are published yet.",
  },
  programme: { fr: "Le programme", nl: "Het programma", en: "The programme" },
  figures: { fr: "Chiffres publiés", nl: "Gepubliceerde cijfers", en: "Published figures" },
  about: {
    fr: "D’où vient ce chiffre",
    nl: "Waar dit cijfer vandaan komt",
    en: "Where this figure comes from",
  },
  unit: { fr: "Unité", nl: "Eenheid", en: "Unit" },
  before: { fr: "En {year}", nl: "In {year}", en: "In {year}" },
  few: { fr: "peu", nl: "weinig", en: "few" },
} satisfies Record<string, Text>;
