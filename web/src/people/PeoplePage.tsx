import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { api } from "../api.ts";
import { Button, Loaded, Page, Tabs } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useMay } from "../who.tsx";
import { Acts } from "./Acts.tsx";
import type { People } from "./answers.ts";
import { InviteDialog } from "./InviteDialog.tsx";
import { PeopleTable } from "./PeopleTable.tsx";
import { TokenList } from "./TokenList.tsx";

export const peopleKey = ["people"] as const;

/** Who has access: people, programs, and what was done to their access. */
export const PeoplePage = () => {
  const say = useSay();
  const hasPeople = useMay("people:manage");
  const hasTokens = useMay("tokens:manage");
  const [isInviting, setIsInviting] = useState(false);
  const [asked, setAsked] = useSearchParams();
  const people = useQuery({
    queryKey: peopleKey,
    queryFn: () => api.get<People>("/api/people"),
    enabled: hasPeople,
  });
  const tabs = [
    ...(hasPeople
      ? [
          {
            id: "people",
            label: say(words.people),
            content: <Loaded query={people}>{(data) => <PeopleTable {...data} />}</Loaded>,
          },
        ]
      : []),
    ...(hasTokens ? [{ id: "tokens", label: say(words.tokens), content: <TokenList /> }] : []),
    { id: "acts", label: say(words.acts), content: <Acts /> },
  ];
  return (
    <Page
      title={say(words.title)}
      lead={say(words.lead)}
      actions={
        hasPeople && (
          <Button variant="primary" icon="add" onPress={() => setIsInviting(true)}>
            {say(words.invite)}
          </Button>
        )
      }
    >
      <Tabs
        label={say(words.title)}
        tabs={tabs}
        selected={asked.get("tab") ?? tabs[0]?.id ?? "acts"}
        onSelect={(tab) => setAsked({ tab }, { replace: true })}
      />
      {people.data && (
        <InviteDialog
          isOpen={isInviting}
          onClose={() => setIsInviting(false)}
          givable={people.data.givable}
          mail={people.data.mail.setUp}
        />
      )}
    </Page>
  );
};

const words = {
  title: { fr: "Accès", nl: "Toegang", en: "Access" },
  lead: {
    fr: "Qui peut travailler dans Jalon, et avec quel rôle. Un retrait agit tout de suite.",
    nl: "Wie in Jalon kan werken, en met welke rol. Een verwijdering werkt meteen.",
    en: "Who can work in Jalon, and in which role. A removal acts at once.",
  },
  people: { fr: "Personnes", nl: "Personen", en: "People" },
  tokens: { fr: "Logiciels", nl: "Software", en: "Programs" },
  acts: { fr: "Journal", nl: "Logboek", en: "Log" },
  invite: { fr: "Inviter une personne", nl: "Iemand uitnodigen", en: "Invite somebody" },
} satisfies Record<string, Text>;
