import { Link, Loaded, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Head } from "./Head.tsx";
import { useOverview } from "./queries.ts";

/** The day on which this statement was written; it changes when what it says does. */
const writtenOn = "2026-11-23";

/**
 * What is accessible, what is not, how that is known, and whom to tell: Directive (EU) 2016/2102, Article 7, after the
 * model of Implementing Decision (EU) 2018/1523.
 */
export const Accessibility = () => {
  const say = useSay();
  const format = useFormat();
  const programme = useOverview();
  return (
    <Page title={say(words.title)} lead={say(words.lead)} width="read">
      <Head title={say(words.title)} description={say(words.lead)} />
      <Loaded query={programme}>
        {({ authority, accessibility, contact }) => (
          <>
            <p>
              {say(words.law, { authority: say(authority) })}
              {accessibility && <> {say(words.ownLaw, { law: say(accessibility.law) })}</>}
            </p>
            <h2>{say(words.state)}</h2>
            <p>{say(words.stateText)}</p>
            <h2>{say(words.tested)}</h2>
            <Items texts={tested} />
            <h2>{say(words.notAccessible)}</h2>
            <Items texts={gaps} />
            <h2>{say(words.feedback)}</h2>
            <p>
              {say(words.feedbackText)}{" "}
              {contact ? <Link to={contact.web}>{say(contact.name)}</Link> : say(authority)}.
            </p>
            <h2>{say(words.complaint)}</h2>
            {accessibility ? (
              <p>
                {say(words.complaintText)}{" "}
                <Link to={accessibility.complaint.web}>{say(accessibility.complaint.name)}</Link>.{" "}
                {say(words.oversight)}{" "}
                <Link to={accessibility.oversight.web}>{say(accessibility.oversight.name)}</Link>.
              </p>
            ) : (
              <p>{say(words.complaintUnknown)}</p>
            )}
            <h2>{say(words.statement)}</h2>
            <p>{say(words.statementText, { date: format.date(writtenOn, "long") })}</p>
          </>
        )}
      </Loaded>
    </Page>
  );
};

const Items = ({ texts }: Readonly<{ texts: readonly Text[] }>) => {
  const say = useSay();
  return (
    <ul>
      {texts.map((text) => (
        <li key={text.en}>{say(text)}</li>
      ))}
    </ul>
  );
};

const tested: readonly Text[] = [
  {
    fr: "Les pages sont examinées par un outil (axe), règles WCAG 2.2 A et AA, en trois langues et à deux largeurs (1280 et 390 pixels), à chaque changement du logiciel. Un tel outil ne trouve qu’une partie des obstacles.",
    nl: "De pagina's worden door een hulpmiddel (axe) onderzocht, regels WCAG 2.2 A en AA, in drie talen en op twee breedtes (1280 en 390 pixels), bij elke wijziging van de software. Zo'n hulpmiddel vindt maar een deel van de drempels.",
    en: "Pages are examined by a tool (axe), rules WCAG 2.2 A and AA, in three languages and at two widths (1280 and 390 pixels), at every change of the software. Such a tool finds only some of the obstacles.",
  },
  {
    fr: "Un programme de test se sert du clavier seul pour remplir la fiche d’un participant et pour ouvrir l’explication d’un chiffre du rapport.",
    nl: "Een testprogramma gebruikt enkel het toetsenbord om de fiche van een deelnemer in te vullen en om de uitleg bij een cijfer van het verslag te openen.",
    en: "A test program uses the keyboard alone to fill in the record of a participant and to open the explanation of a figure of the report.",
  },
  {
    fr: "Le PDF du rapport est balisé et déclaré conforme à PDF/UA-1 par le logiciel qui le compose ; aucun autre contrôle ne l’a vérifié.",
    nl: "De pdf van het verslag heeft tags en is door de software die hem zet conform PDF/UA-1 verklaard; geen andere controle heeft dat nagegaan.",
    en: "The PDF of the report is tagged and declared PDF/UA-1 by the software that sets it; no other checker has verified it.",
  },
  {
    fr: "Chaque graphique du rapport a un titre, une description et le tableau de ses données.",
    nl: "Elke grafiek van het verslag heeft een titel, een beschrijving en de tabel van haar gegevens.",
    en: "Every chart of the report has a title, a description and the table of its data.",
  },
];

