import { memo, type ReactNode } from "react";
import type { Field } from "../../../src/definition/programme.ts";
import {
  ComboBox,
  DateField,
  focusField,
  Icon,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  VisuallyHidden,
} from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { no, yes } from "./check-texts.ts";
import style from "./record.module.css";
import { ReferenceField } from "./ReferenceField.tsx";

const mostInView = 5;
const mostInList = 12;
const longText = 200;
/** What stands side by side in half the width of the form, in letters. */
const mostAcross = 60;

/**
 * The question of one field, as its definition asks it. What is typed is given back as text, understood or not. Drawn
 * anew only when something of its own changes: a letter in one answer does not draw the others.
 */
export const AnswerField = memo(function AnswerField({
  field,
  text,
  error,
  warning,
  missing,
  origin,
  isRequired,
  isReadOnly = false,
  autoFocus = false,
  onText: onTextOf,
  onLeave,
}: Readonly<{
  field: Field;
  text: string;
  error: ReactNode;
  warning: ReactNode;
  /** The record may be kept without it, and counts for less then. */
  missing?: ReactNode;
  /** Where the answer was taken from, when nobody typed it. */
  origin?: ReactNode;
  isRequired: boolean;
  isReadOnly?: boolean;
  autoFocus?: boolean;
  onText: (field: string, text: string) => void;
  onLeave?: (field: string) => void;
}>) {
  const onText = (text: string) => onTextOf(field.id, text);
  const say = useSay();
  const common = {
    name: field.id,
    label: say(field.label),
    ...helpOf(withOrigin(field.help && say(field.help), origin), missing, say(words.missing)),
    error,
    warning,
    isRequired,
    isReadOnly,
    autoFocus,
    ...(onLeave ? { onBlur: () => onLeave(field.id) } : {}),
  };
  const chosen = text === "" ? null : text;
  const onChosen = (value: string | null) => {
    onText(value ?? "");
  };
  const isClearable = chosen !== null && !isReadOnly;
  if (field.type === "boolean" || field.type === "choice") {
    const options =
      field.type === "boolean"
        ? [
            { id: "true", label: say(yes) },
            { id: "false", label: say(no) },
          ]
        : (field.choices ?? []).map(({ code, label }) => ({ id: code, label: say(label) }));
    if (options.length <= mostInView)
      return (
        <div
          className={style.question}
          role="presentation"
          onKeyDown={({ key }) => {
            if (isClearable && (key === "Delete" || key === "Backspace")) onText("");
          }}
        >
          <RadioGroup
            {...common}
            value={chosen}
            onChange={onChosen}
            options={options}
            direction={lengthOf(options) <= mostAcross ? "across" : "down"}
          />
          {isClearable && (
            // Not a stop of the keyboard after each question: there the key does it, and stands beside.
            <button
              type="button"
              tabIndex={-1}
              className={style.clear}
              onClick={() => {
                onText("");
                // The button goes with the answer: the focus goes to the question.
                focusField(field.id);
              }}
            >
              {say(words.clear)}
              <VisuallyHidden> – {say(field.label)}</VisuallyHidden>
              <kbd className={style.key}>{say(words.key)}</kbd>
            </button>
          )}
        </div>
      );
    if (options.length <= mostInList)
      return (
        <Select
          {...common}
          width="full"
          value={chosen}
          onChange={onChosen}
          options={options}
          {...(isRequired ? {} : { empty: say(words.none) })}
        />
      );
    return <ComboBox {...common} width="full" value={chosen} onChange={onChosen} options={options} />;
  }
  if (field.type === "date") return <DateField {...common} value={text} onChange={onText} />;
  if (field.type === "integer" || field.type === "decimal")
    return <NumberField {...common} value={text} onChange={onText} />;
  if (field.refersTo && !isReadOnly)
    return <ReferenceField field={field} common={common} text={text} onText={onText} />;
  if (field.length > longText) return <TextArea {...common} value={text} onChange={onText} />;
  return (
    <TextField
      {...common}
      width={field.format === "time" ? "short" : field.length <= 20 ? "medium" : "full"}
      autoComplete="off"
      spellCheck={false}
      {...(field.format === "email" ? { type: "email" as const } : {})}
      value={text}
      onChange={onText}
    />
  );
});

const withOrigin = (help: string | undefined, origin: ReactNode): ReactNode =>
  origin === undefined ? (
    help
  ) : (
    <>
      {help}
      <span className={style.origin}>
        <Icon name="check" size="s" />
        <span>{origin}</span>
      </span>
    </>
  );

const helpOf = (help: ReactNode, missing: ReactNode, missingWords: string) =>
  missing === undefined
    ? given({ help })
    : {
        help: (
          <>
            {help}
            <span className={style.missing}>
              <Icon name="warning" size="s" />
              <span>
                <strong>{missingWords}</strong> {missing}
              </span>
            </span>
          </>
        ),
      };

const given = ({ help }: { help: ReactNode }) => (help === undefined ? {} : { help });

const lengthOf = (options: readonly { label: string }[]): number =>
  options.reduce((length, { label }) => length + label.length + 3, 0);

const words = {
  clear: { fr: "Effacer", nl: "Wissen", en: "Clear" },
  key: { fr: "Suppr", nl: "Delete", en: "Delete" },
  missing: { fr: "À compléter :", nl: "Aan te vullen:", en: "To complete:" },
  none: { fr: "Pas de réponse", nl: "Geen antwoord", en: "No answer" },
} satisfies Record<string, Text>;
