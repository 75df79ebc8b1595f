import type { Pool } from "pg";
import { asOwner } from "../../../src/database/transaction.ts";
import { type AnnualDesk, keepAnnual } from "../../../src/declaration/annual.ts";
import { actOn } from "../../../src/declaration/desk.ts";
import { keepInputs, openDeclaration } from "../../../src/declaration/open.ts";
import { declarationChecks } from "../../../src/declaration/page.ts";
import { keepStaff } from "../../../src/declaration/staff.ts";
import { submitDeclaration } from "../../../src/declaration/submit.ts";
import { keepDocument } from "../../../src/document/documents.ts";
import type { World } from "../world.ts";
import { mark, type Place } from "./places.ts";

/** A declaration that is being prepared and one that was submitted, both under the agreement in force. */
export type PlantedDeclarations = Readonly<{
  declarations: Readonly<Record<"draft" | "submitted", number>>;
}>;

const quarters = {
  draft: { from: "2020-01-01", until: "2020-03-31" },
  submitted: { from: "2020-04-01", until: "2020-06-30" },
} as const;
/** A period of the agreement for which there is no declaration. */
export const freeQuarter = { from: "2020-07-01", until: "2020-09-30" } as const;

/** The member of staff whom the matrix knows at a place. */
export const plantedPerson = (place: Place) => ({
  person: mark(place, "money"),
  year: 2020,
  grossCost: "17200.00",
  months: "12",
  fraction: "1",
  function: null,
  document: null,
});

/** Plants them by the same functions as the pages, as the owner of the store, and the texts of an annual file. */
export const plantDeclarations = async (
  { house, pool, folder }: World,
  place: Place,
  agreement: number,
): Promise<PlantedDeclarations> =>
  asOwner(pool, async (client) => {
    const desk: AnnualDesk = { house, client, who: undefined, account: "test" };
    const { operation, partner } = place;
    await keepStaff(desk, agreement, { rows: [plantedPerson(place)] });
    const ready = async (step: keyof typeof quarters): Promise<number> => {
      const { id } = await openDeclaration(desk, agreement, quarters[step]);
      await actOn(desk, { action: "document" }, async (act) => {
        for (const kind of ["gross_cost", "time_sheet"])
          await keepDocument(
            client,
            act,
            { dataFolder: folder },
            {
              operation,
              partner,
              account: null,
              about: `declaration:${id}`,
              kind,
              name: `${kind}.pdf`,
              bytes: [Buffer.from(`%PDF-1.7 ${kind}`)],
            },
          );
      });
      const { person, year } = plantedPerson(place);
      await keepInputs(desk, id, {
        edition: 0,
        lines: { staff: { staff: [{ person, year, hours: "10" }] } },
      });
      return id;
    };
    const submitted = await ready("submitted");
    const { checks } = await declarationChecks(desk, submitted);
    await submitDeclaration(desk, submitted, { edition: 1, confirmed: checks.map(({ id }) => id) });
    const sections = house.programme.costs.annualReport?.sections ?? [];
    await keepAnnual(desk, agreement, 2020, {
      edition: 0,
      texts: Object.fromEntries(sections.map(({ id }) => [id, mark(place, "money")])),
    });
    return { declarations: { draft: await ready("draft"), submitted } };
  });

/**
 * Adds a unit and a piece to a declaration that was submitted, which the store itself lets nobody do: so that a wall that
 * is open has something behind it.
 */
export const plantParts = async (
  pool: Pool,
  { operation, partner }: Place,
  declaration: number,
): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query(
      `insert into declaration.unit (declaration, live, operation, partner, line, register, record, measure, on_day, quantity)
       values ($1, true, $2, $3, 'staff', 'x', 1, 'x', '2020-04-01', 1)`,
      [declaration, operation, partner],
    );
    await client.query(
      `insert into declaration.item (declaration, live, operation, partner, line, id, category, on_day, supplier, reference, amount)
       values ($1, true, $2, $3, 'staff', 'x', 'x', '2020-04-01', 'x', 'x', 1)`,
      [declaration, operation, partner],
    );
  } finally {
    client.release(true);
  }
};
