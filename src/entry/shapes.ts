import { z } from "zod";
import { text } from "../shapes.ts";
import { namedShapes } from "./reference-shapes.ts";

/**
 * What the pages and partners' own software say to the entry of records and get back: once, for the server's checks,
 * the OpenAPI document and the types of the browser.
 */

/** An answer as it is stored: decimals as text with a point, dates as YYYY-MM-DD, choices by their code. */
export const valueShape = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const answersShape = z.record(z.string(), valueShape);

const longestText = 20_000;
const mostEdits = 2_000;
const mostBulk = 1_000;

const recordNumber = z.int().min(1);
const versionShape = z.int().min(0).describe("The number of the change that last touched the record");
const reasonShape = z.string().trim().max(500);

/** A finding of a rule on one record, in the same words as a remark on a file. */
export const findingShape = z.object({
  rule: z.string(),
  severity: z.enum(["refuse", "incomplete", "confirm"]),
  field: z.string(),
  expected: text,
  mend: text,
  article: z.string().nullable(),
  confirmed: z.boolean().describe("Somebody ticked that it is right as it is"),
});
export type EntryFinding = z.infer<typeof findingShape>;

/** Who did something: the name for those who may know it, else what may be said of them. */
export const personShape = z.object({ name: z.string().nullable(), words: text, me: z.boolean() });
export type Person = z.infer<typeof personShape>;

/** What became of one field; without words for what the asker may not see ("changed" only). */
export const differenceShape = z.object({
  field: z.string(),
  label: text,
  before: text.nullable(),
  after: text.nullable(),
  hidden: z.boolean(),
});
export type Difference = z.infer<typeof differenceShape>;

const transitionShape = z.object({
  transition: z.string(),
  label: text,
  help: text.nullable(),
  from: z.array(z.string()),
  to: z.string(),
  toLabel: text,
  asks: z.array(z.string()),
  proposed: z
    .record(z.string(), z.string())
    .describe("What to begin with in what it asks, as typed: today's date"),
  sets: z.array(z.object({ field: z.string(), label: text, to: text })),
  does: text.describe("What it will do, in one sentence"),
  act: z
    .object({ service: z.string(), label: text, mechanism: z.enum(["places"]) })
    .nullable()
    .describe("The service on whose page of that mechanism it is taken, and nowhere else"),
});

const stateShape = z.object({ state: z.string(), label: text });

/** `GET /api/registers/{register}` */
export const registerPageShape = z.object({
  register: z.record(z.string(), z.unknown()).describe("The definition; `fromPlain` makes a Register of it"),
  sections: z.array(
    z.object({
      section: z.string(),
      label: text,
      help: text.nullable(),
      fields: z.array(z.string()),
    }),
  ),
  lifecycle: z
    .object({ field: z.string(), states: z.array(stateShape), transitions: z.array(transitionShape) })
    .nullable(),
  operations: z.array(
    z.object({
      operation: z.string(),
      title: text,
      partners: z.array(
        z.object({
          partner: z.string(),
          name: text,
          write: z.boolean(),
          identity: z.boolean(),
          special: z.boolean(),
        }),
      ),
    }),
  ),
  hidden: z.array(z.string()).describe("Fields that the asker may see nowhere"),
});
export type RegisterPage = z.infer<typeof registerPageShape>;

const trailEntryShape = z.object({
  change: z.int(),
  at: z.string(),
  who: personShape,
  action: z.string(),
  actionLabel: text,
  kind: z.enum(["added", "changed", "re_entered", "removed"]),
  kindLabel: text,
  reason: z.string(),
  filled: z.array(text).describe("Fields whose answers were taken from another register"),
  undoes: z.int().nullable(),
  undoneBy: z.int().nullable(),
  file: z.object({ file: z.int(), name: z.string() }).nullable(),
  differences: z.array(differenceShape),
  undoable: z
    .boolean()
    .describe("Nobody has built on this change's part of this record, and the asker may write"),
});
export type TrailEntry = z.infer<typeof trailEntryShape>;

