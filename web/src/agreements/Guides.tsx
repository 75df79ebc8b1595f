import { useState } from "react";
import type { AgreementPage } from "../../../src/agreement/shapes.ts";
import { Button, Cell, Column, Columns, Dialog, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { GuideForm } from "./AgreementDialogs.tsx";

/** Which version of the financial guide governs which years, and when it was sent. */
export const Guides = ({ agreement }: { agreement: AgreementPage }) => {
  const say = useSay();
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const { guides, ends, may } = agreement;
  const sorted = guides.toSorted((a, b) => a.governsFrom - b.governsFrom);
  const years = (at: number) => {
    const from = sorted[at]?.governsFrom ?? 0;
    const until = (sorted[at + 1]?.governsFrom ?? Number(ends.slice(0, 4)) + 1) - 1;
    return until <= from ? String(from) : `${from} – ${until}`;
  };
  return (
    <Section
      title={say(words.title)}
      actions={may.sendGuide && <Button onPress={() => setIsOpen(true)}>{say(words.note)}</Button>}
    >
      <Table label={say(words.title)}>
        <Columns>
          <Column>{say(words.years)}</Column>
          <Column width="wide">{say(words.guide)}</Column>
          <Column>{say(words.sent)}</Column>
        </Columns>
        <Rows>
          {sorted.map(({ guide, governsFrom, sentAt, sentTo, mailed }, at) => (
            <Row key={`${guide.id} ${governsFrom}`}>
              <Cell isHead>{years(at)}</Cell>
              <Cell>{say(guide.title)}</Cell>
              <Cell>
                {sentAt === null
                  ? say(words.first)
                  : say(words.sentOn, { at: format.dateTime(sentAt), to: sentTo ?? "" })}
                {mailed && ` · ${say(words.mailed, { count: mailed.count, at: format.dateTime(mailed.at) })}`}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      <Dialog isOpen={isOpen} title={say(words.note)} onClose={() => setIsOpen(false)}>
        <GuideForm agreement={agreement} onDone={() => setIsOpen(false)} />
      </Dialog>
    </Section>
  );
};

const words = {
  title: { fr: "Guides financiers", nl: "Financiële gidsen", en: "Financial guides" },
  note: {
    fr: "Envoyer une nouvelle version",
    nl: "Een nieuwe versie versturen",
    en: "Send a new version",
  },
  mailed: {
    fr: "courriels partis : {count}, le dernier le {at}",
    nl: "verstuurde mails: {count}, de laatste op {at}",
    en: "mails gone out: {count}, the last one on {at}",
  },
  years: { fr: "Années", nl: "Jaren", en: "Years" },
  guide: { fr: "Version du guide", nl: "Versie van de gids", en: "Version of the guide" },
  sent: { fr: "Envoi", nl: "Verzending", en: "Sent" },
  first: { fr: "avec la convention", nl: "bij de overeenkomst", en: "with the agreement" },
  sentOn: { fr: "le {at}, à {to}", nl: "op {at}, naar {to}", en: "{at}, to {to}" },
} satisfies Record<string, Text>;
