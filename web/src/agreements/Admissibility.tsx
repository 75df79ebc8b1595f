import { useState } from "react";
import type { AdmissibilityBody, CandidacyPage } from "../../../src/agreement/call-shapes.ts";
import { api } from "../api.ts";
import { Badge, Form, RadioGroup, Stack, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./agreements.module.css";
import { useRenewal } from "./use-agreements.ts";

type Item = Readonly<{ id: string; met: boolean | null; reason: string }>;

/** The list by which a candidacy is admissible: what Jalon found itself is filled in, the rest somebody looks at. */
export const AdmissibilityForm = ({ candidacy }: { candidacy: CandidacyPage }) => {
  const say = useSay();
  const found = useFound();
  const renew = useRenewal();
  const [items, setItems] = useState<readonly Item[]>(() =>
    candidacy.checklist.map(({ id, met }) => ({ id, met, reason: "" })),
  );
  const put = (id: string, part: Partial<Item>) =>
    setItems(items.map((item) => (item.id === id ? { ...item, ...part } : item)));
  const lacks = ({ met, reason }: Item) => met === null || (!met && reason.trim() === "");
  const refused = items.some(({ met }) => met === false);
  return (
    <Form
      submit={say(refused ? words.inadmissible : words.admissible)}
      isComplete={!items.some(lacks)}
      send={async () => {
        const body: AdmissibilityBody = {
          items: items.map(({ id, met, reason }) => ({ id, met: met === true, reason: met ? "" : reason })),
        };
        await api.send("POST", `/api/candidacies/${candidacy.id}/admissibility`, body);
        await renew();
      }}
    >
      {({ missing }) => (
        <ul className={style.checklist}>
          {candidacy.checklist.map(({ id, label, met, found: text }) => {
            const item = items.find((each) => each.id === id);
            if (!item) return null;
            return (
              <li key={id}>
                <Stack gap="s">
                  <RadioGroup
                    label={say(label)}
                    name={`item:${id}`}
                    direction="across"
                    help={
                      <>
                        {met === null ? (
                          <Badge tone="neutral">{say(words.look)}</Badge>
                        ) : (
                          <Badge tone={met ? "success" : "warning"}>
                            {say(met ? words.foundMet : words.foundNot)}
                          </Badge>
                        )}
                        {text && ` ${found(say(text))}`}
                      </>
                    }
                    value={item.met === null ? null : item.met ? "met" : "not"}
                    onChange={(value) => put(id, { met: value === "met" })}
                    options={[
                      { id: "met", label: say(words.met) },
                      { id: "not", label: say(words.not) },
                    ]}
                    {...missing(item.met === null)}
                  />
                  {item.met === false && (
                    <TextArea
                      label={say(words.reason)}
                      name={`reason:${id}`}
                      isRequired
                      rows={2}
                      value={item.reason}
                      onChange={(reason) => put(id, { reason })}
                      {...missing(item.reason.trim() === "")}
                    />
                  )}
                </Stack>
              </li>
            );
          })}
        </ul>
      )}
    </Form>
  );
};

/** What was said of each item. */
export const AdmissibilityShown = ({ candidacy }: { candidacy: CandidacyPage }) => {
  const say = useSay();
  const format = useFormat();
  const { admissibility, checklist } = candidacy;
  if (!admissibility) return null;
  return (
    <>
      <ul className={style.checklist}>
        {admissibility.items.map(({ id, met, reason }) => (
          <li key={id}>
            <Badge tone={met ? "success" : "warning"}>{say(met ? words.met : words.not)}</Badge>{" "}
            {say(checklist.find((item) => item.id === id)?.label ?? plain(id))}
            {reason !== "" && <span className={style.sub}>{reason}</span>}
          </li>
        ))}
      </ul>
      <p className={style.muted}>{say(words.at, { at: format.dateTime(admissibility.at) })}</p>
    </>
  );
};

/** What Jalon found, as people read it: a moment, an amount. */
const useFound = () => {
  const format = useFormat();
  return (text: string): string => {
    if (/^\d{4}-\d\d-\d\dT/.test(text)) return format.dateTime(text);
    return /^\d+\.\d\d$/.test(text) ? format.money(text) : text;
  };
};

const plain = (id: string): Text => ({ fr: id, nl: id, en: id });

const words = {
  look: { fr: "À regarder", nl: "Na te kijken", en: "To be looked at" },
  foundMet: { fr: "Jalon : rempli", nl: "Jalon: voldaan", en: "Jalon: met" },
  foundNot: { fr: "Jalon : non rempli", nl: "Jalon: niet voldaan", en: "Jalon: not met" },
  met: { fr: "Rempli", nl: "Voldaan", en: "Met" },
  not: { fr: "Non rempli", nl: "Niet voldaan", en: "Not met" },
  reason: { fr: "Motif", nl: "Reden", en: "Reason" },
  admissible: { fr: "Déclarer recevable", nl: "Ontvankelijk verklaren", en: "Declare admissible" },
  inadmissible: {
    fr: "Déclarer non recevable",
    nl: "Niet ontvankelijk verklaren",
    en: "Declare not admissible",
  },
  at: { fr: "Dit le {at}", nl: "Gezegd op {at}", en: "Said on {at}" },
} satisfies Record<string, Text>;
