import { fixDocuments } from "../document/documents.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import type { CandidacyBody, Receipt } from "./call-shapes.ts";
import { type Call, type Candidacy, readCall, readCandidacy } from "./call-read.ts";
import { candidacyRemarks, documentsOf } from "./candidacy-remarks.ts";
import { acting, handOf, maySpeak, type MoneyDesk } from "./desk.ts";
import { checkNames } from "./names.ts";
import { callClosed, changedMeanwhile, wrongPeriod, wrongStep } from "./problem.ts";
import { maySeeCall, maySeeCandidacy } from "./see.ts";
import type { Remark } from "./shared-shapes.ts";

const json = (value: unknown): string => JSON.stringify(value);

/** Returns the candidacy with its call. Throws where the asker does not see one of that number. */
export const candidacyWithCall = async (
  desk: MoneyDesk,
  id: number,
): Promise<{ candidacy: Candidacy; call: Call }> => {
  const candidacy = await readCandidacy(desk.client, id);
  const call = candidacy && (await readCall(desk.client, candidacy.call));
  if (!candidacy || !call || !maySeeCandidacy(desk, candidacy)) throw notFound();
  return { candidacy, call };
};

const needVoice = (desk: MoneyDesk, operation: string, partner: string): void => {
  if (!maySpeak(desk, { operation, partner, internal: false })) throw notAllowed();
};

/**
 * Keeps the draft of a partner's candidacy as it is being written, and begins it where there is none: with the lines and
 * objectives of the call, and what the partner answered to the same questions the last time. Returns its number. Throws
 * Problem where the call is not open, or another version of the draft was saved since.
 */
export const keepCandidacy = async (
  desk: MoneyDesk,
  callId: number,
  partner: string,
  body: CandidacyBody,
): Promise<number> => {
  const { client, house } = desk;
  const call = await readCall(client, callId);
  if (!call || !maySeeCall(desk, call) || !house.programme.partners.has(partner)) throw notFound();
  needVoice(desk, call.operation, partner);
  if (call.parts.length > 0 ? !call.parts.some(({ id }) => id === body.part) : body.part !== "")
    throw notFound();
  if (call.state !== "open" && desk.who !== undefined) throw callClosed();
  checkNames(house.programme.costs, { lines: body.lines, objectives: body.objectives });
  const { rows } = await client.query<{ id: number; starts: string; ends: string }>(
    "select id, starts, ends from agreement.candidacy where call = $1 and partner = $2 and part = $3 and state <> 'withdrawn'",
    [callId, partner, body.part],
  );
  const known = rows[0]?.id;
  const { starts, ends } = rows[0] ?? call;
  if ((body.starts ?? starts) > (body.ends ?? ends)) throw wrongPeriod();
  if ((known === undefined) !== (body.revision === 0)) throw changedMeanwhile();
  return known === undefined ? begin(desk, call, partner, body) : keep(desk, known, body);
};

const begin = async (
  { client }: MoneyDesk,
  call: Call,
  partner: string,
  body: CandidacyBody,
): Promise<number> => {
  const { rows: before } = await client.query<{ answers: Record<string, string>; contact: string }>(
    `select c.answers, c.contact from agreement.candidacy c join agreement.call k on k.id = c.call
     where c.partner = $1 and k.template = $2 and c.submitted_at is not null
     order by c.submitted_at desc limit 1`,
    [partner, call.template],
  );
  const { rows } = await client.query<{ id: number }>(
    `insert into agreement.candidacy (call, operation, partner, part, answers, lines, objectives, starts, ends, contact)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (call, partner, part) where state <> 'withdrawn' do nothing returning id`,
    [
      call.id,
      call.operation,
      partner,
      body.part,
      json(body.answers ?? before[0]?.answers ?? {}),
      json(body.lines ?? call.lines),
      json(body.objectives ?? call.objectives),
      body.starts ?? call.starts,
      body.ends ?? call.ends,
      body.contact ?? before[0]?.contact ?? "",
    ],
  );
  const id = rows[0]?.id;
  // Somebody else of the same partner began it at the same moment.
  if (id === undefined) throw changedMeanwhile();
  return id;
};

