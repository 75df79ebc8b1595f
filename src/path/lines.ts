import type { Register } from "../definition/programme.ts";
import type { PathDesk } from "./asker.ts";
import { allAnswers, allHandOvers, type OnPath } from "./service-path.ts";
import type { Stretch } from "./shapes.ts";

/** What a register puts on somebody's line of time. */
export type Line = Readonly<{
  register: Register;
  kind: Stretch["kind"];
  from: string;
  until: string | undefined;
  /** The day on which it is to end, where that is not the day on which it ended. */
  planned: string | undefined;
  detail: string | undefined;
  /** Details that say that nothing comes after, though there is no last day. */
  ends?: readonly string[];
}>;

/**
 * Returns what every register about people puts on their line of time: those of paths as the services say it, the others
 * by the day that dates them. Rooms stay closed, whoever was let in.
 */
export const linesOf = ({ house: { programme } }: PathDesk, { path: own }: OnPath): Line[] => {
  const paths = [own, ...[...programme.services.values()].flatMap(({ path }) => path ?? [])];
  const lines = new Map<string, Line>();
  const add = (line: Line) => lines.has(line.register.id) || lines.set(line.register.id, line);
  for (const { phases, contracts, principal } of paths) {
    if (phases)
      add({
        register: phases.register,
        kind: "phase",
        from: phases.from,
        until: phases.until,
        planned: undefined,
        detail: phases.phase.id,
      });
    if (contracts)
      add({
        register: contracts.register,
        kind: "contract",
        from: contracts.from,
        until: contracts.ended,
        planned: contracts.until,
        detail: undefined,
      });
    if (principal)
      add({
        register: principal.register,
        kind: "support",
        from: principal.from,
        until: principal.until,
        planned: undefined,
        detail: undefined,
      });
  }
  for (const { register, on, toOperation } of allHandOvers(programme))
    add({ register, kind: "hand_over", from: on, until: on, planned: undefined, detail: toOperation });
  for (const { register, decidedOn, outcomeOn, decision, refused } of allAnswers(programme))
    add({
      register,
      ends: [refused],
      kind: "answer",
      from: register.datedBy ?? decidedOn,
      until: outcomeOn,
      planned: undefined,
      detail: decision.id,
    });
  for (const register of programme.registers.values())
    if (register.person.length > 0 && register.datedBy !== undefined && !register.isRoom)
      add({
        register,
        kind: register.reEntry ? "participation" : "other",
        from: register.datedBy,
        until: register.reEntry?.leave ?? endOf(register),
        planned: undefined,
        detail: undefined,
      });
  return [...lines.values()];
};

/** A register without a way back says by its state when it is over, or by the day that its name says. */
const endOf = ({ lifecycle, fields, datedBy }: Register): string | undefined => {
  const state = lifecycle && fields.get(lifecycle.field);
  if (state?.type === "date") return state.id;
  return fields.get("ends_on")?.type === "date" ? "ends_on" : datedBy;
};
