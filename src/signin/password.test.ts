import assert from "node:assert/strict";
import { test } from "node:test";
import { array, assert as holds, constantFrom, pre, property } from "fast-check";
import { hashPassword, isPassword, longestPassword, passwordProblem } from "./password.ts";

const context = ["Nadia Imaginaire", "nadia.imaginaire@cpas-invente.example", "Fonds social européen"];

test("a password that everybody tries first is refused, however it is disguised", () => {
  for (const guess of [
    "password1234",
    "P@ssw0rd2026!!",
    "motdepasse123456",
    "Bienvenue2026!",
    "Wachtwoord123!",
    "azertyuiop123",
    "123456789012",
    "aaaaaaaaaaaaaaaa",
    "abcabcabcabcabc",
    "jalonjalonjalon",
    "ActirisBruxelles1",
    "nadia-imaginaire",
    "N4dia.Imaginaire!",
    "correct horse battery staple",
    "qwertyuiop[]asdf",
    "ilovechocolate",
    "1qaz2wsx3edc4rfv",
  ])
    assert.notEqual(passwordProblem(guess, context), undefined, guess);
});

test("a password is refused for its length below twelve characters, not for the kinds of its characters", () => {
  assert.match(passwordProblem("Xk9$vTq2!zL", context)?.en ?? "", /12/);
  for (const good of [
    "girafe violon mardi",
    "trottoirkapelmeesterfonte",
    "ombrelle et gravier",
    "83920471650294",
    "ÉŒÆÜÏÑ çàéùê œæ",
    "一二三四五六七八九十百千",
    "x".repeat(3) + " parapluie ".repeat(1) + "locomotive bleuet",
  ])
    assert.equal(passwordProblem(good, context), undefined, good);
  assert.notEqual(passwordProblem("m3".repeat(longestPassword), context), undefined);
});

test("a password of random letters of at least twelve is accepted, whatever it is made of", () => {
  const letter = constantFrom(..."bcdfghjklmnpqrstvwxz2689-_ ".split(""));
  holds(
    property(array(letter, { minLength: 24, maxLength: 64 }), (letters) => {
      const password = letters.join("");
      pre(new Set(letters).size > 9);
      return passwordProblem(password, context) === undefined;
    }),
  );
});

test("a password is verified exactly as typed: capitals, spaces at the ends and every character count", async () => {
  const kept = await hashPassword(" Girafe violon mardi ");
  assert.match(kept, /^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  assert.equal(await isPassword(kept, " Girafe violon mardi "), true);
  for (const other of ["Girafe violon mardi", " girafe violon mardi ", " Girafe violon mardi  "])
    assert.equal(await isPassword(kept, other), false);
});

test("where there is no password the check takes as long and says no", async () => {
  await isPassword(undefined, "warm up the hash");
  const kept = await hashPassword("ombrelle et gravier");
  const timed = async (work: () => Promise<boolean>): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const started = performance.now();
      assert.equal(await work(), false);
      times.push(performance.now() - started);
    }
    return times.toSorted((a, b) => a - b)[2] ?? 0;
  };
  const known = await timed(() => isPassword(kept, "another password"));
  const unknown = await timed(() => isPassword(undefined, "another password"));
  assert.ok(unknown > known / 2 && unknown < known * 2, `${unknown} ms for nobody, ${known} ms for somebody`);
  assert.equal(await isPassword(undefined, "nobody has this password"), false);
});

test("when too many wait for a hash, who comes next is asked to come back, and nobody's place is lost for good", async () => {
  const kept = await hashPassword("ombrelle et gravier");
  const outcomes = await Promise.allSettled(
    Array.from({ length: 70 }, () => isPassword(kept, "ombrelle et gravier")),
  );
  const refused = outcomes.filter(({ status }) => status === "rejected");
  assert.equal(refused.length, 6);
  assert.equal(refused[0]?.status === "rejected" && (refused[0].reason as { code: string }).code, "busy");
  assert.equal(await isPassword(kept, "ombrelle et gravier"), true);
});