const gaps: readonly Text[] = [
  {
    fr: "Personne en situation de handicap n’a encore essayé l’application, et aucun expert ne l’a auditée. Les lecteurs d’écran (NVDA, JAWS, VoiceOver) n’ont pas été essayés.",
    nl: "Nog niemand met een handicap heeft de toepassing geprobeerd, en geen deskundige heeft ze doorgelicht. Schermlezers (NVDA, JAWS, VoiceOver) zijn niet geprobeerd.",
    en: "Nobody with a disability has tried the application yet, and no expert has audited it. Screen readers (NVDA, JAWS, VoiceOver) were not tried.",
  },
  {
    fr: "Les pages de l’application ont besoin de JavaScript. Les rapports publiés se lisent aussi sans, en HTML et en PDF.",
    nl: "De pagina's van de toepassing hebben JavaScript nodig. De gepubliceerde verslagen leest u ook zonder, als HTML en als pdf.",
    en: "The pages of the application need JavaScript. The published reports can be read without it, as HTML and as PDF.",
  },
  {
    fr: "Les fichiers Excel et CSV à télécharger n’ont pas été contrôlés.",
    nl: "De Excel- en CSV-bestanden om te downloaden zijn niet gecontroleerd.",
    en: "The Excel and CSV files for download were not checked.",
  },
  {
    fr: "Il n’y a pas de version en langage facile à lire ni en langue des signes.",
    nl: "Er is geen versie in gemakkelijke taal of in gebarentaal.",
    en: "There is no easy-to-read version, nor one in sign language.",
  },
  {
    fr: "Les longues tables se parcourent latéralement sur un petit écran.",
    nl: "Lange tabellen schuift u op een klein scherm zijdelings.",
    en: "Wide tables are moved sideways on a small screen.",
  },
];

const words = {
  title: {
    fr: "Déclaration d’accessibilité",
    nl: "Toegankelijkheidsverklaring",
    en: "Accessibility statement",
  },
  lead: {
    fr: "Ce qui est accessible, ce qui ne l’est pas, comment nous le savons et à qui le dire.",
    nl: "Wat toegankelijk is, wat niet, hoe we dat weten en aan wie u het kunt melden.",
    en: "What is accessible, what is not, how we know and whom to tell.",
  },
  law: {
    fr: "L’autorité de gestion ({authority}) s’engage à rendre cette application accessible selon la directive (UE) 2016/2102.",
    nl: "De beheersautoriteit ({authority}) verbindt zich ertoe deze toepassing toegankelijk te maken volgens richtlijn (EU) 2016/2102.",
    en: "The managing authority ({authority}) is committed to making this application accessible under Directive (EU) 2016/2102.",
  },
  ownLaw: {
    fr: "S’y applique aussi {law}.",
    nl: "Ook van toepassing: {law}.",
    en: "Also applicable: {law}.",
  },
  state: { fr: "État de conformité", nl: "Nalevingsstatus", en: "Compliance status" },
  stateText: {
    fr: "L’application est partiellement conforme aux règles WCAG 2.2, niveaux A et AA : aucun défaut connu ne reste sans être corrigé ou dit ci-dessous, mais l’absence d’audit ne permet pas d’affirmer davantage.",
    nl: "De toepassing voldoet gedeeltelijk aan WCAG 2.2, niveaus A en AA: elk gekend gebrek is verholpen of staat hieronder, maar zonder doorlichting kunnen we niet meer beweren.",
    en: "The application is partially compliant with WCAG 2.2, levels A and AA: every known fault is mended or told below, but without an audit nothing more can be claimed.",
  },
  tested: {
    fr: "Ce qui a été vérifié, et comment",
    nl: "Wat nagegaan is, en hoe",
    en: "What was tested, and how",
  },
  notAccessible: {
    fr: "Ce qui n’est pas accessible ou pas vérifié",
    nl: "Wat niet toegankelijk of niet nagegaan is",
    en: "What is not accessible or not tested",
  },
  feedback: { fr: "Dites-nous ce qui bloque", nl: "Meld ons wat niet lukt", en: "Tell us what blocks you" },
  feedbackText: {
    fr: "Signalez un obstacle, ou demandez un contenu sous une autre forme, à :",
    nl: "Meld een drempel, of vraag een inhoud in een andere vorm, aan:",
    en: "Report an obstacle, or ask for a content in another form, to:",
  },
  complaint: {
    fr: "Si la réponse ne suffit pas",
    nl: "Als het antwoord niet volstaat",
    en: "If the answer is not enough",
  },
  complaintText: { fr: "Adressez-vous à", nl: "Wend u tot", en: "Turn to" },
  oversight: {
    fr: "Le respect de ces règles est contrôlé par",
    nl: "De naleving van deze regels wordt gecontroleerd door",
    en: "Compliance with these rules is overseen by",
  },
  complaintUnknown: {
    fr: "L’organisme de recours de ce programme n’est pas encore indiqué dans ses définitions.",
    nl: "De klachteninstantie van dit programma staat nog niet in zijn definities.",
    en: "The enforcement body of this programme is not yet named in its definitions.",
  },
  statement: { fr: "À propos de cette déclaration", nl: "Over deze verklaring", en: "About this statement" },
  statementText: {
    fr: "Établie le {date}, sur la base d’une autoévaluation faite par des programmes de test.",
    nl: "Opgesteld op {date}, op basis van een zelfevaluatie door testprogramma's.",
    en: "Prepared on {date}, on the basis of a self-assessment made by test programs.",
  },
} satisfies Record<string, Text>;
