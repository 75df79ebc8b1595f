import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { announce, Badge, Button, Link, Loaded, ProblemNotice } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { type Document, useDocuments } from "../money/Documents.tsx";
import { SendDocument } from "../money/SendDocument.tsx";
import style from "./agreements.module.css";

export type DocumentKind = Readonly<{ id: string; label: Text; help: Text | null; required: boolean }>;

/** The documents of something, kind by kind: those that are there, and what is still asked for. */
export const Documents = ({
  about,
  kinds,
  mayChange,
  onChange,
}: Readonly<{
  about: string;
  kinds: readonly DocumentKind[];
  mayChange: boolean;
  onChange?: () => void;
}>) => {
  const say = useSay();
  const queries = useQueryClient();
  const documents = useDocuments(about);
  const remove = useMutation({
    mutationFn: (id: number) => api.send("DELETE", `/api/documents/${id}`),
    onSuccess: async () => {
      announce(say(words.removed));
      await queries.invalidateQueries({ queryKey: ["documents"] });
      onChange?.();
    },
  });
  return (
    <>
      {remove.error && <ProblemNotice error={remove.error} />}
      <Loaded query={documents}>
        {(rows) => (
          <ul className={style.documents}>
            {kinds.map(({ id, label, help, required }) => {
              const own = rows.filter(({ kind }) => kind === id);
              return (
                <li key={id} data-field={`document:${id}`}>
                  <div className={style.lineHead}>
                    <p className={style.objective}>
                      <strong>
                        {say(label)}{" "}
                        {own.length === 0 && required && <Badge tone="warning">{say(words.asked)}</Badge>}
                      </strong>
                      {help && <span className={style.muted}>{say(help)}</span>}
                    </p>
                    {mayChange && (
                      <SendDocument
                        about={about}
                        kinds={[{ id, label }]}
                        label={say(words.attach, { kind: say(label) })}
                        onSent={() => onChange?.()}
                      />
                    )}
                  </div>
                  {own.length === 0 && !mayChange && <p className={style.muted}>{say(words.none)}</p>}
                  {own.map((document) => (
                    <DocumentRow
                      key={document.id}
                      document={document}
                      onRemove={mayChange && !document.fixed ? () => remove.mutate(document.id) : undefined}
                    />
                  ))}
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
    </>
  );
};

const DocumentRow = ({
  document: { id, name, bytes, receivedAt },
  onRemove,
}: Readonly<{ document: Document; onRemove: (() => void) | undefined }>) => {
  const say = useSay();
  const format = useFormat();
  return (
    <div className={style.lineHead}>
      <span>
        <DocumentLink id={id}>{name}</DocumentLink>{" "}
        <span className={style.muted}>
          {say(words.received, {
            size: format.number(Math.ceil(bytes / 1024)),
            at: format.dateTime(receivedAt),
          })}
        </span>
      </span>
      {onRemove && (
        <Button size="s" variant="quiet" icon="trash" onPress={onRemove}>
          {say(words.remove, { name })}
        </Button>
      )}
    </div>
  );
};

/** A document, to be taken away. */
export const DocumentLink = ({ id, children }: Readonly<{ id: number; children: string }>) => (
  <Link to={`/api/documents/${id}`} download>
    {children}
  </Link>
);

const words = {
  asked: { fr: "À joindre", nl: "Toe te voegen", en: "To be attached" },
  none: { fr: "Aucun document", nl: "Geen document", en: "No document" },
  attach: { fr: "Joindre : {kind}", nl: "Toevoegen: {kind}", en: "Attach: {kind}" },
  received: {
    fr: "{size} Ko, reçu le {at}",
    nl: "{size} kB, ontvangen op {at}",
    en: "{size} kB, received {at}",
  },
  remove: { fr: "Retirer {name}", nl: "{name} verwijderen", en: "Remove {name}" },
  removed: {
    fr: "Le document est retiré.",
    nl: "Het document is verwijderd.",
    en: "The document is removed.",
  },
} satisfies Record<string, Text>;
