import type { EntryFinding } from "../../../src/entry/shapes.ts";
import { ApiProblem } from "../api.ts";
import { Notice, ProblemNotice } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

/** Why an act was not done: the rules that stand in its way, each with how to mend it. */
export const ActProblem = ({ error }: { error: unknown }) => {
  const say = useSay();
  if (!(error instanceof ApiProblem) || error.code !== "findings") return <ProblemNotice error={error} />;
  const findings = (error.more["findings"] as EntryFinding[]).filter(({ severity }) => severity === "refuse");
  return (
    <Notice tone="error" title={say(words.title)}>
      <ul>
        {findings.map(({ rule, field, expected, mend }) => (
          <li key={`${rule} ${field}`}>{say(words.finding, { expected: say(expected), mend: say(mend) })}</li>
        ))}
      </ul>
    </Notice>
  );
};

const words = {
  title: {
    fr: "Une règle ne le permet pas ; rien n'a été enregistré.",
    nl: "Een regel laat het niet toe; er is niets bewaard.",
    en: "A rule does not allow it; nothing was kept.",
  },
  finding: {
    fr: "Attendu : {expected}. {mend}",
    nl: "Verwacht: {expected}. {mend}",
    en: "Expected: {expected}. {mend}",
  },
} satisfies Record<string, Text>;
