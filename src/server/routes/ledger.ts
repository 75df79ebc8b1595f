import { z } from "zod";
import { accounts } from "../../ledger/accounts.ts";
import { ledgerPage, ledgerShape } from "../../ledger/page.ts";
import { defineRoute } from "../route.ts";

const id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

const readLedger = defineRoute({
  id: "readLedger",
  method: "get",
  path: "/api/ledger",
  summary: "The postings that an amount is the sum of: of an agreement, a line, an account, a declaration",
  tags: ["Money"],
  access: { kind: "right", right: "money:read" },
  query: z.object({
    agreement: id.optional(),
    line: z.string().max(100).optional(),
    account: z.enum(accounts).optional(),
    declaration: id.optional(),
    under: id.optional(),
    operation: z.string().optional(),
    partner: z.string().optional(),
  }),
  answer: ledgerShape,
  handle: (visit) => ledgerPage(visit, visit.query),
});

export const ledgerRoutes = [readLedger] as const;
