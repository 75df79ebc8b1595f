import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { EntryFinding } from "../../../src/entry/shapes.ts";
import type { Agreed, YoungsterPage } from "../../../src/outreach/shapes.ts";
import { api, ApiProblem } from "../api.ts";
import { Button, Dialog, Loaded, ProblemNotice, Stack, useAddress } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { AnswerField } from "../record/AnswerField.tsx";
import { sayFindings } from "../record/check-texts.ts";
import { type KnownRegister, useRegister } from "../record/use-register.ts";

type Part = "contact" | "participation";
type Texts = Readonly<Record<string, string>>;

/** Asks who somebody is once they have agreed, and begins their participation in one act. */
export const AgreementDialog = ({
  page,
  service,
  onClose,
}: Readonly<{ page: YoungsterPage; service: string; onClose: () => void }>) => {
  const say = useSay();
  const contacts = useRegister(page.contactsRegister);
  const participations = useRegister(page.registersAs.register);
  return (
    <Dialog isOpen size="m" title={say(words.title)} onClose={onClose}>
      <Loaded query={contacts}>
        {(contact) => (
          <Loaded query={participations}>
            {(participation) => (
              <Asked page={page} service={service} registers={{ contact, participation }} onClose={onClose} />
            )}
          </Loaded>
        )}
      </Loaded>
    </Dialog>
  );
};

const Asked = ({
  page,
  service,
  registers,
  onClose,
}: Readonly<{
  page: YoungsterPage;
  service: string;
  registers: Readonly<Record<Part, KnownRegister>>;
  onClose: () => void;
}>) => {
  const say = useSay();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const address = useAddress();
  const { youngster, registersAs } = page;
  const [texts, setTexts] = useState<Readonly<Record<Part, Texts>>>({
    contact: { [registersAs.consent]: page.today },
    participation: { [registersAs.number]: registersAs.ownNumber },
  });
  const act = useMutation({
    mutationFn: () => {
      const { [registersAs.consent]: agreedOn = "", ...names } = texts.contact;
      return api.send<Agreed>(
        "POST",
        `/api/services/${service}/outreach/${youngster.operation}/contacts/${youngster.record}/agreement`,
        { version: youngster.version, agreedOn, contact: names, participation: texts.participation },
      );
    },
    onSuccess: async ({ participation }) => {
      const { operation, register, record } = participation;
      queries.setQueryData(["kept", operation, register, record], participation);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "kept" });
      onClose();
      await navigate(address(`operations/${operation}/registers/${register}/records/${record}`));
    },
  });
  const findings =
    act.error instanceof ApiProblem && act.error.code === "findings"
      ? (act.error.more["findings"] as EntryFinding[]).filter(({ severity }) => severity === "refuse")
      : [];
  const asked: readonly [Part, readonly string[]][] = [
    ["contact", [registersAs.consent, ...registersAs.names]],
    ["participation", [registersAs.number, ...registersAs.asks]],
  ];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Stack gap="m">
        <p>{say(words.lead)}</p>
        {asked.flatMap(([part, ids]) =>
          ids.flatMap((id) => {
            const field = registers[part].register.fields.get(id);
            if (!field) return [];
            return [
              <AnswerField
                key={`${part} ${id}`}
                field={field}
                text={texts[part][id] ?? ""}
                error={sayFindings(
                  findings.filter((finding) => finding.field === id),
                  say,
                )}
                warning={undefined}
                isRequired={field.required === true || id === registersAs.consent}
                onText={(name, text) => {
                  setTexts((before) => ({ ...before, [part]: { ...before[part], [name]: text } }));
                }}
              />,
            ];
          }),
        )}
        {act.error !== null && <ProblemNotice error={act.error} />}
        {findings.map(({ rule, field, expected, mend }) => (
          <p key={`${rule} ${field}`}>
            {say(expected)}. {say(mend)}
          </p>
        ))}
        <Button type="submit" variant="primary" icon="check" isPending={act.isPending}>
          {say(words.keep)}
        </Button>
      </Stack>
    </form>
  );
};

const words = {
  title: { fr: "Le jeune est d'accord", nl: "De jongere is akkoord", en: "The young person agrees" },
  lead: {
    fr: "Après l'avoir informé de ce qui est noté et pourquoi. Ses contacts d'avant restent reliés par leur code.",
    nl: "Nadat u uitlegde wat genoteerd wordt en waarom. De contacten ervoor blijven via hun code verbonden.",
    en: "After telling them what is noted and why. The contacts before stay tied by their code.",
  },
  keep: { fr: "Inscrire au programme", nl: "In het programma inschrijven", en: "Enter in the programme" },
} satisfies Record<string, Text>;
