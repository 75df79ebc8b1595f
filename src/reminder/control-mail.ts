import type { PoolClient } from "pg";
import { z } from "zod";
import { asOwner } from "../database/transaction.ts";
import type { House, Task, Tasks } from "../house.ts";
import type { Language } from "../language.ts";
import { isMailSetUp, sendMail } from "../mail/send.ts";

const task = "findings_mail";
const told = z.object({ verification: z.int(), n: z.int() });
type Told = z.infer<typeof told>;

/** Notes, with what caused it, that a letter of control is to be mailed to the partner's people, whose time has begun. */
export const mailFindings = async (
  house: Pick<House, "addJob">,
  client: PoolClient,
  verification: number,
): Promise<void> => {
  const { rows } = await client.query<{ n: number }>(
    "select max(n) as n from control.letter where verification = $1",
    [verification],
  );
  if (rows[0]) await house.addJob(client, task, { verification, n: rows[0].n });
};

/**
 * Tells everybody who declares for the partner that findings wait for an answer, and until when, each once; nothing of
 * what was found. Without a mail server it is kept, and goes out when there is one.
 */
const findingsMail: Task = async (house, payload) => {
  const letter = told.parse(payload);
  // Invented people have nobody to be told.
  if (house.settings.demonstration) return;
  if (!isMailSetUp(house)) {
    await house.pool.query("insert into mail.kept (task, payload) values ($1, $2)", [task, letter]);
    return;
  }
  const { rows } = await house.pool.query<{ number: string; due: string }>(
    `select v.number, to_char((control.runs_until(l.sent_at, l.due_at) - interval '1 second') at time zone 'Europe/Brussels',
       'DD/MM/YYYY') as due
     from control.letter l join control.verification v on v.id = l.verification
     where l.verification = $1 and l.n = $2 and l.answered_at is null`,
    [letter.verification, letter.n],
  );
  const [about] = rows;
  if (!about) return;
  for (const { account, address, name, language } of await readersOf(house, letter))
    // Each in a transaction of its own: who was written to is not written to again where the next mail fails.
    await asOwner(house.pool, async (client) => {
      const { rowCount } = await client.query(
        "insert into control.sending (whose, n, account) values ($1, $2, $3) on conflict do nothing",
        [letter.verification, letter.n, account],
      );
      if (rowCount !== 1) return;
      const spoken = language ?? house.settings.language;
      await sendMail(house, {
        to: address,
        language: spoken,
        kind: "findings",
        address: `${house.settings.origin}/${spoken}/money/controls/${letter.verification}`,
        values: {
          name,
          programme: house.programme.title[spoken],
          verification: about.number,
          due: about.due,
        },
      });
    });
};

type Reader = Readonly<{ account: string; address: string; name: string; language: Language | null }>;

/** Those who speak for the partner of the agreement, as `agreement.speaks_for` has it. */
const readersOf = async (
  { pool }: Pick<House, "pool">,
  { verification }: Told,
): Promise<readonly Reader[]> => {
  const { rows } = await pool.query<Reader>(
    `select distinct p.id as account, p.email as address, p.name, p.language
     from control.verification v join agreement.agreement a on a.id = v.agreement
     join access.grant r on r.ended_at is null and case when a.internal
       then r.operation = a.operation and (r.partner is null or r.partner = a.partner)
       else r.partner = a.partner and (r.operation is null or r.operation = a.operation) end
     join access.role_right h on h.role = r.role and h."right" = 'money:declare'
     join access.account p on p.id = r.account and p.kind = 'person' and p.closed_at is null
     where v.id = $1 order by p.id`,
    [verification],
  );
  return rows;
};

export const findingsTasks: Tasks = { [task]: findingsMail };
