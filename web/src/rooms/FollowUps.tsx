import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RoomPage } from "../../../src/rooms/shapes.ts";
import { Badge, Button, EmptyState } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { PartDialog, type PartAsked } from "./PartDialog.tsx";
import style from "./rooms.module.css";

/** When to get in touch with the person again, and what came of it. */
export const FollowUps = ({
  page,
  followUps,
}: {
  page: RoomPage;
  followUps: NonNullable<RoomPage["followUps"]>;
}) => {
  const say = useSay();
  const format = useFormat();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<PartAsked>();
  const { fields } = page;
  const { due, done, others } = fields.followUps;
  const plan = () =>
    setAsked({
      part: "follow-ups",
      register: followUps.register,
      title: say(words.plan),
      submit: say(words.planned),
      fields: [due],
      first: {},
      given: {},
    });
  return (
    <Section
      title={say(words.title)}
      actions={page.mayWrite && <Button onPress={plan}>{say(words.plan)}</Button>}
    >
      {followUps.rows.length === 0 ? (
        <EmptyState title={say(words.none)} />
      ) : (
        <ul className={style.lines}>
          {followUps.rows.map((row) => (
            <li key={row.record} className={style.line}>
              <span className={style.grow}>
                <strong>{format.date(row.due)}</strong>{" "}
                {row.doneOn !== null ? (
                  <>
                    <Badge tone="success">{say(words.done, { day: format.date(row.doneOn) })}</Badge>{" "}
                    {row.facts.map(({ value }) => say(value)).join(" · ")}
                  </>
                ) : (row.daysLeft ?? 0) < 0 ? (
                  <Badge tone="warning" hasIcon>
                    {say(words.late, { days: format.count(-(row.daysLeft ?? 0), days) })}
                  </Badge>
                ) : (
                  <Badge tone="info">
                    {say(words.left, { days: format.count(row.daysLeft ?? 0, days) })}
                  </Badge>
                )}
              </span>
              {page.mayWrite && row.doneOn === null && (
                <Button
                  size="s"
                  aria-label={say(words.noteOf, { day: format.date(row.due) })}
                  onPress={() =>
                    setAsked({
                      part: "follow-ups",
                      register: followUps.register,
                      title: say(words.noteOf, { day: format.date(row.due) }),
                      submit: say(words.note),
                      fields: [done, ...others],
                      first: { [done]: page.today },
                      given: {},
                      known: { record: row.record, version: row.version },
                    })
                  }
                >
                  {say(words.note)}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {asked && (
        <PartDialog
          page={page}
          asked={asked}
          onClose={() => setAsked(undefined)}
          onKept={() => queries.invalidateQueries({ queryKey: ["rooms", page.service] })}
        />
      )}
    </Section>
  );
};

const days = {
  one: { fr: "{count} jour", nl: "{count} dag", en: "{count} day" },
  other: { fr: "{count} jours", nl: "{count} dagen", en: "{count} days" },
};

const words = {
  title: { fr: "Suivi dans le temps", nl: "Opvolging in de tijd", en: "Follow-up over time" },
  none: { fr: "Aucun suivi prévu", nl: "Geen opvolging gepland", en: "No follow-up planned" },
  plan: { fr: "Prévoir un suivi", nl: "Opvolging plannen", en: "Plan a follow-up" },
  planned: { fr: "Prévoir", nl: "Plannen", en: "Plan" },
  done: { fr: "fait le {day}", nl: "gedaan op {day}", en: "done on {day}" },
  late: { fr: "en retard de {days}", nl: "{days} te laat", en: "{days} overdue" },
  left: { fr: "dans {days}", nl: "binnen {days}", en: "in {days}" },
  note: { fr: "Noter le contact", nl: "Contact noteren", en: "Record the contact" },
  noteOf: {
    fr: "Noter le contact prévu le {day}",
    nl: "Het contact van {day} noteren",
    en: "Record the contact planned for {day}",
  },
} satisfies Record<string, Text>;
