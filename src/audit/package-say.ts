import { colon, type Language, type Text } from "../language.ts";
import { cannotShowWords, showsWords } from "./package-words.ts";
import type { PackageBreak, PackageProblem, PackageVerdict } from "./package-verify.ts";

/** What a verification of a package says. */

const problems: Readonly<Record<PackageProblem, Text>> = {
  archive_form: {
    fr: "octets de l'archive modifiés, ou fichier coupé",
    nl: "bytes van het archief gewijzigd, of bestand afgeknipt",
    en: "bytes of the archive changed, or the file cut off",
  },
  manifest: {
    fr: "la liste des fichiers n'est plus celle qui a été écrite",
    nl: "de lijst van bestanden is niet meer die welke geschreven werd",
    en: "the list of files is no longer the one that was written",
  },
  file_changed: { fr: "fichier modifié", nl: "bestand gewijzigd", en: "file changed" },
  file_missing: { fr: "fichier retiré", nl: "bestand verwijderd", en: "file taken out" },
  file_put_in: { fr: "fichier ajouté", nl: "bestand toegevoegd", en: "file put in" },
  file_moved: { fr: "fichier déplacé", nl: "bestand verplaatst", en: "file moved" },
  unreadable: { fr: "ligne illisible", nl: "onleesbare regel", en: "line not readable" },
  missing_change: { fr: "changement manquant", nl: "wijziging ontbreekt", en: "change missing" },
  altered_change: { fr: "changement altéré", nl: "wijziging vervalst", en: "change altered" },
  broken_chain: {
    fr: "changement qui ne suit pas le précédent",
    nl: "wijziging die niet op de vorige volgt",
    en: "change that does not follow the one before",
  },
  altered_entry: { fr: "inscription modifiée", nl: "inschrijving gewijzigd", en: "entry altered" },
  missing_entry: { fr: "inscription manquante", nl: "inschrijving ontbreekt", en: "entry missing" },
  foreign_entry: {
    fr: "inscription ajoutée ou déplacée",
    nl: "inschrijving toegevoegd of verplaatst",
    en: "entry put in or moved",
  },
  broken_history: {
    fr: "ne reprend pas ce que disait l'inscription précédente",
    nl: "neemt niet over wat de vorige inschrijving zei",
    en: "does not go on from what the entry before said",
  },
  content_differs: {
    fr: "n'a pas l'empreinte notée quand il a été introduit",
    nl: "heeft niet de vingerafdruk die bij de indiening genoteerd werd",
    en: "has not the hash that was noted when it was submitted",
  },
  document_differs: {
    fr: "pièce absente, ou qui n'a pas l'empreinte notée à sa réception",
    nl: "stuk dat ontbreekt, of niet de bij ontvangst genoteerde vingerafdruk heeft",
    en: "document missing, or without the hash noted when it was received",
  },
  part_differs: {
    fr: "lignes qui n'ont pas l'empreinte inscrite dans la piste",
    nl: "regels zonder de vingerafdruk die in het spoor staat",
    en: "lines that have not the hash that stands in the trail",
  },
  does_not_balance: {
    fr: "écriture non équilibrée",
    nl: "boeking niet in evenwicht",
    en: "entry that does not balance",
  },
  readable_differs: {
    fr: "ne dit pas ce que dit la piste",
    nl: "zegt niet wat het spoor zegt",
    en: "does not say what the trail says",
  },
  head_differs: {
    fr: "la tête annoncée n'est pas le dernier changement",
    nl: "de vermelde kop is niet de laatste wijziging",
    en: "the head that is told is not the last change",
  },
  rewritten: {
    fr: "n'est pas le changement dont l'empreinte a été gardée ailleurs : la piste a été réécrite à partir d'ici",
    nl: "is niet de wijziging waarvan de vingerafdruk elders bewaard is: het spoor is vanaf hier herschreven",
    en: "is not the change whose hash was kept elsewhere: the trail was written anew from here on",
  },
  other_package: {
    fr: "ce n'est pas le fichier qui a été remis : son empreinte est autre",
    nl: "dit is niet het bestand dat meegegeven werd: de vingerafdruk is anders",
    en: "this is not the file that was handed out: its hash is another",
  },
};

/** Returns in words where a package is not what it was. */
export const sayPackageBreak = ({ file, at, problem }: PackageBreak, language: Language): string => {
  const place = [file, at].filter((part) => part !== undefined && part !== "").join(", ");
  return `${place === "" ? "" : `${place}${colon[language]}`}${problems[problem][language]}`;
};

/** Returns what was verified, what that shows and what it cannot. */
export const sayVerdict = (verdict: PackageVerdict, language: Language): string => {
  const { manifest, breaks, changes, sealed, entries, rows, documents, anchors, sha256 } = verdict;
  const list = (title: Text, texts: readonly Text[]) => [
    `${title[language]}${colon[language].trimEnd()}`,
    ...texts.map((text) => `  - ${text[language]}`),
  ];
  const counts = {
    fr: `${changes} changements (dont ${sealed} par leur empreinte seule), ${entries} inscriptions, ${rows} lignes et fiches, ${documents} pièces ; empreintes gardées ailleurs : ${anchors}`,
    nl: `${changes} wijzigingen (waarvan ${sealed} enkel met hun vingerafdruk), ${entries} inschrijvingen, ${rows} rijen en fiches, ${documents} stukken; vingerafdrukken van elders: ${anchors}`,
    en: `${changes} changes (${sealed} of them by their hash alone), ${entries} entries, ${rows} rows and records, ${documents} documents; hashes kept elsewhere: ${anchors}`,
  };
  const verdicts = {
    good: { fr: "Dossier intact", nl: "Dossier intact", en: "Package intact" },
    bad: {
      fr: `Dossier altéré (endroits : ${breaks.length})`,
      nl: `Dossier vervalst (plaatsen: ${breaks.length})`,
      en: `Package altered (places: ${breaks.length})`,
    },
  };
  const heads = manifest
    ? [`${manifest.operation}  ${manifest.madeAt}  ${manifest.head.seq}:${manifest.head.hash}`]
    : [];
  return [
    verdicts[breaks.length === 0 ? "good" : "bad"][language],
    ...breaks.map((each) => `  ${sayPackageBreak(each, language)}`),
    ...heads,
    `SHA-256 ${sha256}`,
    counts[language],
    ...list(
      { fr: "Ce que cela montre", nl: "Wat dit aantoont", en: "What this shows" },
      breaks.length === 0 ? showsWords : [],
    ),
    ...list(
      { fr: "Ce que cela ne montre pas", nl: "Wat dit niet aantoont", en: "What this cannot show" },
      cannotShowWords,
    ),
    "",
  ].join("\n");
};
