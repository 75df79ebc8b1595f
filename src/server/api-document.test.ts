import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { loadProgramme } from "../definition/load.ts";
import { openApiDocument } from "./api-document.ts";
import { routes } from "./routes.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
const settings = {
  origin: "https://jalon.example",
  language: "fr",
  demonstration: false,
  today: undefined,
  smtp: undefined,
  sender: "jalon@jalon.example",
  proxies: 0,
  oidc: undefined,
} as const;
const document = openApiDocument({ programme, settings }, routes);

/** As programs get it. */
const asJson = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;

test("the API's document is valid OpenAPI 3.0", async () => {
  const { valid, errors = [] } = await new Validator().validate(asJson);
  assert.ok(valid, JSON.stringify(errors).slice(0, 2000));
  assert.match(document.openapi, /^3\.0\./);
});

test("every operation of the API has a name of its own and says who may use it", () => {
  const names = routes.map(({ id }) => id);
  assert.deepEqual(
    names.filter((name, at) => names.indexOf(name) !== at),
    [],
  );
  for (const [path, item] of Object.entries(document.paths))
    for (const operation of [item.get, item.post, item.put, item.patch, item.delete])
      if (operation) assert.ok(Array.isArray(operation.security), path);
});

test("every register's record is described field by field", () => {
  const text = JSON.stringify(document);
  for (const register of programme.registers.values())
    for (const field of register.fields.keys())
      assert.ok(text.includes(`"${field}"`), `${register.id}.${field}`);
});
