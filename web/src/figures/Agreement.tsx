import type { FigurePage } from "../../../src/progress/shapes.ts";
import { Badge } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./figures.module.css";
import { useFigureValue } from "./figure-value.ts";

/**
 * For a partner: what the administration sees of it, beside the same count taken at this moment from the records that
 * the partner itself may read. Both come from the same records; where they differ, one of them is older.
 */
export const Agreement = ({ page }: Readonly<{ page: FigurePage }>) => {
  const say = useSay();
  const { value } = useFigureValue();
  if (page.own === null || page.counted === null || page.value === null) return null;
  const agree = page.counted === page.value;
  return (
    <Section title={say(words.title)}>
      <dl className={style.agreement}>
        <div>
          <dt>{say(words.mine)}</dt>
          <dd>{value(page.figure, page.counted)}</dd>
        </div>
        <div>
          <dt>{say(words.theirs)}</dt>
          <dd>{value(page.figure, page.value)}</dd>
        </div>
      </dl>
      <Badge tone={agree ? "success" : "warning"} hasIcon>
        {say(agree ? words.agree : words.differ)}
      </Badge>
    </Section>
  );
};

const words = {
  title: {
    fr: "Chez vous et à l’administration",
    nl: "Bij u en bij de administratie",
    en: "At your side and the administration’s",
  },
  mine: {
    fr: "Compté à l’instant sur vos fiches",
    nl: "Nu geteld op uw fiches",
    en: "Counted just now from your records",
  },
  theirs: {
    fr: "Ce que voit l’administration",
    nl: "Wat de administratie ziet",
    en: "What the administration sees",
  },
  agree: { fr: "Identiques", nl: "Gelijk", en: "The same" },
  differ: {
    fr: "Différents : des fiches viennent de changer, rouvrez la page",
    nl: "Verschillend: fiches zijn net gewijzigd, open de pagina opnieuw",
    en: "Different: records have just changed, open the page again",
  },
} satisfies Record<string, Text>;
