import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Kept } from "../../../src/entry/shapes.ts";
import type { PlacesFree, Waiting } from "../../../src/places/shapes.ts";
import { api } from "../api.ts";
import { announce, Button, DateField, Dialog, Loaded, RadioGroup, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { ActProblem } from "./ActProblem.tsx";
import style from "./places.module.css";
import { nameOf, useFree, useRenewal } from "./use-places.ts";

/** Offers a place: from when until when, and where one is free on every day of that time. */
export const OfferDialog = ({
  service,
  today,
  row,
  onClose,
}: Readonly<{ service: string; today: string; row: Waiting; onClose: () => void }>) => {
  const say = useSay();
  const renew = useRenewal();
  const [from, setFrom] = useState(row.from === null || row.from < today ? today : row.from);
  const [until, setUntil] = useState(row.until ?? "");
  const [structure, setStructure] = useState<string | null>(null);
  const free = useFree(service, { operation: row.operation, request: row.record, from, until });
  const offer = useMutation({
    mutationFn: (confirmed: readonly string[]) =>
      api.send<Kept>("POST", `/api/services/${service}/places/offer`, {
        operation: row.operation,
        request: row.record,
        version: row.version,
        structure,
        from,
        until: until === "" ? null : until,
        confirmed,
      }),
    onSuccess: async () => {
      announce(say(words.done));
      onClose();
      await renew();
    },
    onError: async () => renew(),
  });
  const chosen = free.data?.rows.find((each) => each.structure === structure && each.free > 0);
  return (
    <Dialog
      isOpen
      title={say(words.title, { name: nameOf(row, say) })}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="primary"
            isDisabled={!chosen}
            isPending={offer.isPending}
            onPress={() => offer.mutate([])}
          >
            {say(words.offer)}
          </Button>
          <Button onPress={onClose}>{say(words.cancel)}</Button>
        </>
      }
    >
      <Stack>
        {offer.error && <ActProblem error={offer.error} />}
        <div className={style.period}>
          <DateField label={say(words.from)} value={from} onChange={setFrom} isRequired />
          <DateField label={say(words.until)} value={until} onChange={setUntil} help={say(words.open)} />
        </div>
        <Loaded query={free}>
          {(data) => <Choices data={data} structure={structure} onChange={setStructure} />}
        </Loaded>
      </Stack>
    </Dialog>
  );
};

const Choices = ({
  data,
  structure,
  onChange,
}: Readonly<{ data: PlacesFree; structure: string | null; onChange: (next: string | null) => void }>) => {
  const say = useSay();
  const format = useFormat();
  const open = data.rows.filter(({ free }) => free > 0);
  return (
    <>
      <p className={style.note}>
        {say(words.looked, { from: format.date(data.from), until: format.date(data.until) })}
      </p>
      {open.length === 0 ? (
        <p>{say(words.nowhere)}</p>
      ) : (
        <RadioGroup
          label={say(words.where)}
          value={structure}
          onChange={onChange}
          options={open.map((each) => ({
            id: each.structure,
            label: each.structure,
            description: [
              format.count(each.free, freeWords),
              ...each.kinds.map(({ label }) => say(label)),
              ...(each.isWanted ? [] : [say(words.otherKind)]),
            ].join(" · "),
          }))}
        />
      )}
      {open.length < data.rows.length && (
        <p className={style.note}>{format.count(data.rows.length - open.length, fullWords)}</p>
      )}
    </>
  );
};

const freeWords = {
  one: {
    fr: "{count} place libre chaque jour",
    nl: "{count} plaats elke dag vrij",
    en: "{count} place free every day",
  },
  other: {
    fr: "{count} places libres chaque jour",
    nl: "{count} plaatsen elke dag vrij",
    en: "{count} places free every day",
  },
} satisfies Record<string, Text>;

const fullWords = {
  one: {
    fr: "{count} structure est complète au moins un jour de la période.",
    nl: "{count} structuur is minstens één dag van de periode volzet.",
    en: "{count} structure is full on one day of the period at least.",
  },
  other: {
    fr: "{count} structures sont complètes au moins un jour de la période.",
    nl: "{count} structuren zijn minstens één dag van de periode volzet.",
    en: "{count} structures are full on one day of the period at least.",
  },
} satisfies Record<string, Text>;

const words = {
  title: {
    fr: "Proposer une place : demande {name}",
    nl: "Een plaats voorstellen: aanvraag {name}",
    en: "Offer a place: request {name}",
  },
  offer: { fr: "Proposer cette place", nl: "Deze plaats voorstellen", en: "Offer this place" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  from: { fr: "À partir du", nl: "Vanaf", en: "From" },
  until: { fr: "Jusqu'au", nl: "Tot en met", en: "Until" },
  open: {
    fr: "Vide : jusqu'à la limite du séjour.",
    nl: "Leeg: tot de grens van het verblijf.",
    en: "Empty: until the limit of the stay.",
  },
  looked: {
    fr: "Places libres chaque jour du {from} au {until}.",
    nl: "Plaatsen die elke dag vrij zijn van {from} tot {until}.",
    en: "Places free on every day from {from} to {until}.",
  },
  where: { fr: "Structure", nl: "Structuur", en: "Structure" },
  nowhere: {
    fr: "Aucune structure n'a de place pour toute la période. Essayez d'autres dates.",
    nl: "Geen enkele structuur heeft een plaats voor de hele periode. Probeer andere datums.",
    en: "No structure has a place for the whole period. Try other dates.",
  },
  otherKind: {
    fr: "autre type que demandé",
    nl: "andere soort dan gevraagd",
    en: "another kind than asked for",
  },
  done: { fr: "La place est réservée.", nl: "De plaats is voorbehouden.", en: "The place is kept." },
} satisfies Record<string, Text>;
