import { tableOf } from "../register/table.ts";
import { Problem } from "../problem.ts";
import { understand } from "./check-answers.ts";
import { withoutWalls, type Desk, type Place, registerAt } from "./desk.ts";
import { endDraft, holdDraft } from "./drafts.ts";
import { keepChange } from "./keep-change.ts";
import { keepNew } from "./keep-new.ts";
import { removedMeanwhile } from "./problem.ts";
import { type KeepBody, type Kept, keptShape } from "./shapes.ts";

const editsMissing = (seq: number): Problem =>
  new Problem(
    409,
    "edits_missing",
    {
      fr: "Vos dernières frappes ne sont pas encore arrivées ; elles sont renvoyées, puis la fiche est enregistrée.",
      nl: "Uw laatste toetsaanslagen zijn nog niet aangekomen; ze worden opnieuw verstuurd en dan wordt de fiche bewaard.",
      en: "Your last keystrokes have not arrived yet; they are sent again, then the record is kept.",
    },
    { seq },
  );

/** Whether the record is in its register, whoever may see it. */
const isThere = ({ house, client }: Desk, place: Place, record: number): Promise<boolean> =>
  withoutWalls({ client }, async () => {
    const register = registerAt(house.programme, place);
    const { rows } = await client.query(
      `select from ${tableOf(register)} where operation = $1 and record = $2`,
      [place.operation, record],
    );
    return rows.length > 0;
  });

/**
 * Keeps what was typed into a draft as a record, and ends the draft. Asked again after it was kept, it answers the
 * same and writes nothing. Throws the findings or the conflict that stand in the way; the draft then stays as it is.
 */
export const keepDraft = async (desk: Desk, draft: string, body: KeepBody): Promise<Kept> => {
  const held = await holdDraft(desk, draft);
  if (held.kept !== null) return keptShape.parse(held.kept);
  if (typeof body.seq === "number" && body.seq > held.seq) throw editsMissing(held.seq);
  const { operation, register, partner, record, base, texts } = held;
  const place = { operation, register };
  const told = understand(registerAt(desk.house.programme, place), texts);
  const { fields } = registerAt(desk.house.programme, place);
  const filled = body.filled?.filter((id) => fields.has(id));
  const manner = { action: "form" as const, reason: body.reason, confirmed: body.confirmed, filled };
  if (record !== null && !(await isThere(desk, place, record))) throw removedMeanwhile();
  const kept =
    record === null
      ? await keepNew(desk, place, partner, told, manner)
      : await keepChange(desk, place, { record, base: base ?? 0, told, resolved: body.resolved }, manner);
  // What is left of the draft says where its record is, and nothing of what it says.
  await endDraft(desk.client, draft, { ...kept, merged: [] });
  return kept;
};
