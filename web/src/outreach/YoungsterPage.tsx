import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import type { YoungsterPage as Shown } from "../../../src/outreach/shapes.ts";
import { api } from "../api.ts";
import { Badge, Button, Card, Facts, Link, Loaded, Notice, Page, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { AgreementDialog } from "./AgreementDialog.tsx";
import style from "./outreach.module.css";

/** Somebody whom the log follows: every contact under their code, and what begins when they agree. */
export const YoungsterPage = () => {
  const say = useSay();
  const { service = "", operation = "", record = "" } = useParams();
  const page = useQuery({
    queryKey: ["outreach", service, "person", operation, record],
    queryFn: () => api.get<Shown>(`/api/services/${service}/outreach/${operation}/contacts/${record}`),
  });
  const { data } = page;
  return (
    <Page
      title={data ? (data.youngster.nickname ?? data.youngster.code) : say(words.title)}
      windowTitle={say(words.title)}
      breadcrumbs={[
        { label: say(words.services), to: "services" },
        { label: say(words.log), to: `services/${service}/outreach` },
      ]}
      {...(data ? { meta: <Badge tone="info">{say(data.youngster.stage.label)}</Badge> } : {})}
      {...(data
        ? { lead: say(words.lead, { code: data.youngster.code, partner: say(data.partnerName) }) }
        : {})}
    >
      <Loaded query={page}>{(page) => <Person page={page} service={service} />}</Loaded>
    </Page>
  );
};

const Person = ({ page, service }: Readonly<{ page: Shown; service: string }>) => {
  const say = useSay();
  const format = useFormat();
  const [isAgreeing, setIsAgreeing] = useState(false);
  const { youngster, contacts, registersAs } = page;
  const { participation, agreedOn, operation } = youngster;
  return (
    <Stack gap="m">
      {youngster.elsewhere && (
        <Notice tone="warning" title={say(words.elsewhere)}>
          {say(words.elsewhereHelp)}
        </Notice>
      )}
      <Card
        title={say(words.agreement)}
        actions={
          participation === null &&
          page.may.write && (
            <Button variant="primary" icon="check" onPress={() => setIsAgreeing(true)}>
              {say(words.agree)}
            </Button>
          )
        }
      >
        {participation === null ? (
          <p>{say(words.notYet)}</p>
        ) : (
          <p>
            {agreedOn !== null && say(words.agreed, { date: format.date(agreedOn) })}{" "}
            <Link to={`operations/${operation}/registers/${registersAs.register}/records/${participation}`}>
              {say(words.open)}
            </Link>
          </p>
        )}
      </Card>
      <Card title={say(words.facts)}>
        <Facts
          items={[
            { label: say(words.since), value: format.date(youngster.since) },
            { label: say(words.seen), value: youngster.seen && format.date(youngster.seen) },
            { label: say(words.unanswered), value: format.number(youngster.unanswered) },
            { label: say(words.segment), value: youngster.segment && say(youngster.segment.label) },
          ]}
        />
      </Card>
      <Card title={format.count(contacts.length, words.contacts)}>
        <ol className={style.people}>
          {contacts.map(({ record, date, stage, reaction, place, relay }) => (
            <li key={record} className={style.person}>
              <span className={style.words}>
                <Link to={`operations/${operation}/registers/${page.contactsRegister}/records/${record}`}>
                  {format.date(date)}
                </Link>
                <span className={style.details}>
                  {[say(stage), reaction && say(reaction), place, relay && say(relay)]
                    .filter((text) => text !== null && text !== "")
                    .join(" · ")}
                </span>
              </span>
            </li>
          ))}
        </ol>
      </Card>
      {isAgreeing && <AgreementDialog page={page} service={service} onClose={() => setIsAgreeing(false)} />}
    </Stack>
  );
};

const words = {
  title: { fr: "Suivi d'un jeune", nl: "Opvolging van een jongere", en: "Following a young person" },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  log: { fr: "Contacts de terrain", nl: "Contacten op het terrein", en: "Outreach contacts" },
  lead: {
    fr: "Code {code}, suivi par {partner}.",
    nl: "Code {code}, gevolgd door {partner}.",
    en: "Code {code}, followed by {partner}.",
  },
  agreement: { fr: "Accord et inscription", nl: "Akkoord en inschrijving", en: "Agreement and entry" },
  agree: { fr: "Le jeune est d'accord", nl: "De jongere is akkoord", en: "The young person agrees" },
  notYet: {
    fr: "Ni nom, ni téléphone, ni date de naissance tant que le jeune n'a pas donné son accord.",
    nl: "Geen naam, telefoon of geboortedatum zolang de jongere niet akkoord ging.",
    en: "No name, telephone or date of birth as long as the young person has not agreed.",
  },
  agreed: { fr: "Accord donné le {date}.", nl: "Akkoord gegeven op {date}.", en: "Agreed on {date}." },
  open: { fr: "Ouvrir la fiche de participation", nl: "Open de deelnamefiche", en: "Open the participation" },
  facts: { fr: "Où en est-on", nl: "Stand van zaken", en: "Where things stand" },
  since: { fr: "À cette étape depuis le", nl: "In deze stap sinds", en: "At this stage since" },
  seen: { fr: "Dernières nouvelles le", nl: "Laatste nieuws op", en: "Last news on" },
  unanswered: {
    fr: "Rappels sans réponse",
    nl: "Herinneringen zonder antwoord",
    en: "Reminders not answered",
  },
  segment: { fr: "Situation", nl: "Situatie", en: "Situation" },
  elsewhere: {
    fr: "Un autre partenaire connaît aussi cette personne",
    nl: "Een andere partner kent deze persoon ook",
    en: "Another partner knows this person too",
  },
  elsewhereHelp: {
    fr: "Même nom et même date de naissance. Parlez-en avec elle : une seule association l'inscrit.",
    nl: "Zelfde naam en geboortedatum. Bespreek het samen: één vereniging schrijft de persoon in.",
    en: "Same name and birth date. Talk about it with them: one association enters them.",
  },
  contacts: {
    one: { fr: "{count} contact", nl: "{count} contact", en: "{count} contact" },
    other: { fr: "{count} contacts", nl: "{count} contacten", en: "{count} contacts" },
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
