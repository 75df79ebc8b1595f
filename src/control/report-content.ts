import type { Text } from "../language.ts";
import type { Checklist, FindingBody } from "./shapes.ts";
import type { AnswerValue, Measure, VerificationType } from "./shared-shapes.ts";
import type { Seen } from "./row.ts";
import type { Target } from "./settle.ts";

/** What the report of a verification says, as it was printed: what its hash is taken of. Amounts are euros. */
export type ReportContent = Readonly<{
  format: 1;
  number: string;
  type: VerificationType;
  agreement: string;
  declaration: Readonly<{ number: string; from: string; until: string; hash: string }> | null;
  operation: string;
  partner: string;
  opened: Readonly<{ at: string; by: string }>;
  concluded: Readonly<{ at: string; by: string }>;
  checklist: Checklist;
  answers: readonly Readonly<{ key: string; value: AnswerValue; note: string; elsewhere: number | null }>[];
  seen: readonly Seen[];
  visit: Readonly<{ on: string; place: string; met: string; note: string }> | null;
  findings: readonly Readonly<{
    id: number;
    line: string;
    about: FindingBody["about"];
    typology: string;
    amount: string;
    measure: Measure;
    systemic: boolean;
    text: string;
    answer: "accepted" | "contested" | null;
    answerText: string;
  }>[];
  letter: Readonly<{ sentAt: string; dueAt: string; answeredAt: string | null; silence: Text }> | null;
  lines: readonly (Target & Readonly<{ label: Text }>)[];
  conclusion: string;
  definition: Readonly<{ programme: string; control: string | null }>;
}>;
