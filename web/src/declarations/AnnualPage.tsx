import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import type { AnnualPage as Annual } from "../../../src/declaration/annual-shapes.ts";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  ButtonLink,
  ButtonRow,
  Facts,
  Loaded,
  Notice,
  Page,
  Select,
  useAddress,
} from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { AnnualSection } from "./AnnualSection.tsx";
import { AnnualSubmitDialog } from "./AnnualSubmitDialog.tsx";
import { AnnualTable } from "./AnnualTable.tsx";
import { AnnualChecks } from "./AnnualChecks.tsx";
import style from "./declarations.module.css";
import { KeepStatus } from "../money/KeepStatus.tsx";
import { useAnnualTexts } from "./use-annual-texts.ts";

/** The annual file of an agreement: what was done, with the figures beside the words; and the money of the year. */
export const AnnualPage = () => {
  const say = useSay();
  const { agreement = "", year = "" } = useParams();
  const annual = useQuery({
    queryKey: ["annual", agreement, year],
    queryFn: () => api.get<Annual>(`/api/agreements/${agreement}/years/${year}`),
  });
  const page = annual.data;
  return (
    <Page
      title={say(words.title, { year })}
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        { label: page?.agreement.number ?? say(words.agreement), to: `money/agreements/${agreement}` },
      ]}
      meta={
        page && (
          <Badge tone={page.state === "submitted" ? "success" : "info"}>
            {say(page.state === "submitted" ? words.submitted : words.draft)}
          </Badge>
        )
      }
      lead={page && `${say(page.partner.name)} · ${say(page.operation.title)}`}
    >
      <Loaded query={annual}>{(data) => <Contents key={`${agreement} ${year}`} page={data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ page }: Readonly<{ page: Annual }>) => {
  const say = useSay();
  const language = useLanguage();
  const { date, dateTime, number } = useFormat();
  const texts = useAnnualTexts(page);
  const [isSubmitting, setIsSubmitting] = useState(false);
  const { agreement, year, submitted, due } = page;
  return (
    <>
      {submitted && (
        <Notice tone="success" title={say(words.receipt, { receipt: number(submitted.receipt) })}>
          <Facts
            items={[
              { label: say(words.at), value: dateTime(submitted.at) },
              ...(submitted.by === "" ? [] : [{ label: say(words.by), value: submitted.by }]),
              { label: say(words.hash), value: <code className={style.hash}>{submitted.hash}</code> },
            ]}
          />
        </Notice>
      )}
      {!submitted && due !== null && (
        <Notice tone="info" title={say(words.waits)}>
          {say(words.due, { due: date(due, "long") })}
        </Notice>
      )}
      <div className={style.choose}>
        <Years page={page} />
        <ButtonRow>
          {page.maySubmit && (
            <Button
              variant="primary"
              onPress={() => {
                void texts.keepNow();
                setIsSubmitting(true);
              }}
            >
              {say(words.submit)}
            </Button>
          )}
          <ButtonLink
            to={`/api/agreements/${agreement.id}/years/${year}/report.pdf?language=${language}`}
            icon="download"
            variant={submitted ? "primary" : "secondary"}
            download
          >
            {say(words.pdf)}
          </ButtonLink>
        </ButtonRow>
      </div>
      <KeepStatus keeping={texts} />
      <AnnualChecks checks={page.checks} />
      {page.sections.map((section) => (
        <Section key={section.section} title={say(section.label)}>
          <AnnualSection page={page} section={section} texts={texts} />
        </Section>
      ))}
      <Section title={say(words.table)}>
        <AnnualTable page={page} />
      </Section>
      {isSubmitting && (
        <AnnualSubmitDialog page={page} texts={texts} onClose={() => setIsSubmitting(false)} />
      )}
    </>
  );
};

const Years = ({ page: { agreement, year, years } }: Readonly<{ page: Annual }>) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  if (years.length < 2) return null;
  return (
    <Select
      label={say(words.year)}
      value={String(year)}
      onChange={(next) => void navigate(address(`money/agreements/${agreement.id}/years/${next}`))}
      options={years.map((each) => ({ id: String(each), label: String(each) }))}
    />
  );
};

const words = {
  title: { fr: "Dossier annuel {year}", nl: "Jaardossier {year}", en: "Annual file {year}" },
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  submitted: { fr: "introduit", nl: "ingediend", en: "submitted" },
  draft: { fr: "en préparation", nl: "in voorbereiding", en: "being prepared" },
  receipt: {
    fr: "Accusé de réception n° {receipt}",
    nl: "Ontvangstbewijs nr. {receipt}",
    en: "Receipt no. {receipt}",
  },
  at: { fr: "Introduit le", nl: "Ingediend op", en: "Submitted on" },
  by: { fr: "Par", nl: "Door", en: "By" },
  hash: { fr: "Empreinte SHA-256 du contenu", nl: "SHA-256 van de inhoud", en: "SHA-256 of the content" },
  waits: {
    fr: "Attend vos textes : les chiffres et les montants y sont déjà.",
    nl: "Wacht op uw teksten: de cijfers en bedragen staan er al.",
    en: "Waits for your texts: figures and amounts are there already.",
  },
  due: { fr: "À introduire pour le {due}.", nl: "In te dienen tegen {due}.", en: "Due on {due}." },
  submit: { fr: "Introduire le dossier", nl: "Het dossier indienen", en: "Submit the file" },
  pdf: { fr: "Télécharger en PDF", nl: "Downloaden als PDF", en: "Download as PDF" },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  table: { fr: "Tableau financier", nl: "Financiële tabel", en: "Financial table" },
} satisfies Record<string, Text>;
