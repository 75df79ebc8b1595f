import { useEffect, useState } from "react";

/**
 * A form whose words outlive the page: kept by this browser's tab until they are sent. Returns what is typed, how to
 * change it, and how to empty it.
 */
export const useKeptForm = <T extends Readonly<Record<string, string>>>(
  name: string,
  empty: T,
): readonly [T, (change: Partial<T>) => void, () => void] => {
  const [typed, setTyped] = useState<T>(() => ({ ...empty, ...read(name) }));
  useEffect(() => {
    const isEmpty = Object.entries(typed).every(([field, text]) => text === empty[field]);
    if (isEmpty) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(typed));
  }, [name, typed, empty]);
  return [typed, (change) => setTyped((before) => ({ ...before, ...change })), () => setTyped(empty)];
};

const read = (name: string): Record<string, string> => {
  const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? "{}");
  return Object.fromEntries(
    Object.entries(kept ?? {}).flatMap(([field, text]) => (typeof text === "string" ? [[field, text]] : [])),
  );
};
