import type { Check } from "../../../src/declaration/shapes.ts";
import { Badge, Link } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { addressOf } from "./bench.ts";
import style from "./declarations.module.css";

/** What is to be said of an annual file before it is submitted. */
export const AnnualChecks = ({ checks }: Readonly<{ checks: readonly Check[] }>) => {
  const say = useSay();
  if (checks.length === 0) return null;
  return (
    <ul className={style.annualChecks}>
      {checks.map(({ id, severity, text, mend, link }) => {
        const address = link ? addressOf(link) : undefined;
        return (
          <li key={id}>
            <Badge tone={severity === "refuse" ? "error" : severity === "confirm" ? "warning" : "info"}>
              {say(severities[severity])}
            </Badge>{" "}
            {say(text)} {mend && <span className={style.note}>{say(mend)}</span>}{" "}
            {address !== undefined && link?.page !== "annual" && <Link to={address}>{say(words.see)}</Link>}
          </li>
        );
      })}
    </ul>
  );
};

const severities = {
  refuse: { fr: "à régler", nl: "op te lossen", en: "to settle" },
  confirm: { fr: "à confirmer", nl: "te bevestigen", en: "to confirm" },
  note: { fr: "à savoir", nl: "om te weten", en: "worth knowing" },
} satisfies Record<string, Text>;

const words = {
  see: { fr: "Voir", nl: "Bekijken", en: "See" },
} satisfies Record<string, Text>;
