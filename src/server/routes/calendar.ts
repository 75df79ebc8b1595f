import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import { noteAttendance } from "../../calendar/attendance.ts";
import { seeDoor, showCode, signAtDoor } from "../../calendar/door.ts";
import { oneByOne } from "../../calendar/one-by-one.ts";
import { leaveSession, moveUp, registerSomebody } from "../../calendar/registering.ts";
import { sessionPage, type SessionPlace } from "../../calendar/session-page.ts";
import { calendarPage, type CalendarDesk } from "../../calendar/sessions.ts";
import {
  attendanceBody,
  attendanceShape,
  calendarShape,
  codeShape,
  doorBody,
  doorSessionShape,
  doorShape,
  leaveBody,
  leftShape,
  periodShape,
  registerBody,
  registeredShape,
  sessionPageShape,
} from "../../calendar/shapes.ts";
import { notSignedIn } from "../../problem.ts";
import { language } from "../../shapes.ts";
import { defineRoute, type Visit } from "../route.ts";
import { addressOf } from "../security.ts";

const tags = ["Calendar"];
const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const place = z.object({ service: z.string(), operation: z.string(), session: number });
const scope = ({ params }: { params: { operation: string } }) => ({ operation: params.operation });
const reading = { kind: "right", right: "records:read", scope } as const;
const writing = { kind: "right", right: "records:write", scope } as const;
const session = "/api/services/{service}/calendar/{operation}/sessions/{session}";

const readCalendar = defineRoute({
  id: "readCalendar",
  method: "get",
  path: "/api/services/{service}/calendar",
  summary: "The sessions of a service between two days, with places taken and who waits",
  tags,
  access: { kind: "right", right: "records:read" },
  params: z.object({ service: z.string() }),
  query: periodShape,
  answer: calendarShape,
  handle: (visit) => calendarPage(visit, visit.params.service, visit.query),
});

const readSession = defineRoute({
  id: "readSession",
  method: "get",
  path: session,
  summary: "A session, and who is registered for it, in the order in which they came",
  tags,
  access: reading,
  params: place,
  answer: sessionPageShape,
  handle: (visit) => sessionPage(visit, visit.params),
});

/** Acts on the places of one session wait for each other before each takes a connection. */
const inTurn = <T>(
  { house, session: hash, params }: Visit<SessionPlace, unknown, unknown>,
  work: (desk: CalendarDesk) => Promise<T>,
): Promise<T> =>
  oneByOne(`${params.operation}/${params.session}`, () =>
    asSession(house.sessions, hash, async (client, who) => {
      if (!who) throw notSignedIn();
      return work({ house, client, who });
    }),
  );

const register = defineRoute({
  id: "registerForSession",
  method: "post",
  path: `${session}/registrations`,
  summary: "Registers a participant for a session: on the list, or on the waiting list where it is full",
  tags,
  access: writing,
  params: place,
  body: registerBody,
  answer: registeredShape,
  status: 201,
  transaction: "own",
  handle: (visit) => inTurn(visit, (desk) => registerSomebody(desk, visit.params, visit.body)),
});

const leave = defineRoute({
  id: "leaveSession",
  method: "post",
  path: `${session}/registrations/{registration}/leave`,
  summary: "Takes a person off the list; the first who waits moves up in the same change",
  tags,
  access: writing,
  params: place.extend({ registration: number }),
  body: leaveBody,
  answer: leftShape,
  transaction: "own",
  handle: (visit) =>
    inTurn(visit, (desk) => leaveSession(desk, visit.params, visit.params.registration, visit.body)),
});

const up = defineRoute({
  id: "moveUpInSession",
  method: "post",
  path: `${session}/move-up`,
  summary: "Gives a free place to the first of the waiting list",
  tags,
  access: writing,
  params: place,
  answer: leftShape,
  transaction: "own",
  handle: (visit) => inTurn(visit, (desk) => moveUp(desk, visit.params)),
});

const attendance = defineRoute({
  id: "noteAttendance",
  method: "post",
  path: `${session}/attendance`,
  summary: "Notes who was there, everybody at once; or how many, where nobody is named",
  tags,
  access: writing,
  params: place,
  body: attendanceBody,
  answer: attendanceShape,
  handle: (visit) => noteAttendance(visit, visit.params, visit.body),
});

const code = defineRoute({
  id: "showDoorCode",
  method: "get",
  path: `${session}/code`,
  summary: "The code that the session shows at this moment, as signs and as a picture to scan",
  tags,
  access: writing,
  params: place,
  query: z.object({ language }),
  answer: codeShape,
  handle: (visit) => showCode(visit, visit.params, visit.query.language),
});

const door = defineRoute({
  id: "readDoor",
  method: "get",
  path: "/api/door/{code}",
  summary: "Which session shows this code now",
  tags,
  access: { kind: "public" },
  params: z.object({ code: z.string().max(20) }),
  answer: doorSessionShape,
  transaction: "own",
  handle: ({ house, request, params }) => seeDoor(house, addressOf(request), params.code),
});

const sign = defineRoute({
  id: "signAtDoor",
  method: "post",
  path: "/api/door",
  summary:
    "Notes the presence of whoever has this number, if registered; the answer is the same for every number",
  tags,
  access: { kind: "public" },
  body: doorBody,
  answer: doorShape,
  transaction: "own",
  handle: async ({ house, request, body }) => {
    await signAtDoor(house, addressOf(request), body);
    return { heard: true as const };
  },
});

export const calendarRoutes = [
  readCalendar,
  readSession,
  register,
  leave,
  up,
  attendance,
  code,
  door,
  sign,
] as const;
