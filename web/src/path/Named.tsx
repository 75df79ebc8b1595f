import { Link } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { personPage, type Place } from "./use-path.ts";

/** Who a row is about: their name where the reader may know it, else the number of the record; leads to the path. */
export const Named = ({
  service,
  place,
  person,
}: Readonly<{
  service: string;
  place: Place;
  person: (Place & Readonly<{ name: string | null }>) | null;
}>) => {
  const say = useSay();
  const at = person ?? place;
  return (
    <Link to={personPage(service, at)}>
      {person?.name ?? say(words.record, { record: String(at.record) })}
    </Link>
  );
};

const words = {
  record: { fr: "Fiche n° {record}", nl: "Fiche nr. {record}", en: "Record no. {record}" },
} satisfies Record<string, Text>;
