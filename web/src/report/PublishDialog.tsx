import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ApiProblem } from "../api.ts";
import { announce, ConfirmDialog, ProblemNotice, TextField } from "../kit/index.ts";
import { type Text, useLanguage, useSay } from "../language.tsx";
import type { DraftReport, Edition } from "./answers.ts";
import { reportsKey } from "./Reports.tsx";

/** Asks before the report is published: what that does, and why there is a new edition where there was one. */
export const PublishDialog = ({
  report,
  editions,
  onClose,
}: Readonly<{ report: DraftReport; editions: readonly Edition[]; onClose: () => void }>) => {
  const say = useSay();
  const language = useLanguage();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const { year, numbers } = report;
  const needsReason = editions.length > 0;
  const publish = useMutation({
    mutationFn: () =>
      api.send<{ edition: number }>("POST", `/api/reports/${year}/editions`, { language, numbers, reason }),
    onSuccess: async ({ edition }) => {
      announce(say(words.done, { year, edition }));
      await client.invalidateQueries({ queryKey: reportsKey });
      await client.invalidateQueries({ queryKey: ["report"] });
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === "numbers_changed")
        void client.invalidateQueries({ queryKey: ["report"] });
    },
  });
  const confirm = () => {
    setIsAsked(true);
    if (!needsReason || reason.trim() !== "") publish.mutate();
  };
  return (
    <ConfirmDialog
      title={say(words.title, { year })}
      isOpen
      onClose={onClose}
      confirm={say(words.publish, { year })}
      onConfirm={confirm}
      isPending={publish.isPending}
      size="m"
    >
      <p>{say(words.what)}</p>
      <ul>
        <li>{say(words.fixed)}</li>
        <li>{say(words.seen)}</li>
        <li>{say(words.trail)}</li>
      </ul>
      {needsReason && (
        <TextField
          label={say(words.reason, { edition: editions.length + 1 })}
          help={say(words.reasonHelp)}
          value={reason}
          onChange={setReason}
          isRequired
          maxLength={500}
          width="full"
          {...(isAsked && reason.trim() === "" ? { error: say(words.reasonMissing) } : {})}
        />
      )}
      {publish.error && <ProblemNotice error={publish.error} />}
    </ConfirmDialog>
  );
};

const words = {
  title: {
    fr: "Publier le rapport {year} ?",
    nl: "Verslag {year} publiceren?",
    en: "Publish the {year} report?",
  },
  publish: {
    fr: "Publier le rapport {year}",
    nl: "Verslag {year} publiceren",
    en: "Publish the {year} report",
  },
  what: {
    fr: "Le rapport paraît dans ses trois langues : page, PDF et données, avec les chiffres de l’année.",
    nl: "Het verslag verschijnt in zijn drie talen: pagina, pdf en gegevens, met de cijfers van het jaar.",
    en: "The report appears in its three languages: page, PDF and data, with the figures of the year.",
  },
  fixed: {
    fr: "Ce qui est publié ne change plus, même si les données changent. Une correction est une nouvelle édition ; l’ancienne reste lisible.",
    nl: "Wat gepubliceerd is, verandert niet meer, ook niet als de gegevens wijzigen. Een verbetering is een nieuwe editie; de oude blijft leesbaar.",
    en: "What is published no longer changes, even if the data do. A correction is a new edition; the old one stays readable.",
  },
  seen: {
    fr: "Tout le monde peut le lire tout de suite, sans se connecter.",
    nl: "Iedereen kan het meteen lezen, zonder zich aan te melden.",
    en: "Everybody can read it at once, without signing in.",
  },
  trail: {
    fr: "Votre nom et l’heure sont inscrits au journal ; le public ne voit pas votre nom.",
    nl: "Uw naam en het uur komen in het logboek; het publiek ziet uw naam niet.",
    en: "Your name and the time are written in the trail; the public does not see your name.",
  },
  reason: {
    fr: "Pourquoi une édition {edition} ?",
    nl: "Waarom een editie {edition}?",
    en: "Why an edition {edition}?",
  },
  reasonHelp: {
    fr: "Par exemple : des fiches de décembre arrivées en retard.",
    nl: "Bijvoorbeeld: fiches van december die te laat kwamen.",
    en: "For example: records of December that came late.",
  },
  reasonMissing: {
    fr: "Dites en une phrase ce qui change.",
    nl: "Zeg in één zin wat er verandert.",
    en: "Say in a sentence what changes.",
  },
  done: {
    fr: "Rapport {year} publié, édition {edition}.",
    nl: "Verslag {year} gepubliceerd, editie {edition}.",
    en: "Report {year} published, edition {edition}.",
  },
} satisfies Record<string, Text>;
