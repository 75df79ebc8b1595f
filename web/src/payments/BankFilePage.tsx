import { useState } from "react";
import { useParams } from "react-router";
import type { BankFilePage as BankFile } from "../../../src/payment/shapes.ts";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  ButtonLink,
  ButtonRow,
  CopyButton,
  DateField,
  Facts,
  isDay,
  Loaded,
  Page,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { useAct } from "../money/use-act.ts";
import { Section } from "../programme/Section.tsx";
import { PaymentTable } from "./PaymentTable.tsx";
import style from "./payments.module.css";
import { titles } from "./titles.ts";
import { useBankFile } from "./use-payments.ts";

/** A bank file: taken to the bank, then noted as executed. */
export const BankFilePage = () => {
  const say = useSay();
  const { date } = useFormat();
  const { file: id = "" } = useParams();
  const file = useBankFile(id);
  const page = file.data;
  return (
    <Page
      title={page ? say(words.title, { id: page.messageId }) : say(titles.file)}
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        { label: say(titles.payments), to: "money/payments" },
        { label: say(words.files), to: "money/payments?show=files" },
      ]}
      meta={
        page &&
        (page.executedOn === null ? (
          <Badge tone="warning">{say(words.waits)}</Badge>
        ) : (
          <Badge tone="success">{say(words.executed, { day: date(page.executedOn) })}</Badge>
        ))
      }
    >
      <Loaded query={file}>{(data) => <Contents file={data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ file }: Readonly<{ file: BankFile }>) => {
  const say = useSay();
  const { date, dateTime, money, number } = useFormat();
  const [isNoting, setIsNoting] = useState(false);
  const { id, format, madeBy, executeOn, count, total, sha256, executedOn, payments, may } = file;
  return (
    <>
      <div className={style.next}>
        <p>{say(executedOn === null ? words.nextWaits : words.nextDone)}</p>
        <ButtonRow>
          <ButtonLink
            to={`/api/bank-files/${id}/xml`}
            variant={executedOn === null ? "primary" : "secondary"}
            icon="download"
            download
          >
            {say(words.take)}
          </ButtonLink>
          {may.executed && <Button onPress={() => setIsNoting(true)}>{say(words.note)}</Button>}
        </ButtonRow>
      </div>
      <Facts
        layout="tiles"
        items={[
          { label: say(words.total), value: money(total) },
          { label: say(words.count), value: number(count) },
          { label: say(words.executeOn), value: date(executeOn) },
        ]}
      />
      <Facts
        items={[
          {
            id: "made",
            label: say(words.made),
            value: [dateTime(madeBy.at), ...(madeBy.name === null ? [] : [madeBy.name])].join(" · "),
          },
          { id: "format", label: say(words.format), value: format },
          {
            id: "hash",
            label: say(words.hash),
            value: (
              <>
                <span className={style.hash}>{sha256}</span>{" "}
                <CopyButton text={sha256} copied={say(words.copied)} variant="quiet" />
              </>
            ),
          },
        ]}
      />
      <Section title={say(titles.payments)}>
        <PaymentTable label={say(titles.payments)} rows={payments} none="" isDone />
      </Section>
      {isNoting && <ExecutedDialog file={file} onClose={() => setIsNoting(false)} />}
    </>
  );
};

const ExecutedDialog = ({ file, onClose }: Readonly<{ file: BankFile; onClose: () => void }>) => {
  const say = useSay();
  const [executedOn, setExecutedOn] = useState(file.executeOn);
  const note = useAct(
    say(words.noted),
    () => api.send("POST", `/api/bank-files/${file.id}/executed`, { executedOn }),
    onClose,
  );
  return (
    <FormDialog
      title={say(words.note)}
      act={say(words.note)}
      isComplete={isDay(executedOn)}
      send={() => note.mutateAsync(undefined)}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <p>{say(words.noteWhat)}</p>
          <DateField
            label={say(words.executedOn)}
            name="executedOn"
            value={executedOn}
            onChange={setExecutedOn}
            isRequired
            {...missing(!isDay(executedOn))}
          />
        </>
      )}
    </FormDialog>
  );
};

const words = {
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  files: { fr: "Fichiers bancaires", nl: "Bankbestanden", en: "Bank files" },
  title: { fr: "Fichier bancaire {id}", nl: "Bankbestand {id}", en: "Bank file {id}" },
  waits: { fr: "exécution à confirmer", nl: "uitvoering te bevestigen", en: "execution to be confirmed" },
  executed: { fr: "exécuté le {day}", nl: "uitgevoerd op {day}", en: "executed on {day}" },
  nextWaits: {
    fr: "Chargez le fichier dans la banque en ligne, puis notez ici le jour où la banque l'a exécuté.",
    nl: "Laad het bestand op bij de onlinebank en noteer hier de dag waarop de bank het heeft uitgevoerd.",
    en: "Load the file at the online bank, then note here the day on which the bank executed it.",
  },
  nextDone: {
    fr: "La banque a exécuté ce fichier. Un paiement qui revient se note sur sa propre page.",
    nl: "De bank heeft dit bestand uitgevoerd. Een betaling die terugkomt, noteert u op haar eigen pagina.",
    en: "The bank executed this file. A payment that comes back is noted on its own page.",
  },
  take: { fr: "Télécharger le fichier", nl: "Het bestand downloaden", en: "Download the file" },
  note: { fr: "Noter l'exécution", nl: "De uitvoering noteren", en: "Note the execution" },
  noteWhat: {
    fr: "Tous les paiements du fichier deviennent payés, et les partenaires le voient.",
    nl: "Alle betalingen van het bestand worden betaald, en de partners zien dat.",
    en: "All payments of the file become paid, and the partners see it.",
  },
  noted: {
    fr: "Les paiements du fichier sont payés.",
    nl: "De betalingen van het bestand zijn betaald.",
    en: "The payments of the file are paid.",
  },
  executedOn: { fr: "Exécuté le", nl: "Uitgevoerd op", en: "Executed on" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  count: { fr: "Paiements", nl: "Betalingen", en: "Payments" },
  executeOn: { fr: "Exécution demandée le", nl: "Uit te voeren op", en: "To be executed on" },
  made: { fr: "Fait", nl: "Gemaakt", en: "Made" },
  format: { fr: "Format", nl: "Formaat", en: "Format" },
  copied: { fr: "L'empreinte est copiée.", nl: "De vingerafdruk is gekopieerd.", en: "The hash is copied." },
  hash: { fr: "Empreinte (SHA-256)", nl: "Vingerafdruk (SHA-256)", en: "Hash (SHA-256)" },
} satisfies Record<string, Text>;
