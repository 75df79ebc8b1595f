import { useState } from "react";
import type { SamplePage as Sample } from "../../../src/audit/shapes.ts";
import { api } from "../api.ts";
import { Facts, TextField } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { sampleAddress, useSampleAct } from "./use-audit.ts";

/** Draws the sample: by a seed of somebody's choosing that nobody could steer, or by the trail's own. */
export const DrawDialog = ({ sample, onClose }: Readonly<{ sample: Sample; onClose: () => void }>) => {
  const say = useSay();
  const { number } = useFormat();
  const [seed, setSeed] = useState("");
  const { id, edition, method, size } = sample;
  const draw = useSampleAct(
    sample,
    say(words.drawn),
    () =>
      api.send<Sample>("POST", `${sampleAddress(id)}/draw`, {
        edition,
        ...(seed.trim() === "" ? {} : { seed: seed.trim() }),
      }),
    onClose,
  );
  return (
    <FormDialog
      title={say(words.title)}
      act={say(words.title)}
      send={() => draw.mutateAsync(undefined)}
      onClose={onClose}
    >
      {() => (
        <>
          <Facts
            items={[
              { label: say(words.method), value: say(method.label) },
              { label: say(words.size), value: number(size?.size ?? 0) },
            ]}
          />
          <p>{say(words.what)}</p>
          <TextField
            label={say(words.seed)}
            help={say(words.seedHelp)}
            name="seed"
            value={seed}
            onChange={setSeed}
            width="full"
            maxLength={100}
            autoComplete="off"
          />
        </>
      )}
    </FormDialog>
  );
};

const words = {
  title: { fr: "Tirer l'échantillon", nl: "De steekproef trekken", en: "Draw the sample" },
  method: { fr: "Méthode", nl: "Methode", en: "Method" },
  size: { fr: "Taille", nl: "Omvang", en: "Size" },
  what: {
    fr: "Après le tirage, ni la population, ni la méthode, ni les unités ne changent plus.",
    nl: "Na de trekking veranderen populatie, methode en eenheden niet meer.",
    en: "After the draw neither the population, nor the method, nor the units change any more.",
  },
  seed: { fr: "Graine (facultatif)", nl: "Startwaarde (facultatief)", en: "Seed (optional)" },
  seedHelp: {
    fr: "Quelque chose que personne ne choisit, comme le numéro d'un procès-verbal. Vide : l'empreinte du changement qui a fixé la population.",
    nl: "Iets wat niemand kiest, zoals het nummer van een verslag. Leeg: de vingerafdruk van de wijziging die de populatie vastlegde.",
    en: "Something that nobody chooses, as the number of a minute. Empty: the hash of the change that fixed the population.",
  },
  drawn: { fr: "L'échantillon est tiré.", nl: "De steekproef is getrokken.", en: "The sample is drawn." },
} satisfies Record<string, Text>;
