import { useMemo, useState } from "react";
import { useLocation, useParams, useSearchParams } from "react-router";
import { Loaded, Notice, Page, Select } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { crumbsOf } from "./crumbs.ts";
import { newDraft } from "./edits.ts";
import type { DraftPlace } from "./journal.ts";
import { OpenDraft } from "./OpenDraft.tsx";
import { OtherDrafts } from "./OtherDrafts.tsx";
import { carryInto } from "./use-draft.ts";
import { type KnownRegister, useRegister } from "./use-register.ts";

type Partner = KnownRegister["page"]["operations"][number]["partners"][number];

/** A new record of a register, in an operation. */
export const NewRecord = () => {
  const { operation = "", register = "" } = useParams();
  const say = useSay();
  const query = useRegister(register);
  const known = query.data;
  const title = known ? say(words.title, { record: say(known.register.record) }) : say(words.newRecord);
  return (
    <Page title={title} breadcrumbs={crumbsOf(say, known, operation, register)}>
      <Loaded query={query}>
        {(known) => <ForPartner key={`${operation}/${register}`} known={known} operation={operation} />}
      </Loaded>
    </Page>
  );
};

/** Somebody who writes for one partner only is not asked for which. */
const ForPartner = ({ known, operation }: { known: KnownRegister; operation: string }) => {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  // As it was when the form opened: losing the right in the middle of a word takes nothing off the page.
  const [partners] = useState(() =>
    known.page.operations.find((each) => each.operation === operation)?.partners.filter(({ write }) => write),
  );
  const { state } = useLocation() as { state: unknown };
  const [own] = useState(() => beginWith(newDraft(), known.register, state));
  const asked = search.get("partner");
  const partner =
    partners?.find((each) => each.partner === asked) ?? (partners?.length === 1 ? partners[0] : undefined);
  const named = search.get("draft");
  if (!partners || partners.length === 0) return <Notice tone="warning">{say(words.notHere)}</Notice>;
  if (!partner)
    return (
      <Select
        label={say(words.partner)}
        value={null}
        onChange={(id) => {
          if (id !== null) setSearch({ partner: id }, { replace: true });
        }}
        options={partners.map(({ partner, name }) => ({ id: partner, label: say(name) }))}
      />
    );
  const draft = named ?? own;
  const name = (draft: string) =>
    setSearch({ partner: partner.partner, draft }, { replace: true, preventScrollReset: true });
  return (
    <>
      <OtherDrafts register={known.register.id} operation={operation} but={draft} />
      <OneDraft
        key={draft}
        draft={draft}
        isNew={named === null}
        known={known}
        operation={operation}
        partner={partner}
        onBegun={() => {
          if (named === null) name(draft);
        }}
        onAgain={(typed) => {
          const next = newDraft();
          carryInto(next, typed);
          name(next);
        }}
      />
    </>
  );
};

/** Has a new draft begin with what the page that led here knows already. */
const beginWith = (draft: string, register: KnownRegister["register"], state: unknown): string => {
  const given = typeof state === "object" && state !== null && "prefill" in state ? state.prefill : undefined;
  if (typeof given !== "object" || given === null) return draft;
  const edits = Object.entries(given).flatMap(([field, text], at) =>
    typeof text === "string" && register.fields.has(field) ? [{ seq: at + 1, field, text }] : [],
  );
  if (edits.length > 0) carryInto(draft, edits);
  return draft;
};

const OneDraft = ({
  operation,
  partner,
  ...form
}: Omit<Parameters<typeof OpenDraft>[0], "place" | "baseTexts" | "closed"> & {
  operation: string;
  partner: Partner;
}) => {
  const { id, fields } = form.known.register;
  const place = useMemo<DraftPlace>(
    () => ({ operation, register: id, partner: partner.partner, record: null, base: null }),
    [operation, id, partner.partner],
  );
  const closed = useMemo(
    () =>
      new Set(
        [...fields.values()].flatMap(({ id, sensitivity }) =>
          (sensitivity === "identity" && !partner.identity) || (sensitivity === "special" && !partner.special)
            ? [id]
            : [],
        ),
      ),
    [fields, partner],
  );
  return <OpenDraft {...form} place={place} baseTexts={noTexts} closed={closed} />;
};

const noTexts = {};

const words = {
  title: { fr: "Nouvelle fiche : {record}", nl: "Nieuwe fiche: {record}", en: "New record: {record}" },
  newRecord: { fr: "Nouvelle fiche", nl: "Nieuwe fiche", en: "New record" },
  partner: { fr: "Pour quel partenaire ?", nl: "Voor welke partner?", en: "For which partner?" },
  notHere: {
    fr: "Votre rôle ne permet pas d'ajouter une fiche ici.",
    nl: "Met uw rol kunt u hier geen fiche toevoegen.",
    en: "Your role does not let you add a record here.",
  },
} satisfies Record<string, Text>;
