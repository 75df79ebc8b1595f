import type { Text } from "../language.ts";
import { withoutWalls, type Desk } from "./desk.ts";
import type { Person } from "./shapes.ts";

const unnamed = {
  me: { fr: "vous", nl: "u", en: "you" },
  person: {
    fr: "une personne de l'administration du programme",
    nl: "een medewerker van de programmabeheerder",
    en: "somebody of the programme's administration",
  },
  machine: {
    fr: "l'administration du programme, depuis le serveur",
    nl: "het programmabeheer, vanaf de server",
    en: "the programme's administration, on the server",
  },
  door: {
    fr: "le code affiché à l'entrée de la séance",
    nl: "de code aan de deur van de sessie",
    en: "the code shown at the door of the session",
  },
} satisfies Record<string, Text>;

const prefix = "account:";

/** Who writes what people without an account note with the code of a session. */
export const doorActor = "door";

/**
 * Returns who each actor of the trail is, as far as the asker may know: oneself; the people of the partner whose
 * records one sees; and everybody for whoever reads the trail. Others are told by what they are.
 */
export const peopleOf = async (
  desk: Desk,
  actors: readonly string[],
  place: Readonly<{ operation: string; partner: string }>,
): Promise<(actor: string) => Person> => {
  const { client, who, house } = desk;
  const accounts = [...new Set(actors)]
    .filter((actor) => actor.startsWith(prefix))
    .map((actor) => actor.slice(prefix.length));
  const knowsAll = house.guards.record(who, "trail:read", place);
  const names = new Map<string, string>();
  if (accounts.length > 0) {
    const { rows } = await withoutWalls(desk, () =>
      client.query<{ id: string; name: string }>(
        `select a.id, a.name from access.account a
         where a.id = any ($1::uuid[]) and ($2 or a.id = $3
           or exists (select from access.grant g where g.account = a.id and g.partner = $4))`,
        [accounts, knowsAll, who.account, place.partner],
      ),
    );
    for (const { id, name } of rows) names.set(`${prefix}${id}`, name);
  }
  return (actor) => {
    if (actor === `${prefix}${who.account}`) return { name: who.name, words: unnamed.me, me: true };
    const name = names.get(actor);
    if (name !== undefined) return { name, words: { fr: name, nl: name, en: name }, me: false };
    if (actor === doorActor) return { name: null, words: unnamed.door, me: false };
    if (!actor.startsWith(prefix))
      return { name: knowsAll ? actor : null, words: unnamed.machine, me: false };
    return { name: null, words: unnamed.person, me: false };
  };
};
