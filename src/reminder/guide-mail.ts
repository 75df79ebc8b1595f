import type { PoolClient } from "pg";
import { z } from "zod";
import { asOwner } from "../database/transaction.ts";
import type { House, Task, Tasks } from "../house.ts";
import type { Language } from "../language.ts";
import { isMailSetUp, sendMail } from "../mail/send.ts";

const task = "guide_mail";
const told = z.object({ notice: z.int() });

/** Notes, with what caused it, that a new version of the guide is to be mailed to the partner's people. */
export const mailGuide = (house: Pick<House, "addJob">, client: PoolClient, notice: number): Promise<void> =>
  house.addJob(client, task, { notice });

type Reader = Readonly<{ address: string; name: string; language: Language | null; account: string | null }>;

/**
 * Mails a new version of the guide to the address of its notice and to everybody who declares for the partner, each once,
 * and logs each mail when it went. Without a mail server it is kept, and goes out when there is one.
 */
const guideMail: Task = async (house, payload) => {
  const { notice } = told.parse(payload);
  // Invented people have nobody to be told.
  if (house.settings.demonstration) return;
  if (!isMailSetUp(house)) {
    await house.pool.query("insert into mail.kept (task, payload) values ($1, $2)", [task, { notice }]);
    return;
  }
  const { rows } = await house.pool.query<{
    agreement: number;
    number: string;
    partner: string;
    guide: string;
    year: number;
  }>(
    `select a.id as agreement, a.number, a.partner, g.guide, g.governs_from as year
     from agreement.guide_notice g join agreement.agreement a on a.id = g.agreement where g.id = $1`,
    [notice],
  );
  const [about] = rows;
  if (!about) return;
  const title = house.programme.costs.guides.find(({ id }) => id === about.guide)?.title;
  for (const { address, account, name, language } of await readersOf(house, notice))
    // Each in a transaction of its own: who was written to is not written to again where the next mail fails.
    await asOwner(house.pool, async (client) => {
      const { rowCount } = await client.query(
        "insert into agreement.guide_sending (notice, address, account) values ($1, $2, $3) on conflict do nothing",
        [notice, address, account],
      );
      if (rowCount !== 1) return;
      const spoken = language ?? house.settings.language;
      await sendMail(house, {
        to: address,
        language: spoken,
        kind: "guide",
        address: `${house.settings.origin}/${spoken}/money/agreements/${about.agreement}`,
        values: {
          name: name === "" ? (house.programme.partners.get(about.partner)?.name[spoken] ?? "") : name,
          programme: house.programme.title[spoken],
          guide: title?.[spoken] ?? about.guide,
          year: String(about.year),
          agreement: about.number,
        },
      });
    });
};

const readersOf = async ({ pool }: Pick<House, "pool">, notice: number): Promise<readonly Reader[]> => {
  const { rows } = await pool.query<Reader>(
    `select distinct on (lower(address)) address, name, language, account from (
       select p.email as address, p.name, p.language, p.id as account, 1 as rank
       from agreement.guide_notice g join agreement.agreement a on a.id = g.agreement
       join access.grant r on r.partner = a.partner and (r.operation is null or r.operation = a.operation)
         and r.ended_at is null
       join access.role_right h on h.role = r.role and h."right" = 'money:declare'
       join access.account p on p.id = r.account and p.kind = 'person' and p.closed_at is null
       where g.id = $1
       union all
       select g.sent_to, '', null, null, 2 from agreement.guide_notice g where g.id = $1
     ) every order by lower(address), rank`,
    [notice],
  );
  return rows;
};

export const guideTasks: Tasks = { [task]: guideMail };
