import { createWriteStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Text } from "../../language.ts";
import { anchorsPath, anchorTyped, readAnchors } from "../../trail/anchors.ts";
import type { Anchor } from "../../trail/chain.ts";
import { linesOf, trailLines, verifyExported } from "../../trail/export.ts";
import { sayBreak } from "../../trail/say.ts";
import { verifyTrail } from "../../trail/verify.ts";
import { type Command, type Options, Refusal, textOption } from "../command.ts";

/** `jalon trail verify`: hashes the whole trail again and tells every place where it does not agree with itself. */
export const trailVerifyCommand: Command = {
  name: "trail verify",
  operands: "[FILE]",
  summary: {
    fr: "vérifie que rien n'a été modifié, retiré ou ajouté dans la piste d'audit",
    nl: "controleert dat er niets gewijzigd, verwijderd of toegevoegd is in het controlespoor",
    en: "verifies that nothing was edited, removed or put into the audit trail",
  },
  details: {
    fr: "FILE : une piste écrite par « jalon trail export », vérifiée sans base de données. Les empreintes gardées hors de la base (anchors.jsonl du dossier des données) montrent aussi une piste réécrite ou coupée.",
    nl: 'FILE: een spoor van "jalon trail export", gecontroleerd zonder databank. De vingerafdrukken buiten de databank (anchors.jsonl in de gegevensmap) tonen ook een herschreven of afgeknipt spoor.',
    en: 'FILE: a trail written by "jalon trail export", verified without a database. The hashes kept outside of the database (anchors.jsonl of the data folder) also show a trail that was written anew or cut off.',
  },
  options: {
    anchors: {
      type: "string",
      value: "FILE",
      text: {
        fr: "autre copie des empreintes gardées hors de la base",
        nl: "andere kopie van de vingerafdrukken buiten de databank",
        en: "another copy of the hashes kept outside of the database",
      },
    },
    anchor: {
      type: "string",
      multiple: true,
      value: "123:ab12…",
      text: {
        fr: "une empreinte lue sur un papier",
        nl: "een vingerafdruk van een papier",
        en: "a hash read from a paper",
      },
    },
  },
  run: async (session, [path, ...more], options) => {
    if (more.length > 0) throw noSuchFile(more.join(" "));
    const asked = textOption(options, "anchors");
    for (const file of [path, asked]) if (file !== undefined && !existsSync(file)) throw noSuchFile(file);
    const anchors = [
      ...(await readAnchors(asked ?? anchorsPath(session.dataFolder))),
      ...typedAnchors(options),
    ];
    const verdict =
      path === undefined
        ? await verifyTrail((await session.database()).pool, anchors)
        : await verifyExported(linesOf(path), anchors);
    const { changes, entries, breaks, head } = verdict;
    const kept = anchors.reduce((most, { seq }) => Math.max(most, seq), 0);
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
    const outside = {
      fr:
        kept === 0
          ? noneKept.fr
          : `Empreintes gardées hors de la base : ${anchors.length}, jusqu'au changement ${kept}`,
      nl:
        kept === 0
          ? noneKept.nl
          : `Vingerafdrukken buiten de databank: ${anchors.length}, tot wijziging ${kept}`,
      en:
        kept === 0
          ? noneKept.en
          : `Hashes kept outside of the database: ${anchors.length}, up to change ${kept}`,
    };
    const places = breaks.map((each) => `  ${sayBreak(each, session.language)}`);
    return {
      ok: breaks.length === 0,
      text: `${(breaks.length === 0
        ? [good[session.language], outside[session.language]]
        : [bad[session.language], ...places, outside[session.language]]
      ).join("\n")}\n`,
      json: { ...verdict, anchors: { count: anchors.length, last: kept } },
    };
  },
};

const noneKept: Text = {
  fr: "Aucune empreinte gardée hors de la base : une piste coupée ou réécrite de bout en bout ne se verrait pas",
  nl: "Geen vingerafdruk buiten de databank: een afgeknipt of volledig herschreven spoor zou niet opvallen",
  en: "No hash was kept outside of the database: a trail cut off or written anew to its end would not show",
};

const noSuchFile = (found: string): Refusal =>
  new Refusal(
    {
      fr: `Fichier introuvable : ${found}`,
      nl: `Bestand niet gevonden: ${found}`,
      en: `No such file: ${found}`,
    },
    true,
  );

/** Returns the hashes typed from papers. Throws Refusal for what is none. */
export const typedAnchors = (options: Options): readonly Anchor[] => {
  const given = options["anchor"];
  return (Array.isArray(given) ? given : []).map((text) => {
    const anchor = anchorTyped(String(text));
    if (anchor) return anchor;
    throw new Refusal(
      {
        fr: `--anchor : trouvé ${text}, attendu un numéro de changement, deux-points et 16 chiffres au moins de son empreinte`,
        nl: `--anchor: gevonden ${text}, verwacht een wijzigingsnummer, een dubbelpunt en minstens 16 cijfers van de vingerafdruk`,
        en: `--anchor: found ${text}, expected the number of a change, a colon and at least 16 digits of its hash`,
      },
      true,
    );
  });
};

/** `jalon trail export`: the whole trail as a file that is verified without a database. */
export const trailExportCommand: Command = {
  name: "trail export",
  operands: "",
  summary: {
    fr: "écrit toute la piste d'audit dans un fichier qui se vérifie sans base de données",
    nl: "schrijft het hele controlespoor naar een bestand dat zonder databank te controleren is",
    en: "writes the whole audit trail to a file that is verified without a database",
  },
  details: {
    fr: "Le fichier contient les réponses des fiches, sans les noms : il est aussi confidentiel que la base.",
    nl: "Het bestand bevat de antwoorden van de fiches, zonder namen: het is even vertrouwelijk als de databank.",
    en: "The file holds the answers of records, without names: it is as confidential as the store.",
  },
  options: {
    out: {
      type: "string",
      value: "FILE.jsonl",
      text: { fr: "fichier à écrire", nl: "te schrijven bestand", en: "file to write" },
    },
  },
  run: async (session, _operands, options) => {
    const out = textOption(options, "out");
    if (out === undefined)
      throw new Refusal(
        {
          fr: "Indiquez où écrire : jalon trail export --out piste.jsonl",
          nl: "Geef aan waar te schrijven: jalon trail export --out spoor.jsonl",
          en: "Say where to write: jalon trail export --out trail.jsonl",
        },
        true,
      );
    const { pool } = await session.database();
    const client = await pool.connect();
    try {
      await client.query("begin isolation level repeatable read read only");
      await pipeline(Readable.from(trailLines(client)), createWriteStream(out, { mode: 0o600 }));
      await client.query("commit");
    } finally {
      client.release();
    }
    const { changes, entries, head, breaks } = await verifyExported(linesOf(out), []);
    const said = {
      fr: `${out} : ${changes} changements, ${entries} inscriptions. Tête : ${head ?? "—"}`,
      nl: `${out}: ${changes} wijzigingen, ${entries} inschrijvingen. Kop: ${head ?? "—"}`,
      en: `${out}: ${changes} changes, ${entries} entries. Head: ${head ?? "—"}`,
    };
    return {
      ok: breaks.length === 0,
      text: `${said[session.language]}\n`,
      json: { out, changes, entries, head, breaks },
    };
  },
};
