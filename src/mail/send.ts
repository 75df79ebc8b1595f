import { createTransport, type Transporter } from "nodemailer";
import type { House } from "../house.ts";
import type { Language } from "../language.ts";
import { composeMail, type MailValues } from "./compose.ts";
import type { MailKind } from "./texts.ts";

const transports = new Map<string, Transporter>();
const waitMs = 20_000;

const transportOf = (smtp: string): Transporter => {
  const known = transports.get(smtp);
  if (known) return known;
  const transport = createTransport(smtp, {});
  transports.set(smtp, transport);
  return transport;
};

/** Returns whether the server can send mail at all. */
export const isMailSetUp = ({ settings }: Pick<House, "settings">): boolean => settings.smtp !== undefined;

/**
 * Sends one mail. Raises the mail server's refusal, so that the job that asked tries again later.
 * `address` is the one link of the mail; its secret, if it has one, stands behind # and so in no server's log.
 */
export const sendMail = async (
  { settings }: Pick<House, "settings">,
  mail: Readonly<{
    to: string;
    language: Language;
    kind: MailKind;
    values: MailValues;
    address?: string | undefined;
  }>,
): Promise<void> => {
  if (settings.smtp === undefined) throw new Error("no mail server is named");
  const { subject, text, html } = composeMail(mail.kind, mail.language, mail.values, mail.address);
  const sending = transportOf(settings.smtp).sendMail({
    from: { name: "Jalon", address: settings.sender },
    to: { name: mail.values.name, address: mail.to },
    subject,
    text,
    html,
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": mail.language },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("the mail server does not answer")), waitMs);
  });
  try {
    await Promise.race([sending, tooLong]);
  } finally {
    clearTimeout(timer);
  }
};
