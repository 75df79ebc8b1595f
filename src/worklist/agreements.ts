import type { PoolClient } from "pg";
import { mayAnywhere, mayIn } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import { listCalls, listCandidacies } from "../agreement/call-read.ts";
import { candidacyWaits } from "../agreement/candidacy-waits.ts";
import { listAgreements } from "../agreement/read.ts";
import { speaksFor } from "../access/speaks.ts";
import type { Wait } from "../agreement/view.ts";
import type { Text } from "../language.ts";
import type { Item } from "./item.ts";

/** Something of money that waits, before several of the same are told as one. */
type Waiting = Readonly<{
  operation: string;
  partner: string;
  wait: Wait;
  due: string | null;
  href: string;
  list: string;
}>;

/**
 * Returns the candidacies and agreements that wait for the asker: of the partner that they speak for, or as whoever
 * agrees upon them. What waits for the same, in one operation, is one item.
 */
export const agreementItems = async (client: PoolClient, who: Who): Promise<Item[]> => {
  if (!mayAnywhere(who, "money:declare") && !mayAnywhere(who, "money:agree")) return [];
  const calls = new Map((await listCalls(client)).map((call) => [call.id, call]));
  const candidacies = (await listCandidacies(client)).flatMap((candidacy): Waiting[] => {
    const call = calls.get(candidacy.call);
    if (!call) return [];
    const { operation, partner, state } = candidacy;
    return candidacyWaits(call, candidacy).map((wait) => ({
      operation,
      partner,
      wait,
      due: state === "draft" ? call.closesAt.slice(0, 10) : null,
      href: state === "draft" ? `money/calls/${call.id}` : `money/candidacies/${candidacy.id}`,
      list: `money/calls/${call.id}`,
    }));
  });
  const states = ["draft", "proposed", "accepted", "active"] as const;
  const agreements = (await listAgreements(client, { states })).flatMap((view): Waiting[] =>
    view.waits
      .filter(({ who: whose }) => whose !== "partner" || speaksFor(who, view))
      .map((wait) => ({
        operation: view.operation,
        partner: view.partner,
        wait,
        due: null,
        href: `money/agreements/${view.id}`,
        list: "money/agreements",
      })),
  );
  const mine = [...candidacies, ...agreements].filter(
    ({ wait, operation, partner }) =>
      (wait.who === "partner" && speaksForEither(who, operation, partner)) ||
      (wait.who === "authority" && mayIn(who, "money:agree", { operation, partner })),
  );
  return [...Map.groupBy(mine, ({ operation, wait }) => `${operation}/${wait.what.en}`).values()].flatMap(
    (same) => itemOf(same),
  );
};

const speaksForEither = (who: Who, operation: string, partner: string): boolean =>
  speaksFor(who, { operation, partner, internal: false }) ||
  speaksFor(who, { operation, partner, internal: true });

/** What several wait for, with how many they are. */
const counted = ({ fr, nl, en }: Text, count: number): Text => ({
  fr: `${fr} (${count})`,
  nl: `${nl} (${count})`,
  en: `${en} (${count})`,
});

const itemOf = (same: readonly Waiting[]): Item[] => {
  const [first] = same;
  if (!first) return [];
  const { operation, wait, href, list } = first;
  const isOne = same.length === 1;
  const earliest = (days: readonly (string | null)[]) =>
    days.filter((day) => day !== null).toSorted()[0] ?? null;
  return [
    {
      id: `agreement/${operation}/${isOne ? href : wait.what.en}`,
      kind: "agreement",
      turn: "yours",
      label: isOne ? wait.what : counted(wait.what, same.length),
      operation,
      partner: isOne ? first.partner : null,
      register: null,
      count: same.length,
      overdue: 0,
      since: earliest(same.map((each) => each.wait.since)),
      due: earliest(same.map(({ due }) => due)),
      href: isOne ? href : list,
      details: {},
    },
  ];
};
