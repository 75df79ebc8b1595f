import { useMutation } from "@tanstack/react-query";
import type { Kept } from "../../../src/entry/shapes.ts";
import type { Ending as Row, PlacesPage } from "../../../src/places/shapes.ts";
import { api } from "../api.ts";
import {
  announce,
  Badge,
  Button,
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Row as TableRow,
  Rows,
  Table,
  type Tone,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { ActProblem } from "./ActProblem.tsx";
import style from "./places.module.css";
import { nameOf, recordPage, useRenewal } from "./use-places.ts";

/** The stays that their limit ends in 30, 60 or 90 days, and those whose record goes on beyond it. */
export const Ending = ({
  page,
  ending,
}: Readonly<{ page: PlacesPage; ending: NonNullable<PlacesPage["ending"]> }>) => {
  const say = useSay();
  const format = useFormat();
  const renew = useRenewal();
  const end = useMutation({
    mutationFn: ({ row, step }: { row: Row; step: NonNullable<Row["end"]> }) =>
      api.send<Kept>(
        "POST",
        `/api/operations/${row.operation}/registers/${page.stays.register}/records/${row.record}/transitions/${step.transition}`,
        { version: row.version, texts: { [step.field]: row.lastDay } },
      ),
    onSuccess: async () => {
      announce(say(words.ended));
      await renew();
    },
  });
  const counts = bands.map(({ id, until, label }) => ({
    id,
    label,
    count: ending.rows.filter(({ daysLeft }) => bandOf(daysLeft).until === until).length,
  }));
  return (
    <Section title={say(words.title)}>
      <p className={style.note}>{say(ending.limit)}</p>
      {end.error && <ActProblem error={end.error} />}
      {ending.rows.length === 0 ? (
        <EmptyState title={say(words.nobody)} />
      ) : (
        <>
          <ul className={style.counts}>
            {counts.map(({ id, label, count }) => (
              <li key={id}>
                <strong>{format.number(count)}</strong> {say(label)}
              </li>
            ))}
          </ul>
          <Table label={say(words.title)}>
            <Columns>
              <Column>{say(words.stay)}</Column>
              <Column>{say(words.act)}</Column>
              {page.structures && <Column width="wide">{say(words.structure)}</Column>}
              <Column>{say(words.since)}</Column>
              <Column>{say(words.lastDay)}</Column>
              <Column>{say(words.left)}</Column>
            </Columns>
            <Rows>
              {ending.rows.map((row) => {
                const band = bandOf(row.daysLeft);
                return (
                  <TableRow key={`${row.operation} ${row.record}`}>
                    <Cell isHead>
                      <Link to={recordPage(row.operation, page.stays.register, row.record)}>
                        {nameOf(row, say)}
                      </Link>
                    </Cell>
                    <Cell>
                      {row.end && (
                        <Button
                          size="s"
                          isPending={end.isPending && end.variables.row.record === row.record}
                          onPress={() => {
                            if (row.end) end.mutate({ row, step: row.end });
                          }}
                          aria-label={say(words.endOf, {
                            name: nameOf(row, say),
                            day: format.date(row.lastDay),
                          })}
                        >
                          {say(words.end, { day: format.date(row.lastDay) })}
                        </Button>
                      )}
                    </Cell>
                    {page.structures && <Cell isWrapped>{row.structure}</Cell>}
                    <Cell>{format.date(row.from)}</Cell>
                    <Cell>{format.date(row.lastDay)}</Cell>
                    <Cell>
                      <Badge tone={band.tone} hasIcon={band.until < 0}>
                        {row.daysLeft < 0
                          ? say(words.past, { days: format.count(-row.daysLeft, dayWords) })
                          : format.count(row.daysLeft, dayWords)}
                      </Badge>
                    </Cell>
                  </TableRow>
                );
              })}
            </Rows>
          </Table>
        </>
      )}
    </Section>
  );
};

type Band = Readonly<{ id: string; until: number; tone: Tone | "neutral"; label: Text }>;

const bands: readonly Band[] = [
  {
    id: "past",
    until: -1,
    tone: "error",
    label: { fr: "au-delà de la limite", nl: "voorbij de grens", en: "beyond the limit" },
  },
  {
    id: "month",
    until: 30,
    tone: "warning",
    label: { fr: "dans les 30 jours", nl: "binnen 30 dagen", en: "within 30 days" },
  },
  {
    id: "two_months",
    until: 60,
    tone: "info",
    label: { fr: "de 31 à 60 jours", nl: "van 31 tot 60 dagen", en: "in 31 to 60 days" },
  },
  {
    id: "three_months",
    until: 90,
    tone: "neutral",
    label: { fr: "de 61 à 90 jours", nl: "van 61 tot 90 dagen", en: "in 61 to 90 days" },
  },
];

const latest: Band = { id: "later", until: 90, tone: "neutral", label: { fr: "", nl: "", en: "" } };

const bandOf = (daysLeft: number): Band => bands.find(({ until }) => daysLeft <= until) ?? latest;

const dayWords = {
  one: { fr: "{count} jour", nl: "{count} dag", en: "{count} day" },
  other: { fr: "{count} jours", nl: "{count} dagen", en: "{count} days" },
} satisfies Record<string, Text>;

const words = {
  title: {
    fr: "Séjours qui atteignent leur limite",
    nl: "Verblijven die hun grens bereiken",
    en: "Stays that reach their limit",
  },
  nobody: {
    fr: "Aucun séjour n'atteint sa limite dans les 90 jours.",
    nl: "Geen enkel verblijf bereikt zijn grens binnen 90 dagen.",
    en: "No stay reaches its limit within 90 days.",
  },
  stay: { fr: "Séjour", nl: "Verblijf", en: "Stay" },
  structure: { fr: "Structure", nl: "Structuur", en: "Structure" },
  since: { fr: "Depuis le", nl: "Sinds", en: "Since" },
  lastDay: { fr: "Dernier jour possible", nl: "Laatst mogelijke dag", en: "Last possible day" },
  left: { fr: "Reste", nl: "Resteert", en: "Left" },
  past: { fr: "dépassé de {days}", nl: "{days} overschreden", en: "{days} over" },
  act: { fr: "À faire", nl: "Te doen", en: "To do" },
  end: { fr: "Noter la fin au {day}", nl: "Einde noteren op {day}", en: "Record the end on {day}" },
  endOf: {
    fr: "Noter la fin au {day} : séjour {name}",
    nl: "Einde noteren op {day}: verblijf {name}",
    en: "Record the end on {day}: stay {name}",
  },
  ended: { fr: "La fin est notée.", nl: "Het einde is genoteerd.", en: "The end is recorded." },
} satisfies Record<string, Text>;