/** `GET /api/operations/{operation}/registers/{register}/records/{record}` */
export const recordPageShape = z.object({
  operation: z.string(),
  register: z.string(),
  record: recordNumber,
  partner: z.object({ partner: z.string(), name: text }),
  version: versionShape,
  title: text.describe("What to call the record: its identity where the asker may see it, else its number"),
  answers: answersShape,
  hidden: z.array(z.string()).describe("Fields that the asker may not see; they are not in `answers`"),
  state: stateShape.nullable(),
  transitions: z.array(transitionShape.extend({ possible: z.boolean(), why: text.nullable() })),
  findings: z.array(findingShape),
  trail: z.array(trailEntryShape).nullable().describe("Newest first; null where the asker may not see it"),
  files: z.array(z.object({ file: z.int(), name: z.string(), importedAt: z.string(), change: z.int() })),
  others: z
    .array(
      z.object({
        operation: z.string(),
        operationTitle: text,
        register: z.string(),
        registerLabel: text,
        record: recordNumber,
        partner: z.string(),
        date: z.string().nullable(),
      }),
    )
    .describe("Other records of the same person that the asker may see"),
  paths: z
    .array(z.object({ service: z.string(), label: text }))
    .describe("The services in which the person's path can be followed"),
  ...namedShapes,
  readers: z
    .array(z.object({ at: z.string(), who: personShape, fields: z.array(text), purpose: z.string() }))
    .nullable()
    .describe("Who read its identity or special answers; null where the asker may not see it"),
  may: z.object({ write: z.boolean() }),
  draft: z.string().nullable().describe("The asker's own draft of a change to this record"),
  room: z
    .object({ service: z.string(), label: text, record: recordNumber })
    .nullable()
    .describe("The page of the room that the record is in"),
  editing: z
    .array(z.object({ who: personShape, savedAt: z.string() }))
    .describe("Others who have begun to change this record, and when they last typed"),
});
export type RecordPage = z.infer<typeof recordPageShape>;

const editShape = z.object({
  seq: z.int().min(0).describe("Grows with every edit of the draft; per field the greatest one holds"),
  field: z.string(),
  text: z.string().max(longestText).describe("As typed, not yet understood"),
});
export type Edit = z.infer<typeof editShape>;

/** `PUT /api/drafts/{draft}` */
export const draftBodyShape = z.object({
  operation: z.string(),
  register: z.string(),
  partner: z.string(),
  record: recordNumber.nullish().describe("The record that it changes; absent for a new one"),
  base: versionShape.nullish().describe("The version of the record that was being looked at"),
  edits: z.array(editShape).max(mostEdits),
});
export type DraftBody = z.infer<typeof draftBodyShape>;

/** `PATCH /api/drafts/{draft}` */
export const draftEditsShape = z.object({ edits: z.array(editShape).max(mostEdits) });

/** What is answered once the edits are on disk. */
export const savedShape = z.object({
  draft: z.string(),
  savedAt: z.string(),
  seq: z.int().describe("The greatest seq that is saved"),
});
export type Saved = z.infer<typeof savedShape>;

const draftSummaryShape = z.object({
  draft: z.string(),
  operation: z.string(),
  register: z.string(),
  partner: z.string(),
  record: recordNumber.nullable(),
  savedAt: z.string(),
  fields: z.int().describe("How many fields were filled in"),
  mine: z.boolean(),
  owner: personShape,
});
export type DraftSummary = z.infer<typeof draftSummaryShape>;

/** `GET /api/drafts` */
export const draftListShape = z.object({
  drafts: z.array(draftSummaryShape).describe("The asker's own, newest first"),
  colleagues: z.array(draftSummaryShape).describe("Of people whom the asker manages; may be taken over"),
});
export type DraftList = z.infer<typeof draftListShape>;

/** `GET /api/drafts/{draft}` */
export const draftPageShape = draftSummaryShape.extend({
  base: versionShape.nullable(),
  seq: z.int(),
  edits: z.array(editShape),
  kept: z.object({ record: recordNumber, change: z.int() }).nullable(),
});
export type DraftPage = z.infer<typeof draftPageShape>;

/** `POST /api/drafts/{draft}/keep` */
export const keepBodyShape = z.object({
  seq: z
    .int()
    .min(0)
    .nullish()
    .describe("The last edit that must be in; 409 `edits_missing` where it is not yet"),
  confirmed: z.array(z.string()).optional().describe("Rules whose finding is right as it is"),
  filled: z.array(z.string()).max(200).optional().describe("Fields that another register filled in"),
  reason: reasonShape.optional(),
  resolved: z
    .object({ version: versionShape, fields: z.record(z.string(), z.enum(["mine", "theirs"])) })
    .optional()
    .describe("After a 409 `changed_meanwhile`: which answer holds, and the version that was shown"),
});
export type KeepBody = z.infer<typeof keepBodyShape>;

/** What was kept, and what was merged on the way. */
export const keptShape = z.object({
  operation: z.string(),
  register: z.string(),
  record: recordNumber,
  change: z.int().describe("The version of the record from now on"),
  kind: z.enum(["added", "changed", "unchanged", "re_entered"]),
  findings: z.array(findingShape).describe("Kept all the same: incomplete, or to confirm"),
  merged: z
    .array(differenceShape.extend({ who: personShape, at: z.string() }))
    .describe("What somebody else changed meanwhile in fields that this draft left alone"),
});
export type Kept = z.infer<typeof keptShape>;

