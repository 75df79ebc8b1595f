import { type ReactNode, useId } from "react";
import { FieldError, Label, Text as AriaText } from "react-aria-components";
import { type Text, useSay } from "../language.tsx";
import style from "./Field.module.css";
import { classes } from "./class-names.ts";
import type { FieldProps } from "./fields.ts";
import { given } from "./given.ts";
import { Icon } from "./Icon.tsx";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

type Common = Omit<FieldProps<unknown>, "value" | "onChange">;

/** What React Aria's fields are told alike; `warningId` links the warning, which it does not know, to the box. */
export const useField = (
  props: Common & Readonly<{ understood?: ReactNode }>,
  fallbackWidth: "short" | "medium" | "full" = "medium",
) => {
  const warningId = useId();
  const understoodId = useId();
  const {
    error,
    warning,
    name,
    isRequired,
    isDisabled,
    isReadOnly,
    width = fallbackWidth,
    understood,
  } = props;
  const isInvalid = isGiven(error);
  const isWarned = isGiven(warning) && !isInvalid;
  const described = [isWarned && warningId, isGiven(understood) && understoodId].filter((id) => id !== false);
  return {
    warningId,
    understoodId,
    attributes: {
      ...given({ name, isRequired, isDisabled, isReadOnly, onBlur: props.onBlur, onFocus: props.onFocus }),
      ...given({
        autoFocus: props.autoFocus,
        "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
      }),
      ...given({ "data-warned": isWarned ? true : undefined, "data-field": name }),
      isInvalid,
      validationBehavior: "aria" as const,
      className: classes(style.field, style[width]),
    },
  };
};

/** Returns whether there is something to show. */
export const isGiven = (node: ReactNode): boolean =>
  node !== undefined && node !== null && node !== false && node !== "";

/** The label, with "obligatoire" where it is, and the help under it. */
export const FieldHead = ({ label, help, isRequired, isLabelHidden }: Common) => (
  <>
    {isLabelHidden ? (
      <VisuallyHidden>
        <Label>{label}</Label>
      </VisuallyHidden>
    ) : (
      <Label className={style.label ?? ""}>
        {label}
        {isRequired && <Required />}
      </Label>
    )}
    {isGiven(help) && (
      <AriaText slot="description" className={style.help ?? ""}>
        {help}
      </AriaText>
    )}
  </>
);

export const Required = () => {
  const say = useSay();
  return <span className={style.required}>{say(words.required)}</span>;
};

/** What is wrong, or unusual, with the answer: told apart by sign and words. */
export const FieldFoot = ({ error, warning, warningId }: Common & { warningId: string }) => (
  <>
    <FieldError className={style.error ?? ""}>
      <Icon name="error" size="s" />
      <span>{error}</span>
    </FieldError>
    {isGiven(warning) && !isGiven(error) && <Warning id={warningId}>{warning}</Warning>}
  </>
);

const Warning = ({ id, children }: { id: string; children: ReactNode }) => {
  const say = useSay();
  return (
    <p className={style.warning} id={id}>
      <Icon name="warning" size="s" />
      <span>
        <strong>{say(words.confirm)}</strong> {children}
      </span>
    </p>
  );
};

const words = {
  required: { fr: "obligatoire", nl: "verplicht", en: "required" },
  confirm: { fr: "À confirmer :", nl: "Te bevestigen:", en: "Please confirm:" },
} satisfies Record<string, Text>;
