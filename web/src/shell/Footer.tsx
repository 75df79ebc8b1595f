import { Link } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useAbout } from "./about.ts";
import { useAllPages } from "./all-pages.ts";
import { Emblem } from "./Emblem.tsx";
import style from "./Footer.module.css";

/** The foot of every page: who pays and who answers for it, what everybody may read, the version. */
export const Footer = () => {
  const say = useSay();
  const about = useAbout();
  const open = useAllPages().filter(
    ({ public: isPublic, path, entry }) => isPublic && entry && !path.includes(":"),
  );
  return (
    <footer className={style.footer}>
      <div className={style.inner}>
        <div>
          <Emblem size="m" />
          {about && (
            <p className={style.authority}>
              {say(about.programme.authority)}
              <br />
              {about.programme.identifier}
            </p>
          )}
        </div>
        <nav aria-label={say(words.label)}>
          <ul>
            {open.map(({ path, title, entry }) => (
              <li key={path}>
                <Link to={path}>{say(entry?.label ?? title)}</Link>
              </li>
            ))}
            <li>
              <Link to="accessibility">{say(words.accessibility)}</Link>
            </li>
            <li>
              <a href="/api/openapi.json">{say(words.api)}</a>
            </li>
          </ul>
        </nav>
        <p className={style.version}>Jalon {about?.version ?? ""}</p>
      </div>
    </footer>
  );
};

const words = {
  label: { fr: "Informations", nl: "Informatie", en: "Information" },
  accessibility: {
    fr: "Accessibilité : partiellement conforme",
    nl: "Toegankelijkheid: gedeeltelijk conform",
    en: "Accessibility: partially compliant",
  },
  api: {
    fr: "Interface pour programmes (OpenAPI)",
    nl: "Interface voor programma’s (OpenAPI)",
    en: "Interface for programs (OpenAPI)",
  },
} satisfies Record<string, Text>;
