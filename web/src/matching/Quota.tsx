import type { QuotaGauge } from "../../../src/matching/shapes.ts";
import { Badge, Link, Meter } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./matching.module.css";

type Body = QuotaGauge["bodies"][number];

/** How far each body is from the posts that it owes, and by which numbers that is worked out. */
export const Quota = ({ quota }: Readonly<{ quota: QuotaGauge }>) => {
  const say = useSay();
  const { date, number, percent, count } = useFormat();
  const { share, above, rounding, source } = quota;
  const isVerified = source.verified && share?.source.verified !== false && above?.source.verified !== false;
  return (
    <Section
      title={say(words.title)}
      actions={<span className={style.quiet}>{say(words.on, { day: date(quota.day, "long") })}</span>}
    >
      <ul className={style.bodies}>
        {quota.bodies.map((body) => (
          <BodyQuota key={body.number} body={body} register={quota.register} above={above?.value ?? null} />
        ))}
      </ul>
      {quota.elsewhere > 0 && <p className={style.quiet}>{count(quota.elsewhere, words.elsewhere)}</p>}
      <p className={style.source}>
        {share && above
          ? say(words.rule, {
              share: percent(share.value),
              above: number(above.value),
              rounding: say(words[rounding]),
            })
          : say(words.noRule)}{" "}
        {say(words.sourceIs, { source: source.article })}
        {source.note === undefined ? "" : ` ${source.note}`}{" "}
        {!isVerified && (
          <Badge tone="warning" hasIcon>
            {say(words.unverified)}
          </Badge>
        )}
      </p>
    </Section>
  );
};

const BodyQuota = ({
  body,
  register,
  above,
}: Readonly<{ body: Body; register: string; above: string | null }>) => {
  const say = useSay();
  const { date, number, count } = useFormat();
  const { owed } = body;
  return (
    <li className={style.body}>
      <p className={style.bodyName}>
        <Link to={`operations/${body.operation}/registers/${register}/records/${String(body.record)}`}>
          {body.name}
        </Link>
      </p>
      {owed ? (
        <>
          <Meter
            label={say(words.meter, { body: body.name })}
            isLabelHidden
            value={body.held}
            target={owed.posts}
            unit={say(words.unit)}
          />
          <p className={style.under}>
            {owed.exempt
              ? say(words.exempt, {
                  base: number(body.base),
                  exact: number(owed.exact),
                  less: number(owed.exempt.posts),
                  until: owed.exempt.until === null ? "" : date(owed.exempt.until, "long"),
                  left: number(owed.exempt.left),
                  posts: number(owed.posts),
                })
              : say(words.how, {
                  base: number(body.base),
                  exact: number(owed.exact),
                  posts: number(owed.posts),
                })}{" "}
            {count(body.contracts, words.contracts)}
            {body.elsewhere === "0" ? "" : say(words.plus, { elsewhere: number(body.elsewhere) })}
          </p>
        </>
      ) : (
        <p className={style.under}>
          {say(words.none, { above: above === null ? "" : number(above), held: number(body.held) })}
        </p>
      )}
    </li>
  );
};

const words = {
  title: { fr: "Quota des organismes", nl: "Quotum van de instellingen", en: "Quota of the bodies" },
  on: { fr: "au {day}", nl: "op {day}", en: "on {day}" },
  meter: { fr: "Quota de {body}", nl: "Quotum van {body}", en: "Quota of {body}" },
  unit: { fr: "équivalents temps plein", nl: "voltijdse equivalenten", en: "full-time equivalents" },
  how: {
    fr: "{base} ETP de référence : {exact}, soit {posts} postes.",
    nl: "{base} VTE als basis: {exact}, dus {posts} plaatsen.",
    en: "{base} FTE of reference: {exact}, that is {posts} posts.",
  },
  exempt: {
    fr: "{base} ETP de référence : {exact}, moins {less} ETP de dispense jusqu'au {until} : reste {left}, soit {posts} postes.",
    nl: "{base} VTE als basis: {exact}, min {less} VTE vrijstelling tot en met {until}: blijft {left}, dus {posts} plaatsen.",
    en: "{base} FTE of reference: {exact}, less {less} FTE exempt until {until}: {left} left, that is {posts} posts.",
  },
  contracts: {
    one: {
      fr: "{count} contrat en cours",
      nl: "{count} lopende overeenkomst",
      en: "{count} contract running",
    },
    other: {
      fr: "{count} contrats en cours",
      nl: "{count} lopende overeenkomsten",
      en: "{count} contracts running",
    },
  },
  plus: {
    fr: ", et {elsewhere} ETP hors du programme",
    nl: ", en {elsewhere} VTE buiten het programma",
    en: ", and {elsewhere} FTE outside the programme",
  },
  none: {
    fr: "Pas de quota : {above} membres du personnel au plus. {held} ETP occupés.",
    nl: "Geen quotum: hoogstens {above} personeelsleden. {held} VTE ingevuld.",
    en: "No quota: {above} members of staff at most. {held} FTE held.",
  },
  elsewhere: {
    one: {
      fr: "{count} contrat en cours chez un organisme sans fiche ici.",
      nl: "{count} lopende overeenkomst bij een instelling zonder fiche hier.",
      en: "{count} contract running at a body without a record here.",
    },
    other: {
      fr: "{count} contrats en cours chez des organismes sans fiche ici.",
      nl: "{count} lopende overeenkomsten bij instellingen zonder fiche hier.",
      en: "{count} contracts running at bodies without a record here.",
    },
  },
  rule: {
    fr: "{share} de l'effectif de référence, pour les organismes de plus de {above} membres du personnel ; {rounding}.",
    nl: "{share} van het referentiebestand, voor instellingen met meer dan {above} personeelsleden; {rounding}.",
    en: "{share} of the staff of reference, for bodies with more than {above} members of staff; {rounding}.",
  },
  noRule: {
    fr: "Aucune règle n'est connue à cette date.",
    nl: "Op deze datum is geen regel bekend.",
    en: "No rule is known on this date.",
  },
  up: {
    fr: "arrondi au poste supérieur",
    nl: "naar boven afgerond",
    en: "rounded up to a whole post",
  },
  down: {
    fr: "arrondi au poste inférieur",
    nl: "naar beneden afgerond",
    en: "rounded down to a whole post",
  },
  nearest: {
    fr: "arrondi au poste le plus proche",
    nl: "afgerond op de dichtste eenheid",
    en: "rounded to the nearest whole post",
  },
  sourceIs: { fr: "Source : {source}.", nl: "Bron: {source}.", en: "Source: {source}." },
  unverified: { fr: "non vérifié", nl: "niet geverifieerd", en: "not verified" },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
