import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { z } from "zod";
import { lookUpFill } from "../../entry/fill.ts";
import { offerReferences } from "../../entry/references.ts";
import {
  fillAnswerShape,
  fillBodyShape,
  referencesBodyShape,
  referencesShape,
} from "../../entry/reference-shapes.ts";
import { Problem } from "../../problem.ts";
import { defineRoute } from "../route.ts";

const tags = ["records"];
const place = z.object({ operation: z.string(), register: z.string() });
const scope = ({ params }: { params: { operation: string } }) => ({ operation: params.operation });
const access = { kind: "right", right: "records:write", scope } as const;

const findReferences = defineRoute({
  id: "findReferences",
  method: "post",
  path: "/api/operations/{operation}/registers/{register}/fields/{field}/references",
  summary: "Records that an answer can name, found by words or number among those that the asker may see",
  tags,
  access,
  params: place.extend({ field: z.string() }),
  body: referencesBodyShape,
  answer: referencesShape,
  handle: (visit) => offerReferences(visit, visit.params, visit.params.field, visit.body.search),
});

/** More than anybody types, and far too few to try numbers out. */
const lookUps = new RateLimiterMemory({ points: 30, duration: 300 });

const tooMany = (seconds: number): Problem =>
  new Problem(
    429,
    "too_many_look_ups",
    {
      fr: "Trop de numéros cherchés en peu de temps. Réessayez dans quelques minutes.",
      nl: "Te veel nummers opgezocht op korte tijd. Probeer over enkele minuten opnieuw.",
      en: "Too many numbers looked up in a short time. Try again in a few minutes.",
    },
    { seconds },
  );

const fillIn = defineRoute({
  id: "fillIn",
  method: "post",
  path: "/api/operations/{operation}/registers/{register}/fill",
  summary: "What another register knows of one number, for the answers of a form; noted as a reading",
  tags,
  access,
  params: place,
  body: fillBodyShape,
  answer: fillAnswerShape,
  handle: async (visit) => {
    try {
      await lookUps.consume(visit.who.account);
    } catch (refused) {
      if (refused instanceof RateLimiterRes) throw tooMany(Math.ceil(refused.msBeforeNext / 1000));
      throw refused;
    }
    return lookUpFill(visit, visit.params, visit.body);
  },
});

export const referenceRoutes = [findReferences, fillIn] as const;
