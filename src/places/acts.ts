import type { Value } from "../definition/condition/condition.ts";
import { doTransition } from "../entry/act-on-record.ts";
import { withoutWalls } from "../entry/desk.ts";
import { keepNew } from "../entry/keep-new.ts";
import type { Manner } from "../entry/keeping.ts";
import { asOneChange } from "../entry/one-change.ts";
import { seeRecord } from "../entry/see-record.ts";
import type { Kept } from "../entry/shapes.ts";
import { wholeRecords } from "../entry/whole-record.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import { nothingFree } from "./nothing-free.ts";
import { freeThroughout } from "./occupancy.ts";
import { lastDayFrom } from "./request.ts";
import { type Look, reachOf } from "./service.ts";
import type { BeginBody, Begun, OfferBody } from "./shapes.ts";
import { seenStructures } from "./structures.ts";

const requestsOf = (look: Look, id: string, operation: string) => {
  const reach = reachOf(look, id);
  const { requests } = reach.places;
  if (!requests || !reach.operations.includes(operation)) throw notFound();
  return { reach, requests };
};

/**
 * Offers a place to whoever waits: one step of the request's life, with where and from when until when. Throws where on
 * some day of that time no place is free; whoever offers the same place at the same moment waits, and is told so.
 */
export const offerPlace = async (
  look: Look,
  id: string,
  { operation, request, version, structure, from, until, confirmed }: OfferBody,
): Promise<Kept> => {
  const { reach, requests } = requestsOf(look, id, operation);
  const { register, placeFrom, placeUntil, limit } = requests;
  const { answers } = await seeRecord(look, { operation, register: register.id }, request);
  if (reach.places.structures) {
    const seen = (await seenStructures(look, reach)).filter(
      (each) => each.operation === operation && each.structure === structure,
    );
    if (seen.length === 0) throw notFound();
    const limited = limit ? lastDayFrom(limit, answers, from) : null;
    const last = [until, limited].reduce<string>(
      (least, day) => (day !== null && day < least ? day : least),
      "9999-12-31",
    );
    const free = await freeThroughout(look, reach.places, seen, { first: from, last });
    for (const { fullOn } of free.values()) if (fullOn !== null) throw nothingFree(fullOn);
  }
  const texts = {
    ...(requests.structure === undefined || structure === null ? {} : { [requests.structure]: structure }),
    [placeFrom]: from,
    ...(placeUntil === undefined ? {} : { [placeUntil]: until ?? "" }),
  };
  // Others may have promised it since; the database has the last word.
  return doTransition(look, { operation, register: register.id }, request, requests.offer, {
    version,
    texts,
    confirmed,
  });
};

const alreadyThere = (): Problem =>
  new Problem(409, "second_stay", {
    fr: "Cette personne a déjà un séjour dans l'opération, et il ne peut y en avoir qu'un par personne.",
    nl: "Deze persoon heeft al een verblijf in de operatie, en er mag er maar één per persoon zijn.",
    en: "This person has a stay in the operation already, and there may be only one for each person.",
  });

/**
 * Lets a stay begin: the request goes one step further, and the record of the stay is written with what the request
 * says already. Both are kept, or neither, as one change. Needs the right to write where the stay is kept: at the
 * partner that keeps the structure, else at the request's own.
 */
export const beginStay = async (
  look: Look,
  id: string,
  { operation, request, version, on, confirmed }: BeginBody,
): Promise<Begun> => {
  const { reach, requests } = requestsOf(look, id, operation);
  const { register, begin, structure } = requests;
  const { stays, structures } = reach.places;
  const place = { operation, register: register.id };
  const { partner, answers } = await seeRecord(look, place, request);
  const named = structure === undefined ? undefined : answers[structure];
  const keeper = structures
    ? (await seenStructures(look, reach)).find(
        (each) => each.operation === operation && each.structure === named,
      )?.partner
    : partner;
  if (keeper === undefined) throw notFound();
  if (!look.house.guards.record(look.who, "records:write", { operation, partner: keeper }))
    throw notAllowed();
  const { transition } = begin;
  const reason = { transition, confirmed };
  const kept = await asOneChange(look, { action: "transition", reason }, async (within) => {
    const step = { version, texts: { [begin.on]: on }, confirmed };
    await doTransition(look, place, request, transition, step, within, "places");
    // Only copied from one record to another, never shown: whoever writes both need not be shown who it is.
    const whole = await withoutWalls(look, async () =>
      (await wholeRecords(look.client, register, operation, [request])).get(request),
    );
    const given = new Map<string, Value>(
      [...begin.gives].map(([stay, source]) => [stay, whole?.answers[source] ?? null]),
    );
    const manner: Manner = { action: "transition", confirmed, within };
    const stay = { operation, register: stays.register.id };
    return keepNew(look, stay, keeper, { answers: given, unread: new Map() }, manner);
  });
  if (begin.once && kept.kind !== "added") throw alreadyThere();
  return { operation, request, stay: { register: stays.register.id, record: kept.record } };
};
