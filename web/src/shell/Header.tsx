import { useId, useState } from "react";
import { useLocation } from "react-router";
import { Icon, Link } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useAbout } from "./about.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { Emblem } from "./Emblem.tsx";
import style from "./Header.module.css";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { useNavigation } from "./navigation.ts";

/** The head of every page: emblem, programme, language, person; and the main navigation. */
export const Header = () => {
  const say = useSay();
  const about = useAbout();
  return (
    <header className={style.header}>
      {about?.demonstration === true && <p className={style.demonstration}>{say(words.demonstration)}</p>}
      <div className={style.top}>
        <div className={style.emblem}>
          <Emblem />
        </div>
        <div className={style.programme}>
          <Link to="" className={style.name}>
            Jalon
          </Link>
          <span className={style.title}>{about ? say(about.programme.title) : ""}</span>
        </div>
        <div className={style.tools}>
          <LanguageSwitch />
          <AccountMenu />
        </div>
      </div>
      <Navigation />
    </header>
  );
};

const Navigation = () => {
  const say = useSay();
  const items = useNavigation();
  const id = useId();
  const { pathname } = useLocation();
  // Another page closes it.
  const [openAt, setOpenAt] = useState<string>();
  const isOpen = openAt === pathname;
  if (items.length === 0) return null;
  const current = items.find(({ isCurrent }) => isCurrent);
  return (
    <nav className={style.navigation} aria-label={say(words.navigation)}>
      <button
        type="button"
        className={style.fold}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpenAt(isOpen ? undefined : pathname)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setOpenAt(undefined);
        }}
      >
        <Icon name={isOpen ? "close" : "menu"} />
        <span>{say(words.menu)}</span>
        {current && <span className={style.where}>{say(current.label)}</span>}
      </button>
      <ul id={id} className={isOpen ? style.open : undefined}>
        {items.map(({ path, label, isCurrent }) => (
          <li key={path}>
            <Link to={path} className={style.item} {...(isCurrent ? { "aria-current": "page" } : {})}>
              {say(label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const words = {
  navigation: { fr: "Navigation principale", nl: "Hoofdnavigatie", en: "Main navigation" },
  menu: { fr: "Menu", nl: "Menu", en: "Menu" },
  demonstration: {
    fr: "Démonstration : personnes et chiffres inventés.",
    nl: "Demonstratie: verzonnen personen en cijfers.",
    en: "Demonstration: people and figures are invented.",
  },
} satisfies Record<string, Text>;
