import type { Language } from "../language.ts";
import { type Article, toArticle } from "../report/document/article.ts";
import type { ReportedFigure } from "../report/report.ts";
import { type Edition, editionJson } from "./editions.ts";
import type { PublishedDocument } from "./publish.ts";

export type PublishedArticle = Article & Readonly<{ figures: readonly ReportedFigure[] }>;

const made = new Map<string, PublishedArticle>();
const mostMade = 12;

/** Returns a published report as markup for a page; undefined where it was not published in that language. */
export const articleOfPublished = async (
  dataFolder: string,
  edition: Edition,
  language: Language,
): Promise<PublishedArticle | undefined> => {
  const key = `${edition.folder}/${language}`;
  const known = made.get(key);
  if (known) return known;
  const published = await editionJson<PublishedDocument>(dataFolder, edition, `${language}.document.json`);
  if (!published) return undefined;
  const { document, figures } = published;
  const article = { ...toArticle(document, { isUntrue: () => false, untrueWords: "" }), figures };
  made.set(key, article);
  for (const oldest of made.keys()) {
    if (made.size <= mostMade) break;
    made.delete(oldest);
  }
  return article;
};
