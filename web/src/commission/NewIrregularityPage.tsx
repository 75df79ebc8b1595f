import { useNavigate } from "react-router";
import type { Irregularity, IrregularityBody } from "../../../src/commission/watch-shapes.ts";
import { api } from "../api.ts";
import { Page, useAddress } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useAct } from "../money/use-act.ts";
import { IrregularityForm } from "./IrregularityForm.tsx";
import { money, titles } from "./titles.ts";

/** Records an irregularity. */
export const NewIrregularityPage = () => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const add = useAct(
    say(words.added),
    (body: IrregularityBody) => api.send<Irregularity>("POST", "/api/irregularities", body),
    ({ id }) => navigate(address(`money/commission/irregularities/${id}`)),
  );
  return (
    <Page
      title={say(titles.newIrregularity)}
      breadcrumbs={[
        { label: say(money), to: "money" },
        { label: say(titles.irregularities), to: "money/commission/irregularities" },
      ]}
      width="read"
    >
      <IrregularityForm submit={say(words.add)} send={(body) => add.mutateAsync(body)} />
    </Page>
  );
};

const words = {
  add: {
    fr: "Enregistrer l'irrégularité",
    nl: "De onregelmatigheid registreren",
    en: "Record the irregularity",
  },
  added: {
    fr: "L'irrégularité est enregistrée.",
    nl: "De onregelmatigheid is geregistreerd.",
    en: "The irregularity is recorded.",
  },
} satisfies Record<string, Text>;
