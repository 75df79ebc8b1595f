import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { mostAtOnce } from "../../../src/listing/view.ts";
import { api, sayError } from "../api.ts";
import { announce, Dialog, Link, Menu, type MenuEntry, ProblemNotice } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";

export type ListQuestion = Readonly<Record<string, unknown>>;
type Wish = Readonly<{ format: "xlsx" | "csv"; extent: "chosen" | "all" }>;

/** Takes the list, as filtered and sorted, into a spreadsheet: at once, or as a file to fetch later. */
export const ExportMenu = ({
  register,
  question,
  total,
}: Readonly<{ register: string; question: ListQuestion; total: number }>) => {
  const say = useSay();
  const { number } = useFormat();
  const [isLater, setLater] = useState(false);
  const making = useMutation({
    mutationFn: async (wish: Wish) => {
      const address = `/api/registers/${register}/export`;
      const body = { ...question, ...wish };
      if (total <= mostAtOnce) {
        await api.file(address, {}, body);
        return "now";
      }
      await api.send("POST", address, body);
      return "later";
    },
    onSuccess: (when) => {
      if (when === "later") setLater(true);
      else announce(say(words.done));
    },
    onError: (error) => announce(sayError(error, say).title),
  });
  const entry = (format: Wish["format"], extent: Wish["extent"], label: Text): MenuEntry => ({
    id: `${format} ${extent}`,
    label: say(label),
    icon: "download",
    isDisabled: making.isPending || total === 0,
    onAction: () => making.mutate({ format, extent }),
  });
  return (
    <>
      <Menu
        label={say(making.isPending ? words.making : words.title)}
        icon="download"
        entries={[
          entry("xlsx", "chosen", words.xlsxChosen),
          entry("xlsx", "all", words.xlsxAll),
          entry("csv", "chosen", words.csvChosen),
          entry("csv", "all", words.csvAll),
          { id: "mine", label: say(words.mine), icon: "history", to: "exports" },
        ]}
      />
      <Dialog title={say(words.laterTitle)} isOpen={isLater} onClose={() => setLater(false)} size="s">
        <p>{say(words.later, { count: number(total) })}</p>
        <p>
          <Link to="exports">{say(words.mine)}</Link>
        </p>
      </Dialog>
      <Dialog title={say(words.failed)} isOpen={making.isError} onClose={making.reset} size="s">
        <ProblemNotice error={making.error} />
      </Dialog>
    </>
  );
};

const words = {
  title: { fr: "Exporter", nl: "Exporteren", en: "Export" },
  making: { fr: "Export en cours…", nl: "Bezig met exporteren…", en: "Exporting…" },
  xlsxChosen: {
    fr: "Excel, colonnes affichées",
    nl: "Excel, getoonde kolommen",
    en: "Excel, columns shown",
  },
  xlsxAll: { fr: "Excel, toutes les colonnes", nl: "Excel, alle kolommen", en: "Excel, all columns" },
  csvChosen: { fr: "CSV, colonnes affichées", nl: "CSV, getoonde kolommen", en: "CSV, columns shown" },
  csvAll: { fr: "CSV, toutes les colonnes", nl: "CSV, alle kolommen", en: "CSV, all columns" },
  mine: { fr: "Mes exports", nl: "Mijn exports", en: "My exports" },
  done: {
    fr: "Le fichier est téléchargé.",
    nl: "Het bestand is gedownload.",
    en: "The file was downloaded.",
  },
  laterTitle: {
    fr: "Le fichier se prépare",
    nl: "Het bestand wordt gemaakt",
    en: "The file is being made",
  },
  later: {
    fr: "La liste compte {count} fiches : le fichier se fait à part. Vous le trouverez dans « Mes exports », pendant 32 heures.",
    nl: "De lijst telt {count} fiches: het bestand wordt apart gemaakt. U vindt het 32 uur lang bij “Mijn exports”.",
    en: "The list has {count} records: the file is made apart. You will find it under “My exports” for 32 hours.",
  },
  failed: { fr: "L’export n’a pas abouti", nl: "De export is niet gelukt", en: "The export did not succeed" },
} satisfies Record<string, Text>;
