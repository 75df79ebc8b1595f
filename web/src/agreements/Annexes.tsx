import type { AgreementBody, AgreementPage } from "../../../src/agreement/shapes.ts";
import { api } from "../api.ts";
import { Badge, Button, EmptyState, Link } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { Document } from "../money/Documents.tsx";
import { SendDocument } from "../money/SendDocument.tsx";
import { Section } from "../programme/Section.tsx";
import { ActProblem } from "./ActProblem.tsx";
import style from "./agreements.module.css";
import { DocumentLink } from "./Documents.tsx";
import { useAct } from "./use-agreements.ts";

/** What an agreement is made of besides its own text; the draft takes more of them. */
export const Annexes = ({ agreement }: { agreement: AgreementPage }) => {
  const say = useSay();
  const { id, shown, may, call, candidacy } = agreement;
  const add = useAct(say(words.added), ({ id: document, kind, name }: Document) => {
    const title = name.slice(0, 400);
    const body: AgreementBody = {
      annexes: [
        ...shown.annexes.map(({ n: _n, ...annex }) => annex),
        { document, kind, title: { fr: title, nl: title, en: title } },
      ],
    };
    return api.send("PUT", `/api/agreements/${id}`, body);
  });
  const remove = useAct(say(words.removed), (gone: number) => {
    const body: AgreementBody = {
      annexes: shown.annexes.filter(({ n }) => n !== gone).map(({ n: _n, ...annex }) => annex),
    };
    return api.send("PUT", `/api/agreements/${id}`, body);
  });
  const mayAdd = may.edit && shown.state === "draft";
  const missing = shown.documents.filter(({ id: kind }) => !shown.annexes.some((each) => each.kind === kind));
  const sent = [...shown.documents, { id: "other", label: words.other }];
  return (
    <Section title={say(words.title)}>
      {shown.annexes.length === 0 ? (
        <EmptyState title={say(words.none)} />
      ) : (
        <ol>
          {shown.annexes.map(({ n, document, kind, title }) => (
            <li key={n}>
              {annex(document, kind, say(title))}
              {kindOf(kind) && <span className={style.sub}>{kindOf(kind)}</span>}
              {mayAdd && document !== null && (
                <Button
                  variant="quiet"
                  size="s"
                  isPending={remove.isPending && remove.variables === n}
                  onPress={() => remove.mutate(n)}
                >
                  {say(words.remove, { title: say(title) })}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
      {(add.error ?? remove.error) && <ActProblem error={add.error ?? remove.error} />}
      {missing.length > 0 && (
        <ul className={style.documents}>
          {missing.map(({ id: kind, label, help, required }) => (
            <li key={kind}>
              <p className={style.objective}>
                <strong>
                  {say(label)}{" "}
                  <Badge tone={required ? "warning" : "neutral"}>
                    {say(required ? words.asked : words.possible)}
                  </Badge>
                </strong>
                {help && <span className={style.muted}>{say(help)}</span>}
              </p>
            </li>
          ))}
        </ul>
      )}
      {mayAdd && (
        <div className={style.drop}>
          <SendDocument
            about={`agreement:${id}`}
            kinds={sent}
            label={say(words.add)}
            onSent={(document) => add.mutate(document)}
          />
        </div>
      )}
    </Section>
  );

  function kindOf(kind: string) {
    const asked = shown.documents.find((each) => each.id === kind);
    return asked && say(asked.label);
  }

  function annex(document: number | null, kind: string, title: string) {
    if (document !== null) return <DocumentLink id={document}>{title}</DocumentLink>;
    if (kind === "call" && call !== null) return <Link to={`money/calls/${call}`}>{title}</Link>;
    if (kind === "candidacy" && candidacy !== null)
      return <Link to={`money/candidacies/${candidacy}`}>{title}</Link>;
    return title;
  }
};

const words = {
  title: { fr: "Annexes", nl: "Bijlagen", en: "Annexes" },
  none: { fr: "Aucune annexe.", nl: "Geen bijlage.", en: "No annex." },
  other: { fr: "Autre annexe", nl: "Andere bijlage", en: "Other annex" },
  asked: { fr: "À joindre", nl: "Toe te voegen", en: "To be attached" },
  possible: { fr: "Facultatif", nl: "Facultatief", en: "Optional" },
  add: { fr: "Ajouter une annexe", nl: "Een bijlage toevoegen", en: "Add an annex" },
  remove: {
    fr: "Retirer {title} des annexes",
    nl: "{title} uit de bijlagen halen",
    en: "Remove {title} from the annexes",
  },
  removed: { fr: "L'annexe est retirée.", nl: "De bijlage is weggehaald.", en: "The annex is removed." },
  added: { fr: "L'annexe est ajoutée.", nl: "De bijlage is toegevoegd.", en: "The annex is added." },
} satisfies Record<string, Text>;
