import { createHmac } from "node:crypto";
import { z } from "zod";
import { defineRoute } from "../route.ts";

/**
 * The key under which a browser keeps what was typed and is not saved yet. Only the account itself gets it, so that
 * what waits on a shared machine can be read by nobody else, and is still there after a new sign-in.
 */
const journalKey = defineRoute({
  id: "journalKey",
  method: "get",
  path: "/api/journal-key",
  summary: "The key by which the browser encrypts what is typed and not saved yet",
  tags: ["drafts"],
  access: { kind: "signed_in" },
  answer: z.object({ key: z.string() }),
  handle: async ({ house, who }) => ({
    key: createHmac("sha256", house.secret).update(`journal\u001F${who.account}`).digest("base64"),
  }),
});

export const journalRoutes = [journalKey] as const;
