import { Card, EmptyState, Link, Loaded, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { EditionFiles } from "../report/Editions.tsx";
import { Head } from "./Head.tsx";
import style from "./public.module.css";
import { usePublished } from "./queries.ts";

/** The published reports, newest first, with every edition of each. */
export const PublicReports = () => {
  const say = useSay();
  const format = useFormat();
  const published = usePublished();
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Head title={say(words.title)} description={say(words.lead)} />
      <Loaded query={published}>
        {({ editions }) => {
          const years = [...new Set(editions.map(({ year }) => year))];
          if (years.length === 0)
            return <EmptyState title={say(words.none)}>{say(words.noneText)}</EmptyState>;
          return (
            <div className={style.cards}>
              {years.map((year) => {
                const [latest, ...earlier] = editions.filter((edition) => edition.year === year);
                if (!latest) return null;
                return (
                  <Card
                    key={year}
                    title={<Link to={`public/reports/${year}`}>{say(words.report, { year })}</Link>}
                  >
                    <p className={style.quiet}>
                      {say(words.published, {
                        date: format.date(latest.publishedAt, "long"),
                        edition: latest.edition,
                      })}
                    </p>
                    <EditionFiles year={year} edition={latest} />
                    {earlier.length > 0 && (
                      <ul className={style.earlier}>
                        {earlier.map(({ edition, publishedAt }) => (
                          <li key={edition}>
                            <Link to={`public/reports/${year}?edition=${edition}`}>
                              {say(words.earlier, { edition, date: format.date(publishedAt, "long") })}
                            </Link>
                          </li>
                        ))}
                      </ul>
                    )}
                  </Card>
                );
              })}
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
};

const words = {
  title: { fr: "Rapports publiés", nl: "Gepubliceerde verslagen", en: "Published reports" },
  lead: {
    fr: "Chaque rapport reste tel qu’il a été publié. S’il est corrigé, la nouvelle édition s’ajoute et l’ancienne reste lisible.",
    nl: "Elk verslag blijft zoals het gepubliceerd is. Wordt het verbeterd, dan komt er een editie bij en blijft de oude leesbaar.",
    en: "Every report stays as it was published. When it is corrected, a new edition is added and the old one stays readable.",
  },
  none: {
    fr: "Aucun rapport n’est encore publié",
    nl: "Er is nog geen verslag gepubliceerd",
    en: "No report is published yet",
  },
  noneText: {
    fr: "Le rapport d’une année paraît au printemps suivant.",
    nl: "Het verslag van een jaar verschijnt in de lente erna.",
    en: "The report of a year appears in the following spring.",
  },
  report: { fr: "Rapport annuel {year}", nl: "Jaarverslag {year}", en: "Annual report {year}" },
  published: {
    fr: "Publié le {date}, édition {edition}",
    nl: "Gepubliceerd op {date}, editie {edition}",
    en: "Published on {date}, edition {edition}",
  },
  earlier: {
    fr: "Édition {edition}, publiée le {date}",
    nl: "Editie {edition}, gepubliceerd op {date}",
    en: "Edition {edition}, published on {date}",
  },
} satisfies Record<string, Text>;
