import { Disclosure, Link, Loaded, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { PrivacyNotice } from "./answers.ts";
import { Head } from "./Head.tsx";
import style from "./public.module.css";
import { usePublic } from "./queries.ts";

/** What a participant is told of the data kept about them: Regulation (EU) 2016/679, Articles 13 and 14. */
export const Privacy = () => {
  const say = useSay();
  const notice = usePublic<PrivacyNotice>("/api/public/privacy");
  return (
    <Page title={say(words.title)} lead={say(words.lead)} width="read">
      <Head title={say(words.title)} description={say(words.lead)} />
      <Loaded query={notice}>{(data) => <Notice notice={data} />}</Loaded>
    </Page>
  );
};

const Notice = ({ notice }: Readonly<{ notice: PrivacyNotice }>) => {
  const say = useSay();
  const { authority, contact, registers, readers, privacy } = notice;
  const list = (texts: readonly Text[]) =>
    texts.map((text, index) => {
      const said = say(text);
      return index === 0 ? said : `${said.charAt(0).toLowerCase()}${said.slice(1)}`;
    });
  return (
    <>
      <h2>{say(words.who)}</h2>
      <p>
        {say(authority)}.{" "}
        {contact && (
          <>
            {say(words.ask)} <Link to={contact.web}>{say(contact.name)}</Link>.
          </>
        )}
      </p>

      <h2>{say(words.why)}</h2>
      <p>{say(words.whyText)}</p>
      {privacy && (
        <p className={style.quiet}>
          {say(words.law)} {privacy.collected_source.article}
        </p>
      )}

      <h2>{say(words.what)}</h2>
      <p>{say(words.whatText)}</p>
      {registers.map((register) => (
        <Register key={register.label.en} register={register} />
      ))}

      <h2>{say(words.readers)}</h2>
      <p>{say(words.readersText)}</p>
      <ul>
        {readers.identity.length > 0 && (
          <li>
            {say(words.identityReaders)} {list(readers.identity).join(", ")}.
          </li>
        )}
        {readers.special.length > 0 && (
          <li>
            {say(words.specialReaders)} {list(readers.special).join(", ")}.
          </li>
        )}
      </ul>
      <p>{say(words.noted)}</p>
      <p>{say(words.publicly)}</p>

      <h2>{say(words.howLong)}</h2>
      {privacy ? (
        <>
          <p>{say(privacy.kept)}</p>
          <p className={style.quiet}>
            {say(words.law)} {privacy.kept_source.article}
          </p>
        </>
      ) : (
        <p>{say(words.howLongText)}</p>
      )}

      <h2>{say(words.rights)}</h2>
      <ul>
        {rightsOf.map((right) => (
          <li key={right.en}>{say(right)}</li>
        ))}
      </ul>
      {privacy && (
        <p>
          {say(words.complaint)} <Link to={privacy.complaint.web}>{say(privacy.complaint.name)}</Link>.
        </p>
      )}
    </>
  );
};

const kinds = ["identity", "usual", "special"] as const;

const Register = ({ register }: Readonly<{ register: PrivacyNotice["registers"][number] }>) => {
  const say = useSay();
  const format = useFormat();
  const { label, operations, fields, retentionYears } = register;
  const title = `${say(label)} (${format.count(fields.length, words.questions)})`;
  return (
    <Disclosure title={title}>
      <p className={style.quiet}>
        {say(words.in)} {operations.map((operation) => say(operation)).join(" · ")}
      </p>
      {kinds.map((kind) => {
        const own = fields.filter((field) => field.kind === kind);
        return own.length === 0 ? null : (
          <section key={kind}>
            <h3>{say(kindWords[kind])}</h3>
            <ul className={style.fields}>
              {own.map((field) => (
                <li key={field.label.en}>
                  {say(field.label)}
                  {field.article !== undefined && <span className={style.quiet}> ({field.article})</span>}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {retentionYears !== undefined && (
        <p>{say(words.retention, { years: format.count(retentionYears, words.years) })}</p>
      )}
    </Disclosure>
  );
};

const kindWords = {
  identity: {
    fr: "Qui vous êtes et comment vous joindre",
    nl: "Wie u bent en hoe u te bereiken bent",
    en: "Who you are and how to reach you",
  },
  usual: {
    fr: "Votre parcours et votre situation",
    nl: "Uw traject en uw situatie",
    en: "Your path and your situation",
  },
  special: {
    fr: "Questions sensibles : vous pouvez ne pas répondre",
    nl: "Gevoelige vragen: u mag weigeren te antwoorden",
    en: "Sensitive questions: you may decline to answer",
  },
} satisfies Record<string, Text>;

const rightsOf: readonly Text[] = [
  {
    fr: "Savoir ce qui est noté sur vous et en recevoir une copie (RGPD, article 15).",
    nl: "Weten wat er over u genoteerd is en er een kopie van krijgen (AVG, artikel 15).",
    en: "Know what is recorded about you and receive a copy (GDPR, Article 15).",
  },
  {
    fr: "Faire corriger ce qui est faux ou incomplet (article 16).",
    nl: "Laten verbeteren wat fout of onvolledig is (artikel 16).",
    en: "Have what is wrong or incomplete corrected (Article 16).",
  },
  {
    fr: "Demander l’effacement, quand la loi n’oblige plus à garder vos données (article 17).",
    nl: "Vragen om ze te wissen, wanneer de wet niet meer verplicht uw gegevens te bewaren (artikel 17).",
    en: "Ask for erasure, once the law no longer obliges us to keep your data (Article 17).",
  },
  {
    fr: "Demander qu’on n’utilise plus vos données le temps d’une vérification, et vous opposer à leur usage (articles 18 et 21).",
    nl: "Vragen om uw gegevens tijdens een controle niet te gebruiken, en bezwaar maken tegen het gebruik ervan (artikelen 18 en 21).",
    en: "Ask that your data not be used while something is checked, and object to their use (Articles 18 and 21).",
  },
  {
    fr: "Ne pas répondre aux questions sensibles : cela ne change rien à l’aide que vous recevez.",
    nl: "Niet antwoorden op gevoelige vragen: dat verandert niets aan de hulp die u krijgt.",
    en: "Not answer sensitive questions: it changes nothing in the help that you receive.",
  },
];

const words = {
  title: {
    fr: "Vos données et vos droits",
    nl: "Uw gegevens en uw rechten",
    en: "Your data and your rights",
  },
  lead: {
    fr: "Vous participez à une action du programme ? Voici ce qui est noté sur vous, pourquoi, qui le voit et ce que vous pouvez demander.",
    nl: "Neemt u deel aan een actie van het programma? Hier leest u wat er over u genoteerd wordt, waarom, wie het ziet en wat u kunt vragen.",
    en: "Taking part in an action of the programme? This is what is recorded about you, why, who sees it and what you can ask for.",
  },
  who: { fr: "Qui est responsable", nl: "Wie verantwoordelijk is", en: "Who is responsible" },
  ask: { fr: "Pour toute question :", nl: "Voor elke vraag:", en: "For any question:" },
  why: { fr: "Pourquoi", nl: "Waarom", en: "Why" },
  whyText: {
    fr: "L’action à laquelle vous participez est payée en partie par le Fonds social européen. La loi européenne demande en échange de dire combien de personnes ont été aidées, dans quelle situation elles étaient et ce qu’elles sont devenues. C’est une obligation légale : votre accord n’est pas demandé pour cela, et vos données ne servent à rien d’autre.",
    nl: "De actie waaraan u deelneemt, wordt voor een deel betaald door het Europees Sociaal Fonds. De Europese wet vraagt in ruil te zeggen hoeveel mensen geholpen zijn, in welke situatie ze waren en wat er van hen geworden is. Dat is een wettelijke plicht: uw toestemming wordt daarvoor niet gevraagd, en uw gegevens dienen voor niets anders.",
    en: "The action that you take part in is paid for in part by the European Social Fund. In return European law asks to tell how many people were helped, what their situation was and what became of them. That is a legal duty: your consent is not asked for it, and your data serve no other purpose.",
  },
  law: { fr: "Base légale :", nl: "Wettelijke basis:", en: "Legal basis:" },
  what: { fr: "Ce qui est noté", nl: "Wat genoteerd wordt", en: "What is recorded" },
  whatText: {
    fr: "Ouvrez une liste pour voir toutes ses questions, avec l’article de loi qui demande chacune. Une action n’en pose souvent qu’une partie.",
    nl: "Open een lijst om al haar vragen te zien, met het wetsartikel dat elke vraag stelt. Een actie stelt er vaak maar een deel van.",
    en: "Open a list to see all its questions, with the article of law that asks each. An action often asks only some of them.",
  },
  questions: {
    one: { fr: "question", nl: "vraag", en: "question" },
    other: { fr: "questions", nl: "vragen", en: "questions" },
  },
  in: { fr: "Dans :", nl: "In:", en: "In:" },
  readers: { fr: "Qui le voit", nl: "Wie het ziet", en: "Who sees it" },
  readersText: {
    fr: "L’organisme qui vous accompagne voit votre fiche ; les autres partenaires du programme ne la voient pas.",
    nl: "De organisatie die u begeleidt, ziet uw fiche; de andere partners van het programma zien ze niet.",
    en: "The body that supports you sees your record; the other partners of the programme do not.",
  },
  identityReaders: {
    fr: "Votre nom et vos coordonnées :",
    nl: "Uw naam en contactgegevens:",
    en: "Your name and contact details:",
  },
  specialReaders: {
    fr: "Vos réponses aux questions sensibles :",
    nl: "Uw antwoorden op gevoelige vragen:",
    en: "Your answers to sensitive questions:",
  },
  noted: {
    fr: "Chaque lecture de votre nom ou de ces réponses est notée : qui, quand, quoi. Vous pouvez demander cette liste.",
    nl: "Elke keer dat iemand uw naam of die antwoorden leest, wordt dat genoteerd: wie, wanneer, wat. U kunt die lijst vragen.",
    en: "Every reading of your name or of these answers is noted: who, when, what. You can ask for that list.",
  },
  publicly: {
    fr: "Les rapports et les chiffres publics ne contiennent que des totaux. Les petits nombres y sont masqués, pour que personne ne puisse être reconnu.",
    nl: "De verslagen en de openbare cijfers bevatten enkel totalen. Kleine aantallen zijn verborgen, zodat niemand te herkennen is.",
    en: "Reports and public figures hold totals only. Small numbers are hidden in them, so that nobody can be recognised.",
  },
  howLong: { fr: "Combien de temps", nl: "Hoelang", en: "For how long" },
  howLongText: {
    fr: "Aussi longtemps que la loi demande de pouvoir justifier la dépense, et pas plus.",
    nl: "Zolang de wet vraagt dat de uitgave verantwoord kan worden, en niet langer.",
    en: "For as long as the law asks that the expenditure can be accounted for, and no longer.",
  },
  retention: {
    fr: "Ce registre est gardé {years}.",
    nl: "Dit register wordt {years} bewaard.",
    en: "This register is kept for {years}.",
  },
  years: { one: { fr: "an", nl: "jaar", en: "year" }, other: { fr: "ans", nl: "jaar", en: "years" } },
  rights: { fr: "Vos droits", nl: "Uw rechten", en: "Your rights" },
  complaint: {
    fr: "Si la réponse ne vous suffit pas, vous pouvez vous plaindre (article 77) auprès de :",
    nl: "Volstaat het antwoord niet, dan kunt u een klacht indienen (artikel 77) bij:",
    en: "If the answer does not satisfy you, you can complain (Article 77) to:",
  },
} satisfies Record<string, Text | Readonly<{ one: Text; other: Text }>>;
