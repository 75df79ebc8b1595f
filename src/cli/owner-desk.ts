import { guards } from "../access/guards.ts";
import type { MoneyDesk } from "../agreement/desk.ts";
import { asOwner } from "../database/transaction.ts";
import { Problem } from "../problem.ts";
import { todayInBrussels } from "../today.ts";
import type { Outcome } from "./command.ts";
import type { Session } from "./session.ts";

/**
 * Does the work in one transaction of the store's owner, by the hand of whoever works at the machine, and returns what
 * came of it. A refusal is told as the pages tell it, and nothing is kept.
 */
export const atOwnersDesk = async (
  session: Session,
  work: (desk: MoneyDesk) => Promise<Outcome>,
): Promise<Outcome> => {
  const { programme, language, actor } = session;
  const { pool } = await session.database();
  const house = { programme, guards, today: todayInBrussels };
  try {
    return await asOwner(pool, (client) => work({ house, client, who: undefined, account: actor }));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { text, code, more } = error;
    return { ok: false, text: `${text[language]}\n`, json: { code, title: text[language], ...more } };
  }
};
