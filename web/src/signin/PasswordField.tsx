import { useState } from "react";
import { Button, type FieldProps, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

/** A password: hidden or shown, pasted or typed, and nothing prescribed but its length. */
export const PasswordField = (
  props: FieldProps<string> & Readonly<{ autoComplete: "current-password" | "new-password" }>,
) => {
  const say = useSay();
  const [isShown, setIsShown] = useState(false);
  return (
    <TextField
      {...props}
      type={isShown ? "text" : "password"}
      spellCheck={false}
      isRequired
      suffix={
        <Button variant="quiet" size="s" aria-pressed={isShown} onPress={() => setIsShown(!isShown)}>
          {say(isShown ? words.hide : words.show)}
        </Button>
      }
    />
  );
};

const words = {
  show: { fr: "Afficher", nl: "Tonen", en: "Show" },
  hide: { fr: "Masquer", nl: "Verbergen", en: "Hide" },
} satisfies Record<string, Text>;
