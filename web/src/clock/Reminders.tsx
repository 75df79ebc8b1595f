import { useMutation, useQueryClient } from "@tanstack/react-query";
import { accountKey } from "../account/answers.ts";
import { api } from "../api.ts";
import { announce, Card, Checkbox, ProblemNotice, Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

/** Whether one is told of deadlines by mail: one click to stop it, one to have it back. */
export const Reminders = ({ isWanted }: Readonly<{ isWanted: boolean }>) => {
  const say = useSay();
  const client = useQueryClient();
  const keep = useMutation({
    mutationFn: (reminders: boolean) => api.send("PATCH", "/api/account", { reminders }),
    onSuccess: async (_kept, reminders) => {
      await client.invalidateQueries({ queryKey: accountKey });
      announce(say(reminders ? words.on : words.off));
    },
  });
  return (
    <Card title={say(words.title)}>
      <Stack gap="s">
        {keep.error && <ProblemNotice error={keep.error} />}
        <Checkbox
          label={say(words.label)}
          help={say(words.help)}
          value={keep.isPending ? keep.variables : isWanted}
          onChange={(reminders) => keep.mutate(reminders)}
        />
      </Stack>
    </Card>
  );
};

const words = {
  title: { fr: "Rappels", nl: "Herinneringen", en: "Reminders" },
  label: {
    fr: "M'écrire quand un délai approche ou est dépassé",
    nl: "Mij schrijven wanneer een termijn nadert of verstreken is",
    en: "Write to me when a deadline comes near or has passed",
  },
  help: {
    fr: "Au plus un message par nuit : des nombres, jamais un nom.",
    nl: "Hoogstens één bericht per nacht: aantallen, nooit een naam.",
    en: "One message a night at most: numbers, never a name.",
  },
  on: { fr: "Les rappels sont activés.", nl: "De herinneringen staan aan.", en: "Reminders are on." },
  off: { fr: "Les rappels sont arrêtés.", nl: "De herinneringen staan uit.", en: "Reminders are off." },
} satisfies Record<string, Text>;
