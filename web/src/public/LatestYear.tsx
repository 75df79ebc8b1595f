import { ButtonLink } from "../kit/index.ts";
import { type Text, useLanguage, useSay } from "../language.tsx";
import { Article } from "../report/Article.tsx";
import { numberOf, useLooked } from "../report/useLooked.ts";
import { usePublishedReport } from "./queries.ts";
import { PublishedNumber } from "./PublishedNumber.tsx";
import style from "./public.module.css";

/** The key figures and a chart of the latest published year, every number open to its explanation. */
export const LatestYear = ({ year, html }: Readonly<{ year: number; html: string | undefined }>) => {
  const say = useSay();
  const language = useLanguage();
  const { looked, look, close } = useLooked();
  const { data } = usePublishedReport(String(year), language, undefined);
  const current = looked && data?.figures.find((each) => numberOf(each) === numberOf(looked));
  return (
    <>
      <div className={current ? style.besides : undefined}>
        {html !== undefined && (
          <Article
            article={{ html, figures: data?.figures ?? [] }}
            looked={current}
            onLook={look}
            isWide={!current}
          />
        )}
        {current && data && (
          <PublishedNumber
            key={numberOf(current)}
            reported={current}
            edition={data.edition}
            onClose={close}
          />
        )}
      </div>
      <p className={style.ways}>
        <ButtonLink variant="primary" to={`public/reports/${year}`}>
          {say(words.read, { year })}
        </ButtonLink>
        <ButtonLink to={`public/figures?year=${year}`}>{say(words.figures, { year })}</ButtonLink>
      </p>
    </>
  );
};

const words = {
  read: { fr: "Lire le rapport {year}", nl: "Het verslag {year} lezen", en: "Read the {year} report" },
  figures: {
    fr: "Tous les chiffres de {year}",
    nl: "Alle cijfers van {year}",
    en: "All figures of {year}",
  },
} satisfies Record<string, Text>;
