import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useContext, useEffect, useState } from "react";
import type { Field } from "../../../src/definition/programme.ts";
import type { References } from "../../../src/entry/reference-shapes.ts";
import { api } from "../api.ts";
import { ComboBox, type FieldProps } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { PlaceContext } from "./place-context.ts";
import style from "./record.module.css";

const pauseMs = 200;

/**
 * An answer that names a record of another register: found by typing part of its name or number, or typed in full. What
 * is looked for never stands in an address.
 */
export const ReferenceField = ({
  field,
  common,
  text,
  onText,
}: Readonly<{
  field: Field;
  common: Omit<FieldProps<string | null>, "value" | "onChange">;
  text: string;
  onText: (text: string) => void;
}>) => {
  const say = useSay();
  const place = useContext(PlaceContext);
  const [sought, setSought] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSought(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useQuery({
    queryKey: ["references", place?.operation, place?.register, field.id, sought],
    enabled: place !== null,
    placeholderData: keepPreviousData,
    queryFn: () =>
      api.send<References>(
        "POST",
        `/api/operations/${place?.operation}/registers/${place?.register}/fields/${field.id}/references`,
        { search: sought },
      ),
  });
  const found = data?.found ?? [];
  const named = found.find(({ answer }) => answer === text);
  const title = named && say(named.title);
  return (
    <div className={style.reference}>
      <ComboBox
        {...common}
        isFree
        width="full"
        value={text === "" ? null : text}
        onChange={(value) => onText(value ?? "")}
        placeholder={say(words.search)}
        options={found.map(({ answer, title }) => ({
          id: answer,
          label: say(title) === "" ? answer : say(title),
          description: answer,
          text: answer,
        }))}
      />
      {title !== undefined && title !== "" && (
        <p className={style.referenceName} aria-live="polite">
          {title}
        </p>
      )}
    </div>
  );
};

const words = {
  search: { fr: "Nom ou numéro", nl: "Naam of nummer", en: "Name or number" },
} satisfies Record<string, Text>;
