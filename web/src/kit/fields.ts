import type { ReactNode } from "react";

/** What every field of a form understands. The texts are already in the language of the page. */
export type FieldProps<Value> = Readonly<{
  label: ReactNode;
  /** Under the label, before the box: where the answer is found, an example. */
  help?: ReactNode;
  /** Must be mended. */
  error?: ReactNode;
  /** Unusual: please confirm. */
  warning?: ReactNode;
  value: Value;
  onChange: (value: Value) => void;
  onBlur?: () => void;
  onFocus?: () => void;
  isRequired?: boolean;
  isDisabled?: boolean;
  isReadOnly?: boolean;
  /** The field's own name; ErrorSummary finds it by this. */
  name?: string;
  width?: "short" | "medium" | "full";
  autoComplete?: string;
  autoFocus?: boolean;
  /** Keeps the label for those who listen only. */
  isLabelHidden?: boolean;
}>;
