import { Button } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Documents } from "../money/Documents.tsx";
import type { Bench } from "./bench.ts";
import style from "./control.module.css";
import { evidenceKinds } from "./evidence-kinds.ts";
import { RecordBeside } from "./RecordBeside.tsx";

/** What the questions are answered with: the record that is open, and the documents of the declaration. */
export const Beside = ({ bench }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const { page, beside, openBeside } = bench;
  if (beside)
    return (
      <>
        <div className={style.besideHead}>
          <h2>{say(words.record, { record: beside.record })}</h2>
          <Button variant="quiet" size="s" icon="close" iconOnly onPress={() => openBeside(null)}>
            {say(words.close)}
          </Button>
        </div>
        <RecordBeside key={`${beside.register} ${beside.record}`} {...beside} />
      </>
    );
  return (
    <>
      {page.declaration && (
        <>
          <h2>{say(words.declared)}</h2>
          <Documents
            about={`declaration:${page.declaration.id}`}
            kinds={evidenceKinds(page)}
            mayChange={false}
          />
        </>
      )}
      <h2>{say(words.ours)}</h2>
      <Documents about={`verification:${page.id}`} kinds={evidenceKinds(page)} mayChange={page.may.answer} />
    </>
  );
};

const words = {
  record: { fr: "Fiche n° {record}", nl: "Fiche nr. {record}", en: "Record no. {record}" },
  close: { fr: "Fermer la fiche", nl: "De fiche sluiten", en: "Close the record" },
  declared: {
    fr: "Documents de la déclaration",
    nl: "Documenten van de declaratie",
    en: "Documents of the declaration",
  },
  ours: { fr: "Pièces du contrôle", nl: "Stukken van de controle", en: "Documents of the verification" },
} satisfies Record<string, Text>;
