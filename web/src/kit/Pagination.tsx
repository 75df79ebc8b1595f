import { type Text, useFormat, useSay } from "../language.tsx";
import { Button } from "./Button.tsx";
import style from "./Pagination.module.css";

/** Which of the rows are in view, and the way to the others. `page` counts from 1. */
export const Pagination = ({
  page,
  pageSize,
  total,
  onChange,
  isMoreUnknown = false,
}: Readonly<{
  page: number;
  pageSize: number;
  total: number;
  onChange: (page: number) => void;
  /** There are at least `total`. */
  isMoreUnknown?: boolean;
}>) => {
  const say = useSay();
  const { number } = useFormat();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const from = total === 0 ? 0 : (page - 1) * pageSize + 1;
  const to = Math.min(page * pageSize, total);
  return (
    <nav className={style.pagination} aria-label={say(words.label)}>
      <p className={style.count} aria-live="polite">
        {say(isMoreUnknown ? words.more : words.count, {
          from: number(from),
          to: number(to),
          total: number(total),
        })}
      </p>
      {pages > 1 && (
        <div className={style.steps}>
          <Button size="s" icon="back" isDisabled={page <= 1} onPress={() => onChange(page - 1)}>
            {say(words.previous)}
          </Button>
          <span className={style.page}>{say(words.page, { page: number(page), pages: number(pages) })}</span>
          <Button
            size="s"
            icon="forward"
            iconPlace="after"
            isDisabled={page >= pages}
            onPress={() => onChange(page + 1)}
          >
            {say(words.next)}
          </Button>
        </div>
      )}
    </nav>
  );
};

const words = {
  label: { fr: "Pages de la liste", nl: "Pagina’s van de lijst", en: "Pages of the list" },
  count: {
    fr: "{from} à {to} sur {total}",
    nl: "{from} tot {to} van {total}",
    en: "{from} to {to} of {total}",
  },
  more: {
    fr: "{from} à {to}, sur plus de {total}",
    nl: "{from} tot {to}, van meer dan {total}",
    en: "{from} to {to}, of more than {total}",
  },
  page: { fr: "Page {page} sur {pages}", nl: "Pagina {page} van {pages}", en: "Page {page} of {pages}" },
  previous: { fr: "Précédente", nl: "Vorige", en: "Previous" },
  next: { fr: "Suivante", nl: "Volgende", en: "Next" },
} satisfies Record<string, Text>;
