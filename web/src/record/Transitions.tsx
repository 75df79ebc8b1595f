import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useLocation } from "react-router";
import type { EntryFinding, Kept, RecordPage } from "../../../src/entry/shapes.ts";
import { colon } from "../../../src/language.ts";
import { api, ApiProblem } from "../api.ts";
import { Button, ButtonLink, Card, Dialog, ErrorSummary, ProblemNotice, Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { AnswerField } from "./AnswerField.tsx";
import { type FieldFinding, formCheck, sayFindings, textOf } from "./check-texts.ts";
import { PlaceContext } from "./place-context.ts";
import style from "./record.module.css";
import { recordAddress } from "./use-record.ts";
import type { KnownRegister } from "./use-register.ts";

type Step = RecordPage["transitions"][number];

/** What of a record its next steps need. */
export type Stepping = Pick<
  RecordPage,
  "operation" | "register" | "record" | "version" | "partner" | "answers" | "transitions"
> & { may: Pick<RecordPage["may"], "write"> };

type Steps = Readonly<{ known: KnownRegister; page: Stepping; onKept: (kept: Kept) => void }>;

/** The steps that the record can take next, each saying what it will do. */
export const Transitions = ({ known, page }: Omit<Steps, "onKept">) => {
  const say = useSay();
  const queries = useQueryClient();
  if (!page.may.write || page.transitions.length === 0) return null;
  return (
    <Card title={say(words.next)}>
      <StepList
        known={known}
        page={page}
        onKept={(kept) => queries.setQueryData(["kept", kept.operation, kept.register, kept.record], kept)}
      />
    </Card>
  );
};

/** The page on which the act of a mechanism is done. */
const placeOf = ({ service, mechanism }: NonNullable<Step["act"]>): string =>
  `services/${service}/${mechanism}`;

/** A button for each step, and the dialog in which it is taken; a link where only the act of another page takes it. */
export const StepList = ({ known, page, onKept }: Steps) => {
  const say = useSay();
  const [step, setStep] = useState<Step>();
  const { pathname } = useLocation();
  // Where the act stands already, nothing leads to it again.
  const steps = page.transitions.filter(({ act }) => !act || !pathname.endsWith(`/${placeOf(act)}`));
  return (
    <>
      <ul className={style.transitions}>
        {steps.map((each) => (
          <li key={each.transition} className={style.transition}>
            {each.act && each.possible ? (
              <ButtonLink to={placeOf(each.act)} icon="arrow">
                {say(each.label)}
              </ButtonLink>
            ) : (
              <Button isDisabled={!each.possible} icon="arrow" onPress={() => setStep(each)}>
                {say(each.label)}
              </Button>
            )}
            <p>{each.possible ? say(each.help ?? each.does) : each.why && say(each.why)}</p>
          </li>
        ))}
      </ul>
      {step && (
        <StepDialog
          key={step.transition}
          known={known}
          page={page}
          step={step}
          onClose={() => setStep(undefined)}
          onKept={onKept}
        />
      )}
    </>
  );
};

const StepDialog = ({
  known,
  page,
  step,
  onClose,
  onKept,
}: Steps & Readonly<{ step: Step; onClose: () => void }>) => {
  const say = useSay();
  const queries = useQueryClient();
  const { operation, register, record, version } = page;
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(step.asks.map((id) => [id, textOf(page.answers[id] ?? step.proposed[id])])),
  );
  const [attempt, setAttempt] = useState(0);
  const check = useMemo(
    () => formCheck(known.register, { operation, partner: page.partner.partner }),
    [known, operation, page.partner.partner],
  );
  const act = useMutation({
    mutationFn: () =>
      api.send<Kept>(
        "POST",
        `${recordAddress({ operation, register, record: String(record) })}/transitions/${step.transition}`,
        { version, texts },
      ),
    onSuccess: async (kept) => {
      onClose();
      onKept(kept);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "kept" });
    },
    onError: async (error) => {
      setAttempt((before) => before + 1);
      // Somebody was quicker: the page shows what they did, and the next press is about that.
      if (error instanceof ApiProblem && error.code === "changed_meanwhile")
        await queries.invalidateQueries({ queryKey: ["record", operation, register] });
    },
  });
  const asked = new Set(step.asks);
  const ownTexts = Object.fromEntries(Object.entries(page.answers).map(([id, value]) => [id, textOf(value)]));
  const mine = [
    ...unmoved(known, step, texts),
    ...check({ ...ownTexts, ...texts }).findings.filter(
      ({ field, severity }) => severity === "refuse" && asked.has(field),
    ),
  ];
  const fromServer =
    act.error instanceof ApiProblem && act.error.code === "findings"
      ? (act.error.more["findings"] as EntryFinding[]).filter(({ severity }) => severity === "refuse")
      : [];
  const told = attempt === 0 ? [] : fromServer.length > 0 ? fromServer : mine;
  return (
    <Dialog
      isOpen
      title={say(step.label)}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="primary"
            isPending={act.isPending}
            onPress={() => {
              if (mine.length > 0) setAttempt((before) => before + 1);
              else act.mutate();
            }}
          >
            {say(step.label)}
          </Button>
          <Button onPress={onClose}>{say(words.cancel)}</Button>
        </>
      }
    >
      <Stack>
        <p>{say(step.does)}</p>
        {told.length > 0 && (
          <ErrorSummary
            attempt={attempt}
            problems={told.map(({ field, expected, mend }) => ({
              name: asked.has(field) ? field : undefined,
              text: `${say(known.register.fields.get(field)?.label ?? step.label)}${say(colon)}${say(expected)}. ${say(mend)}`,
            }))}
          />
        )}
        {act.error && fromServer.length === 0 && <ProblemNotice error={act.error} />}
        <PlaceContext value={page}>
          {step.asks.map((id) => {
            const field = known.register.fields.get(id);
            const finding = told.find((each) => each.field === id);
            return field ? (
              <AnswerField
                key={id}
                field={field}
                text={texts[id] ?? ""}
                isRequired={field.required === true || id === known.register.lifecycle?.field}
                error={finding && sayFindings([finding], say)}
                warning={undefined}
                onText={(id, text) => setTexts((before) => ({ ...before, [id]: text }))}
              />
            ) : null;
          })}
        </PlaceContext>
      </Stack>
    </Dialog>
  );
};

/** A step into a state that is a day needs that day: without it nothing would be done. */
const unmoved = (
  { register }: KnownRegister,
  { asks, to }: Step,
  texts: Readonly<Record<string, string>>,
): FieldFinding[] => {
  const field = register.lifecycle && register.fields.get(register.lifecycle.field);
  if (field?.type !== "date" || to !== "known" || !asks.includes(field.id)) return [];
  if ((texts[field.id] ?? "").trim() !== "") return [];
  const { fr, nl, en } = field.label;
  return [
    {
      rule: "required",
      severity: "refuse",
      field: field.id,
      expected: {
        fr: `une réponse à « ${fr} »`,
        nl: `een antwoord op "${nl}"`,
        en: `an answer to "${en}"`,
      },
      mend: words.complete,
    },
  ];
};

const words = {
  complete: {
    fr: "Complétez cette réponse.",
    nl: "Vul dit antwoord in.",
    en: "Fill in this answer.",
  },
  next: { fr: "Étape suivante", nl: "Volgende stap", en: "Next step" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
} satisfies Record<string, Text>;
