import type { DeclarationLine } from "../../../src/declaration/shapes.ts";
import { Badge, Checkbox } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Documents } from "../money/Documents.tsx";
import type { Bench } from "./bench.ts";
import style from "./declarations.module.css";
import { useRenewal } from "./use-declarations.ts";

/** What was agreed on, each all or nothing: delivered or not, with its evidence. */
export const Milestones = ({ bench, line }: Readonly<{ bench: Bench; line: DeclarationLine }>) => {
  const say = useSay();
  const { money, date } = useFormat();
  const renew = useRenewal();
  const { page, keeping } = bench;
  const input = keeping.inputOf(line.line);
  const delivered = input.milestones ?? [];
  const put = (id: string, isOn: boolean) =>
    keeping.keep(line.line, {
      ...input,
      milestones: isOn ? [...delivered, id] : delivered.filter((each) => each !== id),
    });
  return (
    <>
      <ul className={style.milestones}>
        {line.milestones.map(({ id, label, amount, due, declaredBefore }) => (
          <li key={id}>
            {declaredBefore ? (
              <p>
                {say(label)} <Badge>{say(words.before)}</Badge>
              </p>
            ) : (
              <Checkbox
                label={say(label)}
                help={[money(amount), ...(due === null ? [] : [say(words.due, { due: date(due) })])].join(
                  " · ",
                )}
                value={delivered.includes(id)}
                onChange={(isOn) => put(id, isOn)}
                isDisabled={!page.may.change}
              />
            )}
            {!declaredBefore && delivered.includes(id) && (
              <section className={style.proof} aria-label={say(words.evidenceOf, { milestone: say(label) })}>
                <Documents
                  about={`declaration:${page.id}:${line.line}:${id}`}
                  kinds={page.documents.filter((kind) => kind.id === "deliverable" || !kind.required)}
                  mayChange={page.may.change}
                  onChange={() => void renew()}
                />
              </section>
            )}
          </li>
        ))}
      </ul>
      {delivered.length > 0 && (
        <section className={style.proof}>
          <h3>{say(words.evidence)}</h3>
          <Documents
            about={`declaration:${page.id}:${line.line}`}
            kinds={page.documents.filter((kind) => kind.id === "deliverable" || !kind.required)}
            mayChange={page.may.change}
            onChange={() => void renew()}
          />
        </section>
      )}
    </>
  );
};

const words = {
  evidence: {
    fr: "Preuves de la ligne entière",
    nl: "Bewijzen van de hele regel",
    en: "Evidence of the whole line",
  },
  evidenceOf: {
    fr: "Preuves : {milestone}",
    nl: "Bewijzen: {milestone}",
    en: "Evidence: {milestone}",
  },
  before: { fr: "déclaré avant", nl: "eerder gedeclareerd", en: "declared before" },
  due: { fr: "prévu pour le {due}", nl: "voorzien tegen {due}", en: "due on {due}" },
} satisfies Record<string, Text>;
