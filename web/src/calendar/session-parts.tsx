import { useParams } from "react-router";
import type { Registration, SessionPage as Session } from "../../../src/calendar/shapes.ts";
import { Icon } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./calendar.module.css";
import type { SessionAddress } from "./use-calendar.ts";
import { asTitle, hoursOf, titleOf, words as shared } from "./words.ts";

/** The session that the address names. */
export const useSessionAddress = (): SessionAddress => {
  const { service = "", operation = "", session = "" } = useParams();
  return { service, operation, session };
};

/** Returns the ways back from a session's pages. */
export const useSessionCrumbs = (address: SessionAddress, page: Session | undefined, isBelow = false) => {
  const say = useSay();
  const { date } = useFormat();
  const at = `services/${address.service}`;
  const own = `${at}/calendar/${address.operation}/${address.session}`;
  return [
    { label: say(shared.services), to: "services" },
    { label: page ? say(page.service.label) : address.service, to: at },
    {
      label: say(page?.label ?? shared.calendar),
      to: page ? `${at}/calendar?day=${page.session.date}` : `${at}/calendar`,
    },
    ...(isBelow && page
      ? [{ label: `${titleOf(page.session, say)}, ${date(page.session.date)}`, to: own }]
      : []),
  ];
};

/** Returns what a person is called for whoever looks: the name, else the number, else only that there is somebody. */
export const nameOf = (
  { name, number }: Pick<Registration, "name" | "number">,
  say: (text: Text) => string,
): string => name ?? number ?? say(words.somebody);

/** The other sessions at the same hours in which the person has a place or waits for one. */
export const Clashes = ({
  registration,
  clashes,
}: Readonly<{
  registration: Pick<Registration, "status"> | undefined;
  clashes: Registration["clashes"];
}>) => {
  const say = useSay();
  if (clashes.length === 0 || registration?.status === "cancelled") return null;
  return clashes.map((clash, index) => (
    <p key={index} className={style.clash}>
      <Icon name="warning" size="s" />
      {say(words.clash, {
        what: asTitle(say(clash.title ?? shared.session)),
        hours: hoursOf(clash),
      })}
    </p>
  ));
};

const words = {
  clash: {
    fr: "En même temps : {what}, {hours}",
    nl: "Tegelijk: {what}, {hours}",
    en: "At the same time: {what}, {hours}",
  },
  somebody: { fr: "Une personne", nl: "Een persoon", en: "A person" },
} satisfies Record<string, Text>;
