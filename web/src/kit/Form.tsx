import { type FormEvent, type ReactNode, useState } from "react";
import { type Text, useSay } from "../language.tsx";
import { Button, ButtonRow } from "./Button.tsx";
import { ProblemNotice } from "./Loaded.tsx";
import { Stack } from "./shown.tsx";

/** What the fields of a form are told. */
export type FormState = Readonly<{
  /** Gives a field its error where it is missing and the form was tried without it. */
  missing: (isMissing: boolean, error?: string) => { error?: string };
  /** What went wrong the last time. */
  problem: unknown;
}>;

/**
 * A short form: it tells what is missing once it is tried, sends what is complete, once, and says above the fields
 * what went wrong.
 */
export const Form = ({
  submit,
  isComplete,
  send,
  children,
  more,
  isToldInField = () => false,
}: Readonly<{
  /** The words on its button. */
  submit: string;
  isComplete: boolean;
  send: () => Promise<unknown>;
  children: (state: FormState) => ReactNode;
  /** More buttons beside the first. */
  more?: ReactNode;
  /** Whether a field says what went wrong, so that it is not said twice. */
  isToldInField?: (problem: unknown) => boolean;
}>) => {
  const say = useSay();
  const [isTried, setIsTried] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(!isComplete);
    if (!isComplete || isPending) return;
    setIsPending(true);
    setProblem(undefined);
    send()
      .catch(setProblem)
      .finally(() => setIsPending(false));
  };
  const missing: FormState["missing"] = (isMissing, error = say(words.missing)) =>
    isTried && isMissing ? { error } : {};
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        {problem !== undefined && !isToldInField(problem) && <ProblemNotice error={problem} />}
        {children({ missing, problem })}
        <ButtonRow>
          <Button type="submit" variant="primary" isPending={isPending}>
            {submit}
          </Button>
          {more}
        </ButtonRow>
      </Stack>
    </form>
  );
};

const words = {
  missing: { fr: "Remplissez ce champ.", nl: "Vul dit veld in.", en: "Fill in this field." },
} satisfies Record<string, Text>;
