import { useNavigate } from "react-router";
import type { Made } from "../../../src/agreement/call-shapes.ts";
import type { AgreementsPage, InternalBody } from "../../../src/agreement/shapes.ts";
import { api } from "../api.ts";
import { ComboBox, DateField, Form, Loaded, Notice, Page, Select, useAddress } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { useProgramme } from "../programme/use-programme.ts";
import style from "./agreements.module.css";
import { choicesIn } from "./new-line.ts";
import { ObjectivesEditor } from "./ObjectivesEditor.tsx";
import { PlanEditor } from "./PlanEditor.tsx";
import { Restored } from "./Restored.tsx";
import { isSaid } from "./SaidField.tsx";
import { titles } from "./titles.ts";
import { useKept } from "./use-kept.ts";
import { useAgreements, useRenewal } from "./use-agreements.ts";

/** Makes the agreement of a service of the authority itself: own services are operations too. */
export const InternalPage = () => {
  const say = useSay();
  const agreements = useAgreements();
  return (
    <Page
      title={say(titles.internal)}
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        { label: say(titles.agreements), to: "money/agreements" },
      ]}
    >
      <Loaded query={agreements}>
        {(page) =>
          page.making ? (
            <Internal page={page} making={page.making} />
          ) : (
            <Notice tone="warning" title={say(words.notAllowed)} />
          )
        }
      </Loaded>
    </Page>
  );
};

const plain = (id: string): Text => ({ fr: id, nl: id, en: id });
type Answers = Readonly<{
  operation: string | null;
  partner: string | null;
  body: Omit<InternalBody, "partner">;
}>;

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

const Internal = ({
  page: { mayMakeIn, today },
  making,
}: Readonly<{ page: AgreementsPage; making: NonNullable<AgreementsPage["making"]> }>) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const renew = useRenewal();
  const programme = useProgramme();
  const year = today.slice(0, 4);
  const kept = useKept<Answers>("internal", {
    operation: null,
    partner: null,
    body: {
      starts: `${year}-01-01`,
      ends: `${year}-12-31`,
      financingMode: making.financingModes[0]?.id ?? "",
      lines: [],
      objectives: [],
      instalments: null,
    },
  });
  const { operation, partner, body } = kept.value;
  const put = (part: Partial<InternalBody>) => kept.put({ body: { ...body, ...part } });
  const partners = programme.data?.operation(operation ?? "")?.partners ?? [];
  const chosen = partner ?? (partners.length === 1 ? (partners[0] ?? null) : null);
  const isWhole =
    operation !== null &&
    chosen !== null &&
    isDay(body.starts) &&
    isDay(body.ends) &&
    body.lines.length > 0 &&
    [...body.lines, ...body.objectives].every(({ label }) => isSaid(label));
  return (
    <Form
      submit={say(words.make)}
      isComplete={isWhole}
      send={async () => {
        const sent: InternalBody = { ...body, partner: chosen ?? "" };
        const { id } = await api.send<Made>(
          "POST",
          `/api/operations/${operation ?? ""}/internal-agreements`,
          sent,
        );
        kept.forget();
        void renew();
        void navigate(address(`money/agreements/${id}`));
      }}
    >
      {({ missing }) => (
        <>
          {kept.isRestored && <Restored onAnew={kept.reset} />}
          <div className={style.fields}>
            <ComboBox
              label={say(words.operation)}
              name="operation"
              isRequired
              value={operation}
              options={mayMakeIn.map(({ operation: id, title }) => ({ id, label: say(title) }))}
              onChange={(next) => {
                kept.put({ operation: next, partner: null });
              }}
              {...missing(operation === null)}
            />
            <ComboBox
              label={say(words.partner)}
              name="partner"
              isRequired
              value={chosen}
              options={partners.map((id) => ({
                id,
                label: say(programme.data?.partnerName(id) ?? plain(id)),
              }))}
              onChange={(next) => kept.put({ partner: next })}
              {...missing(chosen === null)}
            />
            <DateField
              label={say(words.starts)}
              name="starts"
              value={body.starts}
              onChange={(starts) => put({ starts })}
              {...missing(!isDay(body.starts))}
            />
            <DateField
              label={say(words.ends)}
              name="ends"
              value={body.ends}
              onChange={(ends) => put({ ends })}
              {...missing(!isDay(body.ends))}
            />
            <Select
              label={say(words.mode)}
              value={body.financingMode}
              options={making.financingModes.map(({ id, label }) => ({ id, label: say(label) }))}
              onChange={(financingMode) => put({ financingMode: financingMode ?? "" })}
            />
            <Select
              label={say(words.instalments)}
              value={body.instalments}
              empty={say(words.none)}
              options={making.instalments.map(({ id, label }) => ({ id, label: say(label) }))}
              onChange={(instalments) => put({ instalments })}
            />
          </div>
          <Section title={say(words.plan)}>
            {missing(body.lines.length === 0, say(words.noLines)).error !== undefined && (
              <Notice tone="error" isLive title={say(words.noLines)} />
            )}
            <PlanEditor
              choices={choicesIn(making.choices, operation)}
              lines={body.lines}
              onChange={(lines) => put({ lines: [...lines] })}
            />
          </Section>
          <Section title={say(words.objectives)}>
            <ObjectivesEditor
              choices={choicesIn(making.choices, operation)}
              objectives={body.objectives}
              onChange={(objectives) => put({ objectives: [...objectives] })}
            />
          </Section>
        </>
      )}
    </Form>
  );
};

const words = {
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  notAllowed: {
    fr: "Vous n'établissez pas de conventions.",
    nl: "U maakt geen overeenkomsten op.",
    en: "You do not make agreements.",
  },
  make: { fr: "Établir le projet", nl: "Het ontwerp opmaken", en: "Make the draft" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  partner: { fr: "Organisme du service", nl: "Organisatie van de dienst", en: "Body of the service" },
  starts: { fr: "Début", nl: "Begin", en: "Begins" },
  ends: { fr: "Fin", nl: "Einde", en: "Ends" },
  mode: { fr: "Mode de financement", nl: "Financieringswijze", en: "Financing mode" },
  instalments: { fr: "Paiement", nl: "Betaling", en: "Payment" },
  none: { fr: "Sans tranches", nl: "Zonder schijven", en: "No instalments" },
  plan: { fr: "Plan de financement", nl: "Financieringsplan", en: "Financing plan" },
  noLines: {
    fr: "Le plan a besoin d'une ligne au moins.",
    nl: "Het plan heeft minstens één regel nodig.",
    en: "The plan needs one line at least.",
  },
  objectives: { fr: "Objectifs", nl: "Doelstellingen", en: "Objectives" },
} satisfies Record<string, Text>;
