import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readlink, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { languages } from "../language.ts";
import { findBinaries } from "./binaries.ts";
import { commandAs } from "./serverAccount.ts";
import { DatabaseUnavailable } from "./unavailable.ts";

const root = await realpath(await mkdtemp(join(tmpdir(), "jalon-binaries-")));
after(() => rm(root, { recursive: true }));

const saysHowToMend = (error: unknown): boolean => {
  assert.ok(error instanceof DatabaseUnavailable);
  for (const language of languages) assert.match(error.text[language], /DATABASE_URL/);
  return true;
};

const makePackage = async (name: string): Promise<string> => {
  const folder = join(root, name);
  for (const part of ["bin", "lib"]) await mkdir(join(folder, "native", part), { recursive: true });
  await writeFile(join(folder, "package.json"), `{ "version": "18.4.0-beta.17" }`);
  await writeFile(join(folder, "native", "bin", "postgres"), "");
  await writeFile(join(folder, "native", "lib", "liba.so.1.2"), "");
  await writeFile(
    join(folder, "native", "pg-symlinks.json"),
    JSON.stringify(
      ["liba.so.1", "liba.so"].map((target) => ({
        source: "native/lib/liba.so.1.2",
        target: `native/lib/${target}`,
      })),
    ),
  );
  return folder;
};

test("the libraries' other names are made where npm held the install script back, by two commands at once too", async () => {
  const folder = await makePackage("unfinished");
  const find = () => findBinaries(join(root, "spare"), "any", folder);
  const [binaries] = await Promise.all([find(), find(), find()]);
  assert.equal(binaries.majorVersion, "18");
  assert.deepEqual(binaries.environment, {});
  for (const name of ["liba.so", "liba.so.1"]) {
    assert.equal(await readlink(join(folder, "native", "lib", name)), "liba.so.1.2");
  }
});

test("a system for which there are no binaries is told what to do", async () => {
  await assert.rejects(findBinaries(root, "plan9-mips"), saysHowToMend);
  await assert.rejects(findBinaries(root, "any", join(root, "empty")), saysHowToMend);
});

test("an account that can neither pass a closed folder nor be given the right to is told what to do", async () => {
  const closed = join(root, "closed");
  await mkdir(closed, { mode: 0 });
  const path = process.env["PATH"];
  process.env["PATH"] = root;
  try {
    assert.throws(
      () => commandAs({ uid: 65534, gid: 65534, borrowed: true }, [closed], "postgres", []),
      saysHowToMend,
    );
  } finally {
    process.env["PATH"] = path;
    await chmod(closed, 0o700);
  }
});
