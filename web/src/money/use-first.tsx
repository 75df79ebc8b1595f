import { type ReactNode, useState } from "react";
import { Button } from "../kit/index.ts";
import { type Text, useFormat } from "../language.tsx";

/** The first of a list, and the button that shows all of it. */
export const useFirst = <T,>(rows: readonly T[], most: number): readonly [readonly T[], ReactNode] => {
  const { count } = useFormat();
  const [isWhole, setIsWhole] = useState(false);
  if (isWhole || rows.length <= most) return [rows, null];
  const more = (
    <Button key="more" variant="quiet" onPress={() => setIsWhole(true)}>
      {count(rows.length, allWords)}
    </Button>
  );
  return [rows.slice(0, most), more];
};

const allWords = {
  one: { fr: "Tout montrer", nl: "Alles tonen", en: "Show all" },
  other: { fr: "Montrer les {count}", nl: "Alle {count} tonen", en: "Show all {count}" },
} satisfies Record<string, Text>;
