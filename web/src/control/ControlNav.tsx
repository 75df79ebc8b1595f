import { Link } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { MoneyNav } from "../money/MoneyNav.tsx";
import style from "../money/money.module.css";
import { useMay } from "../who.tsx";

const places = {
  control: { fr: "À contrôler", nl: "Te controleren", en: "To verify" },
  "money/controls": { fr: "Contrôles", nl: "Controles", en: "Verifications" },
  "control/visits": { fr: "Visites", nl: "Bezoeken", en: "Visits" },
  "control/plan": { fr: "Plan annuel", nl: "Jaarplan", en: "Yearly plan" },
  "control/outages": { fr: "Interruptions", nl: "Onderbrekingen", en: "Outages" },
} satisfies Record<string, Text>;

/** The lists of the control, the one shown marked. Whoever does not control finds the list among those of funding. */
export const ControlNav = ({ here }: Readonly<{ here: keyof typeof places }>) => {
  const say = useSay();
  const isControl = useMay("money:control");
  if (!isControl) return <MoneyNav here="money/controls" />;
  return (
    <nav className={style.nav} aria-label={say(words.label)}>
      {Object.entries(places).map(([to, label]) => (
        <Link key={to} to={to} {...(to === here ? { "aria-current": "page" as const } : {})}>
          {say(label)}
        </Link>
      ))}
    </nav>
  );
};

const words = {
  label: { fr: "Contrôle", nl: "Controle", en: "Control" },
} satisfies Record<string, Text>;
