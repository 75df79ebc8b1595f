import type { Text } from "../language.tsx";
import type { KnownRegister } from "./use-register.ts";

/** Returns the way from the programme to a register's list in an operation. */
export const crumbsOf = (
  say: (text: Text) => string,
  known: KnownRegister | undefined,
  operation: string,
  register: string,
) => {
  const place = known?.page.operations.find((each) => each.operation === operation);
  return [
    { label: say(words.programme), to: "programme" },
    { label: place ? say(place.title) : operation, to: `operations/${operation}` },
    {
      label: known ? say(known.register.label) : register,
      to: `operations/${operation}/registers/${register}`,
    },
  ];
};

const words = {
  programme: { fr: "Programme", nl: "Programma", en: "Programme" },
} satisfies Record<string, Text>;
