import { useState } from "react";
import type { SamplePage as Sample } from "../../../src/audit/shapes.ts";
import { EurosField } from "../agreements/EurosField.tsx";
import { api } from "../api.ts";
import { TextArea } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import style from "./audit.module.css";
import { sampleAddress, useSampleAct } from "./use-audit.ts";

/** Concludes a sample in words, with what was corrected meanwhile: the residual error rate follows from it. */
export const ConcludeDialog = ({ sample, onClose }: Readonly<{ sample: Sample; onClose: () => void }>) => {
  const say = useSay();
  const [conclusion, setConclusion] = useState("");
  const [corrections, setCorrections] = useState("0.00");
  const [ongoing, setOngoing] = useState("0.00");
  const { id, edition, number } = sample;
  const isMissing = conclusion.trim() === "";
  const conclude = useSampleAct(
    sample,
    say(words.done),
    () =>
      api.send<Sample>("POST", `${sampleAddress(id)}/conclude`, {
        edition,
        conclusion: conclusion.trim(),
        ...(Number(corrections) === 0 && Number(ongoing) === 0 ? {} : { corrections, ongoing }),
      }),
    onClose,
  );
  return (
    <FormDialog
      size="l"
      title={say(words.title, { number })}
      act={say(words.act)}
      isComplete={!isMissing}
      send={() => conclude.mutateAsync(undefined)}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <p>{say(words.what)}</p>
          <TextArea
            label={say(words.conclusion)}
            name="conclusion"
            value={conclusion}
            onChange={setConclusion}
            maxLength={4000}
            isRequired
            {...missing(isMissing)}
          />
          <div className={style.fields}>
            <EurosField
              label={say(words.corrections)}
              help={say(words.correctionsHelp)}
              name="corrections"
              value={corrections}
              onChange={setCorrections}
            />
            <EurosField label={say(words.ongoing)} name="ongoing" value={ongoing} onChange={setOngoing} />
          </div>
        </>
      )}
    </FormDialog>
  );
};

const words = {
  title: { fr: "Conclure {number}", nl: "{number} besluiten", en: "Conclude {number}" },
  act: { fr: "Conclure", nl: "Besluiten", en: "Conclude" },
  what: {
    fr: "Les résultats, la projection et la conclusion sont figés.",
    nl: "Resultaten, projectie en besluit worden vastgelegd.",
    en: "Results, projection and conclusion are fixed.",
  },
  conclusion: { fr: "Conclusion", nl: "Besluit", en: "Conclusion" },
  corrections: { fr: "Corrections faites", nl: "Gedane correcties", en: "Corrections made" },
  correctionsHelp: {
    fr: "Jalon en déduit le taux d'erreur résiduel.",
    nl: "Jalon leidt er het resterende foutenpercentage uit af.",
    en: "Jalon works out the residual error rate.",
  },
  ongoing: {
    fr: "Laissé de côté, évaluation en cours",
    nl: "Opzij gelaten, beoordeling loopt",
    en: "Left out, under assessment",
  },
  done: { fr: "L'échantillon est conclu.", nl: "De steekproef is besloten.", en: "The sample is concluded." },
} satisfies Record<string, Text>;
