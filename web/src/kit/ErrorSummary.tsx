import { type ReactNode, useEffect, useRef } from "react";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./ErrorSummary.module.css";
import { Icon } from "./Icon.tsx";

/**
 * What is to be mended on this page, each with the way to its field (by the field's `name`). Takes the focus when it
 * appears, and again when `attempt` changes.
 */
export const ErrorSummary = ({ attempt = 0, ...rest }: Summary & Readonly<{ attempt?: number }>) =>
  rest.problems.length === 0 ? null : <Shown key={attempt} {...rest} />;

type Summary = Readonly<{
  problems: readonly Readonly<{ name?: string | undefined; text: ReactNode }>[];
  title?: string;
}>;

const Shown = ({ problems, title }: Summary) => {
  const say = useSay();
  const { count } = useFormat();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} className={style.summary} tabIndex={-1} role="alert">
      <h2 className={style.title}>
        <Icon name="error" /> {title ?? count(problems.length, words)}
      </h2>
      <ul>
        {problems.map(({ name, text }, place) => (
          <li key={`${name ?? ""}${place}`}>
            {name === undefined ? (
              text
            ) : (
              <button type="button" className={style.way} onClick={() => focusField(name)}>
                {text}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p className={style.kept}>{say(kept)}</p>
    </div>
  );
};

/** Puts the focus in the field of this name, and brings it into view. */
export const focusField = (name: string): void => {
  const field = document.querySelector(`[data-field="${CSS.escape(name)}"]`);
  const box = field?.querySelector<HTMLElement>(
    'input:not([type="hidden"], [tabindex="-1"]), textarea, [role="combobox"], button',
  );
  box?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: "center" });
};

const words = {
  one: {
    fr: "{count} réponse à corriger",
    nl: "{count} antwoord te verbeteren",
    en: "{count} answer to correct",
  },
  other: {
    fr: "{count} réponses à corriger",
    nl: "{count} antwoorden te verbeteren",
    en: "{count} answers to correct",
  },
} satisfies Record<string, Text>;

const kept: Text = {
  fr: "Ce que vous avez écrit est toujours là.",
  nl: "Wat u schreef, staat er nog.",
  en: "What you wrote is still there.",
};
