import type { OperationPage } from "../../../src/progress/structure-shapes.ts";
import { Cell, Column, Columns, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./programme.module.css";
import type { Programme } from "./use-programme.ts";

/** The last files that came in: when, from whom, and what they changed. */
export const Files = ({
  files,
  programme,
  shows,
}: Readonly<{ files: OperationPage["files"]; programme: Programme; shows: "partner" | "operation" }>) => {
  const say = useSay();
  const { dateTime, number } = useFormat();
  if (files.length === 0) return <p className={style.muted}>{say(words.none)}</p>;
  return (
    <Table label={say(words.files)} density="compact">
      <Columns>
        <Column>{say(words.file)}</Column>
        <Column>{say(words.at)}</Column>
        <Column>{say(shows === "partner" ? words.partner : words.operation)}</Column>
        <Column>{say(words.register)}</Column>
        <Column isNumeric>{say(words.rows)}</Column>
        <Column isNumeric>{say(words.added)}</Column>
        <Column isNumeric>{say(words.changed)}</Column>
      </Columns>
      <Rows>
        {files.map((file) => (
          <Row key={file.id}>
            <Cell isHead>{file.name}</Cell>
            <Cell isWrapped={false}>{dateTime(file.at)}</Cell>
            <Cell>
              {say(
                shows === "partner"
                  ? programme.partnerName(file.partner)
                  : programme.operationTitle(file.operation),
              )}
            </Cell>
            <Cell>{say(programme.registerLabel(file.register))}</Cell>
            <Cell isNumeric>{number(file.rows)}</Cell>
            <Cell isNumeric>{number(file.added)}</Cell>
            <Cell isNumeric>{number(file.changed)}</Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const words = {
  none: {
    fr: "Aucun fichier que vous puissiez voir ici.",
    nl: "Geen bestand dat u hier kunt zien.",
    en: "No file that you can see here.",
  },
  files: { fr: "Derniers fichiers", nl: "Laatste bestanden", en: "Last files" },
  file: { fr: "Fichier", nl: "Bestand", en: "File" },
  at: { fr: "Reçu", nl: "Ontvangen", en: "Received" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  register: { fr: "Registre", nl: "Register", en: "Register" },
  rows: { fr: "Lignes", nl: "Rijen", en: "Rows" },
  added: { fr: "Ajoutées", nl: "Toegevoegd", en: "Added" },
  changed: { fr: "Modifiées", nl: "Gewijzigd", en: "Changed" },
} satisfies Record<string, Text>;
