import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { Loaded, Notice, Page } from "../kit/index.ts";
import type { RecordPage } from "../../../src/entry/shapes.ts";
import { type Text, useSay } from "../language.tsx";
import { textOf } from "./check-texts.ts";
import { crumbsOf } from "./crumbs.ts";
import { newDraft } from "./edits.ts";
import type { DraftPlace } from "./journal.ts";
import { OpenDraft } from "./OpenDraft.tsx";
import { carryInto } from "./use-draft.ts";
import { useRecord } from "./use-record.ts";
import { type KnownRegister, useRegister } from "./use-register.ts";

/** A change of a record: the form with its answers. */
export const EditRecord = () => {
  const { operation = "", register = "", record = "" } = useParams();
  const say = useSay();
  const known = useRegister(register);
  const page = useRecord({ operation, register, record });
  const title = page.data ? say(words.title, { title: say(page.data.title) }) : say(words.change);
  const here = `operations/${operation}/registers/${register}/records/${record}`;
  return (
    <Page
      title={title}
      windowTitle={say(words.changeOf, { record })}
      breadcrumbs={[
        ...crumbsOf(say, known.data, operation, register),
        { label: page.data ? say(page.data.title) : record, to: here },
      ]}
    >
      <Loaded query={known}>
        {(known) => <Loaded query={page}>{(page) => <Change key={here} known={known} page={page} />}</Loaded>}
      </Loaded>
    </Page>
  );
};

const Change = ({ known, page }: { known: KnownRegister; page: RecordPage }) => {
  const say = useSay();
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const [own] = useState(newDraft);
  // As it was when the form opened: losing the right in the middle of a word takes nothing off the page.
  const [mayWrite] = useState(page.may.write);
  const named = search.get("draft") ?? page.draft;
  const draft = named ?? own;
  if (!mayWrite) return <Notice tone="warning">{say(words.notYours)}</Notice>;
  const name = (draft: string) => setSearch({ draft }, { replace: true, preventScrollReset: true });
  return (
    <OneDraft
      key={draft}
      draft={draft}
      isNew={named === null}
      known={known}
      page={page}
      onBegun={() => {
        if (search.get("draft") === null) name(draft);
      }}
      onAgain={(typed) => {
        const next = newDraft();
        carryInto(next, typed);
        void queries.invalidateQueries({ queryKey: ["record"] }).then(() => name(next));
      }}
    />
  );
};

const OneDraft = ({
  page: latest,
  ...form
}: Omit<Parameters<typeof OpenDraft>[0], "place" | "baseTexts" | "closed"> & { page: RecordPage }) => {
  // What the person began from is what their changes are compared with.
  const [page] = useState(latest);
  const { operation, register, record, version, partner } = page;
  const place = useMemo<DraftPlace>(
    () => ({ operation, register, partner: partner.partner, record, base: version }),
    [operation, register, partner.partner, record, version],
  );
  const { lifecycle, fields } = form.known.register;
  const closed = useMemo(() => {
    const byStep = lifecycle && fields.get(lifecycle.field)?.type === "choice" ? [lifecycle.field] : [];
    return new Set([...page.hidden, ...byStep]);
  }, [lifecycle, fields, page.hidden]);
  const baseTexts = useMemo(
    () => Object.fromEntries(Object.entries(page.answers).map(([id, value]) => [id, textOf(value)])),
    [page.answers],
  );
  return <OpenDraft {...form} place={place} baseTexts={baseTexts} closed={closed} />;
};

const words = {
  title: { fr: "Modifier : {title}", nl: "Wijzigen: {title}", en: "Change: {title}" },
  change: { fr: "Modifier une fiche", nl: "Fiche wijzigen", en: "Change a record" },
  changeOf: {
    fr: "Modifier la fiche n° {record}",
    nl: "Fiche nr. {record} wijzigen",
    en: "Change record no. {record}",
  },
  notYours: {
    fr: "Votre rôle ne permet pas de modifier cette fiche.",
    nl: "Met uw rol kunt u deze fiche niet wijzigen.",
    en: "Your role does not let you change this record.",
  },
} satisfies Record<string, Text>;
