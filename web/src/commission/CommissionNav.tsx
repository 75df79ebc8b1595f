import { Link } from "../kit/index.ts";
import { useSay } from "../language.tsx";
import { MoneyNav } from "../money/MoneyNav.tsx";
import style from "../money/money.module.css";
import { titles } from "./titles.ts";

const places = {
  "money/commission": titles.applications,
  "money/commission/corrections": titles.corrections,
  "money/commission/irregularities": titles.irregularities,
  "money/commission/forecast": titles.forecast,
  "money/commission/performance": titles.performance,
  "money/commission/retention": titles.retention,
} as const;

/** The lists of the section, and under them those of what goes to the Commission. */
export const CommissionNav = ({ here }: Readonly<{ here: keyof typeof places }>) => {
  const say = useSay();
  return (
    <>
      <MoneyNav here="money/commission" />
      <nav className={style.subNav} aria-label={say(titles.commission)}>
        {Object.entries(places).map(([to, label]) => (
          <Link key={to} to={to} {...(to === here ? { "aria-current": "page" as const } : {})}>
            {say(label)}
          </Link>
        ))}
      </nav>
    </>
  );
};
