import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { api } from "../api.ts";
import { announce, Button, ProblemNotice, Select } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { Document } from "./Documents.tsx";
import style from "./money.module.css";

/** Sends a document to what it is about. Returns it as the server keeps it. */
export const useSendDocument = (about: string, onSent: (document: Document) => void) => {
  const say = useSay();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, kind }: Readonly<{ file: File; kind: string }>) =>
      api.send<Document>("POST", `/api/documents?${new URLSearchParams({ about, kind })}`, file, {
        headers: {
          "content-type": "application/octet-stream",
          "x-file-name": encodeURIComponent(file.name),
        },
      }),
    onSuccess: async (document) => {
      announce(say(words.sent, { name: document.name }));
      onSent(document);
      await queries.invalidateQueries({ queryKey: ["documents"] });
    },
  });
};

/** A button that attaches one document; where several kinds are possible, which it is is chosen first. */
export const SendDocument = ({
  about,
  kinds,
  label,
  onSent,
}: Readonly<{
  about: string;
  kinds: readonly Readonly<{ id: string; label: Text }>[];
  /** The words on the button. */
  label?: string;
  onSent: (document: Document) => void;
}>) => {
  const say = useSay();
  const [chosen, setChosen] = useState<string | null>(null);
  const send = useSendDocument(about, onSent);
  const kind = chosen ?? kinds[0]?.id;
  if (kind === undefined) return null;
  return (
    <div className={style.send}>
      {kinds.length > 1 && (
        <Select
          label={say(words.kind)}
          value={kind}
          onChange={setChosen}
          options={kinds.map((each) => ({ id: each.id, label: say(each.label) }))}
        />
      )}
      <FileTrigger
        onSelect={(files) => {
          const [file] = files ?? [];
          if (file) send.mutate({ file, kind });
        }}
      >
        <Button size="s" icon="upload" isPending={send.isPending}>
          {label ?? say(words.attach)}
        </Button>
      </FileTrigger>
      {send.error && <ProblemNotice error={send.error} />}
    </div>
  );
};

const words = {
  kind: { fr: "Type de document", nl: "Soort document", en: "Kind of document" },
  attach: { fr: "Joindre un document", nl: "Een document bijvoegen", en: "Attach a document" },
  sent: { fr: "{name} est joint.", nl: "{name} is bijgevoegd.", en: "{name} is attached." },
} satisfies Record<string, Text>;
