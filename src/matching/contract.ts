import { randomUUID } from "node:crypto";
import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import { putDraft } from "../entry/drafts.ts";
import { noteReading, seeRecord } from "../entry/see-record.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import { shifted } from "./columns.ts";
import { bodyNames } from "./offers.ts";
import { poolOf } from "./pool.ts";
import { type Look, type Reach, reachOf, readRows } from "./reach.ts";
import type { Contract } from "./shapes.ts";

const notHired = (): Problem =>
  new Problem(409, "not_hired", {
    fr: "Le contrat s'enregistre quand la candidature est notée comme engagée.",
    nl: "De overeenkomst wordt geregistreerd zodra de kandidatuur als aangeworven genoteerd is.",
    en: "The contract is recorded once the candidate is noted as hired.",
  });

/**
 * Begins the record of whoever got the post, filled in from their file, the offer and the body, as a draft of the
 * asker's: nothing is typed twice, and nothing counts before it is kept. Where the person is recorded already, that
 * record is named instead.
 */
export const prepareContract = async (look: Look, service: string, selection: number): Promise<Contract> => {
  const reach = reachOf(look, service);
  const { contract, selections } = reach.matching;
  if (!contract) throw notFound();
  const [row] = await readRows(look, reach, selections.register, "record = $1", [selection]);
  if (!row) throw notFound();
  const { operation, partner, person } = row;
  if (!look.house.guards.record(look.who, "records:write", { operation, partner })) throw notAllowed();
  if (!selections.hired.includes(String(row.answers[selections.state]))) throw notHired();
  const [known] = await readRows(
    look,
    reach,
    contract.register,
    "person_key = decode($1, 'hex') and operation = $2",
    [person ?? "", operation],
  );
  if (known) return { operation, register: contract.register.id, record: known.record, draft: null };
  const answers = await answersFor(look, reach, row.answers, person);
  const texts = Object.entries(answers).filter(([, value]) => value !== null && value !== undefined);
  const draft = randomUUID();
  await putDraft(look, draft, {
    operation,
    register: contract.register.id,
    partner,
    edits: texts.map(([field, value], index) => ({ seq: index + 1, field, text: String(value) })),
  });
  return { operation, register: contract.register.id, record: null, draft };
};

const answersFor = async (
  look: Look,
  reach: Reach,
  selected: RecordValues,
  person: string | null,
): Promise<Record<string, Value | undefined>> => {
  const { contract, candidates, offers, quota, selections } = reach.matching;
  if (!contract) return {};
  const pool = await poolOf(look, reach);
  const file = pool.files[pool.placesOf(person)[0] ?? -1];
  const seen =
    file &&
    (await seeRecord(look, { operation: file.operation, register: candidates.register.id }, file.record));
  if (file && seen) {
    const read = Object.values(contract.candidate).filter((id) => !seen.hidden.includes(id));
    await noteReading(look, candidates.register, file.operation, [file.record], read);
  }
  const [offer] = await readRows(look, reach, offers.register, `${sqlName(offers.number)} = $1`, [
    selected[selections.offer] ?? "",
  ]);
  const body = quota && offer && (await bodyNames(look, reach)).get(String(offer.answers[quota.offer]));
  const answers: Record<string, Value | undefined> = {
    ...taken(contract.candidate, seen?.answers),
    ...taken(contract.offer, offer?.answers),
    ...taken(contract.body, body),
  };
  const { lasts } = contract;
  if (lasts)
    answers[lasts.until] = shifted(
      answers[lasts.from] ?? null,
      lasts.within,
      (name) => answers[name] ?? null,
    );
  return answers;
};

const taken = (fields: Readonly<Record<string, string>>, answers: RecordValues | undefined): RecordValues =>
  Object.fromEntries(Object.entries(fields).map(([into, from]) => [into, answers?.[from] ?? null]));
