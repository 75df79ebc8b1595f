import { createContext, type ReactNode, use, useEffect, useId, useRef, useState } from "react";
import { type Text, useSay } from "../language.tsx";
import { classes } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import style from "./Table.module.css";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

export type Sort = Readonly<{ column: string; direction: "ascending" | "descending" }>;

/** Which rows are chosen; `ids` are those of the rows in view. */
export type Selection = Readonly<{
  ids: readonly string[];
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
}>;

type TableContents = Readonly<{
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  selection: Selection | undefined;
}>;

const TableContext = createContext<TableContents>({
  sort: undefined,
  onSort: undefined,
  selection: undefined,
});

/**
 * A table of records or figures: <Table label><Columns><Column/>…</Columns><Rows><Row><Cell/>…</Row></Rows></Table>.
 * Where it is wider than its place it scrolls there, by keyboard too, and the page does not.
 */
export const Table = ({
  label,
  isCaptionShown = false,
  density = "normal",
  height = "page",
  sort,
  onSort,
  selection,
  isBusy = false,
  children,
}: Readonly<{
  /** What the table holds; its caption. */
  label: string;
  isCaptionShown?: boolean;
  density?: "normal" | "compact";
  /** "window": scrolls within the height of the window, with its head in view. */
  height?: "page" | "window";
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  selection?: Selection | undefined;
  /** Newer rows are on their way. */
  isBusy?: boolean;
  children: ReactNode;
}>) => {
  const region = useRef<HTMLDivElement>(null);
  const isScrolled = useIsOverflowing(region);
  return (
    <TableContext value={{ sort, onSort, selection }}>
      <div
        ref={region}
        className={classes(style.region, height === "window" && style.window, isBusy && style.busy)}
        {...(isScrolled ? { role: "region", "aria-label": label, tabIndex: 0 } : {})}
      >
        <table className={classes(style.table, density === "compact" && style.compact)} aria-busy={isBusy}>
          <caption className={style.caption}>
            {isCaptionShown ? label : <VisuallyHidden>{label}</VisuallyHidden>}
          </caption>
          {children}
        </table>
      </div>
    </TableContext>
  );
};

/** Returns whether the element's contents are larger than it is, as it and the window change. */
const useIsOverflowing = (region: Readonly<{ current: HTMLElement | null }>): boolean => {
  const [isOverflowing, setIsOverflowing] = useState(false);
  useEffect(() => {
    const element = region.current;
    if (!element) return undefined;
    const measure = () =>
      setIsOverflowing(
        element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1,
      );
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [region]);
  return isOverflowing;
};

/** The head of a table. */
export const Columns = ({ children }: Readonly<{ children: ReactNode }>) => {
  const { selection } = use(TableContext);
  const say = useSay();
  return (
    <thead className={style.head}>
      <tr>
        {selection && (
          <th scope="col" className={style.tick}>
            <Tick
              label={say(words.all)}
              isOn={selection.ids.length > 0 && selection.ids.every((id) => selection.selected.has(id))}
              isMixed={selection.ids.some((id) => selection.selected.has(id))}
              onChange={(isOn) => selection.onChange(withRows(selection, selection.ids, isOn))}
            />
          </th>
        )}
        {children}
      </tr>
    </thead>
  );
};

const withRows = ({ selected }: Selection, ids: readonly string[], isOn: boolean): ReadonlySet<string> => {
  const next = new Set(selected);
  for (const id of ids)
    if (isOn) next.add(id);
    else next.delete(id);
  return next;
};

/** A column's head; with `sortId` its rows can be sorted by it. */
export const Column = ({
  children,
  sortId,
  isNumeric = false,
  width,
}: Readonly<{
  children: ReactNode;
  sortId?: string;
  isNumeric?: boolean;
  /** "least": as narrow as its contents; "wide": at least twenty characters. */
  width?: "least" | "wide";
}>) => {
  const { sort, onSort } = use(TableContext);
  const look = classes(isNumeric && style.numeric, width && style[width]);
  if (sortId === undefined || !onSort)
    return (
      <th scope="col" className={look}>
        {children}
      </th>
    );
  const direction = sort?.column === sortId ? sort.direction : undefined;
  const next = direction === "ascending" ? "descending" : "ascending";
  return (
    <th scope="col" className={look} aria-sort={direction ?? "none"}>
      <button
        type="button"
        className={style.sort}
        onClick={() => onSort({ column: sortId, direction: next })}
      >
        {children}
        <Icon
          name={direction === undefined ? "sort" : direction === "ascending" ? "sortUp" : "sortDown"}
          size="s"
        />
      </button>
    </th>
  );
};

/** The body of a table. */
export const Rows = ({ children }: Readonly<{ children: ReactNode }>) => <tbody>{children}</tbody>;

/** A row; `id` and `label` ("dossier 12") are needed where rows can be chosen. */
export const Row = ({
  id,
  label,
  tone,
  children,
}: Readonly<{
  id?: string;
  label?: string;
  /** Beside words that say the same. */
  tone?: "warning" | "error" | "total" | undefined;
  children: ReactNode;
}>) => {
  const { selection } = use(TableContext);
  const say = useSay();
  const isChosen = id !== undefined && (selection?.selected.has(id) ?? false);
  return (
    <tr className={classes(tone && style[tone], isChosen && style.chosen)}>
      {selection && (
        <td className={style.tick}>
          {id !== undefined && (
            <Tick
              label={say(words.row, { label: label ?? id })}
              isOn={isChosen}
              onChange={(isOn) => selection.onChange(withRows(selection, [id], isOn))}
            />
          )}
        </td>
      )}
      {children}
    </tr>
  );
};

/** A cell; with `isHead`, the one that names its row. */
export const Cell = ({
  children,
  isHead = false,
  isNumeric = false,
  isWrapped = true,
  columns,
}: Readonly<{
  children?: ReactNode;
  isHead?: boolean;
  isNumeric?: boolean;
  isWrapped?: boolean;
  /** How many columns it takes. */
  columns?: number;
}>) => {
  const look = classes(isNumeric && style.numeric, !isWrapped && style.unwrapped);
  if (isHead)
    return (
      <th scope="row" className={look} colSpan={columns}>
        {children}
      </th>
    );
  return (
    <td className={look} colSpan={columns}>
      {children}
    </td>
  );
};

const Tick = ({
  label,
  isOn,
  isMixed = false,
  onChange,
}: Readonly<{ label: string; isOn: boolean; isMixed?: boolean; onChange: (isOn: boolean) => void }>) => {
  const id = useId();
  return (
    <label className={style.tickBox} htmlFor={id}>
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        ref={(input) => {
          if (input) input.indeterminate = isMixed && !isOn;
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
      <VisuallyHidden>{label}</VisuallyHidden>
    </label>
  );
};

const words = {
  all: {
    fr: "Choisir toutes les lignes affichées",
    nl: "Alle getoonde rijen kiezen",
    en: "Choose all rows shown",
  },
  row: { fr: "Choisir : {label}", nl: "Kiezen: {label}", en: "Choose: {label}" },
} satisfies Record<string, Text>;
