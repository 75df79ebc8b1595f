import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { AnnualPage, AnnualReceipt } from "../../../src/declaration/annual-shapes.ts";
import { api } from "../api.ts";
import { announce, Button, Checkbox, Dialog, Notice, ProblemNotice, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./declarations.module.css";
import type { AnnualTexts } from "./use-annual-texts.ts";
import { useRenewal } from "./use-declarations.ts";

/** Submits an annual file with its figures and amounts as they are now. */
export const AnnualSubmitDialog = ({
  page,
  texts,
  onClose,
}: Readonly<{ page: AnnualPage; texts: AnnualTexts; onClose: () => void }>) => {
  const say = useSay();
  const { number } = useFormat();
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const renew = useRenewal();
  const refusals = page.checks.filter(({ severity }) => severity === "refuse");
  const toConfirm = page.checks.filter(({ severity }) => severity === "confirm");
  const isReady = refusals.length === 0 && toConfirm.every(({ id }) => confirmed.includes(id));
  const isKept = texts.state.kind === "saved" || texts.state.kind === "untouched";
  const submit = useMutation({
    mutationFn: () =>
      api.send<AnnualReceipt>("POST", `/api/agreements/${page.agreement.id}/years/${page.year}/submit`, {
        edition: page.edition,
        confirmed,
      }),
    onSuccess: async ({ receipt }) => {
      announce(say(words.done, { receipt: number(receipt) }));
      onClose();
      await renew();
      scrollTo({ top: 0 });
    },
    onError: async () => renew(),
  });
  return (
    <Dialog
      isOpen
      title={say(words.title, { year: page.year })}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="primary"
            isDisabled={!isReady || !isKept}
            isPending={submit.isPending}
            onPress={() => submit.mutate()}
          >
            {say(words.submit)}
          </Button>
          <Button onPress={onClose}>{say(words.cancel)}</Button>
        </>
      }
    >
      <Stack>
        {submit.error && <ProblemNotice error={submit.error} />}
        {refusals.length > 0 && (
          <Notice tone="error" title={say(words.first)}>
            <ul>
              {refusals.map(({ id, text, mend }) => (
                <li key={id}>
                  {say(text)} {mend && say(mend)}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {refusals.length === 0 &&
          toConfirm.map(({ id, text, mend }) => (
            <Checkbox
              key={id}
              label={say(text)}
              help={mend ? say(mend) : undefined}
              value={confirmed.includes(id)}
              onChange={(isOn) =>
                setConfirmed((before) => (isOn ? [...before, id] : before.filter((each) => each !== id)))
              }
            />
          ))}
        <p className={style.note}>{say(words.what)}</p>
      </Stack>
    </Dialog>
  );
};

const words = {
  title: {
    fr: "Introduire le dossier annuel {year}",
    nl: "Het jaardossier {year} indienen",
    en: "Submit the annual file {year}",
  },
  submit: { fr: "Introduire le dossier", nl: "Het dossier indienen", en: "Submit the file" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  first: { fr: "À régler d'abord", nl: "Eerst op te lossen", en: "To be settled first" },
  what: {
    fr: "Les textes, les chiffres et le tableau financier sont fixés tels qu'ils sont maintenant.",
    nl: "De teksten, de cijfers en de financiële tabel worden vastgelegd zoals ze nu zijn.",
    en: "Texts, figures and the financial table are fixed as they are now.",
  },
  done: {
    fr: "Le dossier annuel est introduit. Accusé de réception n° {receipt}.",
    nl: "Het jaardossier is ingediend. Ontvangstbewijs nr. {receipt}.",
    en: "The annual file is submitted. Receipt no. {receipt}.",
  },
} satisfies Record<string, Text>;
