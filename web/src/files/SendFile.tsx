import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api, sayError } from "../api.ts";
import {
  Button,
  Card,
  Disclosure,
  FileDrop,
  RadioGroup,
  Select,
  Stack,
  TextArea,
  useAddress,
} from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useCounted } from "./counted.ts";
import type { Programme } from "../programme/use-programme.ts";
import type { Choices } from "./destination.ts";

/** The server decides; a file beyond this is not sent for nothing. */
const mostBytes = 50 * 1024 * 1024;

type Place = Readonly<{ operation: string; partner: string; register: string }>;

/** Where a file is for, and the places to drop it or to paste its cells. */
export const SendFile = ({ programme, choices }: Readonly<{ programme: Programme; choices: Choices }>) => {
  const say = useSay();
  const { chosen, choose } = choices;
  const { operation, partner, register } = chosen;
  const place =
    operation !== null && partner !== null && register !== null ? { operation, partner, register } : null;
  return (
    <Card title={say(words.title)}>
      <Stack>
        <Stack columns={3} gap="s">
          {choices.operations.length > 1 && (
            <Select
              label={say(words.operation)}
              value={operation}
              onChange={(id) => choose("operation", id)}
              options={choices.operations.map((id) => ({ id, label: say(programme.operationTitle(id)) }))}
              width="full"
            />
          )}
          {choices.partners.length > 1 && (
            <Select
              label={say(words.partner)}
              value={partner}
              onChange={(id) => choose("partner", id)}
              options={choices.partners.map((id) => ({ id, label: say(programme.partnerName(id)) }))}
              width="full"
            />
          )}
          {choices.registers.length > 1 && (
            <Select
              label={say(words.register)}
              value={register}
              onChange={(id) => choose("register", id)}
              options={choices.registers.map((id) => ({ id, label: say(programme.registerLabel(id)) }))}
              width="full"
            />
          )}
        </Stack>
        {place ? <Send programme={programme} place={place} /> : <p>{say(words.chooseFirst)}</p>}
      </Stack>
    </Card>
  );
};

const Send = ({ programme, place }: Readonly<{ programme: Programme; place: Place }>) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const query = new URLSearchParams(place).toString();
  const open = ({ id }: { id: string }) => void navigate(address(`files/${id}`));
  const send = useMutation({
    mutationFn: async (file: File) =>
      api.send<{ id: string }>("POST", `/api/files?${query}`, file, {
        headers: {
          "content-type": "application/octet-stream",
          "x-file-name": encodeURIComponent(file.name),
        },
      }),
    onSuccess: open,
  });
  const [tooLarge, setTooLarge] = useState(false);
  const names = {
    register: say(programme.registerLabel(place.register)),
    operation: say(programme.operationTitle(place.operation)),
    partner: say(programme.partnerName(place.partner)),
  };
  const error = tooLarge ? say(words.tooLarge) : send.error ? sayError(send.error, say).title : undefined;
  return (
    <Stack>
      <p>
        {say(words.goesTo, names)}{" "}
        <Button
          variant="quiet"
          size="s"
          icon="download"
          onPress={() =>
            void api.file(`/api/registers/${place.register}/template`, {
              operation: place.operation,
              partner: place.partner,
            })
          }
        >
          {say(words.template)}
        </Button>
      </p>
      <FileDrop
        label={say(words.drop)}
        help={say(words.dropHelp)}
        accept={[".xlsx", ".csv", ".txt", ".tsv"]}
        isPending={send.isPending}
        error={error}
        onFiles={([file]) => {
          if (!file) return;
          setTooLarge(file.size > mostBytes);
          if (file.size <= mostBytes) send.mutate(file);
        }}
      />
      <Disclosure title={say(words.pasteTitle)}>
        <PasteBlock query={query} onSent={open} />
      </Disclosure>
    </Stack>
  );
};

