import type { AccountsPage, ApplicationPage } from "../../../src/commission/shapes.ts";
import { useActor } from "../actor.ts";
import { Facts } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./commission.module.css";

/** What stands at the head of a form, who sent it, and by what it is recognised. */
export const FormHead = ({ page }: Readonly<{ page: ApplicationPage | AccountsPage }>) => {
  const say = useSay();
  const { dateTime } = useFormat();
  const actor = useActor();
  const { form, hash, submittedAt, submittedBy, openedBy, reopened } = page;
  return (
    <Section title={say(words.head)}>
      <Facts
        items={[
          ...form.header.map(({ id, label, value, said }) => ({
            id,
            label: say(label),
            value: said ? say(said) : value,
          })),
          { id: "source", label: say(words.source), value: form.source },
          { id: "opened", label: say(words.opened), value: actor(openedBy) },
          ...(submittedAt === null
            ? []
            : [
                {
                  id: "sent",
                  label: say(words.sent),
                  value: `${dateTime(submittedAt)} · ${actor(submittedBy ?? "")}`,
                },
              ]),
          ...(reopened === null
            ? []
            : [
                {
                  id: "reopened",
                  label: say(words.reopened),
                  value: `${dateTime(reopened.at)} · ${actor(reopened.by)} · ${reopened.reason}`,
                },
              ]),
          ...(hash === null
            ? []
            : [{ id: "hash", label: say(words.hash), value: <span className={style.hash}>{hash}</span> }]),
        ]}
      />
    </Section>
  );
};

const words = {
  head: { fr: "En-tête du formulaire", nl: "Hoofding van het formulier", en: "Head of the form" },
  source: { fr: "Modèle", nl: "Model", en: "Model" },
  opened: { fr: "Préparé par", nl: "Voorbereid door", en: "Prepared by" },
  sent: { fr: "Envoyé", nl: "Verzonden", en: "Sent" },
  reopened: { fr: "Rouvert", nl: "Heropend", en: "Reopened" },
  hash: { fr: "Empreinte", nl: "Vingerafdruk", en: "Hash" },
} satisfies Record<string, Text>;
