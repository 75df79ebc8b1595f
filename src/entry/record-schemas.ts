import { z } from "zod";
import type { Field, Programme, Register } from "../definition/programme.ts";
import { changedRecordShape, newRecordShape } from "./shapes.ts";

/** Returns the shape of one answer to a field, as programs send it; null for no answer. */
const answerShape = (field: Field): z.ZodType => {
  const described = (shape: z.ZodType) =>
    (field.required === true ? shape : shape.nullable()).describe(
      [field.label.en, field.help?.en].filter((part) => part !== undefined).join(". "),
    );
  switch (field.type) {
    case "text":
      return described(z.string().max(field.length));
    case "choice": {
      const [first, ...others] = (field.choices ?? []).map(({ code }) => code);
      return described(first === undefined ? z.string() : z.enum([first, ...others]));
    }
    case "date":
      return described(z.string().regex(/^\d{4}-\d{2}-\d{2}$/));
    case "boolean":
      return described(z.boolean());
    case "integer":
      return described(bounded(z.int(), field));
    case "decimal":
      return described(z.string().regex(/^-?\d+(\.\d+)?$/));
  }
};

const bounded = (shape: z.ZodInt, { minimum, maximum }: Field): z.ZodType => {
  const from = typeof minimum === "number" ? shape.min(minimum) : shape;
  return typeof maximum === "number" ? from.max(maximum) : from;
};

/** Returns the answers of a register's records as programs send them, field by field. */
const answersOf = (register: Register, isNew: boolean): z.ZodType =>
  z
    .object(
      Object.fromEntries(
        [...register.fields.values()].map((field) => {
          const shape = answerShape(field);
          return [field.id, isNew && field.required === true ? shape : shape.optional()];
        }),
      ),
    )
    .describe(register.description?.en ?? register.label.en);

/**
 * Returns the body of a new record, or of a change to one, with the fields of each register of the programme: what
 * the API's document says, so that it describes the records of this programme.
 */
export const recordBody = ({ registers }: Pick<Programme, "registers">, kind: "new" | "changed"): z.ZodType =>
  z.union(
    [...registers.values()].map((register) => {
      const answers = answersOf(register, kind === "new");
      const shape = kind === "new" ? newRecordShape : changedRecordShape;
      return shape.extend({ answers }).meta({ id: `${kind === "new" ? "New" : "Changed"}_${register.id}` });
    }),
  );