const PasteBlock = ({
  query,
  onSent,
}: Readonly<{ query: string; onSent: (made: { id: string }) => void }>) => {
  const say = useSay();
  const counted = useCounted();
  const [text, setText] = useState("");
  const [headers, setHeaders] = useState<string | null>("auto");
  const send = useMutation({
    mutationFn: async () =>
      api.send<{ id: string }>(
        "POST",
        `/api/files/paste?${query}${headers === "auto" ? "" : `&headers=${headers === "yes"}`}`,
        new Blob([text], { type: "text/tab-separated-values" }),
      ),
    onSuccess: onSent,
  });
  const rows = text.trim() === "" ? 0 : text.trim().split(/\r\n|\n|\r/).length;
  return (
    <Stack>
      <TextArea
        label={say(words.paste)}
        help={say(words.pasteHelp)}
        value={text}
        onChange={setText}
        rows={8}
        error={send.error ? sayError(send.error, say).title : undefined}
      />
      <RadioGroup
        label={say(words.headers)}
        value={headers}
        onChange={setHeaders}
        direction="across"
        options={[
          { id: "auto", label: say(words.headersAuto) },
          { id: "yes", label: say(words.headersYes) },
          { id: "no", label: say(words.headersNo) },
        ]}
      />
      <div>
        <Button
          variant="secondary"
          isDisabled={rows === 0}
          isPending={send.isPending}
          onPress={() => send.mutate()}
        >
          {rows === 0 ? say(words.pasteSend) : counted(rows, words.pasteSendRows)}
        </Button>
      </div>
    </Stack>
  );
};

const words = {
  title: { fr: "Envoyer un fichier", nl: "Een bestand versturen", en: "Send a file" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  register: { fr: "Registre", nl: "Register", en: "Register" },
  chooseFirst: {
    fr: "Indiquez d’abord à quoi se rapporte le fichier.",
    nl: "Geef eerst aan waarvoor het bestand is.",
    en: "First say what the file is for.",
  },
  goesTo: {
    fr: "Pour : {register}, {operation} – {partner}.",
    nl: "Voor: {register}, {operation} – {partner}.",
    en: "For: {register}, {operation} – {partner}.",
  },
  template: {
    fr: "Télécharger le modèle à remplir",
    nl: "Het invulmodel downloaden",
    en: "Download the template",
  },
  drop: { fr: "Déposez votre fichier ici", nl: "Zet uw bestand hier neer", en: "Drop your file here" },
  dropHelp: {
    fr: "Excel (.xlsx) ou CSV, 50 Mo au plus. Vos propres colonnes, dans n’importe quel ordre, en français, en néerlandais ou en anglais.",
    nl: "Excel (.xlsx) of CSV, hoogstens 50 MB. Uw eigen kolommen, in eender welke volgorde, in het Frans, Nederlands of Engels.",
    en: "Excel (.xlsx) or CSV, at most 50 MB. Your own columns, in any order, in French, Dutch or English.",
  },
  tooLarge: {
    fr: "Ce fichier dépasse 50 Mo. Envoyez-le en plusieurs parties, ou enregistrez-le au format CSV.",
    nl: "Dit bestand is groter dan 50 MB. Stuur het in meerdere delen of sla het op als CSV.",
    en: "This file is larger than 50 MB. Send it in several parts, or save it as CSV.",
  },
  pasteTitle: {
    fr: "Ou coller des lignes depuis votre tableur",
    nl: "Of rijen uit uw rekenblad plakken",
    en: "Or paste rows from your spreadsheet",
  },
  paste: { fr: "Lignes copiées", nl: "Gekopieerde rijen", en: "Copied rows" },
  pasteHelp: {
    fr: "Sélectionnez les lignes dans Excel, copiez-les (Ctrl+C), puis collez-les ici (Ctrl+V).",
    nl: "Selecteer de rijen in Excel, kopieer ze (Ctrl+C) en plak ze hier (Ctrl+V).",
    en: "Select the rows in Excel, copy them (Ctrl+C), then paste them here (Ctrl+V).",
  },
  headers: {
    fr: "La première ligne contient-elle les titres des colonnes ?",
    nl: "Staan de kolomtitels op de eerste rij?",
    en: "Does the first row hold the headers of the columns?",
  },
  headersAuto: { fr: "Je ne sais pas", nl: "Ik weet het niet", en: "I do not know" },
  headersYes: { fr: "Oui", nl: "Ja", en: "Yes" },
  headersNo: { fr: "Non", nl: "Nee", en: "No" },
  pasteSend: { fr: "Vérifier ces lignes", nl: "Deze rijen controleren", en: "Check these rows" },
  pasteSendRows: {
    one: { fr: "Vérifier cette ligne", nl: "Deze rij controleren", en: "Check this row" },
    other: {
      fr: "Vérifier ces {count} lignes",
      nl: "Deze {count} rijen controleren",
      en: "Check these {count} rows",
    },
  },
} satisfies Record<string, Text | { one: Text; other: Text }>;
