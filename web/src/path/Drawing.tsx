import type { PersonPath, Stretch } from "../../../src/path/shapes.ts";
import { useSay } from "../language.tsx";
import style from "./path.module.css";

/** What is thinner than this cannot be seen, in hundredths of the line. */
const thinnest = 0.8;

const looks: Readonly<Record<Stretch["kind"], string | undefined>> = {
  participation: style.participation,
  phase: style.phase,
  contract: style.contract,
  support: style.support,
  hand_over: style.handOver,
  answer: style.answer,
  other: undefined,
};

/**
 * The line of time as a drawing: one lane for each kind of thing and place. The list under it says the same in words,
 * so that nothing is lost to whoever does not see it.
 */
export const Drawing = ({ page }: { page: PersonPath }) => {
  const say = useSay();
  const lanes = new Map<string, Stretch[]>();
  for (const stretch of page.stretches) {
    const name = say(
      stretch.kind === "participation" ? stretch.operationTitle : (stretch.detail ?? stretch.label),
    );
    const lane = stretch.kind === "answer" || stretch.kind === "hand_over" ? say(stretch.label) : name;
    lanes.set(lane, [...(lanes.get(lane) ?? []), stretch]);
  }
  return (
    <div className={style.drawing} aria-hidden="true">
      <div className={style.lane}>
        <span className={style.laneName} />
        <svg className={style.years} width="100%" height="18">
          {page.years.map(({ year, at }) => (
            <text key={year} x={`${at}%`} y="13">
              {year}
            </text>
          ))}
        </svg>
      </div>
      {[...lanes].map(([name, stretches]) => (
        <div key={name} className={style.lane}>
          <span className={style.laneName}>{name}</span>
          <svg className={style.bars} width="100%" height="18">
            {page.years.map(({ year, at }) => (
              <line key={year} x1={`${at}%`} x2={`${at}%`} y1="0" y2="18" />
            ))}
            {stretches.map(({ operation, register, record, kind, isOpen, at: { start, end } }) => (
              <rect
                key={`${operation}/${register}/${record}`}
                className={`${looks[kind] ?? ""} ${isOpen ? (style.open ?? "") : ""}`}
                x={`${start}%`}
                y="3"
                width={`${Math.max(end - start, thinnest)}%`}
                height="12"
                rx="2"
              />
            ))}
          </svg>
        </div>
      ))}
    </div>
  );
};
