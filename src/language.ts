/** The languages of every screen, file and message; French first, as the reference programme works. */
export const languages = ["fr", "nl", "en"] as const;
export type Language = (typeof languages)[number];

/** A text that a person reads: always in all three languages, so that none can be forgotten. */
export type Text = Readonly<Record<Language, string>>;

/** Returns whether the word names one of Jalon's languages. */
export const isLanguage = (word: string): word is Language => (languages as readonly string[]).includes(word);
