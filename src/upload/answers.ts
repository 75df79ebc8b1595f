import { z } from "zod";
import { text } from "../shapes.ts";
import type { AskedSheet } from "./columns.ts";
import type { HistoryRow } from "./history.ts";
import type { MendedRow } from "./mend.ts";
import type { MendPage } from "./mends.ts";
import type { RememberedColumn } from "./remembered.ts";
import type { RemarkPage } from "./remarks.ts";
import type { RowPage } from "./rows.ts";
import { fates, uploadStates } from "./shapes.ts";
import type { UploadView } from "./view.ts";

/** What the routes of files answer: nothing that is not named here leaves the server. */

const sheet = z.string().nullable();
const severity = z.enum(["refuse", "incomplete", "confirm"]);
const state = z.enum(uploadStates);
const count = z.int().min(0);
const otherColumn = z.object({ column: count, header: z.string(), key: z.string() });
const place = { operation: z.string(), partner: z.string(), register: z.string() };

const kept = z.object({
  added: count,
  changed: count,
  reEntered: count,
  unchanged: count,
  change: count.nullable(),
  already: z.string().nullable(),
});

const kind = z.object({
  kind: count,
  severity,
  rule: z.string(),
  field: z.string().nullable(),
  column: count.nullable(),
  header: z.string().nullable(),
  mendable: z.boolean(),
  count,
  expected: text,
  mend: text,
  article: z.string().nullable(),
  first: z.array(z.object({ sheet, row: count })),
});

const summary = z.object({
  rows: count,
  counts: z.object({ refuse: count, incomplete: count, confirm: count }),
  fates: z.object({
    added: count,
    changed: count,
    re_entered: count,
    unchanged: count,
    refused: count,
  } satisfies Record<(typeof fates)[number], unknown>),
  sheets: z.array(
    z.object({
      sheet,
      headerRow: count,
      before: count,
      fields: z.array(otherColumn.extend({ field: z.string(), said: z.boolean() })),
      unknown: z.array(otherColumn),
      leftOut: z.array(otherColumn),
      repeated: z.array(otherColumn.extend({ field: z.string() })),
    }),
  ),
  missing: z.array(z.string()),
  kinds: z.array(kind),
  unkept: count,
});

export const uploadAnswer: z.ZodType<UploadView> = z.object({
  id: z.uuid(),
  ...place,
  name: z.string(),
  format: z.enum(["xlsx", "csv", "paste"]),
  sha256: z.string(),
  bytes: count,
  by: z.string(),
  receivedAt: z.string(),
  state,
  progress: count,
  check: count,
  stale: z.boolean(),
  summary: summary.nullable(),
  kinds: z.array(z.object({ kind: count, open: count, settled: count, confirmed: count })),
  mends: count,
  problem: text.nullable(),
  until: z.string().nullable(),
  same: z.object({ id: z.uuid(), receipt: count.nullable(), at: z.string() }).nullable(),
  receipt: kept.extend({ number: count, at: z.string(), by: z.string(), undone: z.boolean() }).nullable(),
  may: z.object({ open: z.boolean(), take: z.boolean(), bring: z.boolean() }),
  fillsFrom: z.array(text).describe("Registers from which empty cells can be filled"),
  fields: z.array(
    z.object({
      field: z.string(),
      label: text,
      help: text.nullable(),
      type: z.enum(["text", "choice", "integer", "decimal", "date", "boolean"]),
      required: z.boolean(),
      identity: z.boolean(),
      special: z.boolean(),
      choices: z.array(z.object({ code: z.string(), label: text })).nullable(),
    }),
  ),
});

const historyRow: z.ZodType<HistoryRow> = z.object({
  upload: z.uuid().nullable(),
  file: count.nullable(),
  ...place,
  name: z.string(),
  by: z.string(),
  at: z.string(),
  state,
  rows: count.nullable(),
  refuse: count.nullable(),
  added: count.nullable(),
  changed: count.nullable(),
  receipt: count.nullable(),
  change: count.nullable(),
  open: z.boolean(),
});
export const historyAnswer = z.object({ total: count, rows: z.array(historyRow) });

