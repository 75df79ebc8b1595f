import { Button, Icon } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { useAboutName } from "./about.ts";
import style from "./control.module.css";
import { FindingView } from "./Findings.tsx";
import { MeasureBadge } from "./states.tsx";
import type { VisitWork } from "./visit-parts.ts";
import { letGo } from "./visit-work.ts";

/** What was found: what the server has, and what is on this device only. */
export const VisitFindings = ({ work }: Readonly<{ work: VisitWork }>) => {
  const say = useSay();
  const { money } = useFormat();
  const nameOf = useAboutName();
  const { page, noted } = work;
  const own = noted.flatMap(({ id, value }) =>
    value.kind === "finding" && value.refused === undefined ? [{ id, finding: value.finding }] : [],
  );
  return (
    <Section title={say(words.findings)}>
      {own.length + page.findings.length === 0 && <p className={style.note}>{say(words.none)}</p>}
      <ul className={style.findings}>
        {page.findings.map((finding) => (
          <li key={finding.id}>
            <FindingView page={page} finding={finding} />
          </li>
        ))}
        {own.map(({ id, finding }) => {
          const typology = page.typologies.find((each) => each.id === finding.typology)?.label;
          const label = page.lines.find(({ line }) => line === finding.line)?.label;
          return (
            <li key={id}>
              <p className={style.findingHead}>
                <strong>{typology ? say(typology) : finding.typology}</strong>
                <MeasureBadge measure={finding.measure} />
                <span className={style.findingAmount}>{money(finding.amount)}</span>
              </p>
              <p className={style.note}>
                {label ? say(label) : finding.line} · {nameOf(finding.about)}
              </p>
              <p className={style.text}>{finding.text}</p>
              <p className={style.here}>
                <Icon name="offline" size="s" /> {say(words.here)}
                <Button variant="quiet" size="s" icon="trash" onPress={() => void letGo(page.id, id)}>
                  {say(words.remove)}
                </Button>
              </p>
            </li>
          );
        })}
      </ul>
    </Section>
  );
};

const words = {
  findings: { fr: "Constats", nl: "Vaststellingen", en: "Findings" },
  none: { fr: "Aucun constat pour l'instant.", nl: "Nog geen vaststellingen.", en: "No findings yet." },
  here: { fr: "sur cet appareil seulement", nl: "enkel op dit toestel", en: "on this device only" },
  remove: { fr: "Retirer", nl: "Verwijderen", en: "Remove" },
} satisfies Record<string, Text>;
