import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { toCheck } from "../../../src/definition/condition/evaluate.ts";
import type { EntryFinding } from "../../../src/entry/shapes.ts";
import { colon } from "../../../src/language.ts";
import { ApiProblem } from "../api.ts";
import { Button, ButtonRow, ErrorSummary, ProblemNotice, Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { AnswerField } from "../record/AnswerField.tsx";
import { formCheck, sayFindings } from "../record/check-texts.ts";
import type { KnownRegister } from "../record/use-register.ts";

type Texts = Readonly<Record<string, string>>;

/**
 * Some questions of a register, asked as its form asks them: by the same rules, each only where it is to be asked. What
 * an answer hides is not sent. `given` are answers that are settled already.
 */
export const Questions = ({
  known,
  place,
  fields,
  given = {},
  first = {},
  submit,
  send,
  onCancel,
}: Readonly<{
  known: KnownRegister;
  place: Readonly<{ operation: string; partner: string }>;
  fields: readonly string[];
  given?: Texts;
  first?: Texts;
  submit: string;
  send: (texts: Texts) => Promise<unknown>;
  onCancel?: () => void;
}>): ReactNode => {
  const say = useSay();
  const { register } = known;
  const [typed, setTyped] = useState<Texts>(first);
  const [attempt, setAttempt] = useState(0);
  const check = useMemo(() => formCheck(register, place), [register, place]);
  const all = { ...typed, ...given };
  const { answers, findings } = check(all);
  const shown = fields.flatMap((id) => {
    const field = register.fields.get(id);
    const isAsked =
      field && (field.shownWhen === undefined || toCheck(field.shownWhen)({ ...answers, ...place }));
    return isAsked ? [field] : [];
  });
  const asked = new Set(shown.map(({ id }) => id));
  const texts = Object.fromEntries(Object.entries(typed).filter(([id]) => asked.has(id)));
  const keep = useMutation({
    mutationFn: () => send({ ...texts, ...given }),
    onError: () => setAttempt((before) => before + 1),
  });
  const mine = findings.filter(({ field, severity }) => severity === "refuse" && asked.has(field));
  const fromServer =
    keep.error instanceof ApiProblem && keep.error.code === "findings"
      ? (keep.error.more["findings"] as EntryFinding[]).filter(({ severity }) => severity === "refuse")
      : [];
  const told = attempt === 0 ? [] : mine.length > 0 ? mine : fromServer;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (mine.length > 0) setAttempt((before) => before + 1);
        else if (!keep.isPending) keep.mutate();
      }}
    >
      <Stack>
        {told.length > 0 && (
          <ErrorSummary
            attempt={attempt}
            problems={told.map(({ field, expected, mend }) => ({
              name: asked.has(field) ? field : undefined,
              text: `${say(register.fields.get(field)?.label ?? register.label)}${say(colon)}${say(expected)}. ${say(mend)}`,
            }))}
          />
        )}
        {keep.error && fromServer.length === 0 && <ProblemNotice error={keep.error} />}
        {shown.map((field) => {
          const finding = told.find((each) => each.field === field.id);
          return (
            <AnswerField
              key={field.id}
              field={field}
              text={typed[field.id] ?? ""}
              isRequired={field.required === true}
              error={finding && sayFindings([finding], say)}
              warning={undefined}
              onText={(id, text) => setTyped((before) => ({ ...before, [id]: text }))}
            />
          );
        })}
        <ButtonRow>
          <Button type="submit" variant="primary" isPending={keep.isPending}>
            {submit}
          </Button>
          {onCancel && <Button onPress={onCancel}>{say(words.cancel)}</Button>}
        </ButtonRow>
      </Stack>
    </form>
  );
};

const words = {
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
} satisfies Record<string, Text>;
