import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ApiProblem } from "../api.ts";
import { Button, ButtonRow, Dialog, Notice, ProblemNotice, RadioGroup, Select, Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { Givable, Person } from "./answers.ts";

/** Gives another role in place of one, in the same place. */
export const ChangeRoleDialog = ({
  person,
  givable,
  onClose,
  onDone,
}: Readonly<{
  person: Person;
  givable: readonly Givable[];
  onClose: () => void;
  onDone: (outcome: string) => void;
}>) => {
  const say = useSay();
  const client = useQueryClient();
  const [grantId, setGrantId] = useState(person.grants[0]?.id ?? null);
  const grant = person.grants.find(({ id }) => id === grantId);
  const [role, setRole] = useState<string | null>(grant?.role ?? null);
  const options = givable.filter(({ scope, places }) => {
    if (!grant) return false;
    if (grant.partner !== null) return scope === "partner" && places.some(({ id }) => id === grant.partner);
    if (grant.operation !== null)
      return scope === "operation" && places.some(({ id }) => id === grant.operation);
    return scope === "programme";
  });
  const change = useMutation({
    mutationFn: (confirmed: boolean) =>
      api.send("PUT", `/api/people/${person.account}/roles/${grantId}`, { role, confirmed }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["people"] });
      onDone(say(words.done, { name: person.name }));
      onClose();
    },
  });
  const isLast = change.error instanceof ApiProblem && change.error.code === "last_manager";
  return (
    <Dialog
      title={say(words.title, { name: person.name })}
      isOpen
      onClose={onClose}
      footer={
        <ButtonRow>
          <Button
            variant={isLast ? "danger" : "primary"}
            onPress={() => change.mutate(isLast)}
            isPending={change.isPending}
            isDisabled={role === null || role === grant?.role}
          >
            {say(words.confirm)}
          </Button>
          <Button variant="quiet" onPress={onClose}>
            {say(words.cancel)}
          </Button>
        </ButtonRow>
      }
    >
      <Stack>
        {person.grants.length > 1 && (
          <Select
            label={say(words.which)}
            value={grantId}
            onChange={(id) => {
              setGrantId(id);
              setRole(person.grants.find((each) => each.id === id)?.role ?? null);
            }}
            options={person.grants.map(({ id, roleLabel, place }) => ({
              id,
              label: `${say(roleLabel)}, ${say(place)}`,
            }))}
          />
        )}
        <RadioGroup
          label={say(words.role)}
          options={options.map((each) => ({
            id: each.role,
            label: say(each.label),
            description: say(each.description),
          }))}
          value={role}
          onChange={setRole}
        />
        <p>{say(words.what)}</p>
        {isLast ? (
          <Notice tone="warning" title={(change.error as ApiProblem).title} isLive />
        ) : (
          change.error && <ProblemNotice error={change.error} />
        )}
      </Stack>
    </Dialog>
  );
};

const words = {
  title: {
    fr: "Changer le rôle de {name}",
    nl: "De rol van {name} wijzigen",
    en: "Change the role of {name}",
  },
  which: { fr: "Rôle à changer", nl: "Te wijzigen rol", en: "Role to change" },
  role: { fr: "Nouveau rôle", nl: "Nieuwe rol", en: "New role" },
  what: {
    fr: "Le changement agit tout de suite : la personne se connecte à nouveau avec son nouveau rôle.",
    nl: "De wijziging werkt meteen: de persoon meldt zich opnieuw aan met de nieuwe rol.",
    en: "The change acts at once: the person signs in again in the new role.",
  },
  confirm: { fr: "Changer le rôle", nl: "De rol wijzigen", en: "Change the role" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  done: {
    fr: "Le rôle de {name} est changé.",
    nl: "De rol van {name} is gewijzigd.",
    en: "The role of {name} is changed.",
  },
} satisfies Record<string, Text>;
