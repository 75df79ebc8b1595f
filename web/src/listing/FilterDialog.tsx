import { type ReactNode, useState } from "react";
import type { Filter } from "../../../src/listing/view.ts";
import {
  Button,
  ButtonRow,
  CheckboxGroup,
  ComboBox,
  DateField,
  Dialog,
  type Option,
  RadioGroup,
  SearchField,
  Stack,
  TextField,
} from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./listing.module.css";
import type { ListColumn } from "./shapes.ts";
import { common, sayChoice } from "./words.ts";

/** Chooses a column and what it is to say. */
export const FilterDialog = ({
  columns,
  filter,
  onFilter,
  onClose,
}: Readonly<{
  columns: readonly ListColumn[];
  filter: Filter | undefined;
  onFilter: (filter: Filter) => void;
  onClose: () => void;
}>) => {
  const say = useSay();
  const [draft, setDraft] = useState<Filter | undefined>(filter);
  const [field, setField] = useState<string | null>(filter?.field ?? null);
  const [problem, setProblem] = useState<Text>();
  const column = columns.find(({ id }) => id === field);
  const apply = () => {
    const found = column && draft && cleaned(draft, column);
    if (found && "field" in found) onFilter(found);
    else setProblem(found ?? words.choose);
  };
  return (
    <Dialog
      title={say(filter ? words.change : words.title)}
      isOpen
      onClose={onClose}
      footer={
        <ButtonRow>
          <Button variant="primary" onPress={apply}>
            {say(words.apply)}
          </Button>
          <Button variant="quiet" onPress={onClose}>
            {say(common.cancel)}
          </Button>
        </ButtonRow>
      }
    >
      <Stack>
        <ComboBox
          label={say(words.column)}
          value={field}
          options={columns.map(({ id, label }) => ({ id, label: say(label) }))}
          onChange={(next) => {
            setField(next);
            setDraft(next === null ? undefined : { field: next });
            setProblem(undefined);
          }}
        />
        {column && draft && (
          <Wish
            key={column.id}
            column={column}
            draft={draft}
            problem={problem && say(problem)}
            onChange={setDraft}
          />
        )}
      </Stack>
    </Dialog>
  );
};

type WishProps = Readonly<{
  column: ListColumn;
  draft: Filter;
  problem: string | undefined;
  onChange: (draft: Filter) => void;
}>;

const Wish = (props: WishProps) =>
  props.column.type === "choice" || props.column.type === "boolean" ? (
    <ChoiceWish {...props} />
  ) : (
    <RangeWish {...props} />
  );

const manyChoices = 12;

const ChoiceWish = ({ column, draft, problem, onChange }: WishProps) => {
  const say = useSay();
  const [sought, setSought] = useState("");
  const codes =
    column.type === "boolean" ? ["true", "false"] : (column.choices ?? []).map(({ code }) => code);
  const isAnswer = column.kind === "field" || column.kind === "derived";
  const said = codes.map((code): Option => ({ id: code, label: sayChoice(code, column, say) }));
  // Answers stand in the order of their definition; what has a name, by its name.
  const listed = isAnswer ? said : said.toSorted((a, b) => a.label.localeCompare(b.label));
  const options = isAnswer ? [...listed, { id: "", label: sayChoice("", column, say) }] : listed;
  const chosen = draft.in ?? (draft.answered === false ? [""] : []);
  const shown = options.filter(
    ({ id, label }) => chosen.includes(id) || label.toLocaleLowerCase().includes(sought.toLocaleLowerCase()),
  );
  return (
    <>
      {options.length > manyChoices && (
        <SearchField label={say(words.findChoice)} value={sought} onChange={setSought} />
      )}
      <div className={style.choices}>
        <CheckboxGroup
          label={say(words.oneOf)}
          options={shown}
          value={chosen}
          {...given(problem)}
          onChange={(next) => onChange({ field: column.id, in: next })}
        />
      </div>
    </>
  );
};

const given = (error: string | undefined) => (error === undefined ? {} : { error });

type Manner = "value" | "answered" | "unanswered";

const mannerOf = ({ answered }: Filter): Manner =>
  answered === undefined ? "value" : answered ? "answered" : "unanswered";

