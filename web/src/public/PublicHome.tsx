import { EmptyState, Facts, Link, Loaded, Page, ButtonLink } from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import type { Overview } from "./answers.ts";
import { BudgetChart } from "./BudgetChart.tsx";
import { Head } from "./Head.tsx";
import { LatestYear } from "./LatestYear.tsx";
import style from "./public.module.css";
import { useHighlights, useOverview } from "./queries.ts";

/** The programme as citizens meet it: what it does, for whom, with how much, and what came of it. */
export const PublicHome = () => {
  const say = useSay();
  const language = useLanguage();
  const programme = useOverview();
  const highlights = useHighlights(language);
  const { data } = programme;
  const title = data ? say(data.title) : say(words.title);
  const summary = data?.summary && say(data.summary);
  return (
    <Page title={title} lead={summary} width="work">
      <Head title={title} description={summary ?? title} />
      <Loaded query={programme}>
        {(overview) => (
          <>
            {overview.isDemonstration && <p className={style.quiet}>{say(words.demonstration)}</p>}
            <h2>{say(words.result)}</h2>
            <Loaded query={highlights}>
              {({ year, html }) =>
                year === undefined ? (
                  <EmptyState title={say(words.nothing)}>{say(words.nothingText)}</EmptyState>
                ) : (
                  <LatestYear year={year} html={html} />
                )
              }
            </Loaded>
            <h2>{say(words.money)}</h2>
            <Money overview={overview} />
            <h2>{say(words.forWhom)}</h2>
            <Priorities overview={overview} />
            <p className={style.ways}>
              <ButtonLink to="public/operations">{say(words.operations)}</ButtonLink>
              <ButtonLink to="public/privacy" variant="quiet">
                {say(words.privacy)}
              </ButtonLink>
            </p>
            {overview.contact && (
              <>
                <h2>{say(words.contact)}</h2>
                <p>
                  {say(overview.authority)}.{" "}
                  <Link to={overview.contact.web}>{say(overview.contact.name)}</Link>
                </p>
              </>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
};

const Money = ({ overview }: Readonly<{ overview: Overview }>) => {
  const say = useSay();
  const format = useFormat();
  const { budget, operations, partners, period, approvedOn, priorities } = overview;
  return (
    <>
      <Facts
        layout="tiles"
        items={[
          { label: say(words.budget), value: format.money(budget) },
          { label: say(words.operationCount), value: format.number(operations) },
          { label: say(words.partnerCount), value: format.number(partners) },
          {
            label: say(words.period),
            value: `${period.from.slice(0, 4)}–${period.until.slice(0, 4)}`,
          },
          { label: say(words.approved), value: format.date(approvedOn, "long") },
        ]}
      />
      <BudgetChart priorities={priorities} total={budget} />
    </>
  );
};

const Priorities = ({ overview }: Readonly<{ overview: Overview }>) => {
  const say = useSay();
  return (
    <div className={style.priorities}>
      {overview.priorities.map(({ id, number, title, objectives, operations, isTechnicalAssistance }) => (
        <section key={id} className={style.priority}>
          <h3>{say(words.priority, { number, title: say(title) })}</h3>
          {isTechnicalAssistance && <p>{say(words.assistance)}</p>}
          {objectives.length > 0 && (
            <ul>
              {objectives.map((objective) => (
                <li key={objective.en}>{say(objective)}</li>
              ))}
            </ul>
          )}
          {operations.length > 0 && (
            <p className={style.quiet}>
              {say(words.byOperations)} {operations.map((operation) => say(operation)).join(" · ")}
            </p>
          )}
        </section>
      ))}
    </div>
  );
};

const words = {
  title: { fr: "Le programme", nl: "Het programma", en: "The programme" },
  demonstration: {
    fr: "Ceci est une démonstration : les personnes, les entreprises et plusieurs partenaires sont inventés.",
    nl: "Dit is een demonstratie: de personen, de bedrijven en verschillende partners zijn verzonnen.",
    en: "This is a demonstration: people, firms and several partners are invented.",
  },
  result: {
    fr: "Ce que le programme a permis",
    nl: "Wat het programma mogelijk maakte",
    en: "What the programme made possible",
  },
  nothing: {
    fr: "Aucun rapport n’est encore publié",
    nl: "Er is nog geen verslag gepubliceerd",
    en: "No report is published yet",
  },
  nothingText: {
    fr: "Les chiffres de l’année paraîtront ici avec son rapport. En attendant, voici comment le programme est construit.",
    nl: "De cijfers van het jaar verschijnen hier samen met het verslag. Ondertussen leest u hieronder hoe het programma is opgebouwd.",
    en: "The figures of the year will appear here with its report. Meanwhile, this is how the programme is built.",
  },
  money: { fr: "Avec quel argent", nl: "Met welk geld", en: "With what money" },
  budget: { fr: "Budget total", nl: "Totaal budget", en: "Total budget" },
  operationCount: { fr: "Opérations", nl: "Operaties", en: "Operations" },
  partnerCount: { fr: "Partenaires", nl: "Partners", en: "Partners" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  approved: {
    fr: "Approuvé par la Commission européenne",
    nl: "Goedgekeurd door de Europese Commissie",
    en: "Approved by the European Commission",
  },
  forWhom: { fr: "Pour qui, et comment", nl: "Voor wie, en hoe", en: "For whom, and how" },
  priority: { fr: "Axe {number} – {title}", nl: "As {number} – {title}", en: "Priority {number} – {title}" },
  assistance: {
    fr: "Cet axe ne s’adresse à aucun public : il paie la gestion et le contrôle du programme.",
    nl: "Deze as richt zich tot geen publiek: ze betaalt het beheer en de controle van het programma.",
    en: "This priority serves no public: it pays for managing and controlling the programme.",
  },
  byOperations: { fr: "Par :", nl: "Via:", en: "Through:" },
  operations: {
    fr: "Qui reçoit l’argent : la liste des opérations",
    nl: "Wie krijgt het geld: de lijst van de operaties",
    en: "Who receives the money: the list of operations",
  },
  privacy: {
    fr: "Vous participez ? Vos données et vos droits",
    nl: "Neemt u deel? Uw gegevens en uw rechten",
    en: "Taking part? Your data and your rights",
  },
  contact: { fr: "Qui s’en occupe", nl: "Wie zorgt ervoor", en: "Who runs it" },
} satisfies Record<string, Text>;
