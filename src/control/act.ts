import { needRight } from "../agreement/desk.ts";
import { actOn, type Desk, needSpeaking } from "../declaration/desk.ts";
import { agreementOf } from "../declaration/work.ts";
import { notAllowed } from "../problem.ts";
import type { Act } from "../trail/act.ts";
import { wrongState } from "./problem.ts";
import { takeVerification, type VerificationRow } from "./row.ts";
import type { VerificationState } from "./shared-shapes.ts";

/**
 * Does the work on a verification as one act of the trail: whoever acts on declarations or verifications of the same
 * partner has had its turn, the asker verifies there (or speaks for the partner), and it stands where that can be done.
 * Throws Problem otherwise.
 */
export const onVerification = async <T>(
  desk: Desk,
  id: number,
  {
    action,
    states,
    spoken = false,
  }: Readonly<{ action: string; states: readonly VerificationState[]; spoken?: boolean }>,
  work: (row: VerificationRow, act: Act) => Promise<T>,
): Promise<T> => {
  const row = await takeVerification(desk, id);
  if (spoken) needSpeaking(desk, await agreementOf(desk, row.agreement));
  else needRight(desk, "money:control", row);
  if (!states.includes(row.state)) throw wrongState(row.state);
  // Reasons stand in the rows only: that of a change is read by whoever reads records there.
  return actOn(desk, { action }, async (act) => {
    const result = await work(row, act);
    await act.note("control.verification", id);
    return result;
  });
};

/** Writes columns of a verification under an act's change. Throws where the walls do not let it be. */
export const changeVerification = async (
  { client }: Desk,
  act: Act,
  id: number,
  columns: Readonly<Record<string, unknown>> = {},
): Promise<void> => {
  const entries = Object.entries(columns);
  const { rowCount } = await client.query(
    `update control.verification set change = $2${entries.map(([column], at) => `, ${column} = $${at + 3}`).join("")}
     where id = $1`,
    [id, act.change, ...entries.map(([, value]) => value)],
  );
  if (rowCount !== 1) throw notAllowed();
};
