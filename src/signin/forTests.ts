import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type ReceivedMail = Readonly<{ to: string; subject: string; text: string; raw: string; link: string }>;

/** A real mail server for tests: keeps what it is sent; `next` waits for the next mail to an address. */
export const openMailServer = async () => {
  const received: ReceivedMail[] = [];
  let seen = 0;
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, session, callback) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        received.push(readMail(Buffer.concat(parts).toString(), session.envelope.rcptTo[0]?.address ?? ""));
        callback();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    /** Returns the next mail to the address that was not returned yet; raises an error after ten seconds. */
    next: async (to: string): Promise<ReceivedMail> => {
      for (let tries = 0; tries < 200; tries += 1) {
        const at = received.findIndex((mail, index) => index >= seen && mail.to === to);
        const mail = received[at];
        if (mail) {
          seen = at + 1;
          return mail;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error("no mail came");
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

const readMail = (raw: string, to: string): ReceivedMail => {
  const [, boundary = ""] = /boundary="([^"]+)"/.exec(raw) ?? [];
  const part = raw.split(`--${boundary}`).find((each) => each.includes("text/plain")) ?? raw;
  const [head = "", ...rest] = part.split("\r\n\r\n");
  const body = rest.join("\n\n");
  const text = head.includes("quoted-printable")
    ? fromQuoted(body)
    : head.includes("base64")
      ? Buffer.from(body, "base64").toString()
      : body;
  const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(raw)?.[1] ?? "";
  const [link = ""] = /https?:\/\/\S+/.exec(text) ?? [];
  return { to, subject: fromWords(subject), text, raw, link };
};

const fromQuoted = (text: string): string =>
  Buffer.from(
    text
      .replaceAll(/=\r?\n/g, "")
      .replaceAll(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

const fromWords = (text: string): string =>
  text
    .replaceAll(/\r\n[ \t]/g, "")
    .replaceAll(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_whole, how: string, word: string) =>
      how.toUpperCase() === "B"
        ? Buffer.from(word, "base64").toString()
        : fromQuoted(word.replaceAll("_", " ")),
    );
