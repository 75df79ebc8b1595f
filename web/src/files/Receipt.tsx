import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useActor } from "../actor.ts";
import type { UploadView } from "../../../src/upload/view.ts";
import { api } from "../api.ts";
import {
  Button,
  ButtonRow,
  Card,
  ConfirmDialog,
  Facts,
  Link,
  Notice,
  ProblemNotice,
  Stack,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { uploadKey } from "./use-upload.ts";

/** What was kept: number, time, hash, counts; the change of the trail, and the way to undo it. */
export const Receipt = ({ upload }: Readonly<{ upload: UploadView }>) => {
  const say = useSay();
  const actor = useActor();
  const format = useFormat();
  const { receipt } = upload;
  if (!receipt) return null;
  return (
    <Stack gap="l">
      {receipt.undone ? (
        <Notice tone="warning" title={say(words.undone)} />
      ) : (
        <Notice
          tone="success"
          isLive
          title={
            receipt.already === null
              ? say(words.kept, { number: format.number(receipt.number) })
              : say(words.already, { when: format.date(receipt.already) })
          }
        />
      )}
      <Card title={say(words.receipt, { number: format.number(receipt.number) })}>
        <Facts
          items={[
            { label: say(words.when), value: format.dateTime(receipt.at) },
            { label: say(words.by), value: actor(receipt.by) },
            { label: say(words.file), value: upload.name },
            { label: say(words.added), value: format.number(receipt.added) },
            { label: say(words.changed), value: format.number(receipt.changed) },
            { label: say(words.reEntered), value: format.number(receipt.reEntered) },
            { label: say(words.unchanged), value: format.number(receipt.unchanged) },
            { label: say(words.mends), value: format.number(upload.mends) },
            { label: say(words.hash), value: <code>{upload.sha256}</code> },
            ...(receipt.change === null
              ? []
              : [
                  {
                    label: say(words.change),
                    value: <Link to={`trail/${receipt.change}`}>{format.number(receipt.change)}</Link>,
                  },
                ]),
          ]}
        />
        <ButtonRow>
          <Button icon="print" onPress={() => print()}>
            {say(words.print)}
          </Button>
          {receipt.change !== null && !receipt.undone && upload.may.bring && (
            <Undo upload={upload} change={receipt.change} />
          )}
        </ButtonRow>
      </Card>
    </Stack>
  );
};

const Undo = ({ upload, change }: Readonly<{ upload: UploadView; change: number }>) => {
  const say = useSay();
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const undo = useMutation({
    mutationFn: async () =>
      api.send("POST", `/api/changes/${change}/undo`, {
        reason: say(words.undoReason, { file: upload.name }),
      }),
    onSuccess: async () => {
      setAsked(false);
      await client.invalidateQueries({ queryKey: uploadKey(upload.id) });
    },
  });
  return (
    <>
      <Button icon="undo" onPress={() => setAsked(true)}>
        {say(words.undo)}
      </Button>
      <ConfirmDialog
        title={say(words.undoTitle)}
        isOpen={asked}
        onClose={() => setAsked(false)}
        confirm={say(words.undo)}
        isDanger
        isPending={undo.isPending}
        onConfirm={() => undo.mutate()}
      >
        <p>{say(words.undoText)}</p>
        {undo.error && <ProblemNotice error={undo.error} />}
      </ConfirmDialog>
    </>
  );
};

const words = {
  kept: {
    fr: "Le fichier est repris dans le registre (reçu nº {number}).",
    nl: "Het bestand is overgenomen in het register (ontvangstbewijs nr. {number}).",
    en: "The file is kept in the register (receipt no. {number}).",
  },
  already: {
    fr: "Ce même fichier avait déjà été repris le {when} : rien n’a changé.",
    nl: "Ditzelfde bestand was al overgenomen op {when}: er is niets veranderd.",
    en: "This very file had already been kept on {when}: nothing has changed.",
  },
  undone: {
    fr: "Cette reprise a été annulée : le registre est redevenu comme avant.",
    nl: "Deze overname is ongedaan gemaakt: het register is weer zoals voorheen.",
    en: "This was undone: the register is again as it was before.",
  },
  receipt: { fr: "Reçu nº {number}", nl: "Ontvangstbewijs nr. {number}", en: "Receipt no. {number}" },
  when: { fr: "Repris le", nl: "Overgenomen op", en: "Kept on" },
  by: { fr: "Par", nl: "Door", en: "By" },
  file: { fr: "Fichier", nl: "Bestand", en: "File" },
  added: { fr: "Nouvelles fiches", nl: "Nieuwe fiches", en: "New records" },
  changed: { fr: "Fiches modifiées", nl: "Gewijzigde fiches", en: "Changed records" },
  reEntered: { fr: "Retours", nl: "Teruggekeerd", en: "Re-entries" },
  unchanged: { fr: "Inchangées", nl: "Ongewijzigd", en: "Unchanged" },
  mends: {
    fr: "Cellules corrigées à l’écran",
    nl: "Cellen op het scherm verbeterd",
    en: "Cells mended on screen",
  },
  hash: {
    fr: "Empreinte du fichier (SHA-256)",
    nl: "Vingerafdruk van het bestand (SHA-256)",
    en: "Fingerprint of the file (SHA-256)",
  },
  change: { fr: "Modification", nl: "Wijziging", en: "Change" },
  print: { fr: "Imprimer", nl: "Afdrukken", en: "Print" },
  undo: { fr: "Annuler cette reprise", nl: "Deze overname ongedaan maken", en: "Undo this" },
  undoTitle: { fr: "Annuler cette reprise ?", nl: "Deze overname ongedaan maken?", en: "Undo this?" },
  undoText: {
    fr: "Le registre redevient comme avant ce fichier, si personne n’a modifié ces fiches depuis. L’historique garde les deux.",
    nl: "Het register wordt weer zoals voor dit bestand, als niemand die fiches sindsdien heeft gewijzigd. De geschiedenis bewaart beide.",
    en: "The register becomes as it was before this file, if nobody has changed those records since. The history keeps both.",
  },
  undoReason: {
    fr: "Fichier repris par erreur",
    nl: "Bestand bij vergissing overgenomen",
    en: "File kept by mistake",
  },
} satisfies Record<string, Text>;
