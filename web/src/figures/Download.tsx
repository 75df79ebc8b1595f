import { useState } from "react";
import { api } from "../api.ts";
import { Menu, ProblemNotice } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { queryOf, type TableAsked } from "./use-figures.ts";

/** Takes the table away as it is asked for, with what it was made from. */
export const Download = ({ asked }: Readonly<{ asked: TableAsked }>) => {
  const say = useSay();
  const [error, setError] = useState<unknown>();
  const take = (format: "xlsx" | "csv") => () => {
    setError(undefined);
    api.file(`/api/figures-file/${format}`, queryOf(asked)).catch(setError);
  };
  return (
    <>
      <Menu
        label={say(words.download)}
        icon="download"
        entries={[
          { id: "xlsx", label: say(words.xlsx), onAction: take("xlsx") },
          { id: "csv", label: say(words.csv), onAction: take("csv") },
        ]}
      />
      {error !== undefined && <ProblemNotice error={error} />}
    </>
  );
};

const words = {
  download: { fr: "Télécharger", nl: "Downloaden", en: "Download" },
  xlsx: { fr: "Tableur (XLSX)", nl: "Rekenblad (XLSX)", en: "Spreadsheet (XLSX)" },
  csv: { fr: "Texte (CSV)", nl: "Tekst (CSV)", en: "Text (CSV)" },
} satisfies Record<string, Text>;
