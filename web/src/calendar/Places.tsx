import type { CalendarSession } from "../../../src/calendar/shapes.ts";
import { Badge } from "../kit/index.ts";
import { useSay } from "../language.tsx";
import { usePlacesWords, words } from "./words.ts";

/** How many places are taken, who waits, and whether the group may stay too small. */
export const Places = ({
  session,
  hasRegistrations,
}: Readonly<{ session: CalendarSession; hasRegistrations: boolean }>) => {
  const say = useSay();
  const { places, missing, waiting, heads } = usePlacesWords();
  if (!hasRegistrations) return session.heads === null ? null : <Badge>{heads(session)}</Badge>;
  const isFull = session.places !== null && session.taken >= session.places;
  return (
    <>
      <Badge tone={isFull && session.isPlanned ? "info" : "neutral"}>{places(session)}</Badge>
      {session.waiting > 0 && <Badge tone="info">{waiting(session)}</Badge>}
      {session.missing > 0 && (
        <Badge tone="warning" hasIcon>
          {missing(session)}
        </Badge>
      )}
      {session.minimum !== null &&
        session.isPlanned &&
        session.missing === 0 &&
        session.taken >= session.minimum && <Badge tone="success">{say(words.reached)}</Badge>}
    </>
  );
};
