import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Check } from "../../../src/declaration/shapes.ts";
import type { Receipt } from "../../../src/declaration/submission-shapes.ts";
import { api, ApiProblem } from "../api.ts";
import { announce, Button, Checkbox, Dialog, Facts, Notice, ProblemNotice, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Bench } from "./bench.ts";
import style from "./declarations.module.css";
import { useRenewal } from "./use-declarations.ts";

/** Submits: what is declared, what is to be confirmed, and nothing else. With remarks to be mended first, says which. */
export const SubmitDialog = ({ bench, onClose }: Readonly<{ bench: Bench; onClose: () => void }>) => {
  const say = useSay();
  const { money, date, number } = useFormat();
  const { page, keeping } = bench;
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const renew = useRenewal();
  const refusals = page.checks.filter(({ severity }) => severity === "refuse");
  const toConfirm = page.checks.filter(({ severity }) => severity === "confirm");
  const open = toConfirm.filter(({ id }) => !confirmed.includes(id));
  const isUnsent =
    keeping.state.kind === "saving" || keeping.state.kind === "conflict" || keeping.state.kind === "failed";
  const submit = useMutation({
    mutationFn: () =>
      api.send<Receipt>("POST", `/api/declarations/${page.id}/submit`, { edition: page.edition, confirmed }),
    onSuccess: async ({ receipt }) => {
      announce(say(words.done, { receipt: number(receipt) }));
      onClose();
      await renew();
      scrollTo({ top: 0 });
    },
    // What stands in the way now, and what somebody else changed, is shown.
    onError: async () => renew(),
  });
  const isReady = refusals.length === 0 && open.length === 0 && !isUnsent;
  return (
    <Dialog
      isOpen
      size="l"
      title={say(words.title, { number: page.number })}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="primary"
            isDisabled={!isReady}
            isPending={submit.isPending}
            onPress={() => submit.mutate()}
          >
            {say(words.submit, { total: money(page.total) })}
          </Button>
          <Button onPress={onClose}>{say(words.cancel)}</Button>
        </>
      }
    >
      <Stack>
        {submit.error && !isAboutChecks(submit.error) && <ProblemNotice error={submit.error} />}
        {refusals.length > 0 && (
          <Notice tone="error" title={say(words.first)}>
            <Texts checks={refusals} />
          </Notice>
        )}
        <Facts
          items={[
            { label: say(words.total), value: <strong>{money(page.total)}</strong> },
            { label: say(words.period), value: `${date(page.from)} – ${date(page.until)}` },
            ...page.lines.map(({ line, label, amount }) => ({
              id: line,
              label: say(label),
              value: money(amount),
            })),
          ]}
        />
        {refusals.length === 0 && toConfirm.length > 0 && (
          <fieldset className={style.confirm}>
            <legend>{say(words.confirm)}</legend>
            {toConfirm.map(({ id, text, mend }) => (
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
          </fieldset>
        )}
        <p className={style.note}>{say(words.what)}</p>
      </Stack>
    </Dialog>
  );
};

const isAboutChecks = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === "checks_open";

const Texts = ({ checks }: Readonly<{ checks: readonly Check[] }>) => {
  const say = useSay();
  return (
    <ul>
      {checks.map(({ id, text, mend }) => (
        <li key={id}>
          {say(text)} {mend && say(mend)}
        </li>
      ))}
    </ul>
  );
};

const words = {
  title: { fr: "Introduire {number}", nl: "{number} indienen", en: "Submit {number}" },
  submit: { fr: "Introduire pour {total}", nl: "Indienen voor {total}", en: "Submit for {total}" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  first: {
    fr: "À régler d'abord",
    nl: "Eerst op te lossen",
    en: "To be settled first",
  },
  total: { fr: "Total déclaré", nl: "Gedeclareerd totaal", en: "Total declared" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  confirm: { fr: "À confirmer", nl: "Te bevestigen", en: "To be confirmed" },
  what: {
    fr: "L'accusé de réception porte un numéro, l'heure et l'empreinte de tout ce qui est introduit. Tant que le contrôle n'a pas commencé, vous pourrez retirer ou corriger la déclaration.",
    nl: "Het ontvangstbewijs draagt een nummer, het uur en de vingerafdruk van alles wat wordt ingediend. Zolang de controle niet begonnen is, kunt u de declaratie intrekken of verbeteren.",
    en: "The receipt bears a number, the time and the hash of all that is submitted. Until its control begins, you can withdraw or correct the declaration.",
  },
  done: {
    fr: "La déclaration est introduite. Accusé de réception n° {receipt}.",
    nl: "De declaratie is ingediend. Ontvangstbewijs nr. {receipt}.",
    en: "The declaration is submitted. Receipt no. {receipt}.",
  },
} satisfies Record<string, Text>;
