import type { Words } from "./check-words.ts";
import type { Check } from "./shapes.ts";

/** What the remarks on declarations rest on. */
export const law = {
  forms: { article: "Reg. (EU) No 1303/2013, Art. 67(3)", verified: true },
  once: { article: "Reg. (EU) No 1303/2013, Art. 65(11)", verified: true },
  participants: { article: "Reg. (EU) No 480/2014, Art. 27(2)(c)", verified: true },
  hours: { article: "Reg. (EU) No 1303/2013, Art. 68a(3)", verified: true },
  gross: { article: "Reg. (EU) No 1303/2013, Art. 68a(2)", verified: true },
} as const;

/** What a check is besides its words. */
export type Said = Pick<Check, "rule" | "severity"> &
  Partial<Pick<Check, "line" | "link" | "leaveOut" | "source">> &
  Readonly<{ words: Words; about?: string | number | undefined }>;

/** Returns a check; the same remark on the same thing keeps its name, and another count is another remark. */
export const check = ({ rule, severity, line, link, leaveOut, source, words: said, about }: Said): Check => ({
  id: [rule, line ?? "", about ?? ""].join(":"),
  rule,
  severity,
  line: line ?? null,
  text: said.text,
  mend: said.mend,
  link: link ?? null,
  leaveOut: leaveOut ?? null,
  source: source ?? null,
});
