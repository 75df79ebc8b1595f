import { useState } from "react";
import { announce, Button, Dialog, Loaded } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { may, useWho } from "../who.tsx";
import { StepList } from "./Transitions.tsx";
import { type RecordPlace, useRecord } from "./use-record.ts";
import { useRegister } from "./use-register.ts";

type Given = RecordPlace & Readonly<{ name: string }>;

/** The steps of a record that stands in a list, taken where one works through the list. `name`: what the list calls it. */
export const StepsButton = (given: Given) => {
  const say = useSay();
  const who = useWho();
  const [isOpen, setIsOpen] = useState(false);
  if (!may(who, "records:write", { operation: given.operation })) return null;
  return (
    <>
      <Button size="s" aria-label={say(words.nextOf, { name: given.name })} onPress={() => setIsOpen(true)}>
        {say(words.next)}
      </Button>
      {isOpen && <StepsDialog {...given} onClose={() => setIsOpen(false)} />}
    </>
  );
};

const StepsDialog = ({ name, onClose, ...place }: Given & Readonly<{ onClose: () => void }>) => {
  const say = useSay();
  const register = useRegister(place.register);
  const record = useRecord(place);
  return (
    <Dialog isOpen title={say(words.nextOf, { name })} onClose={onClose}>
      <Loaded query={register}>
        {(known) => (
          <Loaded query={record}>
            {(page) =>
              page.may.write && page.transitions.length > 0 ? (
                <StepList
                  known={known}
                  page={page}
                  onKept={() => {
                    onClose();
                    announce(say(words.done, { name }));
                  }}
                />
              ) : (
                <p>{say(words.nothing)}</p>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Dialog>
  );
};

const words = {
  next: { fr: "Étape suivante", nl: "Volgende stap", en: "Next step" },
  nextOf: { fr: "Étape suivante : {name}", nl: "Volgende stap: {name}", en: "Next step: {name}" },
  done: {
    fr: "L'étape est enregistrée : {name}.",
    nl: "De stap is bewaard: {name}.",
    en: "The step is kept: {name}.",
  },
  nothing: {
    fr: "Vous ne pouvez faire avancer cette fiche d'aucune étape.",
    nl: "U kunt met deze fiche geen enkele stap verder gaan.",
    en: "There is no step that you can take with this record.",
  },
} satisfies Record<string, Text>;
