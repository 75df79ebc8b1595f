import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { operators } from "../src/definition/schema.ts";
import { schemas } from "../tools/schemas.ts";

type Schema = Readonly<{
  description?: string;
  properties?: Readonly<Record<string, Schema>>;
  [word: string]: unknown;
}>;

const files = globSync(["definitions/*/{,registers/}*.yaml", "test/programme/*/{,registers/}*.yaml"]);

test("every definition file names the schema of its kind in its first line, and passes it as an editor would say", () => {
  assert.ok(files.length > 20);
  const faults = files.flatMap((path) => {
    const text = readFileSync(path, "utf8");
    const up = "../".repeat(path.split("/").length - 1);
    const named = /^# yaml-language-server: \$schema=(.*)build\/schema\/(\w+)\.schema\.json\n/.exec(text);
    const schema = schemas[named?.[2] ?? ""];
    if (named?.[1] !== up || !schema) return [`${path}: ${text.split("\n")[0]}`];
    // Through the written schema and back, so that what the editor reads is what is tried.
    const written = JSON.parse(JSON.stringify(schema)) as Parameters<typeof z.fromJSONSchema>[0];
    const result = z.fromJSONSchema(written).safeParse(parse(text));
    return result.success ? [] : [`${path}: ${z.prettifyError(result.error)}`];
  });
  assert.deepEqual(faults, []);
});

test("an editor's schema refuses a key that no definition has", () => {
  const written = JSON.parse(JSON.stringify(schemas["access"])) as Parameters<typeof z.fromJSONSchema>[0];
  const role = {
    role: "r",
    label: { fr: "a", nl: "b", en: "c" },
    description: { fr: "a", nl: "b", en: "c" },
  };
  const whole = { roles: [{ ...role, scope: "partner", rights: ["records:read"] }] };
  assert.equal(z.fromJSONSchema(written).safeParse(whole).success, true);
  const more = { roles: whole.roles.map((each) => ({ ...each, powers: "all" })) };
  assert.equal(z.fromJSONSchema(written).safeParse(more).success, false);
});

/** Keys whose own name says what belongs there, and the words of conditions, which the guide explains. */
const plain = new Set<string>([
  ..."fr nl en label title description help name note notes source web contact version authority".split(" "),
  ..."number value unit days months years from until when fields funds priorities objectives".split(" "),
  ..."partners operations figures questions tables measures groups statistic roles rights".split(" "),
  ..."privacy accessibility count country article verified kept_source".split(" "),
  ..."all any not plus minus".split(" "),
  ...operators,
]);

const undescribed = (schema: unknown, at: string): string[] => {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {}, ...rest } = schema as Schema;
  return [
    ...Object.entries(properties).flatMap(([key, value]) => [
      ...(value.description === undefined && !plain.has(key) ? [`${at}.${key}`] : []),
      ...undescribed(value, `${at}.${key}`),
    ]),
    ...Object.values(rest).flatMap((part) => undescribed(part, at)),
  ];
};

test("every key of a definition file says in the editor what belongs there, where its name does not", () => {
  const { demonstration: _recipe, ...kept } = schemas;
  assert.deepEqual(
    Object.entries(kept).flatMap(([name, schema]) => undescribed(schema, name)),
    [],
  );
});
