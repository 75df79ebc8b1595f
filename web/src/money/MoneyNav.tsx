import { Link } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./money.module.css";

const places = {
  money: { fr: "Ce qui attend", nl: "Wat wacht", en: "What waits" },
  "money/calls": { fr: "Appels", nl: "Oproepen", en: "Calls" },
  "money/agreements": { fr: "Conventions", nl: "Overeenkomsten", en: "Agreements" },
  "money/declarations": { fr: "Déclarations", nl: "Declaraties", en: "Declarations" },
} satisfies Record<string, Text>;

/** The lists of the section, the one shown marked. */
export const MoneyNav = ({ here }: Readonly<{ here: keyof typeof places }>) => {
  const say = useSay();
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
  label: { fr: "Financement", nl: "Financiering", en: "Funding" },
} satisfies Record<string, Text>;
