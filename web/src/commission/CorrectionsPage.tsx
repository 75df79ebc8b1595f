import { useState } from "react";
import type { Correction, TellCorrection } from "../../../src/commission/shapes.ts";
import { api } from "../api.ts";
import { Checkbox, Loaded, Page, TextArea } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { useAct } from "../money/use-act.ts";
import { CommissionNav } from "./CommissionNav.tsx";
import { CorrectionTable } from "./CorrectionTable.tsx";
import { money, titles } from "./titles.ts";
import { useCorrections } from "./use-commission.ts";

/** Withdrawals and recoveries: where each comes from, and where it was told to the Commission. */
export const CorrectionsPage = () => {
  const say = useSay();
  const corrections = useCorrections();
  const [told, setTold] = useState<Correction>();
  return (
    <Page
      title={say(titles.corrections)}
      lead={say(words.lead)}
      breadcrumbs={[{ label: say(money), to: "money" }]}
    >
      <CommissionNav here="money/commission/corrections" />
      <Loaded query={corrections}>
        {({ rows, mayChange }) => (
          <CorrectionTable rows={rows} onComplete={mayChange ? setTold : undefined} />
        )}
      </Loaded>
      {told && <TellDialog correction={told} onClose={() => setTold(undefined)} />}
    </Page>
  );
};

const TellDialog = ({ correction, onClose }: Readonly<{ correction: Correction; onClose: () => void }>) => {
  const say = useSay();
  const { decision } = correction;
  const [body, setBody] = useState<TellCorrection>({
    auditsOfOperations: correction.auditsOfOperations,
    article71: correction.article71,
    comment: correction.comment,
  });
  const tell = useAct(
    say(words.kept),
    () => api.send("PUT", `/api/commission/corrections/${decision?.id ?? 0}`, body),
    onClose,
  );
  return (
    <FormDialog
      title={say(words.title, { number: decision?.number ?? "" })}
      act={say(words.keep)}
      send={() => tell.mutateAsync(undefined)}
      onClose={onClose}
    >
      {() => (
        <>
          <Checkbox
            label={say(words.audits)}
            value={body.auditsOfOperations}
            onChange={(auditsOfOperations) => setBody({ ...body, auditsOfOperations })}
          />
          <Checkbox
            label={say(words.article71)}
            value={body.article71}
            onChange={(article71) => setBody({ ...body, article71 })}
          />
          <TextArea
            label={say(words.comment)}
            name="comment"
            value={body.comment}
            onChange={(comment) => setBody({ ...body, comment })}
            maxLength={1500}
          />
        </>
      )}
    </FormDialog>
  );
};

const words = {
  lead: {
    fr: "Ce qui avait été demandé à la Commission et ne l'est plus : chaque montant vient d'une décision de contrôle, jamais d'une saisie.",
    nl: "Wat bij de Commissie was aangevraagd en het niet meer is: elk bedrag komt van een beslissing van de controle, nooit van invoer.",
    en: "What had been applied for and no longer is: each amount comes of a decision of control, never of typing.",
  },
  title: { fr: "Décision {number}", nl: "Beslissing {number}", en: "Decision {number}" },
  keep: { fr: "Enregistrer", nl: "Bewaren", en: "Save" },
  kept: { fr: "C'est enregistré.", nl: "Het is bewaard.", en: "It is saved." },
  audits: {
    fr: "Corrigé à la suite d'un audit des opérations (art. 127, par. 1)",
    nl: "Gecorrigeerd na een audit van verrichtingen (art. 127, lid 1)",
    en: "Corrected as a result of audits of operations (Art. 127(1))",
  },
  article71: {
    fr: "Recouvrement au titre de l'article 71 (pérennité)",
    nl: "Terugvordering uit hoofde van artikel 71 (duurzaamheid)",
    en: "Recovery under Article 71 (durability)",
  },
  comment: {
    fr: "Commentaire dans les comptes",
    nl: "Toelichting in de rekeningen",
    en: "Comment in the accounts",
  },
} satisfies Record<string, Text>;
