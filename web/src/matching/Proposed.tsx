import { useNavigate } from "react-router";
import type { Shortlist } from "../../../src/matching/shapes.ts";
import { Badge, Button, Link, ProblemNotice, useAddress } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { StepsButton } from "../record/StepsButton.tsx";
import style from "./matching.module.css";
import { useContract } from "./use-matching.ts";

/** Whom somebody proposed, where that stands, and for whoever got the post the contract. */
export const Proposed = ({
  service,
  proposed,
}: Readonly<{ service: string; proposed: Shortlist["proposed"] }>) => {
  const say = useSay();
  const { date, number } = useFormat();
  const contract = useContract(service);
  const navigate = useNavigate();
  const address = useAddress();
  const begin = (record: number) =>
    contract.mutate(record, {
      onSuccess: ({ draft, operation, register, record: known }) => {
        void navigate(
          address(
            draft === null
              ? `operations/${operation}/registers/${register}/records/${String(known)}`
              : `drafts/${draft}`,
          ),
        );
      },
    });
  return (
    <>
      {contract.isError && <ProblemNotice error={contract.error} />}
      <ul className={style.proposed}>
        {proposed.map((each) => {
          const name = each.person ? `${each.person.name} (${each.person.number})` : say(words.one);
          return (
            <li key={each.record} className={style.reason}>
              <p className={style.reasonLine}>
                <Link
                  to={`operations/${each.operation}/registers/${each.register}/records/${String(each.record)}`}
                >
                  {name}
                </Link>{" "}
                <Badge tone={each.contract ? "success" : "neutral"}>{say(each.state.label)}</Badge>
                {each.contract && (
                  <Button
                    size="s"
                    aria-label={say(words.contractOf, { name })}
                    isPending={contract.isPending && contract.variables === each.record}
                    onPress={() => begin(each.record)}
                  >
                    {say(words.contract)}
                  </Button>
                )}
                <StepsButton
                  operation={each.operation}
                  register={each.register}
                  record={String(each.record)}
                  name={name}
                />
              </p>
              <p className={style.under}>
                {each.proposedOn !== null && say(words.on, { day: date(each.proposedOn) })}
                {each.points !== null && ` · ${say(words.points, { points: number(each.points) })}`}
                {each.reasons !== null && ` · ${each.reasons}`}
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
};

const words = {
  one: { fr: "Candidature", nl: "Kandidatuur", en: "Candidate" },
  on: { fr: "Proposée le {day}", nl: "Voorgesteld op {day}", en: "Proposed on {day}" },
  points: { fr: "{points} points ce jour-là", nl: "{points} punten die dag", en: "{points} points that day" },
  contract: { fr: "Enregistrer le contrat", nl: "De overeenkomst registreren", en: "Record the contract" },
  contractOf: {
    fr: "Enregistrer le contrat : {name}",
    nl: "De overeenkomst registreren: {name}",
    en: "Record the contract: {name}",
  },
} satisfies Record<string, Text>;
