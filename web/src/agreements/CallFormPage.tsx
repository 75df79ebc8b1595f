import { useNavigate, useParams } from "react-router";
import type { CallPage, CallsPage, Made } from "../../../src/agreement/call-shapes.ts";
import { api } from "../api.ts";
import { Loaded, Notice, Page, useAddress } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { type CallAnswers, emptyCall, fromCall } from "./call-answers.ts";
import { CallForm } from "./CallForm.tsx";
import { titles } from "./titles.ts";
import { useCall, useCalls, useRenewal } from "./use-agreements.ts";

/** Prepares a call: a draft, until it is published. */
export const NewCallPage = () => {
  const say = useSay();
  const calls = useCalls();
  return (
    <Page
      title={say(titles.newCall)}
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        { label: say(titles.calls), to: "money/calls" },
      ]}
    >
      <Loaded query={calls}>{(page) => <NewCall page={page} />}</Loaded>
    </Page>
  );
};

const NewCall = ({ page }: { page: CallsPage }) => {
  const say = useSay();
  const keep = useKeep(undefined);
  if (!page.making || page.mayMakeIn.length === 0)
    return <Notice tone="warning" title={say(words.notAllowed)} />;
  return (
    <CallForm
      name="call:new"
      page={page}
      making={page.making}
      first={emptyCall(page.making, page.now, page.mayMakeIn)}
      submit={say(words.make)}
      onSend={keep}
    />
  );
};

/** Changes a call: all of a draft; of one that is published, what it does not ask. */
export const EditCallPage = () => {
  const say = useSay();
  const { call: id = "" } = useParams();
  const call = useCall(Number(id));
  const calls = useCalls();
  return (
    <Page
      title={say(titles.changeCall)}
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        { label: say(titles.calls), to: "money/calls" },
        { label: call.data ? say(call.data.title) : say(titles.call), to: `money/calls/${id}` },
      ]}
    >
      <Loaded query={call}>
        {(data) => <Loaded query={calls}>{(page) => <EditCall call={data} page={page} />}</Loaded>}
      </Loaded>
    </Page>
  );
};

const EditCall = ({ call, page }: Readonly<{ call: CallPage; page: CallsPage }>) => {
  const say = useSay();
  const keep = useKeep(call.id);
  if (!page.making || !call.may.change) return <Notice tone="warning" title={say(words.notAllowed)} />;
  return (
    <CallForm
      name={`call:${call.id}`}
      page={page}
      making={page.making}
      first={fromCall(call)}
      isPublished={call.publishedAt !== null}
      submit={say(words.keep)}
      onSend={keep}
    />
  );
};

/** Keeps a call, a new one where it has no number yet, and goes to its page. */
const useKeep = (id: number | undefined) => {
  const navigate = useNavigate();
  const address = useAddress();
  const renew = useRenewal();
  return async (operation: string, body: CallAnswers["body"]) => {
    const made =
      id === undefined
        ? await api.send<Made>("POST", `/api/operations/${operation}/calls`, body)
        : await api.send<Made>("PUT", `/api/calls/${id}`, body);
    void renew();
    void navigate(address(`money/calls/${made.id}`));
  };
};

const words = {
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  make: { fr: "Garder le brouillon", nl: "Het ontwerp bewaren", en: "Keep the draft" },
  keep: { fr: "Enregistrer", nl: "Bewaren", en: "Save" },
  notAllowed: {
    fr: "Vous ne préparez pas d'appels.",
    nl: "U bereidt geen oproepen voor.",
    en: "You do not prepare calls.",
  },
} satisfies Record<string, Text>;
