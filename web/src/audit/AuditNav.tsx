import { Link } from "../kit/index.ts";
import { useSay } from "../language.tsx";
import { MoneyNav } from "../money/MoneyNav.tsx";
import style from "../money/money.module.css";
import { useMay } from "../who.tsx";
import { titles } from "./titles.ts";

const places = {
  "money/samples": titles.samples,
  "money/trace": titles.trace,
  "money/packages": titles.packages,
} as const;

/** The lists of the section, and under them what an auditor works with. */
export const AuditNav = ({ here }: Readonly<{ here: keyof typeof places }>) => {
  const say = useSay();
  const isAuditor = useMay("money:audit");
  return (
    <>
      <MoneyNav here="money/samples" />
      <nav className={style.subNav} aria-label={say(titles.samples)}>
        {Object.entries(places)
          .filter(([to]) => isAuditor || to !== "money/packages")
          .map(([to, label]) => (
            <Link key={to} to={to} {...(to === here ? { "aria-current": "page" as const } : {})}>
              {say(label)}
            </Link>
          ))}
      </nav>
    </>
  );
};
