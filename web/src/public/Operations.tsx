import { useState } from "react";
import { Cell, Column, Columns, Loaded, Page, Row, Rows, SearchField, Table } from "../kit/index.ts";
import { type Language, type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import type { OperationsList } from "./answers.ts";
import { Head } from "./Head.tsx";
import { plain } from "./plain.ts";
import style from "./public.module.css";
import { usePublic } from "./queries.ts";

type Listed = OperationsList["operations"][number];

/** Who receives the money: the list that Regulation (EU) No 1303/2013 asks for, to search and to take along. */
export const Operations = () => {
  const say = useSay();
  const format = useFormat();
  const language = useLanguage();
  const [sought, setSought] = useState("");
  const list = usePublic<OperationsList>("/api/public/operations");
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Head title={say(words.title)} description={say(words.lead)} />
      <Loaded query={list}>
        {({ operations, updatedOn }) => {
          const shown = operations.filter((each) => plain(textOf(each, language)).includes(plain(sought)));
          return (
            <>
              <div className={style.filters}>
                <SearchField
                  label={say(words.search)}
                  help={say(words.searchHelp)}
                  value={sought}
                  onChange={setSought}
                />
              </div>
              <ul className={style.downloads}>
                {(["csv", "xlsx", "json"] as const).map((form) => (
                  <li key={form}>
                    <a href={`/public/operations/${language}.${form}`} download>
                      {say(words.download, { form: form.toUpperCase() })}
                    </a>
                  </li>
                ))}
                <li>
                  <a href="/public/catalogue.jsonld">{say(words.catalogue)}</a>
                </li>
              </ul>
              <p className={style.quiet}>
                <output>
                  {say(words.count, { shown: shown.length, all: operations.length })}{" "}
                  {updatedOn !== undefined && say(words.updated, { date: format.date(updatedOn, "long") })}
                </output>
              </p>
              <List operations={shown} />
              <p className={style.quiet}>{say(words.blank)}</p>
              {operations.some(({ beneficiaries }) => beneficiaries.some(({ isInvented }) => isInvented)) && (
                <p className={style.quiet}>{say(words.invented)}</p>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
};

const textOf = ({ name, summary, beneficiaries, priority, fund }: Listed, language: Language): string =>
  [name, summary, priority, fund, ...beneficiaries.map((each) => each.name)]
    .map((text) => text?.[language] ?? "")
    .join(" ");

const List = ({ operations }: Readonly<{ operations: readonly Listed[] }>) => {
  const say = useSay();
  const format = useFormat();
  const yes = (isInvented: boolean) => (isInvented ? "*" : "");
  return (
    <Table label={say(words.title)}>
      <Columns>
        <Column width="wide">{say(words.operation)}</Column>
        <Column width="wide">{say(words.beneficiaries)}</Column>
        <Column isNumeric>{say(words.contribution)}</Column>
        <Column>{say(words.dates)}</Column>
        <Column>{say(words.fund)}</Column>
        <Column>{say(words.location)}</Column>
        <Column>{say(words.rate)}</Column>
        <Column>{say(words.intervention)}</Column>
      </Columns>
      <Rows>
        {operations.map((each) => (
          <Row key={each.operation}>
            <Cell isHead>
              <strong>{say(each.name)}</strong>
              <br />
              <span className={style.quiet}>
                {say(each.priority)}
                {each.summary && <>. {say(each.summary)}</>}
              </span>
            </Cell>
            <Cell>
              {each.beneficiaries.map(({ name, isInvented }) => `${say(name)}${yes(isInvented)}`).join(" · ")}
            </Cell>
            <Cell isNumeric isWrapped={false}>
              {each.contributionPerYear === undefined ? "–" : format.money(each.contributionPerYear)}
            </Cell>
            <Cell isWrapped={false}>
              {format.date(each.starts)} –<br />
              {format.date(each.ends)}
            </Cell>
            <Cell>{say(each.fund)}</Cell>
            <Cell>
              {each.location ? say(each.location) : "–"}
              {each.country !== undefined && `, ${each.country}`}
            </Cell>
            <Cell>{each.unionRate ?? "–"}</Cell>
            <Cell>{each.intervention ? say(each.intervention) : "–"}</Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const words = {
  title: { fr: "Liste des opérations", nl: "Lijst van de operaties", en: "List of operations" },
  lead: {
    fr: "Les opérations que le Fonds soutient et les organismes qui les mènent, comme le demande le règlement (UE) n° 1303/2013, article 115, paragraphe 2. Aucune personne n’y est nommée.",
    nl: "De operaties die het Fonds steunt en de organisaties die ze uitvoeren, zoals verordening (EU) nr. 1303/2013, artikel 115, lid 2, vraagt. Er wordt geen enkele persoon genoemd.",
    en: "The operations that the Fund supports and the bodies that run them, as Regulation (EU) No 1303/2013, Article 115(2), asks. No person is named.",
  },
  search: { fr: "Chercher", nl: "Zoeken", en: "Search" },
  searchHelp: {
    fr: "Un mot du nom, du résumé ou d’un bénéficiaire",
    nl: "Een woord uit de naam, de samenvatting of een begunstigde",
    en: "A word of the name, the summary or a beneficiary",
  },
  download: { fr: "Télécharger en {form}", nl: "Downloaden als {form}", en: "Download as {form}" },
  catalogue: {
    fr: "Notice de données ouvertes (DCAT-AP)",
    nl: "Beschrijving als open data (DCAT-AP)",
    en: "Open data record (DCAT-AP)",
  },
  count: {
    fr: "{shown} opérations sur {all}.",
    nl: "{shown} van de {all} operaties.",
    en: "{shown} of {all} operations.",
  },
  updated: {
    fr: "Dernière mise à jour : {date}.",
    nl: "Laatst bijgewerkt: {date}.",
    en: "Last updated: {date}.",
  },
  operation: { fr: "Opération et résumé", nl: "Operatie en samenvatting", en: "Operation and summary" },
  beneficiaries: { fr: "Bénéficiaires", nl: "Begunstigden", en: "Beneficiaries" },
  contribution: {
    fr: "Contribution du Fonds par an",
    nl: "Bijdrage van het Fonds per jaar",
    en: "Contribution of the Fund per year",
  },
  dates: { fr: "Début – fin", nl: "Begin – einde", en: "Start – end" },
  fund: { fr: "Fonds", nl: "Fonds", en: "Fund" },
  location: { fr: "Lieu", nl: "Plaats", en: "Place" },
  rate: { fr: "Taux de l’Union", nl: "Percentage van de Unie", en: "Union rate" },
  intervention: {
    fr: "Catégorie d’intervention",
    nl: "Categorie steunverlening",
    en: "Category of intervention",
  },
  blank: {
    fr: "Un tiret : les définitions du programme ne le disent pas encore. Le total des dépenses éligibles de chaque opération manque aussi ; le programme publie une contribution annuelle.",
    nl: "Een streepje: de definities van het programma zeggen het nog niet. Ook het totaal van de subsidiabele uitgaven per operatie ontbreekt; het programma publiceert een jaarlijkse bijdrage.",
    en: "A dash: the definitions of the programme do not say it yet. The total eligible expenditure of each operation is missing too; the programme publishes a yearly contribution.",
  },
  invented: {
    fr: "* Nom inventé : le programme ne publie pas le nom de ce partenaire.",
    nl: "* Verzonnen naam: het programma publiceert de naam van deze partner niet.",
    en: "* Invented name: the programme does not publish the name of this partner.",
  },
} satisfies Record<string, Text>;
