import { mayAt, needRight } from "../agreement/desk.ts";
import { momentSql } from "../agreement/read.ts";
import { actOn, actorAt, type Desk } from "../declaration/desk.ts";
import { nameOf } from "../declaration/page.ts";
import { notAllowed, notFound } from "../problem.ts";
import type { PlanContent, PlanPage } from "./list-shapes.ts";
import { noDraftPlan, planHasNoBasis } from "./problem.ts";
import { typesOf } from "./words.ts";

type PlanRow = Readonly<{
  id: number;
  version: number;
  state: "draft" | "adopted" | "replaced";
  content: PlanContent;
  madeAt: string;
  madeBy: string;
  adoptedAt: string | null;
  adoptedBy: string | null;
  governs: number;
}>;

const rowsOf = async ({ client }: Desk, year: number): Promise<readonly PlanRow[]> => {
  const { rows } = await client.query<PlanRow>(
    `select p.id, p.version, p.state, p.content, ${momentSql("p.made_at")} as "madeAt", p.made_by as "madeBy",
       ${momentSql("p.adopted_at")} as "adoptedAt", p.adopted_by as "adoptedBy",
       (select count(*)::int from control.verification v where v.plan = p.id) as governs
     from control.plan p where p.year = $1 order by p.version`,
    [year],
  );
  return rows;
};

/**
 * Keeps the draft of a year's plan, as it is typed; after one was adopted, the draft of its next version. `at`: the
 * moment, where the owner of the store writes down the past.
 */
export const keepPlan = async (
  desk: Desk,
  year: number,
  content: PlanContent,
  at?: string,
): Promise<void> => {
  needRight(desk, "money:control", {});
  await actOn(desk, { action: "control.plan" }, async (act) => {
    const before = await rowsOf(desk, year);
    const draft = before.find(({ state }) => state === "draft");
    const { rows } = draft
      ? await desk.client.query<{ id: number }>(
          "update control.plan set content = $2, change = $3 where id = $1 returning id",
          [draft.id, JSON.stringify(content), act.change],
        )
      : await desk.client.query<{ id: number }>(
          `insert into control.plan (year, version, content, made_by, change${at === undefined ? "" : ", made_at"})
           values ($1, $2, $3, $4, $5${at === undefined ? "" : ", $6"}) returning id`,
          [
            year,
            before.length + 1,
            JSON.stringify(content),
            actorAt(desk),
            act.change,
            ...(at === undefined ? [] : [at]),
          ],
        );
    if (!rows[0]) throw notAllowed();
    await act.note("control.plan", rows[0].id);
  });
};

/** Adopts the draft of a year: from then on it governs what is opened, and does not change. Throws Problem without one. */
export const adoptPlan = async (desk: Desk, year: number, at?: string): Promise<void> => {
  needRight(desk, "money:control", {});
  await actOn(desk, { action: "control.plan.adopt" }, async (act) => {
    const before = await rowsOf(desk, year);
    const draft = before.find(({ state }) => state === "draft");
    if (!draft) throw noDraftPlan();
    if (draft.content.basis.trim() === "") throw planHasNoBasis();
    const last = before.find(({ state }) => state === "adopted");
    if (last) {
      const replaced = await desk.client.query(
        "update control.plan set state = 'replaced', change = $2 where id = $1",
        [last.id, act.change],
      );
      if (replaced.rowCount !== 1) throw notAllowed();
      await act.note("control.plan", last.id);
    }
    const { rowCount } = await desk.client.query(
      `update control.plan set state = 'adopted', adopted_by = $2, change = $3${at === undefined ? "" : ", adopted_at = $4"}
       where id = $1`,
      [draft.id, actorAt(desk), act.change, ...(at === undefined ? [] : [at])],
    );
    if (rowCount !== 1) throw notAllowed();
    await act.note("control.plan", draft.id);
  });
};

/** Returns the plan of a year in its versions, with what the definitions say of risks and what was done. */
export const planPage = async (desk: Desk, year: number): Promise<PlanPage> => {
  const { house, client } = desk;
  if (!mayAt(desk, "money:read", {}) && !mayAt(desk, "money:control", {})) throw notFound();
  const { control, partners } = house.programme;
  const { rows: done } = await client.query<{ type: string; opened: number; concluded: number }>(
    `select v.type, count(*)::int as opened, count(v.concluded_at)::int as concluded from control.verification v
     where v.state <> 'cancelled' and extract(year from v.opened_at at time zone 'Europe/Brussels') = $1 group by v.type`,
    [year],
  );
  const mayWrite = mayAt(desk, "money:control", {});
  const versions: PlanPage["versions"] = [];
  for (const row of await rowsOf(desk, year))
    versions.push({
      id: row.id,
      version: row.version,
      state: row.state,
      content: row.content,
      made: { at: row.madeAt, by: await nameOf(desk, row.madeBy) },
      adopted:
        row.adoptedAt === null ? null : { at: row.adoptedAt, by: await nameOf(desk, row.adoptedBy ?? "") },
      governs: row.governs,
    });
  const types = typesOf(control);
  return {
    year,
    today: house.today(),
    factors: [...control.factors.values()].map(({ id, label, weight, rationale, source }) => ({
      id,
      label,
      weight: String(weight),
      rationale,
      unverified: !source.verified,
    })),
    types,
    partners: [...partners.values()].map(({ id, name }) => ({ partner: id, name })),
    versions,
    done: types.map((type) => {
      const row = done.find((each) => each.type === type.id);
      return { type, opened: row?.opened ?? 0, concluded: row?.concluded ?? 0 };
    }),
    may: { write: mayWrite, adopt: mayWrite && versions.some(({ state }) => state === "draft") },
  };
};
