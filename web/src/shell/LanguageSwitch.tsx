import { useLocation, useNavigate } from "react-router";
import { type Language, languages } from "../../../src/language.ts";
import { announce } from "../kit/index.ts";
import { type Text, useLanguage, useSay } from "../language.tsx";
import style from "./LanguageSwitch.module.css";

/** The languages, each by its own name. Another one changes the words in place: what was typed stays. */
export const LanguageSwitch = () => {
  const say = useSay();
  const current = useLanguage();
  const { pathname, search, hash } = useLocation();
  const navigate = useNavigate();
  const rest = pathname.replace(/^\/[^/]*/, "");
  return (
    <nav aria-label={say(words.label)} className={style.switch}>
      {languages.map((language) => (
        <a
          key={language}
          href={`/${language}${rest}${search}${hash}`}
          lang={language}
          hrefLang={language}
          aria-label={names[language]}
          className={style.language}
          {...(language === current ? { "aria-current": "true" } : {})}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            void navigate(
              { pathname: `/${language}${rest}`, search, hash },
              { replace: true, preventScrollReset: true },
            );
            announce(names[language]);
          }}
        >
          {language.toUpperCase()}
        </a>
      ))}
    </nav>
  );
};

const names: Readonly<Record<Language, string>> = {
  fr: "FR – Français",
  nl: "NL – Nederlands",
  en: "EN – English",
};

const words = { label: { fr: "Langue", nl: "Taal", en: "Language" } } satisfies Record<string, Text>;
