import { useState } from "react";
import type { Filter } from "../../../src/listing/view.ts";
import { Button, Icon, SearchField, VisuallyHidden } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { FilterDialog } from "./FilterDialog.tsx";
import style from "./listing.module.css";
import type { Description } from "./shapes.ts";
import { sayFilter } from "./words.ts";

/** What the list is narrowed to, in words that can be taken away, and the way to narrow it further. */
export const FilterBar = ({
  description,
  filters,
  search,
  onFilters,
  onSearch,
}: Readonly<{
  description: Description;
  filters: readonly Filter[];
  search: string;
  onFilters: (filters: readonly Filter[]) => void;
  onSearch: (search: string) => void;
}>) => {
  const say = useSay();
  const format = useFormat();
  const [sought, setSought] = useState({ asked: search, text: search });
  const [edited, setEdited] = useState<Filter | "new">();
  // "Back" brings another search: what was typed gives way to it.
  if (sought.asked !== search) setSought({ asked: search, text: search });
  const columns = new Map(description.columns.map((column) => [column.id, column]));
  const without = (filter: Filter) => filters.filter((each) => each !== filter);
  const isNarrowed = filters.length > 0 || search !== "";
  return (
    <section className={style.bar} aria-label={say(words.narrow)}>
      <div className={style.ask}>
        {description.searched.length > 0 && (
          <SearchField
            label={say(words.search, { fields: namedFields(description.searched.map((text) => say(text))) })}
            width="full"
            value={sought.text}
            onChange={(text) => {
              setSought({ asked: search, text });
              if (text === "" && search !== "") onSearch("");
            }}
            onSubmit={(text) => onSearch(text.trim())}
          />
        )}
        <Button icon="filter" onPress={() => setEdited("new")}>
          {say(words.add)}
        </Button>
      </div>
      {isNarrowed && (
        <ul className={style.chips} aria-label={say(words.narrowedTo)}>
          {search !== "" && (
            <li>
              <button type="button" className={style.chip} onClick={() => onSearch("")}>
                <VisuallyHidden>{say(words.remove)} </VisuallyHidden>
                {say(words.sought, { words: search })}
                <Icon name="close" size="s" />
              </button>
            </li>
          )}
          {filters.map((filter, place) => {
            const column = columns.get(filter.field);
            const said = column ? sayFilter(filter, column, say, format) : say(words.unknown);
            return (
              <li key={`${filter.field} ${place}`} className={style.chipPair}>
                {column && (
                  <button type="button" className={style.chip} onClick={() => setEdited(filter)}>
                    <VisuallyHidden>{say(words.edit)} </VisuallyHidden>
                    {said}
                  </button>
                )}
                <button
                  type="button"
                  className={column ? style.chipEnd : style.chip}
                  onClick={() => onFilters(without(filter))}
                >
                  {column ? <VisuallyHidden>{`${say(words.remove)} ${said}`}</VisuallyHidden> : said}
                  <Icon name="close" size="s" />
                </button>
              </li>
            );
          })}
          <li>
            <Button
              variant="quiet"
              size="s"
              onPress={() => {
                onFilters([]);
                if (search !== "") onSearch("");
              }}
            >
              {say(words.clear)}
            </Button>
          </li>
        </ul>
      )}
      {edited !== undefined && (
        <FilterDialog
          columns={description.columns}
          filter={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onFilter={(filter) => {
            onFilters(
              edited === "new"
                ? [...filters, filter]
                : filters.map((each) => (each === edited ? filter : each)),
            );
            setEdited(undefined);
          }}
        />
      )}
    </section>
  );
};

const mostNamed = 3;

const namedFields = (labels: readonly string[]): string =>
  labels.slice(0, mostNamed).join(", ") + (labels.length > mostNamed ? "…" : "");

const words = {
  narrow: { fr: "Recherche et filtres", nl: "Zoeken en filteren", en: "Search and filters" },
  narrowedTo: { fr: "Filtres de la liste", nl: "Filters van de lijst", en: "Filters of the list" },
  search: { fr: "Rechercher : {fields}", nl: "Zoeken: {fields}", en: "Search: {fields}" },
  sought: { fr: "Recherche : {words}", nl: "Gezocht: {words}", en: "Searched: {words}" },
  add: { fr: "Filtrer…", nl: "Filteren…", en: "Filter…" },
  edit: { fr: "Modifier le filtre", nl: "Filter wijzigen:", en: "Change the filter" },
  remove: { fr: "Retirer le filtre", nl: "Filter verwijderen:", en: "Remove the filter" },
  clear: { fr: "Tout effacer", nl: "Alles wissen", en: "Clear all" },
  unknown: {
    fr: "Filtre sur une colonne que vous ne voyez pas",
    nl: "Filter op een kolom die u niet ziet",
    en: "Filter on a column that you do not see",
  },
} satisfies Record<string, Text>;
