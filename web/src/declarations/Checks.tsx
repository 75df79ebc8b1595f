import type { Check } from "../../../src/declaration/shapes.ts";
import { Badge, Button, Disclosure, Link, type Tone } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { SendDocument } from "../money/SendDocument.tsx";
import { addressOf, type Bench, itemOf } from "./bench.ts";
import style from "./declarations.module.css";
import { useRenewal } from "./use-declarations.ts";

type Severity = Check["severity"];
const severities: readonly Severity[] = ["refuse", "confirm", "note"];

/** All that is to be said of the declaration, by weight; each remark with what mends it right beside it. */
export const Checks = ({ bench }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const { checks } = bench.page;
  const isOver = bench.page.state === "submitted" || bench.page.state === "replaced";
  return (
    <section className={style.checks} aria-labelledby="checks">
      <h2 id="checks">{say(words.title)}</h2>
      <p aria-live="polite" className={style.note}>
        {checks.length === 0 ? say(words.none) : say(words.byThemselves)}
      </p>
      {severities.map((severity) => (
        <Group
          key={severity}
          bench={bench}
          severity={severity}
          isConfirmed={isOver}
          checks={checks.filter((check) => check.severity === severity)}
        />
      ))}
    </section>
  );
};

const Group = ({
  bench,
  severity,
  checks,
  isConfirmed,
}: Readonly<{ bench: Bench; severity: Severity; checks: readonly Check[]; isConfirmed: boolean }>) => {
  const { count } = useFormat();
  if (checks.length === 0) return null;
  const head = severity === "confirm" && isConfirmed ? groups.confirmed : groups[severity];
  return (
    <div className={style.group}>
      <h3>
        <Badge tone={tones[severity]}>{count(checks.length, head)}</Badge>
      </h3>
      <ul>
        {checks.slice(0, mostShown).map((check) => (
          <Remark key={check.id} bench={bench} check={check} />
        ))}
      </ul>
      {checks.length > mostShown && (
        <Disclosure title={count(checks.length - mostShown, more)}>
          <ul>
            {checks.slice(mostShown).map((check) => (
              <Remark key={check.id} bench={bench} check={check} />
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
};

const mostShown = 12;

const Remark = ({ bench, check }: Readonly<{ bench: Bench; check: Check }>) => {
  const say = useSay();
  const { text, mend, line, source, rule } = check;
  const label = line === null ? undefined : bench.lines.get(line);
  return (
    <li className={style.remark} data-rule={rule}>
      <p>{say(text)}</p>
      {mend && <p className={style.note}>{say(mend)}</p>}
      <Mend bench={bench} check={check} />
      {(label ?? source) && (
        <p className={style.source}>
          {[...(label ? [say(label)] : []), ...(source ? [source.article] : [])].join(" · ")}
        </p>
      )}
    </li>
  );
};

/** The button that mends it, and the link to where it is seen. */
const Mend = ({ bench, check }: Readonly<{ bench: Bench; check: Check }>) => {
  const say = useSay();
  const { count } = useFormat();
  const renew = useRenewal();
  const { page, keeping, open } = bench;
  const { leaveOut, line, link, rule } = check;
  const item = itemOf(check);
  const mayChange = page.may.change;
  const leave = () => {
    if (line === null || leaveOut === null) return;
    const input = keeping.inputOf(line);
    keeping.keep(line, { ...input, leftOut: [...new Set([...(input.leftOut ?? []), ...leaveOut])] });
  };
  return (
    <div className={style.mend}>
      {mayChange && leaveOut !== null && leaveOut.length > 0 && line !== null && (
        <Button size="s" onPress={leave}>
          {count(leaveOut.length, leaveWords)}
        </Button>
      )}
      {mayChange && item && removable.has(rule) && (
        <Button size="s" onPress={() => removeItem(bench, item)}>
          {say(words.removeItem)}
        </Button>
      )}
      {mayChange && item && rule === "item_without_document" && (
        <SendDocument
          about={`declaration:${page.id}:${item.line}`}
          kinds={page.documents.filter(({ id }) => id === "invoice")}
          label={say(words.attach)}
          onSent={({ id }) => attachItem(bench, item, id)}
        />
      )}
      {mayChange && link?.page === "documents" && (
        <SendDocument
          about={String(link.params["about"])}
          kinds={page.documents.filter(({ id }) => id === link.params["kind"])}
          label={say(words.attach)}
          onSent={() => void renew()}
        />
      )}
      {link && <See bench={bench} link={link} open={open} />}
    </div>
  );
};

const See = ({
  bench,
  link,
  open,
}: Readonly<{ bench: Bench; link: NonNullable<Check["link"]>; open: Bench["open"] }>) => {
  const say = useSay();
  const address = addressOf(link);
  if (address === undefined) return null;
  const { declaration, line, show, item } = link.params;
  if (
    declaration === bench.page.id &&
    (link.page === "units" || link.page === "declaration") &&
    line !== undefined
  )
    return (
      <Button
        variant="quiet"
        size="s"
        onPress={() =>
          open(String(line), {
            ...(show === undefined ? {} : { show: String(show) }),
            ...(item === undefined ? {} : { item: String(item) }),
          })
        }
      >
        {say(link.page === "units" ? seeWords.units : item === undefined ? seeWords.line : seeWords.item)}
      </Button>
    );
  return <Link to={address}>{say(seeWords[link.page === "documents" ? "line" : link.page])}</Link>;
};

const removable = new Set(["wrong_combination", "invoice_twice", "item_outside_period", "item_twice"]);

type ItemOf = Readonly<{ line: string; item: string }>;

const removeItem = ({ keeping }: Bench, { line, item }: ItemOf) => {
  const input = keeping.inputOf(line);
  keeping.keep(line, { ...input, items: (input.items ?? []).filter(({ id }) => id !== item) });
};

const attachItem = ({ keeping }: Bench, { line, item }: ItemOf, document: number) => {
  const input = keeping.inputOf(line);
  keeping.keep(line, {
    ...input,
    items: (input.items ?? []).map((each) => (each.id === item ? { ...each, document } : each)),
  });
};

const tones: Readonly<Record<Severity, Tone>> = { refuse: "error", confirm: "warning", note: "info" };

const groups = {
  refuse: {
    one: {
      fr: "{count} remarque à régler",
      nl: "{count} opmerking op te lossen",
      en: "{count} remark to settle",
    },
    other: {
      fr: "{count} remarques à régler",
      nl: "{count} opmerkingen op te lossen",
      en: "{count} remarks to settle",
    },
  },
  confirm: {
    one: {
      fr: "{count} à confirmer en introduisant",
      nl: "{count} te bevestigen bij het indienen",
      en: "{count} to confirm when submitting",
    },
    other: {
      fr: "{count} à confirmer en introduisant",
      nl: "{count} te bevestigen bij het indienen",
      en: "{count} to confirm when submitting",
    },
  },
  confirmed: {
    one: { fr: "{count} confirmée", nl: "{count} bevestigd", en: "{count} confirmed" },
    other: { fr: "{count} confirmées", nl: "{count} bevestigd", en: "{count} confirmed" },
  },
  note: {
    one: { fr: "{count} à savoir", nl: "{count} om te weten", en: "{count} worth knowing" },
    other: { fr: "{count} à savoir", nl: "{count} om te weten", en: "{count} worth knowing" },
  },
} satisfies Record<string, Readonly<{ one: Text; other: Text }>>;

const more = {
  one: { fr: "{count} autre", nl: "nog {count}", en: "{count} more" },
  other: { fr: "{count} autres", nl: "nog {count}", en: "{count} more" },
} satisfies Record<string, Text>;

const leaveWords = {
  one: { fr: "Laisser cette fiche de côté", nl: "Deze fiche weglaten", en: "Leave this record out" },
  other: {
    fr: "Laisser ces {count} fiches de côté",
    nl: "Deze {count} fiches weglaten",
    en: "Leave these {count} records out",
  },
} satisfies Record<string, Text>;

const seeWords = {
  declaration: { fr: "Voir la déclaration", nl: "De declaratie bekijken", en: "See the declaration" },
  line: { fr: "Voir la ligne", nl: "De regel bekijken", en: "See the line" },
  item: { fr: "Voir la pièce", nl: "Het stuk bekijken", en: "See the piece" },
  units: { fr: "Voir les fiches", nl: "De fiches bekijken", en: "See the records" },
  record: { fr: "Ouvrir la fiche", nl: "De fiche openen", en: "Open the record" },
  staff: { fr: "Compléter le personnel", nl: "Het personeel aanvullen", en: "Complete the staff" },
  agreement: { fr: "Voir la convention", nl: "De overeenkomst bekijken", en: "See the agreement" },
  annual: { fr: "Voir le dossier annuel", nl: "Het jaardossier bekijken", en: "See the annual file" },
} satisfies Record<string, Text>;

const words = {
  title: { fr: "Remarques", nl: "Opmerkingen", en: "Remarks" },
  none: {
    fr: "Aucune remarque : la déclaration peut être introduite.",
    nl: "Geen opmerkingen: de declaratie kan worden ingediend.",
    en: "No remarks: the declaration can be submitted.",
  },
  byThemselves: {
    fr: "Elles sont refaites à chaque changement.",
    nl: "Ze worden bij elke wijziging opnieuw gemaakt.",
    en: "They are made anew after each change.",
  },
  removeItem: { fr: "Retirer cette pièce", nl: "Dit stuk verwijderen", en: "Remove this piece" },
  attach: { fr: "Joindre le document", nl: "Het document bijvoegen", en: "Attach the document" },
} satisfies Record<string, Text>;
