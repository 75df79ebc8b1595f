import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import type { RecordPage } from "../../../src/entry/shapes.ts";
import { api, ApiProblem } from "../api.ts";
import { announce, useAddress } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { recordAddress } from "./use-record.ts";

/** Takes a record out of its register, with a reason; the history keeps it, and an undo brings it back. */
export const RemoveDialog = ({ page, onClose }: { page: RecordPage; onClose: () => void }) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const queries = useQueryClient();
  const { operation, register, record, version } = page;
  const remove = async (reason: string) => {
    const path = `${recordAddress({ operation, register, record: String(record) })}/remove`;
    try {
      await api.send("POST", path, { version, reason });
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "changed_meanwhile")
        await queries.invalidateQueries({ queryKey: ["record", operation, register] });
      throw error;
    }
    announce(say(words.removed, { record: String(record) }));
    await navigate(address(`operations/${operation}/registers/${register}`));
    await queries.invalidateQueries();
  };
  return (
    <ReasonDialog
      title={say(words.title, { record: String(record) })}
      lead={say(words.lead)}
      confirm={say(words.confirm)}
      isDanger
      send={remove}
      onClose={onClose}
    />
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
} satisfies Record<string, Text>;
