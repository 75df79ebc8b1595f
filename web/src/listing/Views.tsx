import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { Button, ButtonRow, Dialog, Link, Menu, Notice, ProblemNotice, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./listing.module.css";
import type { Description } from "./shapes.ts";
import { common } from "./words.ts";

type ViewsProps = Readonly<{
  description: Description;
  operation: string | undefined;
  /** The query of the address, which is what is kept. */
  query: string;
  /** Something is asked that no address holds. */
  isPartlyKept: boolean;
  onOpen: (query: string) => void;
}>;

/** The lists that one may want again: those that the definition suggests, and one's own. */
export const Views = (props: ViewsProps) => {
  const { description, operation, query, onOpen } = props;
  const say = useSay();
  const [dialog, setDialog] = useState<"save" | "manage">();
  const path = operation === undefined ? "" : `operations/${operation}/`;
  const tabs = [{ id: "all", label: words.all, query: "" }, ...description.suggestions];
  return (
    <div className={style.views}>
      <nav aria-label={say(words.suggested)} className={style.suggestions}>
        {tabs.map((each) => (
          <Link
            key={each.id}
            to={`${path}registers/${description.register}${each.query === "" ? "" : `?${each.query}`}`}
            className={style.suggestion}
            {...(each.query === query ? { "aria-current": "page" as const } : {})}
          >
            {capitalised(say(each.label))}
          </Link>
        ))}
      </nav>
      <Menu
        label={say(words.mine)}
        size="s"
        variant="quiet"
        entries={[
          ...description.views.map(({ view, name, query: kept }) => ({
            id: view,
            label: name,
            onAction: () => onOpen(kept),
          })),
          { id: "save", label: say(words.save), icon: "add", onAction: () => setDialog("save") },
          ...(description.views.length > 0
            ? [
                {
                  id: "manage",
                  label: say(words.manage),
                  icon: "settings",
                  onAction: () => setDialog("manage"),
                } as const,
              ]
            : []),
        ]}
      />
      {dialog === "save" && <SaveDialog {...props} onClose={() => setDialog(undefined)} />}
      {dialog === "manage" && <ManageDialog {...props} onClose={() => setDialog(undefined)} />}
    </div>
  );
};

const capitalised = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1);

const SaveDialog = ({
  description,
  operation,
  query,
  isPartlyKept,
  onClose,
}: ViewsProps & Readonly<{ onClose: () => void }>) => {
  const say = useSay();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [isMissing, setMissing] = useState(false);
  const saving = useMutation({
    mutationFn: () =>
      api.send("POST", `/api/registers/${description.register}/views`, {
        ...(operation === undefined ? {} : { operation }),
        name: name.trim(),
        query,
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["list", description.register] });
      onClose();
    },
  });
  const save = () => {
    if (name.trim() === "") setMissing(true);
    else saving.mutate();
  };
  return (
    <Dialog
      title={say(words.saveTitle)}
      isOpen
      size="s"
      onClose={onClose}
      footer={
        <ButtonRow>
          <Button variant="primary" onPress={save} isPending={saving.isPending}>
            {say(words.saveDo)}
          </Button>
          <Button variant="quiet" onPress={onClose}>
            {say(common.cancel)}
          </Button>
        </ButtonRow>
      }
    >
      {saving.isError && <ProblemNotice error={saving.error} />}
      <TextField
        label={say(words.name)}
        help={say(words.nameHelp)}
        value={name}
        maxLength={80}
        onChange={setName}
        {...(isMissing && name.trim() === "" ? { error: say(words.missing) } : {})}
      />
      {isPartlyKept && <Notice>{say(words.partly)}</Notice>}
    </Dialog>
  );
};

const ManageDialog = ({ description, onClose }: ViewsProps & Readonly<{ onClose: () => void }>) => {
  const say = useSay();
  const queries = useQueryClient();
  const forgetting = useMutation({
    mutationFn: (view: string) => api.send("DELETE", `/api/views/${view}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ["list", description.register] }),
  });
  return (
    <Dialog title={say(words.manageTitle)} isOpen size="s" onClose={onClose}>
      {forgetting.isError && <ProblemNotice error={forgetting.error} />}
      {description.views.length === 0 && <p>{say(words.nothing)}</p>}
      <ul className={style.kept}>
        {description.views.map(({ view, name }) => (
          <li key={view}>
            <span>{name}</span>
            <Button
              size="s"
              variant="quiet"
              icon="trash"
              isPending={forgetting.isPending && forgetting.variables === view}
              onPress={() => forgetting.mutate(view)}
            >
              {say(words.forget, { name })}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};

const words = {
  all: { fr: "Tout", nl: "Alles", en: "All" },
  suggested: { fr: "Listes proposées", nl: "Voorgestelde lijsten", en: "Suggested lists" },
  mine: { fr: "Mes listes", nl: "Mijn lijsten", en: "My lists" },
  save: { fr: "Garder cette liste…", nl: "Deze lijst bewaren…", en: "Keep this list…" },
  manage: { fr: "Effacer une liste…", nl: "Een lijst wissen…", en: "Delete a list…" },
  saveTitle: { fr: "Garder cette liste", nl: "Deze lijst bewaren", en: "Keep this list" },
  saveDo: { fr: "Garder la liste", nl: "Lijst bewaren", en: "Keep the list" },
  name: { fr: "Nom de la liste", nl: "Naam van de lijst", en: "Name of the list" },
  nameHelp: {
    fr: "Vous seul·e la voyez. N’y mettez pas le nom d’une personne.",
    nl: "Alleen u ziet ze. Zet er geen naam van een persoon in.",
    en: "Only you see it. Do not put a person’s name in it.",
  },
  missing: { fr: "Donnez un nom à la liste.", nl: "Geef de lijst een naam.", en: "Give the list a name." },
  partly: {
    fr: "Filtres, tri et colonnes sont gardés ; ce que vous cherchez d’une personne ne l’est pas.",
    nl: "Filters, sortering en kolommen worden bewaard; wat u van een persoon zoekt niet.",
    en: "Filters, order and columns are kept; what you look for about a person is not.",
  },
  manageTitle: { fr: "Mes listes", nl: "Mijn lijsten", en: "My lists" },
  forget: { fr: "Effacer {name}", nl: "{name} wissen", en: "Delete {name}" },
  nothing: {
    fr: "Vous n’avez gardé aucune liste.",
    nl: "U hebt geen lijsten bewaard.",
    en: "You kept no list.",
  },
} satisfies Record<string, Text>;
