import { fieldsBehind, type RecordValues } from "../../../src/definition/condition/condition.ts";
import { answerTo } from "../../../src/definition/condition/evaluate.ts";
import type { Register } from "../../../src/definition/programme.ts";
import { Card, Facts } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

/** Returns the fields whose answers decide what follows. */
export const readByCases = ({ derived }: Pick<Register, "derived">): ReadonlySet<string> =>
  new Set(
    [...derived.values()].flatMap((field) => (field.origin.kind === "cases" ? [...fieldsBehind(field)] : [])),
  );

/** What the answers amount to by the register's own rules: worked out anew with every answer, typed by nobody. */
export const WorkedOut = ({
  register,
  answers,
  hidden,
}: Readonly<{ register: Register; answers: RecordValues; hidden?: ReadonlySet<string> }>) => {
  const say = useSay();
  const items = [...register.derived.values()]
    .filter(
      (field) => field.origin.kind === "cases" && ![...fieldsBehind(field)].some((id) => hidden?.has(id)),
    )
    .flatMap((field) => {
      const code = answerTo(field, answers);
      const found = field.choices?.find((choice) => choice.code === code);
      return found
        ? [{ id: field.id, label: say(field.label), value: <strong>{say(found.label)}</strong> }]
        : [];
    });
  if (items.length === 0) return null;
  return (
    <Card title={say(words.title)}>
      <Facts items={items} />
    </Card>
  );
};

const words = {
  title: { fr: "Ce qui en découle", nl: "Wat daaruit volgt", en: "What follows from it" },
} satisfies Record<string, Text>;
