import type { PoolClient } from "pg";
import { z } from "zod";
import { asOwner } from "../database/transaction.ts";
import { sqlText } from "../definition/condition/sql.ts";
import { isPlainDeadline } from "../definition/deadlines.ts";
import type { Deadline, Register } from "../definition/programme.ts";
import type { House, Task, Tasks } from "../house.ts";
import type { Language } from "../language.ts";
import { isMailSetUp, sendMail } from "../mail/send.ts";
import { unansweredHandOvers } from "../path/unanswered.ts";
import { tableOf } from "../register/table.ts";
import { deadlineSql } from "../worklist/records.ts";

/** So many records of one operation and partner, of which these roles are told as from this day. */
type Telling = Readonly<{
  roles: readonly string[];
  isLate: boolean;
  operation: string;
  partner: string;
  day: string;
  count: number;
}>;

type Reader = {
  account: string;
  role: string;
  operation: string | null;
  partner: string | null;
  told_until: string;
};

/**
 * Notes one mail for each person who is to be told of deadlines that come near or have passed since they were last told,
 * and of hand-overs that should have been answered:
 * how many, and nothing of whom. Returns how many mails. Running again on the same day sends nothing twice; a night that
 * was missed is made up for.
 */
export const tellDeadlines = async (
  house: Pick<House, "pool" | "programme" | "addJob">,
  today: string,
): Promise<number> =>
  asOwner(house.pool, async (client) => {
    await client.query("lock table clock.reader in share row exclusive mode");
    const readers = await readersOf(client, today);
    const since = readers.map((reader) => reader.told_until).toSorted()[0];
    if (since === undefined) return 0;
    const tellings: Telling[] = [];
    for (const register of house.programme.registers.values())
      for (const deadline of register.deadlines)
        if (isPlainDeadline(register, deadline))
          tellings.push(...(await tellingsOf(client, register, deadline, since, today)));
    tellings.push(...(await unansweredHandOvers(client, house.programme, since, today)));
    let mails = 0;
    for (const [account, grants] of Map.groupBy(readers, (reader) => reader.account)) {
      const own = tellings.filter((telling) => grants.some((grant) => isFor(telling, grant)));
      const count = (isLate: boolean) =>
        own.filter((telling) => telling.isLate === isLate).reduce((sum, telling) => sum + telling.count, 0);
      const [soon, late] = [count(false), count(true)];
      if (soon + late === 0) continue;
      await house.addJob(client, "deadline_mail", { account, soon, late });
      mails += 1;
    }
    await client.query(
      `insert into clock.reader (account, told_until) select distinct unnest($1::uuid[]), $2::date
       on conflict (account) do update set told_until = excluded.told_until`,
      [readers.map(({ account }) => account), today],
    );
    return mails;
  });

/** Whoever was never told is told of the day itself only: a new colleague does not get a year of mail at once. */
const readersOf = async (client: PoolClient, today: string): Promise<Reader[]> => {
  const { rows } = await client.query<Reader>(
    `select a.id as account, g.role, g.operation, g.partner,
       coalesce(r.told_until, $1::date - 1)::text as told_until
     from access.account a join access.grant g on g.account = a.id and g.ended_at is null
       left join clock.reader r on r.account = a.id
     where a.kind = 'person' and a.closed_at is null and not coalesce(r.quiet, false)`,
    [today],
  );
  return rows;
};

const isFor = ({ roles, operation, partner, day }: Telling, grant: Reader): boolean =>
  roles.includes(grant.role) &&
  (grant.operation === null || grant.operation === operation) &&
  (grant.partner === null || grant.partner === partner) &&
  day > grant.told_until;

const tellingsOf = async (
  client: PoolClient,
  register: Register,
  deadline: Deadline,
  since: string,
  today: string,
): Promise<Telling[]> => {
  const now = `DATE ${sqlText(today)}`;
  const { waits, opens, due } = deadlineSql(deadline, now);
  const found: Telling[] = [];
  for (const { days, roles } of deadline.tells) {
    const { rows } = await client.query<Omit<Telling, "roles" | "isLate">>(
      `select operation, partner, day::text as day, count(*)::int as count
       from (select operation, partner, ${due} + $1::int as day from ${tableOf(register)}
         where ${waits} and ${opens} <= ${now}) w
       where day > $2::date and day <= $3::date group by operation, partner, day`,
      [days, since, today],
    );
    found.push(...rows.map((row) => ({ ...row, roles, isLate: days > 0 })));
  }
  return found;
};

const everyNight: Task = async (house) => {
  // Invented people have nobody to be told, and a mail that was kept would be told too late.
  if (house.settings.demonstration || !isMailSetUp(house)) return;
  await tellDeadlines(house, house.today());
};

const counted = z.object({ account: z.string(), soon: z.int(), late: z.int() });

/** Sends the mail, unless its reader left or wants none since it was noted. */
const deadlineMail: Task = async (house, payload) => {
  const { account, soon, late } = counted.parse(payload);
  if (!isMailSetUp(house)) return;
  const { rows } = await house.pool.query<{ email: string; name: string; language: Language }>(
    `select email, name, language from access.account a
     where id = $1 and closed_at is null
       and not exists (select from clock.reader r where r.account = a.id and r.quiet)`,
    [account],
  );
  const reader = rows[0];
  if (!reader) return;
  const { origin } = house.settings;
  await sendMail(house, {
    to: reader.email,
    language: reader.language,
    kind: "deadlines",
    address: `${origin}/${reader.language}`,
    values: {
      name: reader.name,
      programme: house.programme.title[reader.language],
      soon: String(soon),
      late: String(late),
      account: `${origin}/${reader.language}/account`,
    },
  });
};

/** What is done for deadlines: every night, and for each mail. */
export const reminderTasks: Tasks = { tell_deadlines: everyNight, deadline_mail: deadlineMail };

/** Returns whether the asker wants to be told of deadlines by mail: yes, until they say no. */
export const isToldOf = async (client: PoolClient): Promise<boolean> => {
  const { rows } = await client.query<{ quiet: boolean }>(
    "select quiet from clock.reader where account = access.account()",
  );
  return rows[0]?.quiet !== true;
};

/** Keeps whether the asker wants to be told of deadlines by mail. */
export const tellMe = async (client: PoolClient, isWanted: boolean): Promise<void> => {
  await client.query(
    "insert into clock.reader (quiet) values ($1) on conflict (account) do update set quiet = excluded.quiet",
    [!isWanted],
  );
};
