import type { Remark } from "../../../src/agreement/shared-shapes.ts";
import { Icon } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./agreements.module.css";

/** Remarks of the rules, each with how it is mended and where its rule stands. */
export const RemarkList = ({ remarks }: { remarks: readonly Remark[] }) => {
  const say = useSay();
  if (remarks.length === 0) return null;
  return (
    <ul className={style.remarks}>
      {remarks.map(({ id, severity, text, mend, source }) => (
        <li key={id} className={style[severity]}>
          <Icon
            name={severity === "refuse" ? "error" : severity === "confirm" ? "warning" : "info"}
            size="s"
          />
          <span>
            <strong>{say(severities[severity])}</strong> {say(text)}
            {mend && <> {say(mend)}</>}
            {source && <span className={style.muted}> {source.article}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
};

const severities = {
  refuse: { fr: "À corriger :", nl: "Te verbeteren:", en: "To be mended:" },
  confirm: { fr: "À vérifier :", nl: "Na te kijken:", en: "To be checked:" },
  note: { fr: "À savoir :", nl: "Goed om te weten:", en: "Good to know:" },
} satisfies Record<string, Text>;
