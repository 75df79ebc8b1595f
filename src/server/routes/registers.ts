import { z } from "zod";
import { registerPage } from "../../entry/register-page.ts";
import { registerPageShape } from "../../entry/shapes.ts";
import { defineRoute } from "../route.ts";

const readRegister = defineRoute({
  id: "readRegister",
  method: "get",
  path: "/api/registers/{register}",
  summary:
    "The definition of a register: its fields, rules and lifecycle, and where the asker may read and write it",
  tags: ["registers"],
  access: { kind: "right", right: "records:read" },
  params: z.object({ register: z.string() }),
  answer: registerPageShape,
  handle: async ({ house, who, params }) => registerPage({ house, who }, house.programme, params.register),
});

export const registerRoutes = [readRegister] as const;
