import type { Programme } from "../definition/programme.ts";
import { languages, type Language, type Text } from "../language.ts";
import { listForms, listTypes } from "./list-files.ts";
import type { Edition } from "./editions.ts";
import type { PublicFile } from "./public-file.ts";

const languageCodes: Record<Language, string> = { fr: "FRA", nl: "NLD", en: "ENG" };
const authority = "http://publications.europa.eu/resource/authority";

const listTitle: Text = {
  fr: "Liste des opérations",
  nl: "Lijst van concrete acties",
  en: "List of operations",
};
const figuresTitle: Text = { fr: "Chiffres publiés", nl: "Gepubliceerde cijfers", en: "Published figures" };

const inLanguages = (text: Text) =>
  languages.map((language) => ({ "@language": language, "@value": text[language] }));
const joined = (a: Text, b: Text, end = ""): Text => ({
  fr: `${a.fr} – ${b.fr}${end}`,
  nl: `${a.nl} – ${b.nl}${end}`,
  en: `${a.en} – ${b.en}${end}`,
});

/**
 * Returns a record of the open data in DCAT-AP as JSON-LD: the list of operations and the figures of each published
 * year, for catalogues such as data.europa.eu. Addresses begin with the origin of this installation.
 */
export const catalogue = (
  programme: Programme,
  said: PublicFile | undefined,
  editions: readonly Edition[],
  origin: string,
) => {
  const publisher = { "@type": "foaf:Organization", "foaf:name": inLanguages(programme.authority) };
  const dataset = (path: string, title: Text, modified: string | undefined, distributions: object[]) => ({
    "@type": "dcat:Dataset",
    "@id": `${origin}${path}`,
    "dct:title": inLanguages(title),
    "dct:description": inLanguages(joined(title, programme.title)),
    "dct:publisher": publisher,
    "dct:language": languages.map((language) => ({
      "@id": `${authority}/language/${languageCodes[language]}`,
    })),
    "dcat:theme": { "@id": `${authority}/data-theme/SOCI` },
    ...(modified === undefined ? {} : { "dct:modified": { "@type": "xsd:date", "@value": modified } }),
    ...(said === undefined
      ? {}
      : {
          "dcat:contactPoint": { "@type": "vcard:Organization", "vcard:hasURL": { "@id": said.contact.web } },
        }),
    "dcat:distribution": distributions,
  });
  const distribution = (path: string, media: string, type: string, language?: Language) => ({
    "@type": "dcat:Distribution",
    "@id": `${origin}${path}`,
    "dcat:accessURL": { "@id": `${origin}${path}` },
    "dcat:downloadURL": { "@id": `${origin}${path}` },
    "dcat:mediaType": media.split(";")[0],
    "dct:format": { "@id": `${authority}/file-type/${type}` },
    ...(language === undefined
      ? {}
      : { "dct:language": { "@id": `${authority}/language/${languageCodes[language]}` } }),
  });
  const list = dataset(
    "/public/operations",
    listTitle,
    said?.operations.updated_on,
    languages.flatMap((language) =>
      listForms.map((form) =>
        distribution(
          `/public/operations/${language}.${form}`,
          listTypes[form].media,
          listTypes[form].authority,
          language,
        ),
      ),
    ),
  );
  const newest = editions.filter(
    ({ year }, index) => editions.findIndex((other) => other.year === year) === index,
  );
  const figures = newest.map(({ year, publishedAt }) =>
    dataset(
      `/public/reports/${year}`,
      {
        fr: `${figuresTitle.fr} ${year}`,
        nl: `${figuresTitle.nl} ${year}`,
        en: `${figuresTitle.en} ${year}`,
      },
      publishedAt.slice(0, 10),
      [distribution(`/public/reports/${year}/figures.json`, "application/json", "JSON")],
    ),
  );
  return {
    "@context": {
      dcat: "http://www.w3.org/ns/dcat#",
      dct: "http://purl.org/dc/terms/",
      foaf: "http://xmlns.com/foaf/0.1/",
      vcard: "http://www.w3.org/2006/vcard/ns#",
      xsd: "http://www.w3.org/2001/XMLSchema#",
    },
    "@type": "dcat:Catalog",
    "@id": `${origin}/public/catalogue.jsonld`,
    "dct:title": inLanguages(programme.title),
    "dct:description": inLanguages(said?.summary ?? programme.title),
    "dct:publisher": publisher,
    "dcat:dataset": [list, ...figures],
  };
};
