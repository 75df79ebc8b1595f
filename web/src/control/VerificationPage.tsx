import { useParams } from "react-router";
import { Loaded, Page } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useMay } from "../who.tsx";
import { PartnerView } from "./PartnerView.tsx";
import { StateBadge } from "./states.tsx";
import { titles } from "./titles.ts";
import { useVerification } from "./use-control.ts";
import { Workbench } from "./Workbench.tsx";

/** A verification: the workbench of whoever controls, and what a partner is asked and answers. */
export const VerificationPage = () => {
  const say = useSay();
  const { date } = useFormat();
  const { verification: id = "" } = useParams();
  const verification = useVerification(id);
  const isControl = useMay("money:control");
  const seesAll = useMay("money:read", { operation: null, partner: null });
  const page = verification.data;
  const isOver = page !== undefined && page.checklist !== null && (isControl || seesAll);
  return (
    <Page
      title={page ? say(words.title, { number: page.number }) : say(titles.verification)}
      breadcrumbs={[
        isControl ? { label: say(titles.control), to: "control" } : { label: say(titles.money), to: "money" },
        { label: say(titles.controls), to: "money/controls" },
      ]}
      meta={page && <StateBadge state={page.state} />}
      lead={
        page &&
        [
          say(page.type.label),
          say(page.partner.name),
          say(page.operation.title),
          ...(page.declaration
            ? [
                say(words.period, {
                  from: date(page.declaration.from, "long"),
                  until: date(page.declaration.until, "long"),
                }),
              ]
            : []),
        ].join(" · ")
      }
    >
      <Loaded query={verification}>
        {(data) =>
          isOver ? <Workbench key={data.id} page={data} /> : <PartnerView key={data.id} page={data} />
        }
      </Loaded>
    </Page>
  );
};

const words = {
  title: { fr: "Contrôle {number}", nl: "Controle {number}", en: "Verification {number}" },
  period: { fr: "du {from} au {until}", nl: "van {from} tot {until}", en: "{from} to {until}" },
} satisfies Record<string, Text>;
