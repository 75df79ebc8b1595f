import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Done, PersonPath } from "../../../src/path/shapes.ts";
import { api } from "../api.ts";
import { announce, Button, DateField, Dialog, Select, Stack, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Findings } from "./AnswerDialog.tsx";

/** Moves a person to another phase: the one under way ends by itself. */
export const PhaseDialog = ({ page, onClose }: { page: PersonPath; onClose: () => void }) => {
  const say = useSay();
  const { date } = useFormat();
  const queries = useQueryClient();
  const now = page.phases.findIndex(({ label }) => label.fr === page.phase?.label.fr);
  const [phase, setPhase] = useState<string | null>((page.phases[now + 1] ?? page.phases[0])?.code ?? null);
  const [from, setFrom] = useState(page.today);
  const [content, setContent] = useState("");
  const { operation, record } = page.person ?? page.place;
  const act = useMutation({
    mutationFn: () =>
      api.send<Done>(
        "POST",
        `/api/services/${page.service}/path/operations/${operation}/records/${record}/phase`,
        { phase, from, ...(content === "" ? {} : { content }) },
      ),
    onSuccess: async () => {
      onClose();
      announce(say(words.kept));
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog
      isOpen
      title={say(words.title)}
      onClose={onClose}
      footer={
        <>
          <Button variant="primary" isPending={act.isPending} onPress={() => act.mutate()}>
            {say(words.move)}
          </Button>
          <Button onPress={onClose}>{say(words.cancel)}</Button>
        </>
      }
    >
      <Stack>
        {page.phase && (
          <p>{say(words.now, { phase: say(page.phase.label), since: date(page.phase.since) })}</p>
        )}
        <Select
          label={say(words.phase)}
          isRequired
          value={phase}
          onChange={setPhase}
          options={page.phases.map(({ code, label }) => ({ id: code, label: say(label) }))}
        />
        <DateField label={say(words.from)} isRequired value={from} onChange={setFrom} />
        <TextArea
          label={say(words.content)}
          help={say(words.contentHelp)}
          value={content}
          onChange={setContent}
          maxLength={500}
          width="full"
        />
        {act.error && <Findings error={act.error} />}
      </Stack>
    </Dialog>
  );
};

const words = {
  title: { fr: "Changer de phase", nl: "Naar een andere fase", en: "Move to a phase" },
  move: { fr: "Enregistrer la phase", nl: "De fase bewaren", en: "Keep the phase" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  now: {
    fr: "En « {phase} » depuis le {since}. Cette phase se termine la veille de la nouvelle.",
    nl: 'In "{phase}" sinds {since}. Deze fase eindigt de dag vóór de nieuwe.',
    en: 'In "{phase}" since {since}. This phase ends the day before the new one.',
  },
  phase: { fr: "Nouvelle phase", nl: "Nieuwe fase", en: "New phase" },
  from: { fr: "À partir du", nl: "Vanaf", en: "From" },
  content: { fr: "Ce qui se fera", nl: "Wat er zal gebeuren", en: "What will be done" },
  contentHelp: {
    fr: "En quelques mots, sans rien de médical ni de privé.",
    nl: "In enkele woorden, zonder medische of private gegevens.",
    en: "In a few words; nothing medical or private.",
  },
  kept: {
    fr: "La nouvelle phase est enregistrée.",
    nl: "De nieuwe fase is bewaard.",
    en: "The new phase is kept.",
  },
} satisfies Record<string, Text>;
