import type { Measure } from "../../../src/control/shared-shapes.ts";
import type { ConcludeBody, FindingShown, VerificationPage } from "../../../src/control/shapes.ts";
import { isAbove } from "../../../src/euros.ts";
import { EurosField } from "../agreements/EurosField.tsx";
import { useKept } from "../agreements/use-kept.ts";
import { api } from "../api.ts";
import { Button, Dialog, Form, Notice, RadioGroup, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { type Bench, firstOpen, progressOf } from "./bench.ts";
import style from "./control.module.css";
import { FindingView } from "./Findings.tsx";
import { useAct, verificationAddress } from "./use-control.ts";

type Held = Readonly<{ measure: Measure; amount: string }>;

/** Concludes: what is held of each finding now that the partner answered, and the conclusion in words. */
export const ConcludeDialog = ({ bench, onClose }: Readonly<{ bench: Bench; onClose: () => void }>) => {
  const say = useSay();
  const { money, count } = useFormat();
  const { page, answers } = bench;
  const kept = useKept<{ conclusion: string; held: Readonly<Record<string, Held>> }>(
    `conclusion:${page.id}`,
    { conclusion: "", held: {} },
  );
  const { conclusion, held } = kept.value;
  const heldOf = ({ id, measure, amount }: FindingShown): Held => held[id] ?? { measure, amount };
  const put = (finding: FindingShown, part: Partial<Held>) =>
    kept.put({ held: { ...held, [finding.id]: { ...heldOf(finding), ...part } } });
  const isTooMuch = (finding: FindingShown) => isAbove(heldOf(finding).amount, finding.amount);
  const conclude = useAct(
    page.id,
    say(words.done),
    async (body: ConcludeBody) => {
      await answers.keepNow();
      return api.send<VerificationPage>("POST", `${verificationAddress(page.id)}/conclude`, body);
    },
    () => {
      kept.forget();
      onClose();
    },
  );
  const { all, done } = progressOf(bench);
  const open = firstOpen(bench);
  return (
    <Dialog isOpen size="l" title={say(words.title, { number: page.number })} onClose={onClose}>
      {open && (
        <Notice
          tone="warning"
          title={count(all - done, openWords)}
          actions={
            <Button
              size="s"
              onPress={() => {
                onClose();
                bench.openPart(open.line);
              }}
            >
              {say(words.toOpen)}
            </Button>
          }
        />
      )}
      <Form
        submit={say(words.conclude)}
        isComplete={conclusion.trim() !== "" && !page.findings.some(isTooMuch)}
        send={() =>
          conclude.mutateAsync({
            conclusion: conclusion.trim(),
            measures: page.findings.map((finding) => ({ finding: finding.id, ...heldOf(finding) })),
          })
        }
        more={<Button onPress={onClose}>{say(words.cancel)}</Button>}
      >
        {({ missing }) => (
          <>
            {page.findings.length > 0 && (
              <ul className={style.findings}>
                {page.findings.map((finding) => {
                  const { measure, amount } = heldOf(finding);
                  return (
                    <li key={finding.id}>
                      <FindingView page={page} finding={finding} />
                      <RadioGroup
                        label={say(words.held)}
                        name={`held-${finding.id}`}
                        direction="across"
                        value={measure}
                        onChange={(next) => put(finding, { measure: next as Measure })}
                        options={page.measures.map(({ id, label }) => ({ id, label: say(label) }))}
                      />
                      {measure !== "none" && (
                        <EurosField
                          label={say(words.amount)}
                          help={say(words.amountHelp, { most: money(finding.amount) })}
                          value={amount}
                          onChange={(next) => put(finding, { amount: next })}
                          {...missing(
                            isTooMuch(finding),
                            say(words.tooMuch, { most: money(finding.amount) }),
                          )}
                        />
                      )}
                    </li>
                  );
                })}
              </ul>
            )}
            <TextArea
              label={say(words.conclusion)}
              help={say(words.conclusionHelp)}
              name="conclusion"
              isRequired
              rows={5}
              maxLength={8000}
              value={conclusion}
              onChange={(next) => kept.put({ conclusion: next })}
              {...missing(conclusion.trim() === "")}
            />
          </>
        )}
      </Form>
    </Dialog>
  );
};

const openWords = {
  one: {
    fr: "{count} question est encore sans réponse.",
    nl: "{count} vraag is nog niet beantwoord.",
    en: "{count} question has no answer yet.",
  },
  other: {
    fr: "{count} questions sont encore sans réponse.",
    nl: "{count} vragen zijn nog niet beantwoord.",
    en: "{count} questions have no answer yet.",
  },
} satisfies Record<string, Text>;

const words = {
  toOpen: { fr: "Aller à la première", nl: "Naar de eerste gaan", en: "Go to the first" },
  title: { fr: "Conclure {number}", nl: "{number} afsluiten", en: "Conclude {number}" },
  held: { fr: "Ce qui est retenu", nl: "Wat wordt behouden", en: "What is held" },
  amount: { fr: "Montant retenu", nl: "Behouden bedrag", en: "Amount held" },
  amountHelp: {
    fr: "Au plus {most}, ce qui a été envoyé au partenaire.",
    nl: "Hoogstens {most}, wat naar de partner is gestuurd.",
    en: "At most {most}, as sent to the partner.",
  },
  tooMuch: { fr: "Au plus {most}.", nl: "Hoogstens {most}.", en: "At most {most}." },
  conclusion: { fr: "Conclusion", nl: "Besluit", en: "Conclusion" },
  conclusionHelp: {
    fr: "Elle figure dans le rapport, avec tout ce qui a été vu et répondu.",
    nl: "Het staat in het verslag, met alles wat bekeken en beantwoord is.",
    en: "It stands in the report, with all that was looked at and answered.",
  },
  conclude: { fr: "Conclure le contrôle", nl: "De controle afsluiten", en: "Conclude the verification" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  done: {
    fr: "Le contrôle est conclu ; la décision peut être proposée.",
    nl: "De controle is afgesloten; de beslissing kan worden voorgesteld.",
    en: "The verification is concluded; the decision can be proposed.",
  },
} satisfies Record<string, Text>;
