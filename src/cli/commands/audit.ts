import { existsSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { guards } from "../../access/guards.ts";
import { makePackage } from "../../audit/package.ts";
import { sayVerdict } from "../../audit/package-say.ts";
import { verifyPackage } from "../../audit/package-verify.ts";
import { samplesPage } from "../../audit/page.ts";
import { asOwner } from "../../database/transaction.ts";
import type { Language, Text } from "../../language.ts";
import { todayInBrussels } from "../../today.ts";
import { anchorsPath, readAnchors } from "../../trail/anchors.ts";
import { type Command, type CommandOption, Refusal, textOption } from "../command.ts";
import { atOwnersDesk } from "../owner-desk.ts";
import type { Session } from "../session.ts";
import { typedAnchors } from "./trail-verify.ts";

const option = (value: string, text: Text): CommandOption => ({ type: "string", value, text });

const houseOf = ({ programme }: Session) => ({ programme, guards, today: todayInBrussels });

/** `jalon audit package`: the audit trail of an operation as one file that verifies offline. */
const packageCommand: Command = {
  name: "audit package",
  operands: "",
  summary: {
    fr: "réunit la piste d'audit d'une opération dans un dossier qui se vérifie hors ligne",
    nl: "brengt het controlespoor van een concrete actie samen in een dossier dat offline te controleren is",
    en: "puts the audit trail of an operation into one package that verifies offline",
  },
  options: {
    operation: option("O", { fr: "l'opération", nl: "de concrete actie", en: "the operation" }),
    out: option("FILE.zip", { fr: "fichier à écrire", nl: "te schrijven bestand", en: "file to write" }),
    names: {
      type: "boolean",
      text: {
        fr: "avec les noms des personnes",
        nl: "met de namen van de personen",
        en: "with the names of people",
      },
    },
  },
  run: async (session, _operands, options) => {
    const [operation, out] = [textOption(options, "operation"), textOption(options, "out")];
    if (operation === undefined || out === undefined)
      throw new Refusal(
        {
          fr: "Attendu : jalon audit package --operation O --out dossier.zip",
          nl: "Verwacht: jalon audit package --operation O --out dossier.zip",
          en: "Expected: jalon audit package --operation O --out package.zip",
        },
        true,
      );
    const { pool } = await session.database();
    const { dataFolder, language, actor } = session;
    const made = await asOwner(pool, (client) =>
      makePackage(
        { house: houseOf(session), client, who: undefined, account: actor, dataFolder },
        { operation, language, withNames: options["names"] === true },
      ),
    );
    try {
      await copyFile(made.path, out);
    } finally {
      await made.dispose();
    }
    const { sha256, bytes, head } = made;
    return {
      ok: true,
      text: `${out}\nSHA-256 ${sha256}\n${head.seq}:${head.hash}\n`,
      json: { out, sha256, bytes, head },
    };
  },
};

/** `jalon audit verify FILE`: without a database, on any machine. */
const verifyCommand: Command = {
  name: "audit verify",
  operands: "FILE.zip",
  summary: {
    fr: "vérifie un dossier de piste d'audit, hors ligne et sans base de données",
    nl: "controleert een dossier van een controlespoor, offline en zonder databank",
    en: "verifies an audit trail package, offline and without a database",
  },
  details: {
    fr: "Sans --anchors, les empreintes de anchors.jsonl du dossier des données servent aussi, s'il y en a.",
    nl: "Zonder --anchors dienen ook de vingerafdrukken van anchors.jsonl in de gegevensmap, als die er zijn.",
    en: "Without --anchors the hashes of anchors.jsonl in the data folder serve too, where there are any.",
  },
  options: {
    anchors: option("FILE", {
      fr: "empreintes gardées hors de la base",
      nl: "vingerafdrukken buiten de databank",
      en: "hashes kept outside of the database",
    }),
    anchor: {
      ...option("123:ab12…", {
        fr: "une empreinte lue sur un papier",
        nl: "een vingerafdruk van een papier",
        en: "a hash read from a paper",
      }),
      multiple: true,
    },
    sha256: option("H", {
      fr: "l'empreinte du fichier, donnée lors de sa remise",
      nl: "de vingerafdruk van het bestand, gegeven bij de afgifte",
      en: "the hash of the file, told when it was handed out",
    }),
  },
  run: async ({ dataFolder, language }, [path], options) => {
    if (path === undefined || !existsSync(path))
      throw new Refusal(
        {
          fr: `Indiquez le dossier : jalon audit verify dossier.zip (trouvé : ${path ?? "∅"})`,
          nl: `Geef het dossier op: jalon audit verify dossier.zip (gevonden: ${path ?? "∅"})`,
          en: `Name the package: jalon audit verify package.zip (found: ${path ?? "∅"})`,
        },
        true,
      );
    const anchors = [
      ...(await readAnchors(textOption(options, "anchors") ?? anchorsPath(dataFolder))),
      ...typedAnchors(options),
    ];
    const verdict = await verifyPackage(path, { anchors, sha256: textOption(options, "sha256") });
    return { ok: verdict.breaks.length === 0, text: sayVerdict(verdict, language), json: verdict };
  },
};

/** `jalon audit samples`: the samples that are kept. */
const samplesCommand: Command = {
  name: "audit samples",
  operands: "",
  summary: {
    fr: "liste les échantillons tirés",
    nl: "toont de getrokken steekproeven",
    en: "lists the samples drawn",
  },
  options: {},
  run: async (session) => {
    return atOwnersDesk(session, async (desk) => {
      const page = await samplesPage(desk, {});
      return { ok: true, text: sayRows(page.rows, session.language), json: page };
    });
  },
};

const states = {
  planned: { fr: "population fixée", nl: "populatie vastgelegd", en: "population fixed" },
  drawn: { fr: "tiré", nl: "getrokken", en: "drawn" },
  concluded: { fr: "conclu", nl: "besloten", en: "concluded" },
  cancelled: { fr: "abandonné", nl: "opgegeven", en: "given up" },
} as const satisfies Record<string, Text>;

const sayRows = (rows: Awaited<ReturnType<typeof samplesPage>>["rows"], language: Language): string =>
  rows
    .map((row) =>
      [
        String(row.id).padStart(8),
        row.number.padEnd(12),
        states[row.state][language].padEnd(20),
        row.method.label[language].padEnd(32),
        `${row.drawn ?? "—"} / ${row.count}`.padStart(14),
        row.rate ?? "",
        row.title,
      ].join("  "),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join("");

/** What an auditor does at the machine: docs/audit.md. */
export const auditCommands: readonly Command[] = [packageCommand, verifyCommand, samplesCommand];
