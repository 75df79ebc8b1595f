import { Link } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useMay } from "../who.tsx";
import style from "./money.module.css";

/** The lists of the section; `whole`: for those who read the money of the whole programme. */
const places = {
  money: { label: { fr: "Ce qui attend", nl: "Wat wacht", en: "What waits" } },
  "money/calls": { label: { fr: "Appels", nl: "Oproepen", en: "Calls" } },
  "money/agreements": { label: { fr: "Conventions", nl: "Overeenkomsten", en: "Agreements" } },
  "money/declarations": { label: { fr: "Déclarations", nl: "Declaraties", en: "Declarations" } },
  "money/controls": { label: { fr: "Contrôles", nl: "Controles", en: "Controls" } },
  "money/payments": { label: { fr: "Paiements", nl: "Betalingen", en: "Payments" } },
  "money/commission": {
    label: { fr: "Vers la Commission", nl: "Naar de Commissie", en: "To the Commission" },
    whole: true,
  },
  "money/samples": { label: { fr: "Audit", nl: "Audit", en: "Audit" }, whole: true },
} satisfies Record<string, Readonly<{ label: Text; whole?: true }>>;

/** The lists of the section, the one shown marked. */
export const MoneyNav = ({ here }: Readonly<{ here: keyof typeof places }>) => {
  const say = useSay();
  const seesWhole = useMay("money:read", { operation: null, partner: null });
  return (
    <nav className={style.nav} aria-label={say(words.label)}>
      {Object.entries(places)
        .filter(([, place]) => seesWhole || !("whole" in place))
        .map(([to, { label }]) => (
          <Link key={to} to={to} {...(to === here ? { "aria-current": "page" as const } : {})}>
            {say(label)}
          </Link>
        ))}
    </nav>
  );
};

const words = {
  label: { fr: "Financement", nl: "Financiering", en: "Funding" },
} satisfies Record<string, Text>;
