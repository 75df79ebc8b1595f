import { useEffect, useState } from "react";
import { useWho } from "../who.tsx";

/**
 * What stands in a form that is sent as a whole: kept by this tab until it is sent, so that a page that was left or a
 * session that ended takes nothing away.
 */
export const useKept = <T extends object>(name: string, first: T) => {
  const account = useWho()?.account ?? "";
  const key = `jalon:${account}:${name}`;
  const [found] = useState(() => sessionStorage.getItem(key));
  const [isRestored, setIsRestored] = useState(found !== null);
  const [value, setValue] = useState<T>(() =>
    // Written by this very form.
    found === null ? first : { ...first, ...(JSON.parse(found) as Partial<T>) },
  );
  const [isChanged, setIsChanged] = useState(false);
  useEffect(() => {
    if (isChanged) sessionStorage.setItem(key, JSON.stringify(value));
  }, [key, value, isChanged]);
  return {
    value,
    put: (part: Partial<T>) => {
      setValue((before) => ({ ...before, ...part }));
      setIsChanged(true);
    },
    /** It was sent: nothing of it is kept any more. */
    forget: () => {
      sessionStorage.removeItem(key);
      setIsChanged(false);
    },
    /** Begins anew. */
    reset: () => {
      sessionStorage.removeItem(key);
      setValue(first);
      setIsChanged(false);
      setIsRestored(false);
    },
    /** Whether what stands in it was written before. */
    isRestored,
  };
};
