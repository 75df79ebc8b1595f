import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { toCheck } from "../../../src/definition/condition/evaluate.ts";
import type { Register } from "../../../src/definition/programme.ts";
import type { EntryFinding } from "../../../src/entry/shapes.ts";
import { type FieldFinding, formCheck } from "./check-texts.ts";
import type { DraftPlace } from "./journal.ts";

/** How long after the last key an answer counts as given: nobody is corrected in the middle of a word. */
const pauseMs = 800;

export type Answers = ReturnType<typeof useAnswers>;

/** The answers of a form as they are typed: which questions are asked, and what is to be said of each. */
export const useAnswers = (
  register: Register,
  place: DraftPlace,
  closed: ReadonlySet<string>,
  first: () => Readonly<Record<string, string>>,
) => {
  const [texts, setTexts] = useState(first);
  const [given, setGiven] = useState<ReadonlySet<string>>(new Set());
  const [attempt, setAttempt] = useState(0);
  const [fromServer, setFromServer] = useState<readonly EntryFinding[]>([]);
  const pause = useRef<{ field: string; timer: ReturnType<typeof setTimeout> }>(undefined);
  useEffect(() => () => clearTimeout(pause.current?.timer), []);

  const check = useMemo(() => formCheck(register, place), [register, place]);
  const conditions = useMemo(() => conditionsOf(register), [register]);
  const { answers, findings } = useMemo(() => check(texts), [check, texts]);
  const values = useMemo(() => ({ ...answers, ...place }), [answers, place]);

  const all = useMemo<readonly FieldFinding[]>(() => {
    const own = findings.filter(({ field }) => !closed.has(field));
    const more = fromServer.filter(
      (each) => !own.some(({ rule, field }) => rule === each.rule && field === each.field),
    );
    return [...own, ...more];
  }, [findings, fromServer, closed]);
  // What is merely missing is told when the person wants to keep the record, not while they are on their way.
  const told = all.filter(({ field, rule }) => attempt > 0 || (given.has(field) && rule !== "required"));

  const markGiven = useCallback(
    (field: string) => setGiven((before) => (before.has(field) ? before : new Set(before).add(field))),
    [],
  );
  const set = (field: string, text: string) => {
    setTexts((before) => ({ ...before, [field]: text }));
    setFromServer((before) => before.filter((each) => each.field !== field));
  };
  return {
    texts,
    values,
    told,
    attempt,
    refusals: all.filter(({ severity }) => severity === "refuse"),
    toConfirm: all.filter(({ severity }) => severity === "confirm"),
    isShown: (field: string): boolean =>
      !closed.has(field) && ((texts[field] ?? "") !== "" || (conditions.shown.get(field)?.(values) ?? true)),
    isRequired: (field: string): boolean =>
      register.fields.get(field)?.required === true || (conditions.required.get(field)?.(values) ?? false),
    set,
    type: (field: string, text: string) => {
      set(field, text);
      if (pause.current) {
        clearTimeout(pause.current.timer);
        if (pause.current.field !== field) markGiven(pause.current.field);
      }
      pause.current = { field, timer: setTimeout(() => markGiven(field), pauseMs) };
    },
    leave: markGiven,
    /** The person wants to keep the record: from now on everything is told. Returns whether it can be. */
    try: (): boolean => {
      setAttempt((before) => before + 1);
      return !findings.some(({ severity, field }) => severity === "refuse" && !closed.has(field));
    },
    tellFromServer: (told: readonly EntryFinding[]) => {
      setFromServer(told);
      setAttempt((before) => before + 1);
    },
  };
};

const conditionsOf = ({ fields }: Register) => {
  const shown = new Map<string, ReturnType<typeof toCheck>>();
  const required = new Map<string, ReturnType<typeof toCheck>>();
  for (const field of fields.values()) {
    if (field.shownWhen) shown.set(field.id, toCheck(field.shownWhen));
    if (field.required !== undefined && field.required !== true)
      required.set(field.id, toCheck(field.required));
  }
  return { shown, required };
};
