import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { announce, Button, Link, Loaded, ProblemNotice, Skeleton } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { SendDocument } from "./SendDocument.tsx";
import style from "./money.module.css";

/** A document as the server tells of it. */
export type Document = Readonly<{
  id: number;
  name: string;
  bytes: number;
  about: string;
  kind: string;
  receivedAt: string;
  fixed: boolean;
}>;

/** Documents about something and its parts: "declaration:7". */
export const useDocuments = (about: string) =>
  useQuery({
    queryKey: ["documents", about],
    queryFn: async () =>
      (await api.get<{ documents: readonly Document[] }>("/api/documents", { about })).documents,
  });

/** What is attached to something: each to be taken away, removed while it is being prepared, and a place for more. */
export const Documents = ({
  about,
  kinds,
  mayChange,
  onChange,
}: Readonly<{
  about: string;
  /** The kinds that can be attached here; the first is meant where nothing is said. */
  kinds: readonly Readonly<{ id: string; label: Text }>[];
  mayChange: boolean;
  onChange?: () => void;
}>) => {
  const documents = useDocuments(about);
  return (
    <Loaded query={documents} waiting={<Skeleton lines={2} />}>
      {(all) => (
        <>
          <List documents={all} kinds={kinds} mayChange={mayChange} onChange={onChange} />
          {mayChange && <SendDocument about={about} kinds={kinds} onSent={() => onChange?.()} />}
        </>
      )}
    </Loaded>
  );
};

const List = ({
  documents,
  kinds,
  mayChange,
  onChange,
}: Readonly<{
  documents: readonly Document[];
  kinds: readonly Readonly<{ id: string; label: Text }>[];
  mayChange: boolean;
  onChange: (() => void) | undefined;
}>) => {
  const say = useSay();
  const { date, number } = useFormat();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: number) => api.send("DELETE", `/api/documents/${id}`),
    onSuccess: async () => {
      announce(say(words.removed));
      await queries.invalidateQueries({ queryKey: ["documents"] });
      onChange?.();
    },
  });
  if (documents.length === 0) return <p className={style.how}>{say(words.none)}</p>;
  return (
    <>
      {remove.error && <ProblemNotice error={remove.error} />}
      <ul className={style.documents}>
        {documents.map(({ id, name, kind, bytes, receivedAt, fixed }) => (
          <li key={id}>
            <span>
              <Link to={`/api/documents/${id}`} download>
                {name}
              </Link>{" "}
              <span className={style.how}>
                {[
                  ...kinds.flatMap((each) => (each.id === kind ? [say(each.label)] : [])),
                  say(words.size, { size: number(Math.max(1, Math.round(bytes / 1024))) }),
                  date(receivedAt.slice(0, 10)),
                ].join(" · ")}
              </span>
            </span>
            {mayChange && !fixed && (
              <Button variant="quiet" size="s" icon="trash" iconOnly onPress={() => remove.mutate(id)}>
                {say(words.remove, { name })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
};

const words = {
  none: { fr: "Aucun document joint.", nl: "Geen document bijgevoegd.", en: "No document attached." },
  size: { fr: "{size} ko", nl: "{size} kB", en: "{size} kB" },
  remove: { fr: "Retirer {name}", nl: "{name} verwijderen", en: "Remove {name}" },
  removed: {
    fr: "Le document est retiré.",
    nl: "Het document is verwijderd.",
    en: "The document is removed.",
  },
} satisfies Record<string, Text>;
