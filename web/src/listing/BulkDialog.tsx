import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { BulkOutcome, RegisterPage } from "../../../src/entry/shapes.ts";
import { api } from "../api.ts";
import {
  Button,
  ButtonRow,
  DateField,
  Dialog,
  Loaded,
  ProblemNotice,
  Select,
  Stack,
  TextField,
} from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { Description, ListColumn, ListedRecord } from "./shapes.ts";
import { countOf, Outcomes } from "./BulkOutcomes.tsx";
import { common, sayChoice } from "./words.ts";

type Transition = NonNullable<RegisterPage["lifecycle"]>["transitions"][number];

/**
 * One step or one answer for several records: first what would become of each, then the same again once it is done.
 * A record that somebody changed since the list was shown is left alone.
 */
export const BulkDialog = ({
  description,
  operation,
  records,
  onDone,
  onClose,
}: Readonly<{
  description: Description;
  operation: string;
  records: readonly ListedRecord[];
  onDone: () => void;
  onClose: () => void;
}>) => {
  const say = useSay();
  const [act, setAct] = useState<string | null>(null);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const answers = Object.entries(texts).filter(([, text]) => text !== "");
  const page = useQuery({
    queryKey: ["register", description.register],
    queryFn: () => api.get<RegisterPage>(`/api/registers/${description.register}`),
  });
  const working = useMutation({
    mutationFn: async (preview: boolean) => {
      const transition = act?.startsWith("step ") === true ? act.slice(5) : undefined;
      const outcome = await api.send<BulkOutcome>(
        "POST",
        `/api/operations/${operation}/registers/${description.register}/bulk`,
        {
          records: records.map(({ record, version }) => ({ record, version })),
          reason: reason.trim(),
          preview,
          ...(transition === undefined ? {} : { transition }),
          ...(answers.length === 0 ? {} : { set: Object.fromEntries(answers) }),
        },
      );
      if (!preview) onDone();
      return { outcome, isPreview: preview };
    },
  });
  const steps = page.data?.lifecycle?.transitions.filter(({ act }) => act === null) ?? [];
  const step = steps.find(({ transition }) => act === `step ${transition}`);
  const asked = fieldsOf(description, act, step);
  const isSaid = act?.startsWith("set ") !== true || answers.length > 0;
  const isReady = act !== null && reason.trim().length >= 3 && isSaid;
  const ask = () => {
    setTried(true);
    if (isReady) working.mutate(true);
  };
  const result = working.data;
  const isAsking = result === undefined;
  const footer: ReactNode = isAsking ? (
    <ButtonRow>
      <Button variant="primary" onPress={ask} isPending={working.isPending}>
        {say(words.preview)}
      </Button>
      <Button variant="quiet" onPress={onClose}>
        {say(common.cancel)}
      </Button>
    </ButtonRow>
  ) : result.isPreview ? (
    <ButtonRow>
      <Button
        variant="primary"
        onPress={() => working.mutate(false)}
        isPending={working.isPending}
        isDisabled={countOf(result.outcome, "done") === 0}
      >
        {say(words.do, { count: countOf(result.outcome, "done") })}
      </Button>
      <Button variant="quiet" onPress={working.reset}>
        {say(words.back)}
      </Button>
    </ButtonRow>
  ) : (
    <ButtonRow>
      <Button variant="primary" onPress={onClose}>
        {say(words.close)}
      </Button>
    </ButtonRow>
  );
  return (
    <Dialog
      title={say(words.title, { count: records.length })}
      isOpen
      size="l"
      onClose={onClose}
      footer={footer}
    >
      {working.isError && <ProblemNotice error={working.error} />}
      {isAsking ? (
        <Loaded query={page}>
          {() => (
            <Stack>
              <Select
                label={say(words.act)}
                value={act}
                onChange={(next) => {
                  setAct(next);
                  setTexts({});
                }}
                options={[
                  ...steps.map(({ transition, label }) => ({ id: `step ${transition}`, label: say(label) })),
                  ...description.columns
                    .filter((column) => isSettable(column, page.data))
                    .map(({ id, label }) => ({
                      id: `set ${id}`,
                      label: say(words.set, { label: say(label) }),
                    })),
                ]}
                {...(isTried && act === null ? { error: say(words.chooseAct) } : {})}
              />
              {step && <p>{say(step.does)}</p>}
              {asked.map((column) => (
                <AnswerField
                  key={column.id}
                  column={column}
                  value={texts[column.id] ?? ""}
                  isRequired={!step}
                  onChange={(text) => setTexts({ ...texts, [column.id]: text })}
                />
              ))}
              <TextField
                label={say(words.reason)}
                help={say(words.reasonHelp)}
                value={reason}
                onChange={setReason}
                isRequired
                {...(isTried && reason.trim().length < 3 ? { error: say(words.giveReason) } : {})}
              />
            </Stack>
          )}
        </Loaded>
      ) : (
        <Outcomes {...result} operation={operation} register={description.register} />
      )}
    </Dialog>
  );
};

