import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { RecordPage } from "../../../src/entry/shapes.ts";
import { api, ApiProblem } from "../api.ts";
import { announce, ConfirmDialog, ProblemNotice, TextField, useAddress } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { recordAddress } from "./use-record.ts";

/** Takes a record out of its register, with a reason; the history keeps it, and an undo brings it back. */
export const RemoveDialog = ({ page, onClose }: { page: RecordPage; onClose: () => void }) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const { operation, register, record, version } = page;
  const isShort = reason.trim().length < 3;
  const remove = useMutation({
    mutationFn: () =>
      api.send("POST", `${recordAddress({ operation, register, record: String(record) })}/remove`, {
        version,
        reason: reason.trim(),
      }),
    onError: async (error) => {
      if (error instanceof ApiProblem && error.code === "changed_meanwhile")
        await queries.invalidateQueries({ queryKey: ["record", operation, register] });
    },
    onSuccess: async () => {
      announce(say(words.removed, { record: String(record) }));
      await navigate(address(`operations/${operation}/registers/${register}`));
      await queries.invalidateQueries();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      size="m"
      title={say(words.title, { record: String(record) })}
      confirm={say(words.confirm)}
      isPending={remove.isPending}
      onClose={onClose}
      onConfirm={() => {
        setIsAsked(true);
        if (!isShort) remove.mutate();
      }}
    >
      <p>{say(words.lead)}</p>
      <TextField
        label={say(words.reason)}
        isRequired
        width="full"
        value={reason}
        onChange={setReason}
        maxLength={500}
        error={isAsked && isShort ? say(words.needed) : undefined}
      />
      {remove.error && <ProblemNotice error={remove.error} />}
    </ConfirmDialog>
  );
};

const words = {
  title: {
    fr: "Retirer la fiche n° {record} du registre ?",
    nl: "Fiche nr. {record} uit het register halen?",
    en: "Take record no. {record} out of the register?",
  },
  lead: {
    fr: "Elle ne comptera plus dans aucun chiffre. L'historique garde la trace du retrait, et on peut l'annuler.",
    nl: "Ze telt in geen enkel cijfer meer mee. De geschiedenis bewaart dit, en het kan ongedaan worden gemaakt.",
    en: "It will no longer count in any figure. The history keeps track of it, and it can be undone.",
  },
  confirm: { fr: "Retirer la fiche", nl: "Fiche weghalen", en: "Take the record out" },
  removed: {
    fr: "La fiche n° {record} est retirée du registre.",
    nl: "Fiche nr. {record} is uit het register gehaald.",
    en: "Record no. {record} is out of the register.",
  },
  reason: { fr: "Pourquoi ?", nl: "Waarom?", en: "Why?" },
  needed: {
    fr: "Écrivez une raison : quelques mots suffisent.",
    nl: "Schrijf een reden: enkele woorden volstaan.",
    en: "Write a reason: a few words are enough.",
  },
} satisfies Record<string, Text>;
