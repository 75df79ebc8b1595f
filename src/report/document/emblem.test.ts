import assert from "node:assert/strict";
import { test } from "node:test";
import { DOMParser } from "linkedom";
import { coFundingStatement, emblem, starCentres, supports } from "./emblem.ts";

const height = 360;

test("the emblem is half as long again as it is high, in the two colours of the Union", () => {
  const svg = emblem("fr", "e");
  assert.match(svg, /viewBox="0 0 540 360"/u);
  assert.match(svg, /<rect width="540" height="360" fill="#003399"\/>/u);
  assert.match(svg, /<g fill="#ffcc00">/u);
  assert.match(svg, /<title id="e">Emblème de l’Union européenne/u);
});

test("twelve stars stand like the hours on a circle of a third of the height", () => {
  assert.equal(starCentres.length, 12);
  for (const { x, y } of starCentres) assert.ok(Math.abs(Math.hypot(x - 270, y - 180) - height / 3) < 1e-9);
  assert.deepEqual(starCentres[0], { x: 270, y: 60 });
});

test("each star is upright, five-pointed and of a radius of an eighteenth of the height", () => {
  const stars = [
    ...new DOMParser().parseFromString(emblem("nl", "e"), "image/svg+xml").querySelectorAll("polygon"),
  ];
  assert.equal(stars.length, 12);
  for (const [index, star] of stars.entries()) {
    const centre = starCentres[index] ?? { x: 0, y: 0 };
    const corners = String(star.getAttribute("points")).split(" ");
    const points = corners.map((corner) => corner.split(",").map(Number));
    const distances = points.map(([x = 0, y = 0]) => Math.hypot(x - centre.x, y - centre.y));
    assert.equal(points.length, 10);
    assert.ok(
      distances.every((distance, corner) => corner % 2 === 1 || Math.abs(distance - height / 18) < 0.02),
    );
    const [x = 0, y = 0] = points[0] ?? [];
    assert.ok(Math.abs(x - centre.x) < 0.01 && y < centre.y, "the first point stands straight up");
  }
});

test("the Union is always named in full, in the document's language", () => {
  assert.deepEqual(coFundingStatement("fr"), { union: "Union européenne", fund: "Fonds social européen" });
  assert.deepEqual(coFundingStatement("nl"), { union: "Europese Unie", fund: "Europees Sociaal Fonds" });
  assert.deepEqual(coFundingStatement("en"), { union: "European Union", fund: "European Social Fund" });
  const union = { fr: "Union européenne", nl: "Europese Unie", en: "European Union" };
  for (const language of ["fr", "nl", "en"] as const)
    for (const support of supports)
      assert.ok(coFundingStatement(language, support).union.includes(union[language]));
  assert.match(coFundingStatement("fr", "esf-yei").fund ?? "", /Initiative pour l’emploi des jeunes/u);
});