/** What the chosen act asks for: what its step asks, or the one field to be set. */
const fieldsOf = (
  description: Description,
  act: string | null,
  step: Transition | undefined,
): ListColumn[] => {
  const ids = step ? step.asks : act?.startsWith("set ") === true ? [act.slice(4)] : [];
  return ids.flatMap((id) => description.columns.find((column) => column.id === id) ?? []);
};

/** Who a person is differs from record to record, and a state is reached by its steps. */
const isSettable = ({ id, kind, isPrivate }: ListColumn, page: RegisterPage | undefined): boolean =>
  kind === "field" && !isPrivate && id !== page?.lifecycle?.field;

const AnswerField = ({
  column,
  value,
  isRequired,
  onChange,
}: Readonly<{
  column: ListColumn;
  value: string;
  isRequired: boolean;
  onChange: (text: string) => void;
}>) => {
  const say = useSay();
  const label = say(column.label);
  if (column.type === "date")
    return <DateField label={label} value={value} onChange={onChange} isRequired={isRequired} />;
  if (column.type !== "choice" && column.type !== "boolean")
    return <TextField label={label} value={value} onChange={onChange} isRequired={isRequired} />;
  const codes =
    column.type === "boolean" ? ["true", "false"] : (column.choices ?? []).map(({ code }) => code);
  return (
    <Select
      label={label}
      value={value === "" ? null : value}
      options={codes.map((code) => ({ id: code, label: sayChoice(code, column, say) }))}
      onChange={(code) => onChange(code ?? "")}
      isRequired={isRequired}
    />
  );
};

const words = {
  title: {
    fr: "Modifier {count} fiche(s)",
    nl: "{count} fiche(s) wijzigen",
    en: "Change {count} record(s)",
  },
  act: { fr: "Que faut-il faire ?", nl: "Wat moet er gebeuren?", en: "What is to be done?" },
  set: { fr: "Remplir « {label} »", nl: "‘{label}’ invullen", en: "Fill in “{label}”" },
  reason: { fr: "Motif", nl: "Reden", en: "Reason" },
  reasonHelp: {
    fr: "Il reste dans l’historique de chaque fiche. N’y mettez pas de nom.",
    nl: "Blijft in de geschiedenis van elke fiche. Zet er geen naam in.",
    en: "It stays in the history of each record. Do not put a name in it.",
  },
  chooseAct: {
    fr: "Choisissez ce qu’il faut faire.",
    nl: "Kies wat er moet gebeuren.",
    en: "Choose what is to be done.",
  },
  giveReason: { fr: "Donnez un motif.", nl: "Geef een reden.", en: "Give a reason." },
  preview: { fr: "Voir l’effet d’abord", nl: "Eerst het effect bekijken", en: "See the effect first" },
  do: {
    fr: "Modifier {count} fiche(s)",
    nl: "{count} fiche(s) wijzigen",
    en: "Change {count} record(s)",
  },
  back: { fr: "Revenir", nl: "Terug", en: "Back" },
  close: { fr: "Fermer", nl: "Sluiten", en: "Close" },
} satisfies Record<string, Text>;
