import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parse, stringify } from "yaml";
import { DefinitionError } from "../problem.ts";
import { loadProgramme } from "../load.ts";
import type { ServiceFile } from "../schema-service.ts";

const folder = mkdtempSync(join(tmpdir(), "jalon-matching-"));
after(() => rmSync(folder, { recursive: true, force: true }));
cpSync(join(import.meta.dirname, "..", "..", "..", "definitions"), folder, { recursive: true });
const programme = join(folder, "brussels-2014-2020");
const path = join(programme, "services", "cpe_oip.yaml");
const written = readFileSync(path, "utf8");

type Block = NonNullable<ServiceFile["matching"]>;

/** Returns where the loader finds a problem in the service's file, once its matching says something else. */
const problemsAfter = (change: (matching: Block, file: ServiceFile) => void): string[] => {
  const file = parse(written) as ServiceFile;
  assert.ok(file.matching);
  change(file.matching, file);
  writeFileSync(path, stringify(file));
  try {
    loadProgramme(programme);
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return error.problems.map((problem) => problem.path);
  }
};

const rankOf = ({ ranks }: Block, name: string) => {
  const found = ranks.find(({ rank }) => rank === name);
  assert.ok(found, name);
  return found;
};
const excludeOf = ({ excludes }: Block, name: string) => {
  const found = excludes.find(({ exclude }) => exclude === name);
  assert.ok(found, name);
  return found;
};

test("what is protected puts nobody before another, neither as it is nor worked out, nor as a date that points are for", () => {
  const found = problemsAfter((matching, { registers }) => {
    const seekers = registers?.find(({ register }) => register === "job_seekers");
    if (seekers)
      seekers.derived = [
        {
          field: "age_then",
          label: { fr: "âge", nl: "leeftijd", en: "age" },
          age: { born: "birth_date", on: "registered_on" },
        },
      ];
    rankOf(matching, "first_choice").when = { gender: "woman" };
    rankOf(matching, "second_choice").when = { not: { any: [{ age_then: { at_least: 22 } }] } };
    rankOf(matching, "waiting").graded = { months_since: "birth_date", each: 1, most: 10 };
    rankOf(matching, "licence").when = { disability: "yes" };
  });
  assert.deepEqual([...new Set(found)].toSorted(), [
    "matching.ranks.0.when",
    "matching.ranks.1.when",
    "matching.ranks.3.graded.months_since",
    "matching.ranks.5.when",
  ]);
});

test("what is protected excludes nobody without the law that says so; a special category not even then", () => {
  assert.deepEqual(
    problemsAfter((matching) => delete excludeOf(matching, "age").legal),
    ["matching.excludes.2.when"],
  );
  const legal = { article: "Une loi inventée", verified: false };
  assert.deepEqual(
    problemsAfter((matching) =>
      Object.assign(excludeOf(matching, "licence"), { when: { disability: { is: "yes" } }, legal }),
    ),
    ["matching.excludes.7.when"],
  );
});

test("every field of a special category is protected, and levels compare only within their own list", () => {
  const found = problemsAfter((matching) => {
    matching.protected = matching.protected.filter((field) => field !== "disability");
    excludeOf(matching, "education").when = {
      not: { education_level: { at_least: { offer: "french_required" } } },
    };
    matching.selections.hired = ["engaged"];
  });
  assert.deepEqual(found.toSorted(), [
    "matching.excludes.4.when.not.education_level.at_least",
    "matching.protected",
    "matching.selections.hired.0",
  ]);
});
