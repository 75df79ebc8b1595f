import { sumOf } from "../euros.ts";
import { callPage, partnerNamed, partOf } from "./call-page.ts";
import { candidacyWaits } from "./candidacy-waits.ts";
import { candidacyWithCall } from "./candidacies.ts";
import { askedDocuments } from "./asked-documents.ts";
import { candidacyRemarks, documentsOf } from "./candidacy-remarks.ts";
import type { CandidacyPage } from "./call-shapes.ts";
import { checklistOf } from "./checklist.ts";
import { mayAt, maySpeak, type MoneyDesk } from "./desk.ts";
import { decisionSql, momentSql } from "./read.ts";
import { maySeeAssessment } from "./see.ts";
import type { DecisionView } from "./shared-shapes.ts";

type Assessed<T> = (T & { at: string; by: string }) | null;
type Found = Readonly<{
  admissibility: Assessed<{ items: { id: string; met: boolean; reason: string }[] }>;
  criteria: Assessed<{ scores: { criterion: string; points: number; reason: string }[] }>;
  opinion: Assessed<{ outcome: "favourable" | "unfavourable"; amount: string | null; reasons: string }>;
  decision: DecisionView | null;
}>;

const assessedSql = (kind: string): string =>
  `(select e.content || jsonb_build_object('at', ${momentSql("e.at")}, 'by', access.name_of(e.by))
    from agreement.assessment e where e.candidacy = $1 and e.kind = '${kind}')`;

/** Returns a candidacy as its page shows it, to its candidate and to whoever assesses it. */
export const candidacyPage = async (desk: MoneyDesk, id: number): Promise<CandidacyPage> => {
  const { client, house } = desk;
  const { costs } = house.programme;
  const { candidacy, call } = await candidacyWithCall(desk, id);
  const { operation, partner, state } = candidacy;
  const documents = await documentsOf(client, `candidacy:${id}`);
  const { rows } = await client.query<Found>(
    `select ${assessedSql("admissibility")} as admissibility, ${assessedSql("criteria")} as criteria,
       ${assessedSql("opinion")} as opinion,
       (select ${decisionSql} from agreement.decision d where d.candidacy = $1) as decision`,
    [id],
  );
  const found = maySeeAssessment(desk, candidacy) ? rows[0] : undefined;
  const speaks = desk.who !== undefined && maySpeak(desk, { operation, partner, internal: false });
  const agrees = mayAt(desk, "money:agree", { operation, partner });
  const isClosed = call.state === "closed";
  return {
    id,
    call: await callPage(desk, call.id),
    partner: partnerNamed(desk, partner),
    part: partOf(call, candidacy),
    state,
    revision: candidacy.revision,
    answers: { ...candidacy.answers },
    lines: [...candidacy.lines],
    objectives: [...candidacy.objectives],
    starts: candidacy.starts,
    ends: candidacy.ends,
    contact: candidacy.contact,
    total: sumOf(candidacy.lines.map(({ budget }) => budget)),
    savedAt: candidacy.savedAt,
    submittedAt: candidacy.submittedAt,
    receipt: candidacy.receipt,
    remarks: candidacyRemarks(costs, call, candidacy, documents),
    documents: askedDocuments(costs, "candidacy", candidacy.lines).map(
      ({ id: kind, label, help, required }) => ({
        id: kind,
        label,
        help: help ?? null,
        required,
        count: documents.get(kind) ?? 0,
      }),
    ),
    checklist: agrees && state !== "draft" ? [...checklistOf(costs, call, candidacy, documents)] : [],
    admissibility: found?.admissibility ?? null,
    scores: found?.criteria
      ? {
          ...found.criteria,
          points: found.criteria.scores.reduce((sum, { points }) => sum + points, 0),
          of: call.criteria.reduce((sum, { points }) => sum + points, 0),
        }
      : null,
    opinion: found?.opinion ?? null,
    decision: rows[0]?.decision ?? null,
    agreement: candidacy.agreement,
    waits: [...candidacyWaits(call, candidacy)],
    may: {
      edit: speaks && state === "draft" && call.state === "open",
      submit: speaks && state === "draft" && call.state === "open",
      withdraw: speaks && (state === "draft" || (state === "submitted" && !isClosed)),
      assess: agrees && isClosed && (state === "submitted" || state === "admissible"),
      decide: agrees && isClosed && (state === "favourable" || state === "unfavourable"),
      makeAgreement: agrees && state === "accepted" && candidacy.agreement === null,
    },
  };
};
