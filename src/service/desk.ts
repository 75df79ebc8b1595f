import type { PoolClient } from "pg";
import { mayIn, mayWithin, scopeOf } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { Right } from "../access/rights.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { Service } from "../definition/service/service.ts";
import type { House } from "../house.ts";
import type { Language } from "../language.ts";
import { given } from "../listing/service-lists.ts";
import { notFound } from "../problem.ts";
import { boardOf, listAddress } from "./board.ts";
import { dayList } from "./day-list.ts";
import { serviceFor } from "./reach.ts";
import type { DayList, ServicePage } from "./shapes.ts";

/** Who looks at a service's page, and how much of it. */
export type Look = Readonly<{
  house: Pick<House, "programme" | "guards" | "today">;
  /** In the asker's own transaction. */
  client: PoolClient;
  who: Who;
  language: Language;
  /** How many records of each list; 0: none is read, only counted. */
  rows: number;
}>;

/**
 * Returns the page of a service under the asker's walls: its day's lists, its board, and the ways to all that it works
 * with. A service in whose operations the asker has no right is not there.
 */
export const servicePage = async (look: Look, id: string): Promise<ServicePage> => {
  const { house, client, who, language, rows } = look;
  const { programme, guards } = house;
  const service = serviceFor(programme, id, who);
  if (!service) throw notFound();
  const today = house.today();
  const registers = service.registers.flatMap((name) => programme.registers.get(name) ?? []);
  const reads = service.operations.some((operation) => readsIn(programme, who, operation));
  const lists: DayList[] = [];
  const board: ServicePage["board"] = [];
  if (reads) {
    const asked = { programme, who, today, guards, language };
    for (const list of service.lists) lists.push(await dayList(client, asked, given(service, list), rows));
    for (const each of service.board) {
      const counted = await boardOf(client, { who, guards }, service, each);
      if (counted) board.push(counted);
    }
  }
  return {
    service: service.id,
    number: service.number,
    label: service.label,
    description: service.description,
    today,
    operations: service.operations.flatMap((operation) => {
      const found = programme.operations.get(operation);
      return found ? [{ operation, title: found.title }] : [];
    }),
    mechanisms: mechanismsOf(service),
    lists: reads ? lists : null,
    board,
    figures: scopeOf(who, "figures:read").length > 0 ? [...service.shows] : [],
    year: Number(today.slice(0, 4)),
    registers: registers.map((register) => registerOf(programme, service, register, who)),
    question: mayAskAbout(programme, service, who),
  };
};

/** What a service can have besides registers and lists; each brings a page of that name under the service's own. */
const mechanisms = ["calendar", "places", "matching", "room", "path", "outreach", "organisations"] as const;

const mechanismsOf = (service: Service): ServicePage["mechanisms"] =>
  mechanisms.flatMap((mechanism) => {
    const block = service[mechanism];
    if (block === undefined || ("length" in block && block.length === 0)) return [];
    return [{ mechanism, label: "label" in block ? (block.label ?? null) : null }];
  });

const partnersOf = ({ operations }: Pick<Programme, "operations">, operation: string): readonly string[] =>
  operations.get(operation)?.partners ?? [];

const mayForSome = (programme: Programme, who: Who, right: Right, operation: string): boolean =>
  partnersOf(programme, operation).some((partner) => mayIn(who, right, { operation, partner }));

const readsIn = (programme: Programme, who: Who, operation: string): boolean =>
  mayWithin(who, "records:read", { operation }) && mayForSome(programme, who, "records:read", operation);

const registerOf = (
  programme: Programme,
  service: Service,
  register: Register,
  who: Who,
): ServicePage["registers"][number] => {
  const kept = service.operations.filter((id) => register.operations.includes(id));
  return {
    register: register.id,
    label: register.label,
    record: register.record,
    href: listAddress(service, register),
    add: kept.flatMap((operation) => {
      const title = programme.operations.get(operation)?.title;
      return title && mayForSome(programme, who, "records:write", operation) ? [{ operation, title }] : [];
    }),
    files: kept.filter((operation) => mayForSome(programme, who, "files:import", operation)),
  };
};

/** A question is about all of its operations, with every partner. */
const mayAskAbout = ({ questions }: Programme, service: Service, who: Who): boolean =>
  questions.services
    .get(service.id)
    ?.operations.every((operation) => mayIn(who, "figures:read", { operation, partner: null })) === true;
