import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DraftPage, Edit } from "../../../src/entry/shapes.ts";
import { api } from "../api.ts";
import { Button, ButtonLink, Loaded, Notice, ProblemNotice, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useWho } from "../who.tsx";
import { DraftForm } from "./DraftForm.tsx";
import type { DraftPlace } from "./journal.ts";
import { useOpenedDraft } from "./use-draft.ts";
import type { KnownRegister } from "./use-register.ts";

/** The form of a draft; or, where it is a colleague's or was kept already, the way on. */
export const OpenDraft = ({
  draft,
  isNew,
  place,
  ...form
}: Readonly<{
  draft: string;
  /** This page has just made it up: nobody else knows of it. */
  isNew: boolean;
  place: DraftPlace;
  known: KnownRegister;
  baseTexts: Readonly<Record<string, string>>;
  closed: ReadonlySet<string>;
  onBegun: () => void;
  onAgain: (typed: readonly Edit[]) => void;
}>) => {
  const say = useSay();
  const who = useWho();
  // Whose form it is stays known when the session has ended: what they typed stays on the page.
  const [account, setAccount] = useState(who?.account ?? "");
  if (who && who.account !== account) setAccount(who.account);
  const opened = useOpenedDraft(draft, account, isNew);
  return (
    <Loaded query={opened}>
      {(opened) => {
        if (opened.page?.kept)
          return (
            <Notice
              tone="info"
              title={say(words.kept)}
              actions={
                <ButtonLink
                  size="s"
                  to={`operations/${place.operation}/registers/${place.register}/records/${opened.page.kept.record}`}
                >
                  {say(words.open)}
                </ButtonLink>
              }
            />
          );
        if (opened.page && !opened.page.mine) return <TakeOver page={opened.page} />;
        return (
          <DraftForm key={draft} draft={draft} account={account} place={place} opened={opened} {...form} />
        );
      }}
    </Loaded>
  );
};

/** A colleague's draft: whoever manages the partner's people may go on with it in their place. */
export const TakeOver = ({ page, onTaken }: { page: DraftPage; onTaken?: (page: DraftPage) => void }) => {
  const say = useSay();
  const format = useFormat();
  const queries = useQueryClient();
  const take = useMutation({
    mutationFn: () => api.send<DraftPage>("POST", `/api/drafts/${page.draft}/take`),
    onSuccess: async (taken) => {
      onTaken?.(taken);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "record" });
    },
  });
  return (
    <Stack>
      <Notice
        tone="info"
        title={say(words.theirs, { who: page.owner.name ?? say(page.owner.words) })}
        actions={
          <Button size="s" isPending={take.isPending} onPress={() => take.mutate()}>
            {say(words.take)}
          </Button>
        }
      >
        {say(words.takeHelp, { at: format.dateTime(page.savedAt) })}
      </Notice>
      {take.error && <ProblemNotice error={take.error} />}
    </Stack>
  );
};

const words = {
  kept: {
    fr: "Ce brouillon a déjà été enregistré",
    nl: "Dit ontwerp werd al bewaard",
    en: "This draft was already saved",
  },
  open: { fr: "Ouvrir la fiche", nl: "Fiche openen", en: "Open the record" },
  theirs: { fr: "Un brouillon de {who}", nl: "Een ontwerp van {who}", en: "A draft of {who}" },
  take: { fr: "Reprendre ce brouillon", nl: "Dit ontwerp overnemen", en: "Take this draft over" },
  takeHelp: {
    fr: "Dernière frappe enregistrée : {at}. Si vous le reprenez, il devient le vôtre, et cette personne ne peut plus y écrire.",
    nl: "Laatst bewaard: {at}. Neemt u het over, dan wordt het uw ontwerp en kan deze persoon er niet meer in schrijven.",
    en: "Last saved: {at}. If you take it over it becomes yours, and this person can no longer write in it.",
  },
} satisfies Record<string, Text>;
