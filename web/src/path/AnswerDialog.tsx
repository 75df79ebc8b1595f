import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { EntryFinding } from "../../../src/entry/shapes.ts";
import type { Done, HandOverRow, PathPage } from "../../../src/path/shapes.ts";
import { colon } from "../../../src/language.ts";
import { api, ApiProblem } from "../api.ts";
import {
  announce,
  Button,
  Dialog,
  Loaded,
  Notice,
  ProblemNotice,
  RadioGroup,
  Select,
  Stack,
} from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { AnswerField } from "../record/AnswerField.tsx";
import { useRegister } from "../record/use-register.ts";
import { pathAddress } from "./use-path.ts";

/** Takes a person on, with the little that only the receiver knows, or says why not. */
export const AnswerDialog = ({
  page,
  row,
  onClose,
}: Readonly<{ page: PathPage; row: HandOverRow; onClose: () => void }>) => {
  const say = useSay();
  const queries = useQueryClient();
  const [takesOn, setTakesOn] = useState<string | null>("yes");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [isAsked, setIsAsked] = useState(false);
  const isWhole = takesOn === "yes" || refusal !== null;
  const act = useMutation({
    mutationFn: () =>
      api.send<Done>("POST", `${pathAddress(page.service, row)}/answer`, {
        takes_on: takesOn === "yes",
        ...(takesOn === "yes" ? { texts } : { refusal: refusal ?? "" }),
      }),
    onSuccess: async ({ note }) => {
      onClose();
      announce(note ? `${say(words.kept)} ${say(note)}` : say(words.kept));
      await queries.invalidateQueries();
    },
  });
  const name = row.person?.name ?? say(words.somebody);
  return (
    <Dialog
      isOpen
      title={say(words.title, { name })}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="primary"
            isPending={act.isPending}
            onPress={() => {
              setIsAsked(true);
              if (isWhole) act.mutate();
            }}
          >
            {say(takesOn === "yes" ? words.takeOn : words.refuse)}
          </Button>
          <Button onPress={onClose}>{say(words.cancel)}</Button>
        </>
      }
    >
      <Stack>
        <p>{say(words.lead, { sender: say(row.partnerName) })}</p>
        {row.message !== null && (
          <p>
            {say(words.message, { sender: say(row.partnerName) })} <q>{row.message}</q>
          </p>
        )}
        <RadioGroup
          label={say(words.question)}
          value={takesOn}
          onChange={setTakesOn}
          options={[
            { id: "yes", label: say(words.yes) },
            { id: "no", label: say(words.no) },
          ]}
        />
        {takesOn === "yes" && page.asks.length > 0 && (
          <Asked register={page.participants} asks={page.asks} texts={texts} onTexts={setTexts} />
        )}
        {takesOn === "no" && (
          <Select
            label={say(words.why)}
            isRequired
            value={refusal}
            onChange={setRefusal}
            options={page.refusals.map(({ code, label }) => ({ id: code, label: say(label) }))}
            error={isAsked && refusal === null ? say(words.needed) : undefined}
          />
        )}
        {act.error && <Findings error={act.error} />}
      </Stack>
    </Dialog>
  );
};

/** What the receiver knows of the person and the sender does not: questions of the participant's own form. */
const Asked = ({
  register,
  asks,
  texts,
  onTexts,
}: Readonly<{
  register: string;
  asks: readonly string[];
  texts: Readonly<Record<string, string>>;
  onTexts: (texts: Readonly<Record<string, string>>) => void;
}>) => {
  const known = useRegister(register);
  return (
    <Loaded query={known}>
      {({ register: { fields } }) =>
        asks.map((id) => {
          const field = fields.get(id);
          return (
            field && (
              <AnswerField
                key={id}
                field={field}
                text={texts[id] ?? ""}
                isRequired={false}
                error={undefined}
                warning={undefined}
                onText={(which, text) => onTexts({ ...texts, [which]: text })}
              />
            )
          );
        })
      }
    </Loaded>
  );
};

/** What stands in the way of an act, as the rules say it; anything else as the server says it. */
export const Findings = ({ error }: { error: Error }) => {
  const say = useSay();
  if (!(error instanceof ApiProblem) || error.code !== "findings") return <ProblemNotice error={error} />;
  const findings = (error.more["findings"] as EntryFinding[]).filter(({ severity }) => severity === "refuse");
  return (
    <Notice tone="error" title={error.title} isLive>
      <ul>
        {findings.map(({ rule, field, expected, mend }) => (
          <li key={`${rule} ${field}`}>
            {say(words.expected)}
            {say(colon)}
            {say(expected)}. {say(mend)}
          </li>
        ))}
      </ul>
    </Notice>
  );
};

const words = {
  title: {
    fr: "Répondre au transfert de {name}",
    nl: "De overdracht van {name} beantwoorden",
    en: "Answer the hand-over of {name}",
  },
  somebody: { fr: "cette personne", nl: "deze persoon", en: "this person" },
  lead: {
    fr: "{sender} verra votre réponse, puis le résultat. Si vous prenez la personne en charge, sa participation est créée avec ce que l’envoyeur a déjà encodé.",
    nl: "{sender} ziet uw antwoord en later het resultaat. Neemt u de persoon op, dan wordt de deelname gemaakt met wat de afzender al invulde.",
    en: "{sender} will see your answer, and later the outcome. If you take the person on, their participation is made of what the sender has recorded already.",
  },
  message: { fr: "Le mot de {sender} :", nl: "Het bericht van {sender}:", en: "The word of {sender}:" },
  question: { fr: "Votre réponse", nl: "Uw antwoord", en: "Your answer" },
  yes: {
    fr: "Nous prenons la personne en charge",
    nl: "Wij nemen de persoon op",
    en: "We take the person on",
  },
  no: { fr: "Nous ne la reprenons pas", nl: "Wij nemen de persoon niet op", en: "We do not take them on" },
  why: { fr: "Motif", nl: "Reden", en: "Reason" },
  needed: { fr: "Choisissez un motif.", nl: "Kies een reden.", en: "Choose a reason." },
  takeOn: { fr: "Prendre en charge", nl: "Opnemen", en: "Take on" },
  refuse: { fr: "Ne pas reprendre", nl: "Niet opnemen", en: "Do not take on" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  kept: {
    fr: "Votre réponse est enregistrée.",
    nl: "Uw antwoord is bewaard.",
    en: "Your answer is kept.",
  },
  expected: { fr: "Attendu", nl: "Verwacht", en: "Expected" },
} satisfies Record<string, Text>;
