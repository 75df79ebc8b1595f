import type { SaidStep } from "../../../src/audit/shapes.ts";
import { useSay } from "../language.tsx";
import style from "../money/money.module.css";

/** How a size or a projection came about: each step with its formula and where that is written. */
export const Steps = ({ steps }: Readonly<{ steps: readonly SaidStep[] }>) => (
  <ul className={style.tree}>
    {steps.map((step, at) => (
      <OneStep key={`${step.name.en} ${at}`} step={step} />
    ))}
  </ul>
);

const OneStep = ({ step: { name, said, how, source, parts } }: Readonly<{ step: SaidStep }>) => {
  const say = useSay();
  const under = [...(how === null ? [] : [say(how)]), ...(source === null ? [] : [source])];
  return (
    <li>
      <p className={style.step}>
        <span>{say(name)}</span>
        <strong>{say(said)}</strong>
      </p>
      {under.length > 0 && <p className={style.how}>{under.join(" · ")}</p>}
      {parts.length > 0 && (
        <ul className={style.parts}>
          {parts.map((part, at) => (
            <OneStep key={`${part.name.en} ${at}`} step={part} />
          ))}
        </ul>
      )}
    </li>
  );
};
