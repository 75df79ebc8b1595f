/** The languages of every screen, file and message; French first, as the reference programme works. */
export const languages = ["fr", "nl", "en"] as const;
export type Language = (typeof languages)[number];

/** A text that a person reads: always in all three languages, so that none can be forgotten. */
export type Text = Readonly<Record<Language, string>>;

/** Returns whether the word names one of Jalon's languages. */
export const isLanguage = (word: string): word is Language => (languages as readonly string[]).includes(word);

/** An error that is told to a person, in their language; its message is the English text. */
export class SaidError extends Error {
  readonly text: Text;

  constructor(text: Text, message: string = text.en, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.text = text;
  }
}

/** Returns the words between the quotation marks of the language. */
export const quoted = (words: string, language: Language): string =>
  language === "fr" ? `« ${words} »` : `"${words}"`;

const yes: Text = { fr: "oui", nl: "ja", en: "yes" };
const no: Text = { fr: "non", nl: "nee", en: "no" };

/** Returns the word for an answer that is yes or no. */
export const yesOrNo = (answer: boolean): Text => (answer ? yes : no);

/** What stands where an answer is empty. */
export const emptyAnswer: Text = { fr: "(vide)", nl: "(leeg)", en: "(empty)" };

/** A colon and a semicolon between words, as each language spaces them. */
export const colon: Text = { fr: " : ", nl: ": ", en: ": " };
export const semicolon: Text = { fr: " ; ", nl: "; ", en: "; " };
