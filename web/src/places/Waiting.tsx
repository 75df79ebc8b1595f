import { useState } from "react";
import type { PlacesPage, Waiting as Row } from "../../../src/places/shapes.ts";
import {
  Badge,
  Button,
  ButtonRow,
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Row as TableRow,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { StepsButton } from "../record/StepsButton.tsx";
import { OfferDialog } from "./OfferDialog.tsx";
import style from "./places.module.css";
import { nameOf, recordPage } from "./use-places.ts";

/** Who waits for a place, in the order of the declared priorities; each reason that counts is told with its points. */
export const Waiting = ({ page }: { page: PlacesPage }) => {
  const say = useSay();
  const format = useFormat();
  const [offered, setOffered] = useState<Row>();
  const [isWhole, setIsWhole] = useState(false);
  const { waiting, requests, priorities, structures } = page;
  if (!requests) return null;
  const rows = isWhole ? waiting.rows : waiting.rows.slice(0, shownFirst);
  const hasKinds = waiting.rows.some(({ kind }) => kind !== null);
  return (
    <Section title={say(words.title, { count: format.number(waiting.count) })}>
      {waiting.rows.length === 0 ? (
        <EmptyState title={say(words.nobody)} />
      ) : (
        <>
          {priorities.length > 0 && <p className={style.note}>{say(words.order)}</p>}
          <Table label={say(words.label)}>
            <Columns>
              <Column isNumeric width="least">
                {say(words.rank)}
              </Column>
              <Column>{say(words.request)}</Column>
              <Column>{say(words.act)}</Column>
              <Column>{say(words.asked)}</Column>
              {hasKinds && <Column>{say(words.kind)}</Column>}
              <Column>{say(words.wanted)}</Column>
              {priorities.length > 0 && <Column width="wide">{say(words.reasons)}</Column>}
            </Columns>
            <Rows>
              {rows.map((row) => (
                <TableRow key={`${row.operation} ${row.record}`}>
                  <Cell isNumeric>{format.number(row.rank)}</Cell>
                  <Cell isHead>
                    <Link to={recordPage(row.operation, requests.register, row.record)}>
                      {nameOf(row, say)}
                    </Link>
                  </Cell>
                  <Cell>
                    <ButtonRow>
                      {row.mayOffer && structures && (
                        <Button
                          size="s"
                          onPress={() => setOffered(row)}
                          aria-label={say(words.offerTo, { name: nameOf(row, say) })}
                        >
                          {say(words.offer)}
                        </Button>
                      )}
                      <StepsButton
                        operation={row.operation}
                        register={requests.register}
                        record={String(row.record)}
                        name={nameOf(row, say)}
                      />
                    </ButtonRow>
                  </Cell>
                  <Cell>{format.date(row.asked)}</Cell>
                  {hasKinds && <Cell>{row.kind && say(row.kind.label)}</Cell>}
                  <Cell>
                    {format.date(row.from)}
                    {row.until !== null && ` – ${format.date(row.until)}`}
                    {row.lastDay !== null && row.lastDay < (row.until ?? "9999") && (
                      <span className={style.limit}>
                        {say(words.limit, { day: format.date(row.lastDay) })}
                      </span>
                    )}
                  </Cell>
                  {priorities.length > 0 && (
                    <Cell isWrapped>
                      {row.reasons.length === 0 ? (
                        <span className={style.muted}>{say(words.none)}</span>
                      ) : (
                        <ul className={style.reasons}>
                          {row.reasons.map((reason) => (
                            <li key={reason.priority}>
                              <Badge tone="info">
                                {say(words.reason, {
                                  reason: say(reason.label),
                                  points: format.number(reason.points),
                                })}
                              </Badge>
                            </li>
                          ))}
                        </ul>
                      )}
                    </Cell>
                  )}
                </TableRow>
              ))}
            </Rows>
          </Table>
          {waiting.rows.length > rows.length && (
            <p className={style.more}>
              <Button size="s" onPress={() => setIsWhole(true)}>
                {say(words.all, { count: format.number(waiting.rows.length) })}
              </Button>
            </p>
          )}
          {isWhole && waiting.count > waiting.rows.length && (
            <p className={style.note}>{say(words.more, { shown: format.number(waiting.rows.length) })}</p>
          )}
        </>
      )}
      {offered && (
        <OfferDialog
          key={offered.record}
          service={page.service}
          today={page.today}
          row={offered}
          onClose={() => setOffered(undefined)}
        />
      )}
    </Section>
  );
};

/** Enough for a day's work; the others come on asking. */
const shownFirst = 10;

const words = {
  title: { fr: "Liste d'attente ({count})", nl: "Wachtlijst ({count})", en: "Waiting list ({count})" },
  label: { fr: "Liste d'attente", nl: "Wachtlijst", en: "Waiting list" },
  nobody: { fr: "Personne n'attend.", nl: "Er wacht niemand.", en: "Nobody is waiting." },
  order: {
    fr: "Dans l'ordre des points de priorité, puis de la date de la demande.",
    nl: "In de volgorde van de voorrangspunten, daarna van de datum van de aanvraag.",
    en: "In the order of the priority points, then of the date of the request.",
  },
  rank: { fr: "Rang", nl: "Rang", en: "Rank" },
  request: { fr: "Demande", nl: "Aanvraag", en: "Request" },
  asked: { fr: "Demandé le", nl: "Aangevraagd op", en: "Asked on" },
  kind: { fr: "Type", nl: "Soort", en: "Kind" },
  wanted: { fr: "Souhaité", nl: "Gewenst", en: "Wanted" },
  limit: { fr: "limite le {day}", nl: "grens op {day}", en: "limit on {day}" },
  reasons: { fr: "Priorité", nl: "Voorrang", en: "Priority" },
  reason: { fr: "{reason} +{points}", nl: "{reason} +{points}", en: "{reason} +{points}" },
  none: { fr: "sans priorité", nl: "zonder voorrang", en: "no priority" },
  act: { fr: "À faire", nl: "Te doen", en: "To do" },
  offer: { fr: "Proposer", nl: "Voorstellen", en: "Offer" },
  offerTo: {
    fr: "Proposer une place à la demande {name}",
    nl: "Een plaats voorstellen voor aanvraag {name}",
    en: "Offer a place to request {name}",
  },
  all: { fr: "Montrer les {count}", nl: "Alle {count} tonen", en: "Show all {count}" },
  more: {
    fr: "Les {shown} premières sont montrées.",
    nl: "De eerste {shown} zijn getoond.",
    en: "The first {shown} are shown.",
  },
} satisfies Record<string, Text>;
