import { asOwner } from "../../database/transaction.ts";
import { Obstructed, undoChange } from "../../entry/undo.ts";
import { readSecret } from "../../intake/store.ts";
import type { Text } from "../../language.ts";
import { Problem } from "../../problem.ts";
import { type Command, Refusal, textOption } from "../command.ts";

/** `jalon undo CHANGE`: takes a change back on which nobody has built. */
export const undoCommand: Command = {
  name: "undo",
  operands: "CHANGE",
  summary: {
    fr: "annule un changement (son numéro dans la piste d'audit) tant que rien n'a été fait par-dessus",
    nl: "maakt een wijziging ongedaan (haar nummer in het controlespoor) zolang er niets op volgde",
    en: "undoes a change (its number in the audit trail) while nothing was done on top of it",
  },
  options: {
    reason: {
      type: "string",
      value: "TEXT",
      text: {
        fr: "la raison, pour la piste d'audit",
        nl: "de reden, voor het controlespoor",
        en: "the reason, for the audit trail",
      },
    },
  },
  run: async (session, [operand], options) => {
    const change = Number(operand);
    if (operand === undefined || !Number.isSafeInteger(change) || change < 1)
      throw new Refusal(
        {
          fr: "Indiquez le numéro du changement, par exemple : jalon undo 12",
          nl: "Geef het nummer van de wijziging op, bijvoorbeeld: jalon undo 12",
          en: "Name the number of the change, for instance: jalon undo 12",
        },
        true,
      );
    const { pool } = await session.database();
    try {
      const done = await asOwner(pool, async (client) =>
        undoChange(
          client,
          { actor: session.actor, isOwner: true },
          {
            programme: session.programme,
            secret: await readSecret(client),
            change,
            reason: textOption(options, "reason") ?? "",
            mayTouch: () => true,
          },
        ),
      );
      const text: Text = {
        fr: `Changement ${change} annulé par le changement ${done.change} ; fiches : ${done.records}`,
        nl: `Wijziging ${change} ongedaan gemaakt door wijziging ${done.change}; fiches: ${done.records}`,
        en: `Change ${change} undone by change ${done.change}; records: ${done.records}`,
      };
      return { ok: true, text: `${text[session.language]}\n`, json: done };
    } catch (error) {
      if (error instanceof Obstructed) throw new Refusal(why(error));
      if (error instanceof Problem)
        throw new Refusal({
          fr: `Le changement ${change} n'existe pas, ou touche plusieurs opérations.`,
          nl: `Wijziging ${change} bestaat niet, of raakt verschillende operaties.`,
          en: `Change ${change} does not exist, or touches several operations.`,
        });
      throw error;
    }
  },
};

const why = ({ obstacle }: Obstructed): Text => {
  switch (obstacle.kind) {
    case "undone":
      return {
        fr: `Déjà annulé par le changement ${obstacle.by}.`,
        nl: `Al ongedaan gemaakt door wijziging ${obstacle.by}.`,
        en: `Already undone by change ${obstacle.by}.`,
      };
    case "forgotten":
      return {
        fr: "Les anciennes données d'identité ne sont plus gardées : ce changement ne peut plus être annulé.",
        nl: "De vroegere identiteitsgegevens worden niet meer bewaard: deze wijziging kan niet meer ongedaan gemaakt worden.",
        en: "The former identity data are no longer kept: this change can no longer be undone.",
      };
    case "built_on": {
      const list = [...new Set(obstacle.built.map(({ change }) => change))].join(", ");
      return {
        fr: `D'autres changements ont suivi sur les mêmes fiches (${obstacle.count}) : ${list}. Annulez-les d'abord.`,
        nl: `Er volgden andere wijzigingen op dezelfde fiches (${obstacle.count}): ${list}. Maak die eerst ongedaan.`,
        en: `Other changes followed on the same records (${obstacle.count}): ${list}. Undo those first.`,
      };
    }
  }
};
