const ends = new Map<string, Promise<unknown>>();

/**
 * Does the works of one name one after the other, in the order in which they were asked for: fifty people who want the
 * same twelve places wait here, and not each with a connection of the database in hand.
 */
export const oneByOne = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const before = ends.get(name);
  const mine = (before ?? Promise.resolve()).then(work, work);
  const end = mine.catch(() => undefined);
  ends.set(name, end);
  try {
    return await mine;
  } finally {
    if (ends.get(name) === end) ends.delete(name);
  }
};
