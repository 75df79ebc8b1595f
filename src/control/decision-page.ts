import { mayAt } from "../agreement/desk.ts";
import type { Content } from "../declaration/content.ts";
import { actorAt, type Desk } from "../declaration/desk.ts";
import { nameOf } from "../declaration/page.ts";
import { seeRow } from "../declaration/row.ts";
import { sumOf } from "../euros.ts";
import type { Text } from "../language.ts";
import { type DecisionRow, decisionsOn } from "./decision-row.ts";
import type { DecisionsPage } from "./list-shapes.ts";
import { findingsOf, oversees } from "./row.ts";
import type { DecisionHead } from "./shared-shapes.ts";

const notSecond: Text = {
  fr: "Vous avez contrôlé ou proposé : une autre personne décide.",
  nl: "U hebt gecontroleerd of voorgesteld: iemand anders beslist.",
  en: "You verified or proposed: somebody else decides.",
};

/** Returns whether the asker may decide a proposal, and in words why not. */
export const mayDecide = (desk: Desk, row: DecisionRow): { may: boolean; mayNot: Text | null } => {
  if (row.state !== "proposed" || !mayAt(desk, "money:control", row)) return { may: false, mayNot: null };
  const by = actorAt(desk);
  const isSecond = by !== row.proposedBy && !row.concludedBy.includes(by);
  return { may: isSecond, mayNot: isSecond ? null : notSecond };
};

/** Returns a decision as pages show it. `before`: the one decided before it on the same declaration. */
export const headOf = async (
  desk: Desk,
  row: DecisionRow,
  lines: Content["lines"],
  before: DecisionRow | undefined,
): Promise<DecisionHead> => {
  const { may, mayNot } = mayDecide(desk, row);
  const labels = new Map(lines.map(({ line, label }) => [line, label]));
  const of = (which: "submitted" | "eligible" | "parked" | "rejected" | "pending") =>
    sumOf(row.targets.map((target) => target[which]));
  return {
    id: row.id,
    number: row.number,
    n: row.n,
    kind: row.kind,
    state: row.state,
    mode: row.mode,
    verification:
      row.verification === null
        ? null
        : { verification: row.verification, number: row.verificationNumber ?? "" },
    measures: [...row.measures],
    lines: row.targets.map((target) => {
      const was = before?.targets.find(({ line }) => line === target.line);
      const { line } = target;
      return {
        ...target,
        label: labels.get(line) ?? { fr: line, nl: line, en: line },
        before: was ? { eligible: was.eligible, parked: was.parked, rejected: was.rejected } : null,
      };
    }),
    totals: {
      submitted: of("submitted"),
      eligible: of("eligible"),
      parked: of("parked"),
      rejected: of("rejected"),
      pending: of("pending"),
    },
    reason: row.reason,
    proposed: { at: row.proposedAt, by: await nameOf(desk, row.proposedBy) },
    decided:
      row.decidedAt === null ? null : { at: row.decidedAt, by: await nameOf(desk, row.decidedBy ?? "") },
    returnReason: row.returnReason,
    entry: row.entry,
    hash: row.hash,
    may: { decide: may, return: row.state === "proposed" && mayAt(desk, "money:control", row) },
    mayNot,
  };
};

/** Returns the decisions on a declaration, and the findings that another one can be about. */
export const decisionsPage = async (desk: Desk, declaration: number): Promise<DecisionsPage> => {
  const row = await seeRow(desk, declaration);
  const isSeen = oversees(desk, row);
  const decisions = (await decisionsOn(desk.client, declaration)).filter(
    ({ state }) => isSeen || state === "decided",
  );
  const lines = row.content?.lines ?? [];
  const rows: DecisionHead[] = [];
  for (const [at, decision] of decisions.entries())
    rows.push(
      await headOf(
        desk,
        decision,
        lines,
        decisions.slice(0, at).findLast(({ state }) => state === "decided"),
      ),
    );
  const { typology } = desk.house.programme.control;
  const findings = (await findingsOf(desk.client, { declaration })).filter(
    ({ final, sentAt }) => final && (isSeen || sentAt !== null),
  );
  const isDecided = decisions.some(({ state }) => state === "decided");
  return {
    declaration: { id: row.id, number: row.number },
    rows,
    findings: findings.map((finding) => ({
      id: finding.id,
      verification: { id: finding.verification, number: finding.verificationNumber },
      line: finding.line,
      typology: {
        id: finding.typology,
        label: typology.get(finding.typology)?.label ?? {
          fr: finding.typology,
          nl: finding.typology,
          en: finding.typology,
        },
      },
      amount: finding.amount,
      measure: finding.measure,
      text: finding.text,
    })),
    may: {
      correct:
        mayAt(desk, "money:control", row) &&
        isDecided &&
        findings.length > 0 &&
        !decisions.some(({ state }) => state === "proposed"),
    },
  };
};
