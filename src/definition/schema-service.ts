import { z } from "zod";
import { figure } from "./schema-figures.ts";
import { commonParts, condition, id, text } from "./schema-parts.ts";
import { programmeFile } from "./schema-programme.ts";
import { grouping, measure, question } from "./schema-questions.ts";
import { registerFile } from "./schema-register.ts";
import { calendarBlock } from "./service/calendar.ts";
import { matchingBlock } from "./service/matching.ts";
import { organisationsBlock } from "./service/organisations.ts";
import { pathBlock } from "./service/path.ts";
import { placesBlock } from "./service/places-block.ts";
import { outreachBlock } from "./service/outreach.ts";
import { roomBlock } from "./service/room.ts";

const list = z.strictObject({
  list: id,
  label: text,
  help: text.optional(),
  register: id,
  when: condition.optional().describe("Which records are in it; all when not said"),
  deadline: id.optional().describe("A deadline of the register: the list is in the order of its days left"),
  due_in_days: z
    .int()
    .optional()
    .describe(
      "Only what is due in so many days at most: 30 is in a month, 0 today or before, -1 late already",
    ),
  sort: id.optional().describe("The field whose answers give the order, where no deadline does"),
  columns: z
    .array(id)
    .min(1)
    .optional()
    .describe("What it shows of each record; the usual columns when not said"),
});

/** One file of `services/`: what a service works with, and what it brings along to the programme. */
export const serviceFile = z.strictObject({
  service: id,
  number: z.int().min(1).describe("Its place among the services"),
  label: text,
  description: text,
  operations: z
    .array(id)
    .min(1)
    .optional()
    .describe("The operations that it works in; the one of its own name when not said"),

  partners: programmeFile.shape.partners.optional(),
  operation: programmeFile.shape.operations.element.optional().describe("An operation of its own"),
  targets: programmeFile.shape.targets,
  ...commonParts,
  registers: z
    .array(registerFile)
    .optional()
    .describe("Registers of its own, and what it adds to those that are there already"),
  figures: z.array(figure).optional(),
  measures: z.array(measure).optional(),
  groupings: z.array(grouping).optional().describe("Ways to sort people or records into groups"),
  question: question.optional().describe("The tables that parliament asks of it"),
  demonstration: z
    .unknown()
    .optional()
    .describe("Its part of the demonstration, as demonstration.yaml has it"),
  report: text.optional().describe("Its line of the annual report, figures in double braces"),

  lists: z.array(list).optional().describe("Its day's work, most urgent first"),
  board: z
    .array(
      z.union([
        id,
        z.strictObject({ register: id, by: id.describe("A choice of the register, answered or worked out") }),
      ]),
    )
    .optional()
    .describe("Registers whose records are counted by the state of their lifecycle, or by another choice"),
  shows: z.array(id).optional().describe("The figures on its page, this year and the year before"),
  calendar: calendarBlock.optional(),
  matching: matchingBlock.optional(),
  path: pathBlock.optional(),
  places: placesBlock.optional().describe("Who asks for a place, which places there are, who is there"),
  organisations: organisationsBlock.optional(),
  outreach: outreachBlock.optional(),
  room: roomBlock.optional(),
});

export type ServiceFile = z.infer<typeof serviceFile>;
