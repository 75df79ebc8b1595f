import { Fragment, useCallback, useEffect, useRef, useState } from "react";
import { ConfirmDialog, ErrorSummary } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { labelOf } from "./check-texts.ts";
import { type Choice, ConflictDialog } from "./ConflictDialog.tsx";
import { longestText, newestOf } from "./edits.ts";
import { FormFoot } from "./FormFoot.tsx";
import { FormParts } from "./FormParts.tsx";
import { FormSection } from "./FormSection.tsx";
import type { DraftPlace } from "./journal.ts";
import style from "./record.module.css";
import { ToConfirm } from "./ToConfirm.tsx";
import { useAnswers } from "./use-answers.ts";
import { type OpenedDraft, useAutosave } from "./use-draft.ts";
import { PlaceContext } from "./place-context.ts";
import { useFilled } from "./use-filled.ts";
import { useKeeping } from "./use-keeping.ts";
import { readByCases, WorkedOut } from "./WorkedOut.tsx";
import type { Edit } from "../../../src/entry/shapes.ts";
import type { KnownRegister } from "./use-register.ts";

/** The form of one record: its questions by part, checked while they are answered, saved while one types. */
export const DraftForm = ({
  draft,
  account,
  place,
  known,
  opened,
  baseTexts,
  closed,
  onBegun,
  onAgain,
}: Readonly<{
  draft: string;
  account: string;
  place: DraftPlace;
  known: KnownRegister;
  opened: OpenedDraft;
  /** What the record holds, for a change; nothing for a new one. */
  baseTexts: Readonly<Record<string, string>>;
  /** Fields that this form does not ask: hidden from the person, or set by a step of the lifecycle. */
  closed: ReadonlySet<string>;
  /** The first answer was typed: from now on there is a draft. */
  onBegun: () => void;
  /** Goes on in a new draft, with what was typed into this one. */
  onAgain: (typed: readonly Edit[]) => void;
}>) => {
  const say = useSay();
  const { register, page } = known;
  const answers = useAnswers(register, place, closed, () => ({
    ...baseTexts,
    ...Object.fromEntries(
      newestOf([...(opened.page?.edits ?? []), ...opened.left]).map(({ field, text }) => [field, text]),
    ),
  }));
  const { autosave, state } = useAutosave(draft, account, place, opened, answers.set);
  const keeping = useKeeping(autosave, place, answers.tellFromServer);
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const [isDiscarding, setIsDiscarding] = useState(false);

  const type = (field: string, text: string) => {
    if (keeping.isTooLate()) return;
    const typed = text.slice(0, longestText);
    // Whoever looks for a record by its name is not told on the way that this is no number.
    if (register.fields.get(field)?.refersTo) answers.set(field, typed);
    else answers.type(field, typed);
    autosave.type(field, typed);
    filled.forget(field);
    onBegun();
  };
  const filled = useFilled(known, place, closed, answers.texts, (field, text) => {
    answers.type(field, text);
    autosave.type(field, text);
    onBegun();
  });
  // The same function throughout, so that a letter in one question does not draw the others.
  const latest = useRef(type);
  useEffect(() => {
    latest.current = type;
  });
  const onText = useCallback((field: string, text: string) => latest.current(field, text), []);
  const keep = () => {
    if (answers.try()) void keeping.keep({ confirmed: [...confirmed], filled: [...filled.origins.keys()] });
  };

  const parts = page.sections
    .map(({ section, label, help, fields }) => ({
      section,
      label,
      help,
      fields: fields.filter(answers.isShown),
    }))
    .filter(({ fields }) => fields.length > 0);
  // What follows from answers stands below the last of them.
  const decides = readByCases(register);
  const deciding = parts.findLast(({ fields }) => fields.some((id) => decides.has(id)));

  return (
    <PlaceContext value={place}>
      <div className={style.layout}>
        <form
          className={style.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
        >
          {answers.attempt > 0 && (
            <ErrorSummary
              attempt={answers.attempt}
              problems={answers.refusals.map(({ field, expected }) => ({
                name: field,
                text: say(words.problem, { field: labelOf(register, field, say), expected: say(expected) }),
              }))}
            />
          )}
          {parts.map((part) => (
            <Fragment key={part.section}>
              <FormSection
                part={part}
                register={register}
                answers={answers}
                filled={filled}
                onText={onText}
              />
              {part === deciding && (
                <WorkedOut register={register} answers={answers.values} hidden={closed} />
              )}
            </Fragment>
          ))}
          <ToConfirm
            findings={answers.toConfirm.filter((finding) => answers.told.includes(finding))}
            register={register}
            confirmed={confirmed}
            onConfirm={setConfirmed}
          />
          <FormFoot
            state={state}
            place={place}
            draft={draft}
            keeping={keeping}
            typed={() => autosave.typed}
            onAgain={onAgain}
            onKeep={keep}
            onRetry={() => autosave.again(true)}
            onDiscard={() => setIsDiscarding(true)}
          />
        </form>
        <FormParts parts={parts} answers={answers} />
        {keeping.conflict && (
          <ConflictDialog
            key={keeping.conflict.version}
            conflicts={keeping.conflict.conflicts}
            isPending={keeping.isKeeping}
            onClose={keeping.leaveConflict}
            onChoose={(fields: Record<string, Choice>) => {
              const version = keeping.conflict?.version ?? 0;
              void keeping.keep({
                confirmed: [...confirmed],
                filled: [...filled.origins.keys()],
                resolved: { version, fields },
              });
            }}
          />
        )}
        <ConfirmDialog
          isOpen={isDiscarding}
          isDanger
          title={say(words.discardTitle)}
          confirm={say(words.discard)}
          onConfirm={() => {
            setIsDiscarding(false);
            void keeping.discard();
          }}
          onClose={() => setIsDiscarding(false)}
        >
          <p>{say(place.record === null ? words.discardNew : words.discardChange)}</p>
        </ConfirmDialog>
      </div>
    </PlaceContext>
  );
};

const words = {
  problem: { fr: "{field} : {expected}", nl: "{field}: {expected}", en: "{field}: {expected}" },
  discard: { fr: "Jeter le brouillon", nl: "Ontwerp weggooien", en: "Discard the draft" },
  discardTitle: { fr: "Jeter ce brouillon ?", nl: "Dit ontwerp weggooien?", en: "Discard this draft?" },
  discardNew: {
    fr: "Ce que vous avez écrit ici sera effacé. Rien n'a encore été ajouté au registre.",
    nl: "Wat u hier schreef, wordt gewist. Er is nog niets aan het register toegevoegd.",
    en: "What you wrote here will be deleted. Nothing has been added to the register yet.",
  },
  discardChange: {
    fr: "Vos modifications seront effacées ; la fiche reste comme elle est dans le registre.",
    nl: "Uw wijzigingen worden gewist; de fiche blijft zoals ze in het register staat.",
    en: "Your changes will be deleted; the record stays as it is in the register.",
  },
} satisfies Record<string, Text>;
