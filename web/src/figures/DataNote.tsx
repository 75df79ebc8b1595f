import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./figures.module.css";

type Data = Readonly<{ change: number; at: string | null; hash: string }>;

/** How fresh the numbers are: the last change of the trail that is in them. */
export const DataNote = ({
  data,
  definition,
}: Readonly<{ data: Data; definition?: Readonly<{ version: string; fingerprint: string }> | undefined }>) => {
  const say = useSay();
  const { dateTime } = useFormat();
  return (
    <p className={style.note}>
      {data.at === null ? say(words.none) : say(words.until, { change: data.change, at: dateTime(data.at) })}
      {definition &&
        ` · ${say(words.definition, { version: definition.version, mark: definition.fingerprint.slice(0, 8) })}`}
    </p>
  );
};

const words = {
  until: {
    fr: "Données jusqu’au changement {change}, {at}",
    nl: "Gegevens tot en met wijziging {change}, {at}",
    en: "Data up to change {change}, {at}",
  },
  none: { fr: "Encore aucune donnée", nl: "Nog geen gegevens", en: "No data yet" },
  definition: {
    fr: "définitions version {version} ({mark})",
    nl: "definities versie {version} ({mark})",
    en: "definitions version {version} ({mark})",
  },
} satisfies Record<string, Text>;
