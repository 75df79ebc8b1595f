import type { ReactNode } from "react";
import { Group, Input, TextArea as AriaTextArea, TextField as AriaTextField } from "react-aria-components";
import style from "./Field.module.css";
import { classes } from "./class-names.ts";
import { FieldFoot, FieldHead, useField } from "./field-parts.tsx";
import type { FieldProps } from "./fields.ts";
import { given } from "./given.ts";

export type TextFieldProps = FieldProps<string> &
  Readonly<{
    type?: "text" | "email" | "password" | "tel" | "url";
    inputMode?: "text" | "numeric" | "decimal" | "email" | "tel";
    maxLength?: number;
    placeholder?: string;
    spellCheck?: boolean;
    /** Beside the box: a unit, a sign. */
    prefix?: ReactNode;
    suffix?: ReactNode;
    /** Under the box: how the answer was understood. */
    understood?: ReactNode;
  }>;

/** One line of text. */
export const TextField = (props: TextFieldProps) => {
  const { attributes, warningId, understoodId } = useField(props);
  const { value, onChange, type, inputMode, maxLength, autoComplete, placeholder } = props;
  return (
    <AriaTextField
      {...attributes}
      {...given({ type, inputMode, maxLength, autoComplete })}
      {...(props.spellCheck === undefined ? {} : { spellCheck: String(props.spellCheck) })}
      value={value}
      onChange={onChange}
    >
      <FieldHead {...props} />
      <Group className={style.control ?? ""}>
        {props.prefix !== undefined && <span className={style.affix}>{props.prefix}</span>}
        <Input className={style.input ?? ""} {...given({ placeholder })} />
        {props.suffix !== undefined && <span className={style.affix}>{props.suffix}</span>}
      </Group>
      {props.understood !== undefined && (
        <span className={style.understood} id={understoodId}>
          {props.understood}
        </span>
      )}
      <FieldFoot {...props} warningId={warningId} />
    </AriaTextField>
  );
};

/** A number as people write it, kept as the text that they typed: "1.234,50" is not corrected under their fingers. */
export const NumberField = ({ unit, ...props }: TextFieldProps & Readonly<{ unit?: ReactNode }>) => (
  <TextField
    inputMode="decimal"
    width="short"
    autoComplete="off"
    {...props}
    {...(unit === undefined ? {} : { suffix: unit })}
  />
);

/** Several lines of text. */
export const TextArea = (props: FieldProps<string> & Readonly<{ rows?: number; maxLength?: number }>) => {
  const { attributes, warningId } = useField(props, "full");
  const { value, onChange, maxLength, rows = 4 } = props;
  return (
    <AriaTextField {...attributes} {...given({ maxLength })} value={value} onChange={onChange}>
      <FieldHead {...props} />
      <Group className={style.control ?? ""}>
        <AriaTextArea className={classes(style.input, style.area)} rows={rows} />
      </Group>
      <FieldFoot {...props} warningId={warningId} />
    </AriaTextField>
  );
};
