import type { Language } from "../language.ts";
import { frame, type MailKind, type MailText, mailTexts } from "./texts.ts";

/** What a mail says besides its fixed text: the reader's name, names of roles and places, dates; and its one address. */
export type MailValues = Readonly<Record<string, string>> & Readonly<{ name: string }>;

export type Message = Readonly<{ subject: string; text: string; html: string }>;

/** Returns a mail in the reader's language, as plain text and as simple HTML that says the same. */
export const composeMail = (
  kind: MailKind,
  language: Language,
  values: MailValues,
  address?: string,
): Message => {
  const { subject, paragraphs, link }: MailText = mailTexts[kind];
  const say = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? "");
  const greeting = say(frame.greeting[language]);
  const said = paragraphs.map((paragraph) => say(paragraph[language]));
  const label = link?.[language];
  const text = [
    greeting,
    ...said,
    ...(label !== undefined && address !== undefined ? [`${label}\n${address}`] : []),
    `--\n${frame.automatic[language]}\n${frame.coFunded[language]}`,
  ].join("\n\n");
  const button =
    label !== undefined && address !== undefined
      ? `<p><a href="${escaped(address)}" style="display:inline-block;padding:10px 16px;background:#0b4f8a;color:#ffffff;text-decoration:none">${escaped(label)}</a></p><p style="font-size:14px">${escaped(frame.copy[language])}<br><span>${escaped(address)}</span></p>`
      : "";
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject[language])}</title></head><body style="font-family:sans-serif;font-size:16px;line-height:1.5;color:#1b1b1b"><p>${escaped(greeting)}</p>${said.map((line) => `<p>${escaped(line)}</p>`).join("")}${button}<hr><p style="font-size:14px">${escaped(frame.automatic[language])}<br>${escaped(frame.coFunded[language])}</p></body></html>`;
  return { subject: subject[language], text: `${text}\n`, html };
};

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
