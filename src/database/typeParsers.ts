import { types } from "pg";

const oid = { int8: 20, numeric: 1700, date: 1082 };
const arrayOid = { text: 1009, int8: 1016, date: 1182, numeric: 1231 };

// The driver's types know no arrays; its functions take the number of any type in PostgreSQL's catalogue.
const setParser: (oid: number, parse: (value: string) => unknown) => void = types.setTypeParser;
const parserOf: (oid: number) => (value: string) => Nested<string> = types.getTypeParser;

const asText = (value: string): string => value;

/**
 * Returns an int8 as a number. Raises a RangeError when a number cannot hold it exactly: a figure that is
 * silently off by one is worse than a command that stops.
 */
export const integerOf = (value: string): number => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError(
      `The integer ${value} is too large for an exact number: cast it to text in the query.`,
    );
  }
  return number;
};

type Nested<T> = readonly (T | null | Nested<T>)[];
const mapNested = <T>(values: Nested<string>, parse: (value: string) => T): Nested<T> =>
  values.map((value) =>
    value === null ? null : typeof value === "string" ? parse(value) : mapNested(value, parse),
  );

/**
 * Sets how values of PostgreSQL become values of JavaScript, for every connection of the process:
 * int8 a number (checked to be exact), date the text "YYYY-MM-DD", numeric a decimal text; their arrays alike.
 * By default the driver gives int8 as text, a date as midnight in the machine's time zone (which moves the day)
 * and an array of numeric as inexact floats.
 */
export const setTypeParsers = (): void => {
  setParser(oid.int8, integerOf);
  setParser(oid.date, asText);
  setParser(oid.numeric, asText);
  const textArray = parserOf(arrayOid.text);
  setParser(arrayOid.int8, (value) => mapNested(textArray(value), integerOf));
  setParser(arrayOid.date, textArray);
  setParser(arrayOid.numeric, textArray);
};