/** In a 409 `changed_meanwhile`: a field that both changed. */
export const conflictShape = z.object({
  field: z.string(),
  label: text,
  before: text.nullable(),
  mine: text.nullable(),
  theirs: text.nullable(),
  hidden: z.boolean(),
  who: personShape,
  at: z.string(),
});
export type Conflict = z.infer<typeof conflictShape>;

/** `POST /api/operations/{operation}/registers/{register}/records` */
export const newRecordShape = z.object({
  partner: z.string().optional().describe("Needed where the token writes for several partners"),
  answers: answersShape.describe("By field of the register's definition; see the schema of each register"),
  confirmed: z.array(z.string()).optional(),
  reason: reasonShape.optional(),
});
export type NewRecord = z.infer<typeof newRecordShape>;

/** `PATCH /api/operations/{operation}/registers/{register}/records/{record}`: null empties a field. */
export const changedRecordShape = newRecordShape.omit({ partner: true });
export type ChangedRecord = z.infer<typeof changedRecordShape>;

/** `POST …/records/{record}/remove` */
export const removeBodyShape = z.object({ version: versionShape, reason: reasonShape.min(3) });
export const removedShape = z.object({ change: z.int() });

/** `POST …/records/{record}/transitions/{transition}` */
export const transitionBodyShape = z.object({
  version: versionShape,
  texts: z.record(z.string(), z.string().max(longestText)).describe("Answers to what it asks, as typed"),
  confirmed: z.array(z.string()).optional(),
  reason: reasonShape.optional(),
});
export type TransitionBody = z.infer<typeof transitionBodyShape>;

/** `POST /api/operations/{operation}/registers/{register}/bulk` */
export const bulkBodyShape = z.object({
  records: z
    .array(z.union([recordNumber, z.object({ record: recordNumber, version: versionShape })]))
    .min(1)
    .max(mostBulk)
    .describe("With a version, a record that was changed since then is left alone and told"),
  transition: z.string().optional(),
  set: z.record(z.string(), z.string().max(longestText)).optional().describe("Answers as typed, by field"),
  reason: reasonShape.min(3),
  preview: z.boolean().optional().describe("true: says what would become of each row, and does nothing"),
});
export type BulkBody = z.infer<typeof bulkBodyShape>;

export const bulkOutcomeShape = z.object({
  change: z.int().nullable(),
  done: z.int(),
  outcomes: z.array(
    z.object({
      record: z.int(),
      outcome: z.enum(["done", "unchanged", "refused", "changed_meanwhile", "not_found"]),
      why: text.nullable(),
      findings: z.array(findingShape),
    }),
  ),
});
export type BulkOutcome = z.infer<typeof bulkOutcomeShape>;

const builtOnShape = z.object({
  operation: z.string(),
  register: z.string(),
  record: z.int(),
  change: z.int(),
  at: z.string(),
  who: personShape,
  why: text,
});
export type BuiltOn = z.infer<typeof builtOnShape>;

/** `GET /api/changes/{change}` */
export const changePageShape = z.object({
  change: z.int(),
  at: z.string(),
  who: personShape,
  action: z.string(),
  actionLabel: text,
  reason: z.string(),
  file: z.object({ file: z.int(), name: z.string() }).nullable(),
  undoes: z.int().nullable(),
  undoneBy: z.int().nullable(),
  counts: z.object({ added: z.int(), changed: z.int(), re_entered: z.int(), removed: z.int() }),
  entries: z
    .array(
      z.object({
        operation: z.string(),
        register: z.string(),
        partner: z.string(),
        record: z.int(),
        kind: z.enum(["added", "changed", "re_entered", "removed"]),
        kindLabel: text,
        name: text.nullable().describe("What a row of money is called, which is no record of a register"),
        differences: z.array(differenceShape),
      }),
    )
    .describe("The first two hundred that the asker may see"),
  undo: z.object({
    possible: z.boolean(),
    why: text.nullable(),
    builtOn: z.array(builtOnShape).describe("The first fifty"),
    count: z.int(),
  }),
});
export type ChangePage = z.infer<typeof changePageShape>;

/** `POST /api/changes/{change}/undo` */
export const undoBodyShape = z.object({ reason: reasonShape.min(3) });
export const undoneShape = z.object({ change: z.int(), undoes: z.int(), records: z.int() });
export type Undone = z.infer<typeof undoneShape>;
