import { writeFile } from "node:fs/promises";
import type { Register } from "../../definition/programme.ts";
import { registerTemplate } from "../../intake/template.ts";
import { type Command, Refusal, textOption } from "../command.ts";
import type { Session } from "../session.ts";

/** Returns the register that was asked for; refuses with the list of those there are. */
export const askedRegister = (session: Session, id: string | undefined): Register => {
  const found = id === undefined ? undefined : session.programme.registers.get(id);
  if (found) return found;
  const list = [...session.programme.registers.keys()].join(", ");
  throw new Refusal(
    {
      fr: `Indiquez un registre avec --register, l'un de : ${list}`,
      nl: `Geef een register op met --register, een van: ${list}`,
      en: `Name a register with --register, one of: ${list}`,
    },
    true,
  );
};

/** `jalon template --register R`: the spreadsheet to fill in. */
export const templateCommand: Command = {
  name: "template",
  operands: "",
  summary: {
    fr: "écrit le tableur à remplir pour un registre, avec ses listes de choix",
    nl: "schrijft het in te vullen rekenblad van een register, met keuzelijsten",
    en: "writes the spreadsheet to fill in for a register, with its drop-downs",
  },
  options: {
    register: {
      type: "string",
      value: "R",
      text: { fr: "le registre", nl: "het register", en: "the register" },
    },
    out: {
      type: "string",
      value: "FILE",
      text: {
        fr: "le fichier à écrire (par défaut R.xlsx)",
        nl: "het te schrijven bestand (standaard R.xlsx)",
        en: "the file to write (default R.xlsx)",
      },
    },
  },
  run: async (session, _operands, options) => {
    const register = askedRegister(session, textOption(options, "register"));
    const out = textOption(options, "out") ?? `${register.id}.xlsx`;
    await writeFile(out, await registerTemplate(register, session.language));
    const text = {
      fr: `Modèle à remplir écrit : ${out}`,
      nl: `Invulmodel geschreven: ${out}`,
      en: `Template written: ${out}`,
    };
    return { ok: true, text: `${text[session.language]}\n`, json: { register: register.id, file: out } };
  },
};
