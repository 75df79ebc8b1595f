import assert from "node:assert/strict";
import { checkUpload } from "../../src/upload/check.ts";
import { keepUpload } from "../../src/upload/keep.ts";
import type { UploadView } from "../../src/upload/view.ts";
import type { RemarkPage } from "../../src/upload/remarks.ts";
import { csvOf, type FileRow } from "../programme/rows.ts";
import { tinyProgramme } from "../programme/tinyProgramme.ts";
import { openWorld, type TestAccount, type World, type WorldOptions } from "./world.ts";

/** A world of the tiny programme in which somebody brings files in; jobs are done when the test says so. */
export type FilesWorld = World &
  Readonly<{
    /** Sends a request as the account and returns its status and JSON. */
    ask: (
      account: TestAccount | undefined,
      method: string,
      path: string,
      body?: unknown,
    ) => Promise<{ status: number; json: Record<string, unknown> }>;
    /** Brings a file in and has it checked; returns its number. */
    bring: (account: TestAccount, file: string | Uint8Array, bent?: Partial<Destination>) => Promise<string>;
    bringRows: (
      account: TestAccount,
      rows: readonly FileRow[],
      bent?: Partial<Destination>,
    ) => Promise<string>;
    view: (account: TestAccount, upload: string) => Promise<UploadView>;
    remarks: (account: TestAccount, upload: string, query?: string) => Promise<RemarkPage>;
    /** Does the check or the keeping that waits. */
    work: (upload: string) => Promise<void>;
  }>;

export type Destination = Readonly<{ operation: string; partner: string; register: string; name: string }>;

const usual: Destination = {
  operation: "guidance",
  partner: "north_workshop",
  register: "participants",
  name: "mars.csv",
};

/** Opens the world, of the tiny programme unless told otherwise. The caller closes it. */
export const openFilesWorld = async (
  options: WorldOptions = { programme: tinyProgramme(), operations: [] },
): Promise<FilesWorld> => {
  const world = await openWorld(options);
  const ask: FilesWorld["ask"] = async (account, method, path, body) => {
    const response = await world.app.request(path, {
      method,
      headers: {
        ...account?.headers,
        "accept-language": "fr",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      json: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
  };
  const work = async (upload: string) => {
    const { rows } = await world.pool.query<{ state: string }>(
      "select state from upload.upload where id = $1",
      [upload],
    );
    await (rows[0]?.state === "keeping" ? keepUpload(world.house, upload) : checkUpload(world.house, upload));
  };
  const bring: FilesWorld["bring"] = async (account, file, bent = {}) => {
    const { name, ...place } = { ...usual, ...bent };
    const response = await world.app.request(`/api/files?${new URLSearchParams(place)}`, {
      method: "POST",
      headers: {
        ...account.headers,
        "content-type": "application/octet-stream",
        "x-file-name": encodeURIComponent(name),
      },
      body: typeof file === "string" ? file : new Uint8Array(file),
    });
    const json = (await response.json()) as { id: string };
    assert.equal(response.status, 201, JSON.stringify(json));
    await work(json.id);
    return json.id;
  };
  return {
    ...world,
    ask,
    work,
    bring,
    bringRows: async (account, rows, bent) => bring(account, csvOf(rows), bent),
    view: async (account, upload) => {
      const { status, json } = await ask(account, "GET", `/api/files/${upload}`);
      assert.equal(status, 200, JSON.stringify(json));
      return json as unknown as UploadView;
    },
    remarks: async (account, upload, query = "") =>
      (await ask(account, "GET", `/api/files/${upload}/remarks?${query}`)).json as unknown as RemarkPage,
  };
};