export const remarksAnswer: z.ZodType<RemarkPage> = z.object({
  total: count,
  remarks: z.array(
    z.object({
      n: count,
      kind: count,
      severity,
      rule: z.string(),
      sheet,
      row: count,
      column: count.nullable(),
      found: z.string(),
      expected: text,
      mend: text,
      mended: z.string().nullable(),
      leftOut: z.boolean(),
      settled: z.boolean(),
      confirmed: z.object({ by: z.string(), at: z.string() }).nullable(),
      context: z.array(z.object({ field: z.string(), value: z.string() })),
    }),
  ),
});

export const mendsAnswer: z.ZodType<MendPage> = z.object({
  total: count,
  mends: z.array(
    z.object({
      sheet,
      row: count,
      column: count.nullable(),
      field: z.string().nullable(),
      value: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
});

export const valuesAnswer = z.object({
  values: z.array(z.object({ found: z.string(), cells: count })),
});

const answer = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const rowsAnswer: z.ZodType<RowPage> = z.object({
  total: count,
  rows: z.array(
    z.object({
      sheet,
      row: count,
      record: count.nullable(),
      answers: z.array(z.object({ field: z.string(), before: answer, after: answer })),
      hidden: count,
    }),
  ),
});

const mendedRow: z.ZodType<MendedRow> = z.object({
  sheet,
  row: count,
  remarks: z.array(
    z.object({
      column: count.nullable(),
      severity,
      rule: z.string(),
      found: z.string(),
      expected: text,
      mend: text,
      header: z.string().optional(),
    }),
  ),
}) as z.ZodType<MendedRow>;
/** What was filled in from another register. */
export const filledAnswer = z.object({ cells: count, rows: count, from: text.nullable() });
export const mendedAnswer = z.object({ mended: count, rows: z.array(mendedRow) });

const askedSheet: z.ZodType<AskedSheet> = z.object({
  sheet,
  headerRow: count.nullable(),
  likelyRow: count,
  columns: z.array(
    otherColumn.extend({
      field: z.string().nullable(),
      state: z.enum(["read", "said", "unknown", "left_out", "repeated"]),
      examples: z.array(z.string()),
    }),
  ),
  firstRows: z.array(z.object({ row: count, cells: z.array(z.string()) })),
});
const remembered: z.ZodType<RememberedColumn> = z.object({
  key: z.string(),
  header: z.string(),
  field: z.string().nullable(),
  saidAt: z.string(),
  operation: z.string(),
});
export const columnsAnswer = z.object({
  sheets: z.array(askedSheet),
  remembered: z.array(remembered),
});
export const rememberedAnswer = z.object({ remembered: z.array(remembered) });

// What is asked -------------------------------------------------------------------------------------------------

export const sayColumnsBody = z.object({
  columns: z
    .array(
      z.object({
        key: z.string().max(500),
        header: z.string().max(2000),
        field: z
          .string()
          .nullable()
          .optional()
          .describe("null leaves the column out; without it, its header decides"),
      }),
    )
    .max(1000),
  headerRow: z
    .object({ sheet, row: z.int().min(1).max(20) })
    .nullable()
    .optional(),
  remember: z.boolean(),
});

const longestCell = 20_000;

export const mendBody = z.object({
  mends: z
    .array(
      z.object({
        sheet,
        row: z.int().min(1),
        column: z.int().min(0).max(20_000).nullable().describe("null leaves the row out"),
        value: z.string().max(longestCell).nullable().describe("null takes the mend back"),
      }),
    )
    .min(1)
    .max(2000),
});

export const mendAlikeBody = z.object({
  kind: count,
  found: z.string().max(longestCell),
  value: z.string().max(longestCell),
});

export const confirmBody = z.union([
  z.object({ remark: z.int().min(1) }),
  z.object({ kind: count }),
  z.object({ all: z.literal(true) }),
]);

export const keepBody = z.object({
  confirmOpen: z.boolean().describe("Confirms all that is still to be confirmed"),
});
