import { Facts, Link, Loaded, Page } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { About as Answer } from "./answers.ts";
import { Head } from "./Head.tsx";
import { usePublic } from "./queries.ts";

/** What runs here: the software, the definitions, and where else they can be had. */
export const About = () => {
  const say = useSay();
  const about = usePublic<Answer>("/api/public/about");
  return (
    <Page title={say(words.title)} lead={say(words.lead)} width="read">
      <Head title={say(words.title)} description={say(words.lead)} />
      <Loaded query={about}>
        {({ version, programme, definitions, fingerprint, framework }) => (
          <>
            <Facts
              items={[
                { label: say(words.version), value: version },
                { label: say(words.licence), value: "EUPL-1.2" },
                {
                  label: say(words.programme),
                  value: say(words.programmeVersion, { programme, definitions }),
                },
                { label: say(words.framework), value: say(framework) },
                { label: say(words.fingerprint), value: <code>{fingerprint.slice(0, 16)}</code> },
              ]}
            />
            <h2>{say(words.data)}</h2>
            <p>{say(words.dataText)}</p>
            <ul>
              <li>
                <Link to="public/operations">{say(words.operations)}</Link>
              </li>
              <li>
                <Link to="public/figures">{say(words.figures)}</Link>
              </li>
              <li>
                <a href="/public/catalogue.jsonld">{say(words.catalogue)}</a>
              </li>
              <li>
                <Link to="/api/openapi.json">{say(words.api)}</Link>
              </li>
            </ul>
          </>
        )}
      </Loaded>
    </Page>
  );
};

const words = {
  title: { fr: "À propos", nl: "Over deze toepassing", en: "About" },
  lead: {
    fr: "Jalon est un logiciel libre qui fait vivre un programme du Fonds social européen, du premier participant au rapport annuel.",
    nl: "Jalon is vrije software die een programma van het Europees Sociaal Fonds doet draaien, van de eerste deelnemer tot het jaarverslag.",
    en: "Jalon is open source software that runs a European Social Fund programme, from its first participant to the annual report.",
  },
  version: { fr: "Version du logiciel", nl: "Versie van de software", en: "Version of the software" },
  licence: { fr: "Licence", nl: "Licentie", en: "Licence" },
  programme: {
    fr: "Définitions du programme",
    nl: "Definities van het programma",
    en: "Definitions of the programme",
  },
  programmeVersion: {
    fr: "{programme}, version {definitions}",
    nl: "{programme}, versie {definitions}",
    en: "{programme}, version {definitions}",
  },
  framework: { fr: "Cadre européen", nl: "Europees kader", en: "European framework" },
  fingerprint: {
    fr: "Empreinte des définitions",
    nl: "Vingerafdruk van de definities",
    en: "Fingerprint of the definitions",
  },
  data: { fr: "Données ouvertes", nl: "Open data", en: "Open data" },
  dataText: {
    fr: "Ce qui est public se télécharge aussi comme données.",
    nl: "Wat openbaar is, kunt u ook als gegevens downloaden.",
    en: "What is public can also be downloaded as data.",
  },
  operations: { fr: "Liste des opérations", nl: "Lijst van de operaties", en: "List of operations" },
  figures: { fr: "Chiffres publiés", nl: "Gepubliceerde cijfers", en: "Published figures" },
  catalogue: {
    fr: "Notice de données ouvertes (DCAT-AP)",
    nl: "Beschrijving als open data (DCAT-AP)",
    en: "Open data record (DCAT-AP)",
  },
  api: {
    fr: "Interface pour programmes (OpenAPI)",
    nl: "Interface voor programma’s (OpenAPI)",
    en: "Interface for programs (OpenAPI)",
  },
} satisfies Record<string, Text>;
