import { type Text, useSay } from "../language.tsx";
import { announce } from "./announce.ts";
import { Button, type ButtonProps } from "./Button.tsx";

/** Copies a text, and says aloud that it did, or that the browser does not let it. */
export const CopyButton = ({
  text,
  label,
  copied,
  variant,
}: Readonly<{ text: string; label?: string; copied: string }> & Pick<ButtonProps, "variant">) => {
  const say = useSay();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      announce(copied);
    } catch {
      announce(say(words.notCopied));
    }
  };
  return (
    <Button icon="copy" onPress={() => void copy()} {...(variant ? { variant } : {})}>
      {label ?? say(words.copy)}
    </Button>
  );
};

const words = {
  copy: { fr: "Copier", nl: "Kopiëren", en: "Copy" },
  notCopied: {
    fr: "Le navigateur n’a pas pu copier : sélectionnez le texte et copiez-le vous-même.",
    nl: "De browser kon niet kopiëren: selecteer de tekst en kopieer hem zelf.",
    en: "The browser could not copy: select the text and copy it yourself.",
  },
} satisfies Record<string, Text>;
