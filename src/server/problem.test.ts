import assert from "node:assert/strict";
import { test } from "node:test";
import { DatabaseError } from "pg";
import { WallError } from "../intake/import.ts";
import { problemResponse } from "./problem.ts";

const refusal = (code: string): DatabaseError => {
  const error = new DatabaseError("new row violates row-level security policy: Exemple", 10, "error");
  error.code = code;
  return error;
};

test("where the server let somebody pass and a wall of the database did not, the answer is that they may not", async () => {
  for (const error of [refusal("42501"), new WallError()]) {
    const response = problemResponse(error, "fr", "1234");
    assert.equal(response.status, 403);
    const { code, title } = (await response.json()) as Record<string, unknown>;
    assert.deepEqual(
      { code, title },
      { code: "not_allowed", title: "Votre rôle ne permet pas cette action." },
    );
  }
});

test("any other failure of the database says nothing but a number", async () => {
  const response = problemResponse(refusal("23514"), "fr", "1234");
  const text = await response.text();
  assert.equal(response.status, 500);
  assert.match(text, /1234/);
  assert.doesNotMatch(text, /Exemple|policy/);
});
