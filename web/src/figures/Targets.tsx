import type { TargetPage } from "../../../src/progress/shapes.ts";
import { Badge, Link, Meter, Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./figures.module.css";

/** How far figures are on the way to what they are to reach, each with where the target comes from. */
export const Targets = ({ targets }: Readonly<{ targets: readonly TargetPage[] }>) => {
  const say = useSay();
  return (
    <Stack columns={2}>
      {targets.map((target) => {
        const query = new URLSearchParams([
          ...target.scope.map(({ dimension, value }) => ["where", `${dimension}:${value}`]),
          ["year", target.year === null ? "all" : String(target.year)],
        ]);
        const period = target.year === null ? say(words.period) : String(target.year);
        return (
          <div key={`${target.figure} ${query}`}>
            <p className={style.ruleName}>
              <Link to={`figures/${target.figure}?${query}`}>{say(target.label)}</Link>
            </p>
            <p className={style.source}>
              {[...target.scope.map(({ label }) => say(label)), period].join(" · ")}
            </p>
            <Meter
              label={say(target.label)}
              isLabelHidden
              value={target.reached}
              target={target.goal}
              {...(target.unit ? { unit: say(target.unit) } : {})}
            />
            <p className={style.source}>
              {say(words.source, { source: target.source.article })}{" "}
              {!target.source.verified && <Badge tone="warning">{say(words.unverified)}</Badge>}
            </p>
          </div>
        );
      })}
    </Stack>
  );
};

const words = {
  period: { fr: "toute la période", nl: "de hele periode", en: "the whole period" },
  source: { fr: "Cible : {source}", nl: "Doel: {source}", en: "Target: {source}" },
  unverified: { fr: "Source non vérifiée", nl: "Bron niet nagekeken", en: "Source not verified" },
} satisfies Record<string, Text>;