const keep = async ({ client }: MoneyDesk, id: number, body: CandidacyBody): Promise<number> => {
  const { rowCount } = await client.query(
    `update agreement.candidacy set answers = coalesce($3::jsonb, answers), lines = coalesce($4::jsonb, lines),
       objectives = coalesce($5::jsonb, objectives), starts = coalesce($6::date, starts),
       ends = coalesce($7::date, ends), contact = coalesce($8, contact), revision = revision + 1
     where id = $1 and revision = $2 and state = 'draft'`,
    [
      id,
      body.revision,
      body.answers ? json(body.answers) : null,
      body.lines ? json(body.lines) : null,
      body.objectives ? json(body.objectives) : null,
      body.starts ?? null,
      body.ends ?? null,
      body.contact ?? null,
    ],
  );
  if (rowCount !== 1) throw changedMeanwhile();
  return id;
};

const remarksOpen = (remarks: readonly Remark[]): Problem =>
  new Problem(
    422,
    "remarks_open",
    {
      fr: `La candidature n'est pas envoyée : ${remarks.length} point(s) restent à corriger.`,
      nl: `De kandidatuur is niet ingediend: er zijn nog ${remarks.length} punt(en) te verbeteren.`,
      en: `The candidacy was not sent: ${remarks.length} point(s) remain to be mended.`,
    },
    { remarks },
  );

/**
 * Sends a candidacy; returns its receipt, the same when it was sent before. The database's clock decides whether the call
 * is open. `at`: when it came in, for one of the past that is brought in at the command line. Throws Problem where
 * something stands against it.
 */
export const submitCandidacy = async (
  desk: MoneyDesk,
  id: number,
  { revision }: Readonly<{ revision: number }>,
  at?: string,
): Promise<Receipt> => {
  const { candidacy, call } = await candidacyWithCall(desk, id);
  needVoice(desk, candidacy.operation, candidacy.partner);
  if (candidacy.submittedAt !== null && candidacy.receipt !== null)
    return { id, receipt: candidacy.receipt, submittedAt: candidacy.submittedAt };
  if (candidacy.state !== "draft") throw wrongStep();
  if (candidacy.revision !== revision) throw changedMeanwhile();
  if (call.state !== "open" && desk.who !== undefined) throw callClosed();
  const documents = await documentsOf(desk.client, `candidacy:${id}`);
  const refusals = candidacyRemarks(desk.house.programme.costs, call, candidacy, documents).filter(
    ({ severity }) => severity === "refuse",
  );
  // What came in on paper before is what it is.
  if (refusals.length > 0 && desk.who !== undefined) throw remarksOpen(refusals);
  const { actor, isOwner } = handOf(desk);
  await acting(desk, "candidacy", async (act) => {
    // Whoever sent it meanwhile, or saved once more, was first: asked again under the lock of the trail.
    const { rowCount } = await desk.client.query(
      isOwner
        ? `update agreement.candidacy set state = 'submitted', change = $3, submitted_at = $4, submitted_by = $5
           where id = $1 and revision = $2 and state = 'draft'`
        : "update agreement.candidacy set state = 'submitted', change = $3 where id = $1 and revision = $2 and state = 'draft'",
      isOwner ? [id, revision, act.change, at ?? null, actor] : [id, revision, act.change],
    );
    if (rowCount !== 1) return;
    await fixDocuments(desk.client, act, `candidacy:${id}`);
    await act.note("agreement.candidacy", id);
  });
  const sent = await readCandidacy(desk.client, id);
  if (!sent || sent.receipt === null || sent.submittedAt === null) throw changedMeanwhile();
  return { id, receipt: sent.receipt, submittedAt: sent.submittedAt };
};

/** Withdraws a candidacy: a draft at any time, one that was sent until its call closes. */
export const withdrawCandidacy = async (desk: MoneyDesk, id: number): Promise<void> => {
  const { candidacy, call } = await candidacyWithCall(desk, id);
  needVoice(desk, candidacy.operation, candidacy.partner);
  if (candidacy.state !== "draft" && candidacy.state !== "submitted") throw wrongStep();
  if (candidacy.state === "submitted" && call.state === "closed") throw callClosed();
  await acting(desk, "candidacy", async (act) => {
    await desk.client.query("update agreement.candidacy set state = 'withdrawn', change = $2 where id = $1", [
      id,
      act.change,
    ]);
    await act.note("agreement.candidacy", id);
  });
};
