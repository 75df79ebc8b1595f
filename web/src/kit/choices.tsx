import type { ReactNode } from "react";
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  Radio,
  RadioGroup as AriaRadioGroup,
} from "react-aria-components";
import style from "./Field.module.css";
import { classes } from "./class-names.ts";
import { FieldFoot, FieldHead, isGiven, Required, useField } from "./field-parts.tsx";
import type { FieldProps } from "./fields.ts";
import { Icon } from "./Icon.tsx";
import type { Option } from "./options.tsx";

type Choices = Readonly<{
  options: readonly Option[];
  /** Side by side, for two or three short answers. */
  direction?: "down" | "across";
}>;

/** One answer of a few, all in view. */
export const RadioGroup = (props: FieldProps<string | null> & Choices) => {
  const { attributes, warningId } = useField(props, "full");
  const { value, onChange, options, direction } = props;
  const { autoFocus: _autoFocus, ...rest } = attributes;
  return (
    <AriaRadioGroup {...rest} value={value} onChange={onChange}>
      <FieldHead {...props} />
      <div className={classes(style.choices, direction === "across" && style.across)}>
        {options.map(({ id, label, description, isDisabled = false }) => (
          <Radio key={id} value={id} isDisabled={isDisabled} className={style.choice ?? ""}>
            <span className={classes(style.mark, style.round)} aria-hidden="true" />
            <ChoiceText label={label} description={description} />
          </Radio>
        ))}
      </div>
      <FieldFoot {...props} warningId={warningId} />
    </AriaRadioGroup>
  );
};

/** Several answers of a few, all in view. */
export const CheckboxGroup = (props: FieldProps<readonly string[]> & Choices) => {
  const { attributes, warningId } = useField(props, "full");
  const { value, onChange, options, direction } = props;
  const { autoFocus: _autoFocus, ...rest } = attributes;
  return (
    <AriaCheckboxGroup {...rest} value={[...value]} onChange={onChange}>
      <FieldHead {...props} />
      <div className={classes(style.choices, direction === "across" && style.across)}>
        {options.map(({ id, label, description, isDisabled = false }) => (
          <AriaCheckbox key={id} value={id} isDisabled={isDisabled} className={style.choice ?? ""}>
            {({ isSelected }) => (
              <>
                <span className={style.mark} aria-hidden="true">
                  {isSelected && <Icon name="check" size="s" />}
                </span>
                <ChoiceText label={label} description={description} />
              </>
            )}
          </AriaCheckbox>
        ))}
      </div>
      <FieldFoot {...props} warningId={warningId} />
    </AriaCheckboxGroup>
  );
};

/** Yes, by a tick. Its label stands beside it; help, error and warning under it. */
export const Checkbox = (props: FieldProps<boolean> & Readonly<{ isIndeterminate?: boolean }>) => {
  const { attributes, warningId } = useField(props, "full");
  const { value, onChange, label, isIndeterminate = false } = props;
  return (
    <TickNotes {...props} warningId={warningId}>
      <AriaCheckbox
        {...attributes}
        {...described(props, warningId)}
        isSelected={value}
        isIndeterminate={isIndeterminate}
        onChange={onChange}
        className={style.choice ?? ""}
      >
        {({ isSelected }) => (
          <>
            <span className={style.mark} aria-hidden="true">
              {isIndeterminate ? (
                <Icon name="minus" size="s" />
              ) : (
                isSelected && <Icon name="check" size="s" />
              )}
            </span>
            <span className={style.choiceText}>
              {label}
              {props.isRequired && <Required />}
            </span>
          </>
        )}
      </AriaCheckbox>
    </TickNotes>
  );
};

const noteIds = (id: string) => ({ help: `${id}-help`, error: `${id}-error` });

const described = ({ help, error, warning }: FieldProps<boolean>, id: string) => {
  const ids = noteIds(id);
  const linked = [isGiven(help) && ids.help, isGiven(error) && ids.error, isGiven(warning) && id];
  const all = linked.filter((each) => typeof each === "string").join(" ");
  return all === "" ? {} : { "aria-describedby": all };
};

const TickNotes = ({
  help,
  error,
  warning,
  warningId,
  name,
  children,
}: FieldProps<boolean> & { warningId: string; children: ReactNode }) => (
  <div className={style.field} data-field={name}>
    {children}
    {isGiven(help) && (
      <span className={classes(style.help, style.underTick)} id={noteIds(warningId).help}>
        {help}
      </span>
    )}
    {isGiven(error) && (
      <span className={style.error} id={noteIds(warningId).error}>
        <Icon name="error" size="s" />
        <span>{error}</span>
      </span>
    )}
    {isGiven(warning) && !isGiven(error) && (
      <span className={style.warning} id={warningId}>
        <Icon name="warning" size="s" />
        <span>{warning}</span>
      </span>
    )}
  </div>
);

const ChoiceText = ({ label, description }: { label: ReactNode; description: ReactNode }) => (
  <span className={style.choiceText}>
    {label}
    {isGiven(description) && <span className={style.description}>{description}</span>}
  </span>
);
