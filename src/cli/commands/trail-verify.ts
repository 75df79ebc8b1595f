import { colon, type Language, type Text } from "../../language.ts";
import { type TrailBreak, verifyTrail } from "../../trail/verify.ts";
import type { Command } from "../command.ts";

/** `jalon trail verify`: hashes the whole trail again and tells every place where it does not agree with itself. */
export const trailVerifyCommand: Command = {
  name: "trail verify",
  operands: "",
  summary: {
    fr: "vérifie que rien n'a été modifié, retiré ou ajouté dans la piste d'audit",
    nl: "controleert dat er niets gewijzigd, verwijderd of toegevoegd is in het controlespoor",
    en: "verifies that nothing was edited, removed or put into the audit trail",
  },
  options: {},
  run: async (session) => {
    const { pool } = await session.database();
    const verdict = await verifyTrail(pool);
    const { changes, entries, breaks, head } = verdict;
    const good = {
      fr: `Piste d'audit intacte : ${changes} changements, ${entries} inscriptions. Tête : ${head ?? "—"}`,
      nl: `Controlespoor intact: ${changes} wijzigingen, ${entries} inschrijvingen. Kop: ${head ?? "—"}`,
      en: `Audit trail intact: ${changes} changes, ${entries} entries. Head: ${head ?? "—"}`,
    };
    const bad = {
      fr: `Piste d'audit rompue (endroits : ${breaks.length})`,
      nl: `Controlespoor verbroken (plaatsen: ${breaks.length})`,
      en: `Audit trail broken (places: ${breaks.length})`,
    };
    const places = breaks.map((each) => `  ${sayBreak(each, session.language)}`);
    return {
      ok: breaks.length === 0,
      text:
        breaks.length === 0
          ? `${good[session.language]}\n`
          : `${bad[session.language]}\n${places.join("\n")}\n`,
      json: verdict,
    };
  },
};

const problems: Record<TrailBreak["problem"], Text> = {
  missing_change: { fr: "changement manquant", nl: "wijziging ontbreekt", en: "change missing" },
  altered_change: { fr: "changement altéré", nl: "wijziging vervalst", en: "change altered" },
  broken_chain: {
    fr: "ne suit pas le changement précédent",
    nl: "sluit niet aan op de vorige wijziging",
    en: "does not follow the change before",
  },
  altered_entry: { fr: "contenu modifié", nl: "inhoud gewijzigd", en: "content altered" },
  missing_entry: { fr: "inscription manquante", nl: "inschrijving ontbreekt", en: "entry missing" },
  foreign_entry: {
    fr: "inscription ajoutée après coup",
    nl: "inschrijving achteraf toegevoegd",
    en: "entry put in",
  },
  unknown_change: {
    fr: "renvoie à un changement que la piste n'a pas",
    nl: "verwijst naar een wijziging die het spoor niet heeft",
    en: "points to a change that the trail does not have",
  },
  altered_record: {
    fr: "la fiche ne dit pas ce que dit sa dernière inscription",
    nl: "het record zegt niet wat zijn laatste inschrijving zegt",
    en: "the record does not say what its last entry says",
  },
  missing_record: {
    fr: "fiche disparue du registre",
    nl: "record verdwenen uit het register",
    en: "record gone from its register",
  },
};

const sayBreak = ({ change, entry, record, problem }: TrailBreak, language: Language): string => {
  const words = {
    change: { fr: "changement", nl: "wijziging", en: "change" },
    entry: { fr: "inscription", nl: "inschrijving", en: "entry" },
    record: { fr: "fiche", nl: "record", en: "record" },
  };
  const place = [
    `${words.change[language]} ${change}`,
    entry === undefined ? undefined : `${words.entry[language]} ${entry}`,
    record && `${words.record[language]} ${record.register} ${record.operation} ${record.record}`,
  ].filter((part) => part !== undefined);
  return `${place.join(", ")}${colon[language]}${problems[problem][language]}`;
};
