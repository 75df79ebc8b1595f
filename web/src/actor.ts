import { type Text, useSay } from "./language.tsx";

/** Returns how a page names whoever did something: by name, or, where the server gives none, by what they are. */
export const useActor = (): ((name: string) => string) => {
  const say = useSay();
  return (name) => (name === "" ? say(administration) : name);
};

const administration: Text = {
  fr: "l'administration du programme",
  nl: "het programmabeheer",
  en: "the programme's administration",
};
