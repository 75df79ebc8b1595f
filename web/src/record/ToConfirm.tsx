import type { Register } from "../../../src/definition/programme.ts";
import { Checkbox, Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { type FieldFinding, labelOf, sayFindings } from "./check-texts.ts";
import style from "./record.module.css";

/** What is unusual and may be right: ticked, it is not asked about again. */
export const ToConfirm = ({
  findings,
  register,
  confirmed,
  onConfirm,
}: Readonly<{
  findings: readonly FieldFinding[];
  register: Register;
  confirmed: readonly string[];
  onConfirm: (rules: readonly string[]) => void;
}>) => {
  const say = useSay();
  if (findings.length === 0) return null;
  return (
    <section className={style.section} aria-labelledby="to-confirm">
      <div className={style.sectionHead}>
        <h2 id="to-confirm">{say(words.title)}</h2>
        <p className={style.sectionHelp}>{say(words.help)}</p>
      </div>
      <Stack gap="s">
        {findings.map((finding) => (
          <Checkbox
            key={finding.rule}
            label={say(words.isRight, { field: labelOf(register, finding.field, say) })}
            help={sayFindings([finding], say)}
            value={confirmed.includes(finding.rule)}
            onChange={(isTicked) =>
              onConfirm(
                isTicked ? [...confirmed, finding.rule] : confirmed.filter((rule) => rule !== finding.rule),
              )
            }
          />
        ))}
      </Stack>
    </section>
  );
};

const words = {
  title: { fr: "À confirmer", nl: "Te bevestigen", en: "To confirm" },
  help: {
    fr: "Inhabituel, mais possible. Cochez ce qui est exact ; la fiche est enregistrée même si vous ne cochez rien.",
    nl: "Ongewoon, maar mogelijk. Vink aan wat juist is; de fiche wordt ook bewaard als u niets aanvinkt.",
    en: "Unusual, but possible. Tick what is right; the record is saved even if you tick nothing.",
  },
  isRight: { fr: "{field} : c'est exact", nl: "{field}: dit klopt", en: "{field}: this is right" },
} satisfies Record<string, Text>;
