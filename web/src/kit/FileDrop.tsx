import { type ReactNode } from "react";
import { DropZone, FileTrigger, Text as AriaText } from "react-aria-components";
import { type Text, useSay } from "../language.tsx";
import { Button } from "./Button.tsx";
import { isGiven } from "./field-parts.tsx";
import style from "./FileDrop.module.css";
import { Icon } from "./Icon.tsx";

/** A place for files: dropped, pasted, or chosen with a button. */
export const FileDrop = ({
  label,
  help,
  error,
  accept,
  isMultiple = false,
  isPending = false,
  onFiles,
}: Readonly<{
  /** "Déposez le fichier du mois". */
  label: string;
  help?: ReactNode;
  error?: ReactNode;
  /** As in <input accept>: [".xlsx", ".csv"]. Only a help when choosing; the server decides. */
  accept?: readonly string[];
  isMultiple?: boolean;
  isPending?: boolean;
  onFiles: (files: readonly File[]) => void;
}>) => {
  const say = useSay();
  const took = (files: readonly File[]) => {
    const taken = isMultiple ? files : files.slice(0, 1);
    if (taken.length > 0) onFiles(taken);
  };
  return (
    <DropZone
      className={style.drop ?? ""}
      isDisabled={isPending}
      onDrop={(event) => {
        const found = event.items.filter((item) => item.kind === "file");
        void Promise.all(found.map(async (item) => await item.getFile())).then(took);
      }}
    >
      <Icon name="upload" size="l" />
      <AriaText slot="label" className={style.label ?? ""}>
        {label}
      </AriaText>
      {isGiven(help) && <div className={style.help}>{help}</div>}
      <FileTrigger
        allowsMultiple={isMultiple}
        {...(accept ? { acceptedFileTypes: accept } : {})}
        onSelect={(files) => took(files ? [...files] : [])}
      >
        <Button isPending={isPending}>{say(isMultiple ? words.several : words.one)}</Button>
      </FileTrigger>
      {isGiven(error) && (
        <p className={style.error} role="alert">
          <Icon name="error" size="s" /> {error}
        </p>
      )}
    </DropZone>
  );
};

const words = {
  one: { fr: "Choisir un fichier", nl: "Een bestand kiezen", en: "Choose a file" },
  several: { fr: "Choisir des fichiers", nl: "Bestanden kiezen", en: "Choose files" },
} satisfies Record<string, Text>;
