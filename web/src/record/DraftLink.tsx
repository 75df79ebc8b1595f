import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "react-router";
import type { DraftPage } from "../../../src/entry/shapes.ts";
import { api } from "../api.ts";
import { Loaded, Page, useAddress } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { TakeOver } from "./OpenDraft.tsx";

/** The address of a draft, wherever it belongs: leads to its form, or to the record that it became. */
export const DraftLink = () => {
  const { draft = "" } = useParams();
  const say = useSay();
  const address = useAddress();
  const query = useQuery({
    queryKey: ["draft", draft, "link"],
    gcTime: 0,
    queryFn: () => api.get<DraftPage>(`/api/drafts/${draft}`),
  });
  return (
    <Page title={say(words.title)}>
      <Loaded query={query}>
        {(page) =>
          page.mine ? (
            <Navigate replace to={address(formOf(page))} />
          ) : (
            <TakeOver page={page} onTaken={() => void query.refetch()} />
          )
        }
      </Loaded>
    </Page>
  );
};

const formOf = ({ draft, operation, register, partner, record, kept }: DraftPage): string => {
  const list = `operations/${operation}/registers/${register}`;
  if (kept) return `${list}/records/${kept.record}`;
  return record === null
    ? `${list}/new?partner=${encodeURIComponent(partner)}&draft=${draft}`
    : `${list}/records/${record}/edit?draft=${draft}`;
};

const words = {
  title: { fr: "Brouillon", nl: "Ontwerp", en: "Draft" },
} satisfies Record<string, Text>;