const RangeWish = ({ column, draft, problem, onChange }: WishProps) => {
  const say = useSay();
  const manner = mannerOf(draft);
  const field = column.id;
  const isText = column.type === "text";
  const bound = (name: "from" | "until", label: Text): ReactNode => {
    const value = draft[name] ?? "";
    const change = (next: string) => onChange({ ...draft, [name]: next === "" ? undefined : next });
    const error = name === "from" ? given(problem) : {};
    return column.type === "date" ? (
      <DateField label={say(label)} value={value} onChange={change} {...error} />
    ) : (
      <TextField
        label={say(label)}
        value={value}
        onChange={change}
        inputMode="decimal"
        width="short"
        {...error}
      />
    );
  };
  return (
    <>
      {column.kind !== "record" && (
        <RadioGroup
          label={say(words.wish)}
          value={manner}
          direction="across"
          options={[
            { id: "value", label: say(isText ? words.contains : words.between) },
            { id: "unanswered", label: say(common.unanswered) },
            { id: "answered", label: say(common.answered) },
          ]}
          onChange={(next) =>
            onChange(next === "value" ? { field } : { field, answered: next === "answered" })
          }
        />
      )}
      {manner === "value" &&
        (isText ? (
          <TextField
            label={say(words.part)}
            value={draft.contains ?? ""}
            onChange={(contains) => onChange({ field, contains })}
            {...given(problem)}
          />
        ) : (
          <div className={style.bounds}>
            {bound("from", words.from)}
            {bound("until", words.until)}
          </div>
        ))}
    </>
  );
};

/** Returns the filter as it is asked, or what is still to be said. */
const cleaned = (draft: Filter, { type, id }: ListColumn): Filter | Text => {
  if (draft.answered !== undefined) return { field: id, answered: draft.answered };
  if (type === "choice" || type === "boolean")
    return draft.in && draft.in.length > 0 ? { field: id, in: draft.in } : words.choose;
  if (type === "text") {
    const contains = draft.contains?.trim() ?? "";
    return contains === "" ? words.write : { field: id, contains };
  }
  const bounds = [draft.from, draft.until].map((text) => boundOf(text, type));
  const [from, until] = bounds;
  if (bounds.includes(null)) return type === "date" ? words.notADay : words.notANumber;
  if (from === undefined && until === undefined) return words.write;
  return { field: id, ...(from ? { from } : {}), ...(until ? { until } : {}) };
};

/** Null: something else than a day or a number. */
const boundOf = (text: string | undefined, type: ListColumn["type"]): string | null | undefined => {
  const bare = text?.replaceAll(/[\s\u00A0\u202F]/g, "") ?? "";
  if (bare === "") return undefined;
  if (type === "date") return /^\d{4}-\d\d-\d\d$/.test(bare) ? bare : null;
  const number = bare.replace(",", ".");
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(number) ? number : null;
};

const words = {
  title: { fr: "Filtrer la liste", nl: "De lijst filteren", en: "Filter the list" },
  change: { fr: "Modifier le filtre", nl: "De filter wijzigen", en: "Change the filter" },
  column: { fr: "Colonne", nl: "Kolom", en: "Column" },
  apply: { fr: "Appliquer le filtre", nl: "Filter toepassen", en: "Apply the filter" },
  oneOf: {
    fr: "Garder les fiches qui disent",
    nl: "Hou de fiches die zeggen",
    en: "Keep the records that say",
  },
  findChoice: { fr: "Trouver un choix", nl: "Een keuze zoeken", en: "Find a choice" },
  wish: { fr: "Garder les fiches", nl: "Hou de fiches", en: "Keep the records" },
  between: { fr: "entre deux bornes", nl: "tussen twee grenzen", en: "between two bounds" },
  contains: { fr: "qui contiennent", nl: "die bevatten", en: "that contain" },
  part: { fr: "Un mot ou une partie", nl: "Een woord of een deel", en: "A word or a part of it" },
  from: { fr: "À partir de", nl: "Vanaf", en: "From" },
  until: { fr: "Jusqu’à (inclus)", nl: "Tot en met", en: "Up to and including" },
  choose: {
    fr: "Choisissez une colonne et au moins une réponse.",
    nl: "Kies een kolom en minstens één antwoord.",
    en: "Choose a column and at least one answer.",
  },
  write: {
    fr: "Écrivez ce que la liste doit garder.",
    nl: "Schrijf wat de lijst moet houden.",
    en: "Write what the list should keep.",
  },
  notADay: {
    fr: "Écrivez une date qui existe, par exemple 31/03/2020.",
    nl: "Schrijf een bestaande datum, bijvoorbeeld 31/03/2020.",
    en: "Write a date that exists, for example 31/03/2020.",
  },
  notANumber: {
    fr: "Écrivez un nombre, par exemple 12 ou 12,5.",
    nl: "Schrijf een getal, bijvoorbeeld 12 of 12,5.",
    en: "Write a number, for example 12 or 12.5.",
  },
} satisfies Record<string, Text>;
