import { placeNames } from "../declaration/page.ts";
import { actorAt, type Desk } from "../declaration/desk.ts";
import { dateText, euroText } from "../declaration/check-words.ts";
import { controlValue, filledIn } from "../definition/control.ts";
import { sumOf } from "../euros.ts";
import type { Text } from "../language.ts";
import { notAllowed } from "../problem.ts";
import { dayInBrussels } from "../today.ts";
import { changeVerification, onVerification } from "./act.ts";
import { dueAfter } from "./due.ts";
import { answersMissing, asProblem, nothingToSend } from "./problem.ts";
import { findingsOf, lastLetter, type VerificationRow } from "./row.ts";
import type { PartnerAnswersBody, SendBody } from "./shapes.ts";

/**
 * Sends what was found so far to the partner, with the day until which an answer is expected and what happens without
 * one. Throws Problem where there is nothing to send. `at`: the moment, where the owner writes down the past.
 */
export const sendToPartner = async (
  desk: Desk,
  id: number,
  { note }: SendBody,
  at?: string,
): Promise<void> => {
  const { client, house } = desk;
  const { control } = house.programme;
  await onVerification(
    desk,
    id,
    { action: "control.send", states: ["open", "answered"] },
    async (row, act) => {
      const findings = await findingsOf(client, { verification: id });
      const told = findings.filter(({ sentAt }) => sentAt === null);
      if (told.length === 0 && note === "") throw nothingToSend();
      const sentAt = at ?? new Date().toISOString();
      const { value, unit } = controlValue(control, "answer_days", sentAt.slice(0, 10));
      const dueAt = dueAfter(sentAt, Number(value), unit === "working_days" ? "working_days" : "days");
      await changeVerification(desk, act, id, {
        state: "with_partner",
        ...(row.toldAt === null ? { told_at: sentAt } : {}),
      });
      for (const finding of told) {
        await client.query("update control.finding set sent_at = $2, change = $3 where id = $1", [
          finding.id,
          sentAt,
          act.change,
        ]);
        await act.note("control.finding", finding.id);
      }
      const n = ((await lastLetter(client, id))?.n ?? 0) + 1;
      const { rowCount } = await client.query(
        `insert into control.letter (verification, operation, partner, n, sent_at, sent_by, due_at, silence, content)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          row.operation,
          row.partner,
          n,
          sentAt,
          actorAt(desk),
          dueAt,
          JSON.stringify(silenceOf(desk, row, dueAt, sumOf(held(findings)))),
          JSON.stringify({
            note,
            findings: findings.map(({ id: finding, line, typology, amount, measure, text }) => ({
              finding,
              line,
              typology,
              amount,
              measure,
              text,
            })),
          }),
        ],
      );
      if (rowCount !== 1) throw notAllowed();
    },
  );
};

const held = (findings: readonly Readonly<{ measure: string; amount: string }>[]): string[] =>
  findings.filter(({ measure }) => measure !== "none").map(({ amount }) => amount);

const silenceOf = ({ house }: Desk, row: VerificationRow, dueAt: string, amount: string): Text => {
  const silence = house.programme.control.answer?.silence ?? usualSilence;
  const { partner } = placeNames(house.programme, row.operation, row.partner);
  const last = dateText(lastDay(dueAt));
  const filled = (language: keyof Text) =>
    filledIn(silence, {
      number: row.number,
      due: last,
      partner: partner.name[language],
      amount: euroText(amount, language),
    })[language];
  return { fr: filled("fr"), nl: filled("nl"), en: filled("en") };
};

/** The last day on which an answer is in time. */
const lastDay = (dueAt: string): string =>
  dayInBrussels(Temporal.Instant.from(dueAt).subtract({ seconds: 1 }).toString());

const usualSilence: Text = {
  fr: "Sans réponse au plus tard le {due}, les constats sont réputés acceptés et les montants retenus.",
  nl: "Zonder antwoord uiterlijk op {due} gelden de vaststellingen als aanvaard en worden de bedragen ingehouden.",
  en: "Without an answer by {due}, the findings are taken as accepted and the amounts are held.",
};

/**
 * Notes the partner's answer to all that it was sent and has not answered yet. Throws answersMissing where a finding is
 * left out, or contested without a word.
 */
export const answerFindings = async (
  desk: Desk,
  id: number,
  { answers }: PartnerAnswersBody,
  at?: string,
): Promise<void> => {
  const { client } = desk;
  try {
    await onVerification(
      desk,
      id,
      { action: "control.answer", states: ["with_partner"], spoken: true },
      async (_row, act) => {
        const asked = (await findingsOf(client, { verification: id })).filter(
          ({ sentAt, partnerAnswer }) => sentAt !== null && partnerAnswer === null,
        );
        const given = new Map(answers.map((answer) => [answer.finding, answer]));
        const isWhole =
          given.size === answers.length &&
          asked.every((finding) => given.has(finding.id)) &&
          answers.every(
            ({ finding, answer, text }) =>
              asked.some((each) => each.id === finding) && (answer === "accepted" || text !== ""),
          );
        if (!isWhole) throw answersMissing();
        const moment = at ?? new Date().toISOString();
        for (const { finding, answer, text } of answers) {
          const { rowCount } = await client.query(
            `update control.finding set partner_answer = $2, partner_text = $3, partner_at = $4, change = $5${
              desk.who ? "" : ", partner_by = $6"
            } where id = $1`,
            [finding, answer, text, moment, act.change, ...(desk.who ? [] : [actorAt(desk)])],
          );
          if (rowCount !== 1) throw notAllowed();
          await act.note("control.finding", finding);
        }
        const letter = await lastLetter(client, id);
        await changeVerification(desk, act, id, { state: "answered" });
        const { rowCount } = await client.query(
          "update control.letter set answered_at = $3, answered_by = $4 where verification = $1 and n = $2",
          [id, letter?.n ?? 0, moment, actorAt(desk)],
        );
        if (rowCount !== 1) throw notAllowed();
      },
    );
  } catch (error) {
    throw asProblem(error);
  }
};
