import { useState } from "react";
import { useNavigate } from "react-router";
import type { OpenVerificationBody } from "../../../src/control/shapes.ts";
import { useAgreements } from "../agreements/use-agreements.ts";
import { api } from "../api.ts";
import { Button, ComboBox, Dialog, Form, RadioGroup, useAddress } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useControls, useRenewal } from "./use-control.ts";

type Type = OpenVerificationBody["type"];

/** A button that opens a verification of a declaration, or of an agreement that is chosen first. */
export const OpenVerification = ({
  declaration,
  variant = "secondary",
}: Readonly<{ declaration?: number; variant?: "primary" | "secondary" | "quiet" }>) => {
  const say = useSay();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant={variant} icon="add" onPress={() => setIsOpen(true)}>
        {say(words.open)}
      </Button>
      {isOpen && <OpenDialog declaration={declaration} onClose={() => setIsOpen(false)} />}
    </>
  );
};

const OpenDialog = ({
  declaration,
  onClose,
}: Readonly<{ declaration: number | undefined; onClose: () => void }>) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const renew = useRenewal();
  const controls = useControls({ state: null, type: null, partner: null, year: null });
  const agreements = useAgreements();
  const [type, setType] = useState<Type | null>(null);
  const [agreement, setAgreement] = useState<string | null>(null);
  const isOfAgreement = declaration === undefined;
  const types = (controls.data?.types ?? []).filter(({ id }) =>
    isOfAgreement ? controls.data?.mayOpen.includes(id) : true,
  );
  const place = isOfAgreement ? `agreements/${agreement}` : `declarations/${declaration}`;
  return (
    <Dialog isOpen title={say(words.open)} onClose={onClose}>
      <Form
        submit={say(words.begin)}
        isComplete={type !== null && (!isOfAgreement || agreement !== null)}
        send={async () => {
          const { id } = await api.send<{ id: number }>("POST", `/api/${place}/verifications`, { type });
          await navigate(address(`money/controls/${id}`));
          await renew();
        }}
        more={<Button onPress={onClose}>{say(words.cancel)}</Button>}
      >
        {({ missing }) => (
          <>
            {isOfAgreement && (
              <ComboBox
                label={say(words.agreement)}
                name="agreement"
                isRequired
                width="full"
                value={agreement}
                onChange={setAgreement}
                options={(agreements.data?.rows ?? []).map(({ id, number, partner, operation }) => ({
                  id: String(id),
                  label: number,
                  description: `${say(partner.name)} · ${say(operation.title)}`,
                }))}
                {...missing(agreement === null)}
              />
            )}
            <RadioGroup
              label={say(words.type)}
              name="type"
              isRequired
              value={type}
              onChange={(next) => setType(types.find(({ id }) => id === next)?.id ?? null)}
              options={types.map(({ id, label }) => ({ id, label: say(label) }))}
              {...missing(type === null, say(words.choose))}
            />
          </>
        )}
      </Form>
    </Dialog>
  );
};

const words = {
  open: { fr: "Ouvrir un contrôle", nl: "Een controle openen", en: "Open a verification" },
  begin: { fr: "Commencer le contrôle", nl: "De controle beginnen", en: "Begin the verification" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  type: { fr: "Type de contrôle", nl: "Soort controle", en: "Type of verification" },
  choose: { fr: "Choisissez un type.", nl: "Kies een soort.", en: "Choose a type." },
} satisfies Record<string, Text>;
