import type { Value } from "../../../src/definition/condition/condition.ts";
import type { Field, Register } from "../../../src/definition/programme.ts";
import { isProblem } from "../../../src/register/answer.ts";
import { type Finding, recordCheck } from "../../../src/register/check.ts";
import { type CellParser, cellParser } from "../../../src/register/values.ts";
import { type Text } from "../language.tsx";

/** What is said of a field while it is being filled in, in the very words of a file's remarks. */
export type FieldFinding = Readonly<{
  rule: string;
  severity: Finding["severity"];
  field: string;
  expected: Text;
  mend: Text;
}>;

export type Checked = Readonly<{
  answers: Readonly<Record<string, Value>>;
  findings: readonly FieldFinding[];
}>;

/** Returns the check of a form: what its texts mean, and what the register's cells and rules say of them. */
export const formCheck = (
  register: Register,
  place: Readonly<{ operation: string; partner: string }>,
): ((texts: Readonly<Record<string, string>>) => Checked) => {
  const parsers = new Map<string, CellParser>(
    [...register.fields.values()].map((field) => [field.id, cellParser(field)]),
  );
  const check = recordCheck(register);
  return (texts) => {
    const answers: Record<string, Value> = {};
    const findings: FieldFinding[] = [];
    for (const [id, parse] of parsers) {
      const parsed = parse(texts[id] ?? "");
      if (isProblem(parsed)) findings.push({ ...parsed, severity: "refuse", field: id });
      else answers[id] = parsed;
    }
    const unread = new Set(findings.map(({ field }) => field));
    for (const finding of check({ ...answers, ...place })) {
      // What could not be read is told; what follows from it is not told as well.
      if ([...unread].some((id) => finding.reads.has(id))) continue;
      findings.push(finding);
    }
    return { answers, findings };
  };
};

/** Returns an answer as it stands in its field: choices by their code, days as YYYY-MM-DD, decimals with a point. */
export const textOf = (value: Value | undefined): string =>
  value === null || value === undefined ? "" : String(value);

/** Returns an answer as a page says it: a choice's label, yes or no, a day or a number the language's way. */
export const sayAnswer = (
  field: Field,
  value: Value | undefined,
  said: Readonly<{
    text: (text: Text) => string;
    date: (iso: string) => string;
    number: (value: string) => string;
  }>,
): string => {
  if (value === null || value === undefined || value === "") return "";
  switch (field.type) {
    case "boolean":
      return said.text(value === true ? yes : no);
    case "choice": {
      const choice = field.choices?.find(({ code }) => code === value);
      return choice ? said.text(choice.label) : String(value);
    }
    case "date":
      return said.date(String(value));
    case "integer":
    case "decimal":
      return said.number(String(value));
    case "text":
      return String(value);
  }
};

export const yes: Text = { fr: "Oui", nl: "Ja", en: "Yes" };
export const no: Text = { fr: "Non", nl: "Nee", en: "No" };

/** Returns what a file's remark would say: what was expected, and how to mend it; undefined where nothing is to be said. */
export const sayFindings = (
  findings: readonly FieldFinding[],
  say: (text: Text, values?: Record<string, string>) => string,
): string | undefined =>
  findings.length === 0
    ? undefined
    : findings
        .map(({ expected, mend }) => `${say(expectedWords, { expected: say(expected) })} ${say(mend)}`)
        .join(" ");

const expectedWords: Text = {
  fr: "Attendu : {expected}.",
  nl: "Verwacht: {expected}.",
  en: "Expected: {expected}.",
};

/** Returns what a field of the register is called. */
export const labelOf = (register: Register, id: string, say: (text: Text) => string): string => {
  const field = register.fields.get(id);
  return field ? say(field.label) : id;
};
