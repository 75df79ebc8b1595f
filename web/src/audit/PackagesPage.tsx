import { useState } from "react";
import type { TrailHead } from "../../../src/audit/trail-shapes.ts";
import { useActor } from "../actor.ts";
import {
  ButtonLink,
  Cell,
  Column,
  Columns,
  EmptyState,
  Facts,
  Loaded,
  Page,
  Row,
  Rows,
  Select,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import { useProgramme } from "../programme/use-programme.ts";
import { Section } from "../programme/Section.tsx";
import { AuditNav } from "./AuditNav.tsx";
import style from "./audit.module.css";
import { money, titles } from "./titles.ts";
import { useTrailHead } from "./use-audit.ts";

/** The audit trail of an operation as one package that is verified without Jalon's database. */
export const PackagesPage = () => {
  const say = useSay();
  const head = useTrailHead();
  return (
    <Page
      title={say(titles.packages)}
      lead={say(words.lead)}
      breadcrumbs={[{ label: say(money), to: "money" }]}
    >
      <AuditNav here="money/packages" />
      <Loaded query={head}>
        {(page) => (
          <>
            <Make page={page} />
            <Section title={say(words.shows)}>
              <ul>
                {shows.map((text) => (
                  <li key={text.en}>{say(text)}</li>
                ))}
              </ul>
            </Section>
            <Head page={page} />
            <Made page={page} />
          </>
        )}
      </Loaded>
    </Page>
  );
};

const Make = ({ page: { operations } }: Readonly<{ page: TrailHead }>) => {
  const say = useSay();
  const language = useLanguage();
  const [operation, setOperation] = useState<string | null>(null);
  return (
    <div className={style.next}>
      <div className={style.fields}>
        <Select
          label={say(words.operation)}
          value={operation}
          onChange={setOperation}
          options={operations.map(({ operation: id, title }) => ({ id, label: say(title) }))}
        />
      </div>
      {operation !== null && (
        <div>
          <ButtonLink
            to={`/api/operations/${operation}/audit-trail.zip?language=${language}`}
            variant="primary"
            icon="download"
            download
          >
            {say(words.make)}
          </ButtonLink>
        </div>
      )}
    </div>
  );
};

const Head = ({ page: { head, anchored } }: Readonly<{ page: TrailHead }>) => {
  const say = useSay();
  const { number, dateTime } = useFormat();
  if (!head) return null;
  return (
    <Section title={say(words.head)}>
      <Facts
        items={[
          {
            id: "head",
            label: say(words.last),
            value: (
              <>
                {number(head.seq)} · {dateTime(head.at)}
                <span className={`${style.sub} ${style.hash}`}>{head.hash}</span>
              </>
            ),
          },
          ...(anchored === null
            ? []
            : [
                {
                  id: "anchored",
                  label: say(words.anchored),
                  value: (
                    <>
                      {number(anchored.seq)}
                      <span className={`${style.sub} ${style.hash}`}>{anchored.hash}</span>
                    </>
                  ),
                },
              ]),
        ]}
      />
    </Section>
  );
};

const Made = ({ page: { packages } }: Readonly<{ page: TrailHead }>) => {
  const say = useSay();
  const actor = useActor();
  const { dateTime, number } = useFormat();
  const programme = useProgramme().data;
  return (
    <Section title={say(words.made)}>
      {packages.length === 0 ? (
        <EmptyState title={say(words.noneMade)} />
      ) : (
        <Table label={say(words.made)}>
          <Columns>
            <Column>{say(words.at)}</Column>
            <Column>{say(words.operation)}</Column>
            <Column isNumeric>{say(words.size)}</Column>
            <Column isNumeric>{say(words.until)}</Column>
            <Column width="wide">{say(words.hash)}</Column>
          </Columns>
          <Rows>
            {packages.map((each) => (
              <Row key={each.id}>
                <Cell isHead isWrapped={false}>
                  {dateTime(each.madeAt)}
                  <span className={style.sub}>{actor(each.madeBy)}</span>
                </Cell>
                <Cell>{programme ? say(programme.operationTitle(each.operation)) : each.operation}</Cell>
                <Cell isNumeric>{say(words.kilobytes, { size: number(Math.ceil(each.bytes / 1024)) })}</Cell>
                <Cell isNumeric>{number(each.head.seq)}</Cell>
                <Cell>
                  <span className={style.hash}>{each.sha256}</span>
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </Section>
  );
};

const shows = [
  {
    fr: "Conventions, déclarations, contrôles, décisions, paiements et écritures de l'opération, avec leurs pièces ; les noms seulement si vous pouvez les lire.",
    nl: "Overeenkomsten, declaraties, controles, beslissingen, betalingen en boekingen van de operatie, met hun stukken; namen enkel als u ze mag lezen.",
    en: "Agreements, declarations, verifications, decisions, payments and postings of the operation, with their evidence; names only if you may read them.",
  },
  {
    fr: "La chaîne des empreintes de tous les changements : une ligne modifiée, ajoutée, retirée ou déplacée se voit.",
    nl: "De keten van vingerafdrukken van alle wijzigingen: een gewijzigde, toegevoegde, verwijderde of verplaatste regel valt op.",
    en: "The chain of hashes of all changes: a line that was changed, added, taken away or moved is seen.",
  },
  {
    fr: "« jalon audit verify » le vérifie sur n'importe quelle machine, sans base de données ni réseau.",
    nl: '"jalon audit verify" gaat het na op elke machine, zonder databank of netwerk.',
    en: '"jalon audit verify" verifies it on any machine, without database or network.',
  },
  {
    fr: "Il ne peut pas montrer que ce qui a été encodé était vrai : c'est ce que le contrôle regarde.",
    nl: "Het kan niet tonen dat wat ingevoerd werd waar was: dat bekijkt de controle.",
    en: "It cannot show that what was entered was true: that is what the control looks at.",
  },
] satisfies readonly Text[];

const words = {
  lead: {
    fr: "Tout ce qui fonde les montants d'une opération, en un fichier qui se vérifie hors de Jalon.",
    nl: "Alles waarop de bedragen van een operatie steunen, in één bestand dat buiten Jalon na te gaan is.",
    en: "All that the amounts of an operation rest on, in one file that is verified outside of Jalon.",
  },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  make: { fr: "Télécharger le paquet", nl: "Het pakket downloaden", en: "Download the package" },
  shows: {
    fr: "Ce qu'il montre, et ce qu'il ne peut pas",
    nl: "Wat het toont, en wat niet",
    en: "What it shows, and what it cannot",
  },
  head: {
    fr: "La piste d'audit à cet instant",
    nl: "Het auditspoor op dit ogenblik",
    en: "The audit trail at this moment",
  },
  last: { fr: "Dernier changement", nl: "Laatste wijziging", en: "Last change" },
  anchored: {
    fr: "Dernier gardé hors de la base",
    nl: "Laatste bewaard buiten de databank",
    en: "Last one kept outside of the database",
  },
  made: { fr: "Paquets remis", nl: "Afgeleverde pakketten", en: "Packages handed out" },
  noneMade: {
    fr: "Aucun paquet n'a encore été remis.",
    nl: "Er is nog geen pakket afgeleverd.",
    en: "No package was handed out yet.",
  },
  at: { fr: "Remis le", nl: "Afgeleverd op", en: "Handed out on" },
  size: { fr: "Taille", nl: "Grootte", en: "Size" },
  kilobytes: { fr: "{size} ko", nl: "{size} kB", en: "{size} kB" },
  until: { fr: "Jusqu'au changement", nl: "Tot wijziging", en: "Up to change" },
  hash: { fr: "Empreinte", nl: "Vingerafdruk", en: "Hash" },
} satisfies Record<string, Text>;
