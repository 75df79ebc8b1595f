import { useState } from "react";
import { NumberField } from "../kit/index.ts";
import type { FieldProps } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { inBox } from "./amounts.ts";

type Props = Omit<FieldProps<string>, "error"> & Readonly<{ error?: string | undefined }>;

/** An amount of euros, typed as people write it; nothing typed is "0.00". */
export const EurosField = (props: Props) => {
  const say = useSay();
  const { typedMoney } = useFormat();
  const { value, onChange, error, ...rest } = props;
  const box = useBox(value, (typed) => (typed.trim() === "" ? "0.00" : typedMoney(typed)), onChange);
  return (
    <NumberField
      {...rest}
      {...box.attributes}
      {...errorOf(box.isUnread ? say(words.amount) : error)}
      unit="€"
    />
  );
};

/** A number; nothing typed is "". */
export const AmountField = (props: Props & Readonly<{ unit?: string }>) => {
  const say = useSay();
  const { typedNumber } = useFormat();
  const { value, onChange, error, ...rest } = props;
  const box = useBox(value, (typed) => (typed.trim() === "" ? "" : typedNumber(typed)), onChange);
  return <NumberField {...rest} {...box.attributes} {...errorOf(box.isUnread ? say(words.number) : error)} />;
};

const errorOf = (error: string | undefined) => (error === undefined ? {} : { error });

/** What was typed stays as it was typed until the box is left, or the value changes from elsewhere. */
const useBox = (
  value: string,
  read: (typed: string) => string | undefined,
  onChange: (value: string) => void,
) => {
  const { number } = useFormat();
  const [typed, setTyped] = useState<{ text: string; value: string | undefined }>();
  const isOwn = typed !== undefined && (typed.value === undefined || typed.value === value);
  const [isIn, setIsIn] = useState(false);
  return {
    isUnread: !isIn && isOwn && typed.value === undefined,
    attributes: {
      value: isOwn ? typed.text : number(inBox(value)),
      onChange: (text: string) => {
        const understood = read(text);
        setTyped({ text, value: understood });
        if (understood !== undefined) onChange(understood);
      },
      onFocus: () => setIsIn(true),
      onBlur: () => {
        setIsIn(false);
        if (typed?.value !== undefined) setTyped(undefined);
      },
    },
  };
};

const words = {
  amount: {
    fr: "Écrivez un montant en euros, par exemple 12.500,50.",
    nl: "Schrijf een bedrag in euro, bijvoorbeeld 12.500,50.",
    en: "Write an amount in euros, for example 12,500.50.",
  },
  number: {
    fr: "Écrivez un nombre, par exemple 1.250.",
    nl: "Schrijf een getal, bijvoorbeeld 1.250.",
    en: "Write a number, for example 1,250.",
  },
} satisfies Record<string, Text>;
