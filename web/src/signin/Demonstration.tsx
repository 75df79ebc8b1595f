import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { Button, Card, ProblemNotice } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { DemonstrationAccount, NextStep } from "./answers.ts";
import style from "./signin.module.css";
import { post } from "./ways.ts";

const fetchAccounts = async (): Promise<readonly DemonstrationAccount[]> =>
  (
    await api.get<{ accounts: readonly DemonstrationAccount[] }>(
      "/api/demonstration/accounts",
      {},
      { signIn: "never" },
    )
  ).accounts;

/** The invented people of a demonstration: each button sends the real forms, with a code that is good now. */
export const Demonstration = ({
  onChosen,
  onDone,
}: Readonly<{ onChosen: (account: DemonstrationAccount) => void; onDone: () => void }>) => {
  const say = useSay();
  const { data } = useQuery({ queryKey: ["demonstration accounts"], queryFn: fetchAccounts });
  const [pending, setPending] = useState<string>();
  const [error, setError] = useState<unknown>();
  const enter = async (account: DemonstrationAccount) => {
    setPending(account.email);
    setError(undefined);
    onChosen(account);
    try {
      const { email, password } = account;
      const step = await post<NextStep>("/api/sign-in", { email, password });
      const fresh = (await fetchAccounts()).find((each) => each.email === email);
      await post("/api/sign-in/second-factor", { ticket: step.ticket, code: fresh?.code ?? "" });
      onDone();
    } catch (problem) {
      setError(problem);
    } finally {
      setPending(undefined);
    }
  };
  if (!data) return null;
  return (
    <Card title={say(words.title)}>
      <p>{say(words.lead)}</p>
      {error !== undefined && <ProblemNotice error={error} />}
      <ul className={style.accounts}>
        {data.map((account) => (
          <li key={account.email} className={style.account}>
            <div>
              {say(account.role)}
              <span>
                {account.name}, {say(account.place)}
              </span>
            </div>
            <Button
              size="s"
              onPress={() => void enter(account)}
              isPending={pending === account.email}
              isDisabled={pending !== undefined && pending !== account.email}
              aria-label={say(words.enterAs, {
                name: account.name,
                role: say(account.role),
                place: say(account.place),
              })}
            >
              {say(words.enter)}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const words = {
  title: {
    fr: "Entrer comme une personne inventée",
    nl: "Binnengaan als een verzonnen persoon",
    en: "Enter as an invented person",
  },
  lead: {
    fr: "Cette installation est une démonstration : choisissez un rôle pour l’essayer.",
    nl: "Deze installatie is een demonstratie: kies een rol om ze uit te proberen.",
    en: "This installation is a demonstration: choose a role to try it.",
  },
  enter: { fr: "Entrer", nl: "Binnengaan", en: "Enter" },
  enterAs: {
    fr: "Entrer comme {name}, {role}, {place}",
    nl: "Binnengaan als {name}, {role}, {place}",
    en: "Enter as {name}, {role}, {place}",
  },
} satisfies Record<string, Text>;
