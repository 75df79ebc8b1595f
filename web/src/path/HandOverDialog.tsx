import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Done, PersonPath } from "../../../src/path/shapes.ts";
import { api } from "../api.ts";
import {
  announce,
  Button,
  Checkbox,
  ComboBox,
  DateField,
  Dialog,
  Select,
  Stack,
  TextArea,
} from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Findings } from "./AnswerDialog.tsx";

/** Hands a person over to another service, with their consent; the outcome comes back to the sender's list. */
export const HandOverDialog = ({ page, onClose }: { page: PersonPath; onClose: () => void }) => {
  const say = useSay();
  const queries = useQueryClient();
  const [to, setTo] = useState<string | null>(page.receivers[0]?.operation ?? null);
  const [partner, setPartner] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(
    page.expectedEnd ? (page.reasons[0]?.code ?? null) : null,
  );
  const [end, setEnd] = useState(page.expectedEnd ?? "");
  const [consent, setConsent] = useState(false);
  const [more, setMore] = useState(false);
  const [message, setMessage] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const receiver = page.receivers.find(({ operation }) => operation === to);
  const partners = receiver?.partners ?? [];
  const chosen = partners.length === 1 ? (partners[0]?.partner ?? null) : partner;
  const { operation, record } = page.person ?? page.place;
  const isWhole = chosen !== null && reason !== null && consent;
  const act = useMutation({
    mutationFn: () =>
      api.send<Done>(
        "POST",
        `/api/services/${page.service}/path/operations/${operation}/records/${record}/hand-over`,
        {
          to_operation: to,
          to_partner: chosen,
          reason,
          consent,
          ...(end === "" ? {} : { expected_end: end }),
          ...(page.givesMore ? { consent_special: more } : {}),
          ...(message === "" ? {} : { message }),
        },
      ),
    onSuccess: async () => {
      onClose();
      announce(say(words.kept));
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog
      isOpen
      title={say(words.title)}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="primary"
            isPending={act.isPending}
            onPress={() => {
              setIsAsked(true);
              if (isWhole) act.mutate();
            }}
          >
            {say(words.send)}
          </Button>
          <Button onPress={onClose}>{say(words.cancel)}</Button>
        </>
      }
    >
      <Stack>
        <p>{say(words.lead)}</p>
        <Select
          label={say(words.to)}
          isRequired
          value={to}
          onChange={(value) => {
            setTo(value);
            setPartner(null);
          }}
          options={page.receivers.map((each) => ({ id: each.operation, label: say(each.title) }))}
        />
        {partners.length > 1 && (
          <ComboBox
            label={say(words.partner)}
            isRequired
            value={partner}
            onChange={setPartner}
            options={partners.map((each) => ({ id: each.partner, label: say(each.name) }))}
            error={isAsked && chosen === null ? say(words.needed) : undefined}
          />
        )}
        <Select
          label={say(words.reason)}
          isRequired
          value={reason}
          onChange={setReason}
          options={page.reasons.map(({ code, label }) => ({ id: code, label: say(label) }))}
          error={isAsked && reason === null ? say(words.needed) : undefined}
        />
        <DateField label={say(words.end)} help={say(words.endHelp)} value={end} onChange={setEnd} />
        <Checkbox
          label={say(words.consent)}
          help={say(words.consentHelp)}
          isRequired
          value={consent}
          onChange={setConsent}
          error={isAsked && !consent ? say(words.consentNeeded) : undefined}
        />
        {page.givesMore && <Checkbox label={say(words.more)} value={more} onChange={setMore} />}
        <TextArea
          label={say(words.message)}
          value={message}
          onChange={setMessage}
          maxLength={500}
          width="full"
        />
        {act.error && <Findings error={act.error} />}
      </Stack>
    </Dialog>
  );
};

const words = {
  title: {
    fr: "Transférer vers un autre service",
    nl: "Overdragen aan een andere dienst",
    en: "Hand over to another service",
  },
  lead: {
    fr: "Le service choisi voit le nom, le motif et votre mot. S’il prend la personne en charge, il part de ce que votre fiche sait déjà ; sa réponse et le résultat reviennent dans votre liste.",
    nl: "De gekozen dienst ziet de naam, de reden en uw bericht. Neemt hij de persoon op, dan vertrekt hij van wat uw fiche al weet; zijn antwoord en het resultaat komen terug in uw lijst.",
    en: "The service you choose sees the name, the reason and your word. If it takes the person on, it starts from what your record knows; its answer and the outcome come back to your list.",
  },
  to: { fr: "Vers", nl: "Naar", en: "To" },
  partner: { fr: "Organisme", nl: "Organisatie", en: "Organisation" },
  reason: { fr: "Motif", nl: "Reden", en: "Reason" },
  end: {
    fr: "Fin de l’expérience en cours",
    nl: "Einde van de lopende ervaring",
    en: "End of the present experience",
  },
  endHelp: {
    fr: "Le dernier jour du contrat, de la formation ou du stage.",
    nl: "De laatste dag van het contract, de opleiding of de stage.",
    en: "The last day of the contract, the training or the traineeship.",
  },
  consent: { fr: "La personne est d’accord", nl: "De persoon is akkoord", en: "The person agrees" },
  consentHelp: {
    fr: "Elle sait quelles données partent, vers qui, et l’accepte.",
    nl: "De persoon weet welke gegevens naar wie gaan, en aanvaardt dat.",
    en: "They know which data go to whom, and agree.",
  },
  consentNeeded: {
    fr: "Sans l’accord de la personne, le transfert ne part pas.",
    nl: "Zonder akkoord van de persoon vertrekt de overdracht niet.",
    en: "Without the person’s consent the hand-over does not leave.",
  },
  more: {
    fr: "D’accord aussi pour les réponses sensibles",
    nl: "Ook akkoord voor de gevoelige antwoorden",
    en: "Agrees for the sensitive answers too",
  },
  message: {
    fr: "Un mot au service qui reçoit",
    nl: "Bericht aan de ontvangende dienst",
    en: "A word to the receiving service",
  },
  needed: { fr: "Faites un choix.", nl: "Maak een keuze.", en: "Make a choice." },
  send: { fr: "Envoyer le transfert", nl: "De overdracht versturen", en: "Send the hand-over" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  kept: {
    fr: "Le transfert est envoyé. La réponse apparaîtra dans votre liste.",
    nl: "De overdracht is verstuurd. Het antwoord verschijnt in uw lijst.",
    en: "The hand-over is sent. The answer will appear in your list.",
  },
} satisfies Record<string, Text>;
