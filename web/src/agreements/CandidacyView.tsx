import type { CandidacyPage } from "../../../src/agreement/call-shapes.ts";
import { Facts, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./agreements.module.css";
import { Documents } from "./Documents.tsx";
import { PlanTable } from "./PlanTable.tsx";
import { RemarkList } from "./RemarkList.tsx";

/** What a candidacy says: its answers, plan, objectives, period and documents. */
export const CandidacyView = ({ candidacy }: { candidacy: CandidacyPage }) => {
  const say = useSay();
  const format = useFormat();
  const { call, answers, lines, objectives, starts, ends, contact, remarks, id } = candidacy;
  return (
    <Stack gap="m">
      <Facts
        items={call.template.questions.map(({ id: question, label, type, choices }) => {
          const answer = answers[question] ?? "";
          const choice = choices.find(({ code }) => code === answer);
          const said = (text: string) =>
            choice ? say(choice.label) : type === "date" ? format.date(text) : text;
          return {
            id: question,
            label: say(label),
            value: answer !== "" && <span className={style.answer}>{said(answer)}</span>,
          };
        })}
      />
      <PlanTable
        label={say(words.plan)}
        rows={lines.map((line) => ({
          line,
          category: call.choices.categories.find(({ id: code }) => code === line.category)?.label,
          option: call.choices.options.find(({ id: code }) => code === line.option)?.label,
        }))}
      />
      <RemarkList remarks={remarks} />
      <Facts
        items={[
          ...objectives.map(({ id: objective, label, target }) => ({
            id: objective,
            label: say(label),
            value: say(words.target, { target: format.number(target) }),
          })),
          { label: say(words.period), value: `${format.date(starts)} – ${format.date(ends)}` },
          { label: say(words.contact), value: contact },
        ]}
      />
      {candidacy.documents.length > 0 && (
        <Documents about={`candidacy:${id}`} kinds={candidacy.documents} mayChange={false} />
      )}
    </Stack>
  );
};

const words = {
  plan: {
    fr: "Plan de financement demandé",
    nl: "Gevraagd financieringsplan",
    en: "Financing plan asked for",
  },
  target: { fr: "à atteindre : {target}", nl: "te halen: {target}", en: "to be reached: {target}" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  contact: { fr: "Contact", nl: "Contact", en: "Contact" },
} satisfies Record<string, Text>;
