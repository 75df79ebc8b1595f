import { z } from "zod";
import { keptShape } from "../../entry/shapes.ts";
import { keepPart, newCase } from "../../rooms/acts.ts";
import { admit, endStay } from "../../rooms/members.ts";
import { roomDesk } from "../../rooms/room-desk.ts";
import { roomPage } from "../../rooms/room-page.ts";
import { roomsPage } from "../../rooms/rooms-page.ts";
import {
  admitBodyShape,
  endBodyShape,
  madeRoomShape,
  memberAnswerShape,
  newRoomShape,
  partBodyShape,
  parts,
  roomPageShape,
  roomsPageShape,
} from "../../rooms/shapes.ts";
import { defineRoute } from "../route.ts";

const tags = ["Rooms"];
const service = z.object({ service: z.string() });
const record = service.extend({ record: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const signedIn = { kind: "signed_in" } as const;
const reading = { kind: "right", right: "records:read" } as const;
const writing = { kind: "right", right: "records:write" } as const;
const rooms = "/api/services/{service}/rooms";

const listRooms = defineRoute({
  id: "listRooms",
  method: "get",
  path: rooms,
  summary: "The cases that one was let into, and for whoever looks after rooms, which there are",
  tags,
  access: signedIn,
  params: service,
  answer: roomsPageShape,
  handle: (visit) => roomsPage(roomDesk(visit, visit.params.service)),
});

const addRoom = defineRoute({
  id: "addRoom",
  method: "post",
  path: rooms,
  summary: "Records that somebody came: a new case, with whoever records it as the first in its room",
  tags,
  access: writing,
  params: service,
  body: newRoomShape,
  answer: madeRoomShape,
  status: 201,
  handle: (visit) => newCase(roomDesk(visit, visit.params.service), visit.body),
});

const readRoom = defineRoute({
  id: "readRoom",
  method: "get",
  path: `${rooms}/{record}`,
  summary: "What is in a room: the case, consents, transfers, follow-ups, who is in, who has read",
  tags,
  access: reading,
  params: record,
  answer: roomPageShape,
  handle: (visit) => roomPage(roomDesk(visit, visit.params.service), visit.params.record),
});

const keepRoomPart = defineRoute({
  id: "keepRoomPart",
  method: "post",
  path: `${rooms}/{record}/{part}`,
  summary: "Writes a consent, a transfer or a follow-up of a case, or changes one",
  tags,
  access: writing,
  params: record.extend({ part: z.enum(parts) }),
  body: partBodyShape,
  answer: keptShape,
  handle: ({ params, body, ...visit }) =>
    keepPart(roomDesk(visit, params.service), params.record, params.part, body),
});

const letIntoRoom = defineRoute({
  id: "letIntoRoom",
  method: "post",
  path: `${rooms}/{record}/members`,
  summary: "Lets somebody into a room, with a reason",
  tags,
  access: signedIn,
  params: record,
  body: admitBodyShape,
  answer: memberAnswerShape,
  handle: async ({ params, body, ...visit }) => ({
    members: await admit(roomDesk(visit, params.service), params.record, body),
  }),
});

const endRoomStay = defineRoute({
  id: "endRoomStay",
  method: "post",
  path: `${rooms}/{record}/members/{member}/end`,
  summary: "Ends somebody's stay in a room, with a reason; not the last one's",
  tags,
  access: signedIn,
  params: record.extend({ member: z.uuid() }),
  body: endBodyShape,
  answer: memberAnswerShape,
  handle: async ({ params, body, ...visit }) => ({
    members: await endStay(roomDesk(visit, params.service), params.record, params.member, body.reason),
  }),
});

export const roomRoutes = [listRooms, addRoom, readRoom, letIntoRoom, endRoomStay, keepRoomPart] as const;
