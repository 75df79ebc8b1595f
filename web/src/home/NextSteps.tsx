import { ButtonLink } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { type Programme, useProgramme } from "../programme/use-programme.ts";
import { type Who, may, useWho } from "../who.tsx";
import style from "./home.module.css";

type Step = Readonly<{
  to: string;
  label: string;
  icon: "add" | "upload" | "search" | "person" | "file" | "history";
}>;

/** What this person may do next: each role sees its own work. */
export const NextSteps = () => {
  const say = useSay();
  const who = useWho();
  const { data: programme } = useProgramme();
  if (!who || !programme) return null;
  const steps = stepsOf(who, programme, (text) => say(text));
  if (steps.length === 0) return null;
  return (
    <Section title={say(words.title)}>
      <ul className={style.steps}>
        {steps.map(({ to, label, icon }) => (
          <li key={to}>
            <ButtonLink to={to} icon={icon} variant="quiet">
              {label}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Section>
  );
};

const mostOperations = 4;

const stepsOf = (who: Who, programme: Programme, say: (text: Text) => string): Step[] => {
  const writes = programme.operations.filter(
    ({ id, partners, registers }) =>
      registers.length > 0 &&
      partners.some((partner) => may(who, "records:write", { operation: id, partner })),
  );
  return [
    ...(may(who, "files:import") ? [{ to: "files", label: say(words.upload), icon: "upload" as const }] : []),
    ...writes.slice(0, mostOperations).map((operation) => ({
      to: `operations/${operation.id}`,
      label: say(operation.title),
      icon: "file" as const,
    })),
    ...(may(who, "report:read") ? [{ to: "report", label: say(words.report), icon: "file" as const }] : []),
    ...(may(who, "trail:read") ? [{ to: "trail", label: say(words.trail), icon: "history" as const }] : []),
    ...(may(who, "people:manage")
      ? [{ to: "people", label: say(words.people), icon: "person" as const }]
      : []),
    { to: "programme", label: say(words.programme), icon: "search" as const },
  ];
};

const words = {
  title: { fr: "Continuer", nl: "Verder", en: "Go on" },
  upload: { fr: "Déposer un fichier", nl: "Een bestand indienen", en: "Bring in a file" },
  report: {
    fr: "Lire le rapport en préparation",
    nl: "Het verslag in wording lezen",
    en: "Read the report in the making",
  },
  trail: { fr: "Suivre les changements", nl: "De wijzigingen volgen", en: "Follow the changes" },
  people: { fr: "Gérer les accès", nl: "Toegangen beheren", en: "Manage access" },
  programme: { fr: "Parcourir le programme", nl: "Het programma doorlopen", en: "Go through the programme" },
} satisfies Record<string, Text>;
