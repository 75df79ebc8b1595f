import { type Text, useSay } from "../language.tsx";
import style from "./Breadcrumbs.module.css";
import { Link } from "./Link.tsx";

export type Crumb = Readonly<{ label: string; to: string }>;

/** The way from the top to this page; the page itself is not in it, its heading says it. */
export const Breadcrumbs = ({ crumbs }: Readonly<{ crumbs: readonly Crumb[] }>) => {
  const say = useSay();
  return (
    <nav aria-label={say(words.label)} className={style.crumbs}>
      <ol>
        {crumbs.map(({ label, to }) => (
          <li key={to}>
            <Link to={to}>{label}</Link>
          </li>
        ))}
      </ol>
    </nav>
  );
};

const words = {
  label: { fr: "Fil d’Ariane", nl: "Kruimelpad", en: "Breadcrumbs" },
} satisfies Record<string, Text>;
