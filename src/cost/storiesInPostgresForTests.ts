import type { Client } from "pg";
import { centsFunction, recomputationOf } from "./recomputeForTests.ts";
import type { Outcome, Story } from "./storiesForTests.ts";

/**
 * Stories once more, in PostgreSQL, all of them at once and one step after the other: amounts by the formulas of the law
 * in numeric, from what a ledger in tables says is left. Nothing of it is computed by the code that it is held against.
 */
const tables = `
  create temporary table story (story integer primary key, doc jsonb not null);
  create temporary table step (story integer, at integer, kind text, of integer, last integer, delivered jsonb,
    primary key (story, at));
  create temporary table work (story integer, at integer, doc jsonb, primary key (story, at));
  create temporary table amount (story integer, at integer, line text, amount numeric, primary key (story, at, line));
  create temporary table posting (story integer, entry integer, account text, line text, amount numeric);
  create index on posting (story, entry);`;

/** Entries: 0 grants; a step posts 2n + 2 where it takes something back, and 2n + 3 what it computes. */
const grant = `
  insert into posting
  select story, 0, sides.account, line->>'id', sides.sign * (line->>'budget')::numeric
  from story, jsonb_array_elements(doc->'plan'->'lines') as line,
    (values ('granted', -1), ('budgeted', 1)) as sides (account, sign)`;

const takeBack = `
  insert into posting
  select story, 2 * at + 2, p.account, p.line, -p.amount
  from step join posting p using (story) where at = $1 and kind in ('withdraw', 'correct') and p.entry = 2 * of + 3`;

const prepare = `
  insert into work
  select s.story, s.at, case when s.kind = 'cut' then jsonb_set(earlier.doc, '{delivered}', s.delivered)
    else story.doc || jsonb_build_object('delivered', s.delivered, 'available', (
      select jsonb_object_agg(line, amount) from (
        select p.line, sum(p.amount) as amount from posting p
        where p.story = s.story and p.account = 'budgeted' group by p.line) as left_over)) end
  from step s join story using (story) left join work earlier on earlier.story = s.story and earlier.at = s.of
  where s.at = $1 and s.kind <> 'withdraw'`;

const compute = `
  insert into amount select plan, $1, line, amount::numeric from (
    ${recomputationOf("(select doc, story + 1 from work where at = $1)").replaceAll("cents(", "pg_temp.cents(")}) as found`;

const book = `
  insert into posting
  select s.story, 2 * s.at + 3, sides.account, a.line, sides.sign * (case when s.kind = 'cut' then b.amount - a.amount
    else a.amount end)
  from step s join amount a using (story, at) left join amount b on b.story = s.story and b.at = s.last and b.line = a.line,
    (values (-1, 'budgeted', 'declared'), (1, 'declared', 'rejected')) as each (sign, submitted, cut),
    lateral (select sign, case when s.kind = 'cut' then each.cut else each.submitted end as account) as sides
  where s.at = $1`;

const outcome = `
  select story,
    (select coalesce(json_agg(a.at || ' ' || a.line || ' ' || round(a.amount, 2) order by a.at, a.line collate "C"), '[]')
      from amount a where a.story = s.story) as amounts,
    (select coalesce(json_agg(h.line || ' ' || h.account || ' ' || round(h.amount, 2)
        order by (h.line || ' ' || h.account) collate "C"), '[]')
      from (select line, account, sum(amount) as amount from posting p where p.story = s.story
        group by line, account having sum(amount) <> 0) as h) as held
  from story s order by story`;

/** What must not be: an entry that does not balance by line, or an account that was negative after one. */
const broken = `
  select (select count(*) from (select from posting group by story, entry, line having sum(amount) <> 0) as lame)
    + (select count(*) from (
        select account, sum(sum(amount)) over (partition by story, line, account order by entry) as held
        from posting group by story, line, account, entry) as moments
      where held < 0 and account <> 'granted')
    + (select count(*) from (select sum(amount) as rest from posting) as whole where rest <> 0) as broken`;

/** Makes the session's own tables ready. */
export const prepareStories = async (client: Client): Promise<void> => {
  await client.query(`${centsFunction}; ${tables}`);
};

/** Plays stories in PostgreSQL; returns what came of each, and how many entries or accounts were not as they must be. */
export const playInPostgres = async (
  client: Client,
  stories: readonly Story[],
): Promise<Readonly<{ outcomes: readonly Outcome[]; broken: number }>> => {
  await client.query("truncate story, step, work, amount, posting");
  const docs = stories.map(({ work: { plan, rounding }, ceilings, reductions }, story) => ({
    story,
    doc: { plan, rounding, ceilings, reductions },
  }));
  const steps = stories.flatMap((each, story) =>
    each.steps.map((step, at) => ({ of: null, last: null, delivered: null, ...step, story, at })),
  );
  await client.query(
    "insert into story select * from jsonb_to_recordset($1) as s (story integer, doc jsonb)",
    [JSON.stringify(docs)],
  );
  await client.query(
    `insert into step select * from jsonb_to_recordset($1)
       as s (story integer, at integer, kind text, of integer, last integer, delivered jsonb)`,
    [JSON.stringify(steps)],
  );
  await client.query(grant);
  const most = Math.max(...stories.map((each) => each.steps.length));
  for (let at = 0; at < most; at++)
    for (const round of [takeBack, prepare, compute, book]) await client.query(round, [at]);
  const { rows } = await client.query<Outcome>(outcome);
  const { rows: bad } = await client.query<{ broken: number }>(broken);
  return { outcomes: rows, broken: bad[0]?.broken ?? -1 };
};
