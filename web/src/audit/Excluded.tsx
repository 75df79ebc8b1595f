import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SamplePage as Sample } from "../../../src/audit/shapes.ts";
import { api } from "../api.ts";
import {
  Button,
  Cell,
  Column,
  Columns,
  ComboBox,
  ProblemNotice,
  Row,
  Rows,
  Table,
  TextField,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import style from "./audit.module.css";
import { sampleAddress, sampleKey, useSampleAct } from "./use-audit.ts";

type Excluded = readonly Readonly<{ unit: string; reason: string }>[];

/** Units that stay in the population and cannot be drawn, each with its reason; until the draw they can change. */
export const ExcludedUnits = ({ sample }: Readonly<{ sample: Sample }>) => {
  const say = useSay();
  const { money } = useFormat();
  const [isAdding, setIsAdding] = useState(false);
  const { id, edition, may } = sample;
  const rows = sample.units.filter(({ excluded }) => excluded !== null);
  const excluded: Excluded = rows.map((each) => ({ unit: each.unit, reason: each.excluded ?? "" }));
  const keep = useSampleAct(
    sample,
    say(words.kept),
    (next: Excluded) => api.send<Sample>("PUT", sampleAddress(id), { edition, excluded: next }),
    () => setIsAdding(false),
  );
  return (
    <>
      <p className={style.sub}>{say(words.what)}</p>
      {keep.error && !isAdding && <ProblemNotice error={keep.error} />}
      {rows.length > 0 && (
        <Table label={say(words.label)} density="compact">
          <Columns>
            <Column>{say(words.unit)}</Column>
            <Column isNumeric>{say(words.amount)}</Column>
            <Column width="wide">{say(words.reason)}</Column>
            {may.change && <Column>{say(words.act)}</Column>}
          </Columns>
          <Rows>
            {rows.map((each) => (
              <Row key={each.unit}>
                <Cell isHead>{each.unit}</Cell>
                <Cell isNumeric>{money(each.amount)}</Cell>
                <Cell>{each.excluded}</Cell>
                {may.change && (
                  <Cell>
                    <Button
                      size="s"
                      variant="quiet"
                      isPending={keep.isPending}
                      onPress={() => keep.mutate(excluded.filter(({ unit }) => unit !== each.unit))}
                    >
                      {say(words.putBack)}
                    </Button>
                  </Cell>
                )}
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      {may.change && (
        <Button size="s" icon="add" onPress={() => setIsAdding(true)}>
          {say(words.add)}
        </Button>
      )}
      {isAdding && (
        <ExcludeDialog
          sample={sample}
          send={(one) => keep.mutateAsync([...excluded, one])}
          onClose={() => setIsAdding(false)}
        />
      )}
    </>
  );
};

const ExcludeDialog = ({
  sample: { id, edition },
  send,
  onClose,
}: Readonly<{
  sample: Sample;
  send: (one: Excluded[number]) => Promise<unknown>;
  onClose: () => void;
}>) => {
  const say = useSay();
  const { money } = useFormat();
  const [unit, setUnit] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const all = useQuery({
    queryKey: [...sampleKey(id), "all", edition],
    queryFn: () => api.get<Sample>(sampleAddress(id), { all: true }),
  });
  const options = (all.data?.units ?? []).filter(({ excluded }) => excluded === null);
  return (
    <FormDialog
      title={say(words.add)}
      act={say(words.add)}
      isComplete={unit !== null && reason.trim() !== ""}
      send={() => send({ unit: unit ?? "", reason: reason.trim() })}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <ComboBox
            label={say(words.unit)}
            name="unit"
            value={unit}
            onChange={setUnit}
            options={options.map((each) => ({
              id: each.unit,
              label: each.unit,
              description: [...(each.label ? [say(each.label)] : []), money(each.amount)].join(" · "),
            }))}
            {...missing(unit === null)}
          />
          <TextField
            label={say(words.reason)}
            help={say(words.reasonHelp)}
            name="reason"
            value={reason}
            onChange={setReason}
            width="full"
            maxLength={300}
            isRequired
            {...missing(reason.trim() === "")}
          />
        </>
      )}
    </FormDialog>
  );
};

const words = {
  what: {
    fr: "Elles restent dans la population à laquelle on projette. En changer la liste change l'empreinte de la population.",
    nl: "Ze blijven in de populatie waarnaar wordt geprojecteerd. De lijst wijzigen verandert de vingerafdruk van de populatie.",
    en: "They stay in the population that is projected to. Changing the list changes the hash of the population.",
  },
  label: {
    fr: "Unités exclues du tirage",
    nl: "Eenheden uitgesloten van de trekking",
    en: "Units excluded from the draw",
  },
  unit: { fr: "Unité", nl: "Eenheid", en: "Unit" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  reason: { fr: "Raison", nl: "Reden", en: "Reason" },
  reasonHelp: {
    fr: "Par exemple : déjà auditée cette année (art. 148, par. 1).",
    nl: "Bijvoorbeeld: dit jaar al geauditeerd (art. 148, lid 1).",
    en: "For example: audited already this year (Art. 148(1)).",
  },
  act: { fr: "Acte", nl: "Handeling", en: "Act" },
  add: {
    fr: "Exclure une unité du tirage",
    nl: "Een eenheid uitsluiten van de trekking",
    en: "Exclude a unit from the draw",
  },
  putBack: { fr: "Remettre", nl: "Terugzetten", en: "Put back" },
  kept: {
    fr: "La population est fixée de nouveau.",
    nl: "De populatie is opnieuw vastgelegd.",
    en: "The population is fixed anew.",
  },
} satisfies Record<string, Text>;
