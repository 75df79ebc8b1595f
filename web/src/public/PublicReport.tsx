import { useParams, useSearchParams } from "react-router";
import { Loaded, Notice, Page, Link } from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import { Article, Contents } from "../report/Article.tsx";
import article from "../report/Article.module.css";
import { EditionFiles } from "../report/Editions.tsx";
import { numberOf, useLooked } from "../report/useLooked.ts";
import { Head } from "./Head.tsx";
import style from "./public.module.css";
import { PublishedNumber } from "./PublishedNumber.tsx";
import { usePublished, usePublishedReport } from "./queries.ts";

/** A published report: read as it was published, every number open to what it counts. */
export const PublicReport = () => {
  const say = useSay();
  const format = useFormat();
  const language = useLanguage();
  const { year = "" } = useParams();
  const [search] = useSearchParams();
  const report = usePublishedReport(year, language, search.get("edition") ?? undefined);
  const published = usePublished();
  const { looked, look, close } = useLooked();
  const { data } = report;
  const newest = published.data?.editions.find((each) => String(each.year) === year);
  const title = data?.title ?? say(words.title, { year });
  return (
    <Page
      title={title}
      breadcrumbs={[
        { label: say(words.programme), to: "public" },
        { label: say(words.reports), to: "public/reports" },
      ]}
      lead={data?.subtitle}
    >
      <Head title={title} description={data?.subtitle ?? title} />
      <Loaded query={report}>
        {(loaded) => {
          const { edition } = loaded;
          const current = looked && loaded.figures.find((each) => numberOf(each) === numberOf(looked));
          return (
            <>
              <div className={style.particulars}>
                <p>
                  {say(words.published, {
                    date: format.date(edition.publishedAt, "long"),
                    edition: edition.edition,
                  })}
                </p>
                <EditionFiles year={edition.year} edition={edition} />
              </div>
              {newest && newest.edition > edition.edition && (
                <Notice tone="warning" title={say(words.old)}>
                  <Link to={`public/reports/${year}`}>{say(words.newest)}</Link>
                </Notice>
              )}
              <p className={style.quiet}>{say(words.hint)}</p>
              <div className={`${article.layout} ${current ? article.withPanel : ""}`}>
                <Contents contents={loaded.contents} />
                <Article article={loaded} looked={current} onLook={look} />
                {current && (
                  <PublishedNumber
                    key={numberOf(current)}
                    reported={current}
                    edition={edition}
                    onClose={close}
                  />
                )}
              </div>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
};

const words = {
  title: { fr: "Rapport annuel {year}", nl: "Jaarverslag {year}", en: "Annual report {year}" },
  programme: { fr: "Le programme", nl: "Het programma", en: "The programme" },
  reports: { fr: "Rapports publiés", nl: "Gepubliceerde verslagen", en: "Published reports" },
  published: {
    fr: "Publié le {date}, édition {edition}.",
    nl: "Gepubliceerd op {date}, editie {edition}.",
    en: "Published on {date}, edition {edition}.",
  },
  old: {
    fr: "Ceci est une édition antérieure de ce rapport",
    nl: "Dit is een vroegere editie van dit verslag",
    en: "This is an earlier edition of this report",
  },
  newest: { fr: "Lire l’édition en vigueur", nl: "De huidige editie lezen", en: "Read the current edition" },
  hint: {
    fr: "Touchez un nombre souligné de points pour savoir ce qu’il compte.",
    nl: "Raak een getal met een stippellijn aan om te weten wat het telt.",
    en: "Press a number underlined with dots to learn what it counts.",
  },
} satisfies Record<string, Text>;
