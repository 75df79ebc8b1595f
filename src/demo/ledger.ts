import type { Operation, Programme, Register } from "../definition/programme.ts";
import type { Demonstration } from "./inputs.ts";
import type { Answers, Story } from "./invented.ts";
import { tell } from "./stories.ts";

/** All that one partner has to tell in one register of one operation. */
export type Ledger = Readonly<{
  operation: Operation;
  register: Register;
  partner: string;
  stories: Story[];
  /** Rows given word for word, by the year of their file. */
  rows: Map<string, Answers[]>;
}>;

/** Returns what each partner has to tell, in the order of the inputs. Throws as `tell` does. */
export const gather = (programme: Programme, inputs: Demonstration): Ledger[] => {
  const ledgers = new Map<string, Ledger>();
  for (const { operation, register, stories, rows } of tell(programme, inputs)) {
    const ledgerOf = (partner: string): Ledger => {
      const key = `${operation.id}/${register.id}/${partner}`;
      const known = ledgers.get(key);
      if (known) return known;
      const ledger = { operation, register, partner, stories: [], rows: new Map() };
      ledgers.set(key, ledger);
      return ledger;
    };
    for (const story of stories) ledgerOf(story.partner).stories.push(story);
    for (const { year, story } of rows) {
      const { rows } = ledgerOf(story.partner);
      rows.set(String(year), [...(rows.get(String(year)) ?? []), story.values]);
    }
  }
  return [...ledgers.values()];
};
