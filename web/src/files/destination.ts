import { useMemo } from "react";
import { useSearchParams } from "react-router";
import type { Programme } from "../programme/use-programme.ts";
import { may, useWho } from "../who.tsx";

/** Where a file goes: the ids stand in the address, so that an operation's page can link here. */
export type Destination = Readonly<{
  operation: string | null;
  partner: string | null;
  register: string | null;
}>;

export type Choices = Readonly<{
  operations: readonly string[];
  partners: readonly string[];
  registers: readonly string[];
  chosen: Destination;
  choose: (part: keyof Destination, id: string | null) => void;
}>;

/** Returns what the person can choose from, with what needs no choice chosen: somebody of one partner chooses less. */
export const useDestination = (programme: Programme): Choices => {
  const [query, setQuery] = useSearchParams();
  const who = useWho();
  return useMemo(() => {
    const brings = (operation: string, partner: string) => may(who, "files:import", { operation, partner });
    const open = programme.operations.filter(
      ({ id, partners, registers }) =>
        registers.length > 0 && partners.some((partner) => brings(id, partner)),
    );
    const only = (asked: string | null, ids: readonly string[]) =>
      asked !== null && ids.includes(asked) ? asked : ids.length === 1 ? (ids[0] ?? null) : null;
    const operation = only(
      query.get("operation"),
      open.map(({ id }) => id),
    );
    const place = open.find(({ id }) => id === operation);
    const partners = place?.partners.filter((partner) => brings(place.id, partner)) ?? [];
    const registers = place?.registers ?? [];
    const chosen = {
      operation,
      partner: only(query.get("partner"), partners),
      register: only(query.get("register"), registers),
    };
    return {
      operations: open.map(({ id }) => id),
      partners,
      registers,
      chosen,
      choose: (part, id) =>
        setQuery(
          (before) => {
            const next = new URLSearchParams(before);
            if (id === null) next.delete(part);
            else next.set(part, id);
            next.delete("page");
            return next;
          },
          { replace: true },
        ),
    };
  }, [programme, query, setQuery, who]);
};
