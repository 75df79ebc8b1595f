import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";
import { type DefinitionProblem, DefinitionError } from "../definition/problem.ts";
import { readSource } from "../definition/source-file.ts";

const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const share = z.number().min(0).max(1);
const weight = z.number().min(0);
const weights = z.record(z.string(), weight);
/** Weights of ranges of whole numbers, both ends included: "18-24": 30. */
const ranges = z.record(z.string().regex(/^\d+-\d+$/), weight);
const year = z.string().regex(/^\d{4}$/);
const perYear = z.record(year, z.int().min(0));
const months = z.array(weight).length(12);
const value = z.union([z.string(), z.number(), z.boolean()]);

/** What every recipe may add: how often there is an answer, and whether it is only learned when its day has come. */
const common = {
  known: share.optional(),
  learned: z.literal(true).optional(),
  not_after: name.optional(),
};

const simpleRecipes = [
  z.strictObject({ value, ...common }),
  z.strictObject({ one_of: z.union([weights, z.array(z.string())]), ...common }),
  z.strictObject({ number: z.tuple([z.int(), z.int()]), ...common }),
  z.strictObject({ amount: z.tuple([z.number(), z.number()]), step: z.number().positive(), ...common }),
  z.strictObject({ serial: z.string(), digits: z.int().optional(), ...common }),
  z.strictObject({ coded: z.string(), of: z.int(), ...common }),
  z.strictObject({
    enterprise: name,
    of: z.int(),
    distinct: z.enum(["in_year", "ever"]).optional(),
    busiest: z.literal(true).optional(),
    ...common,
  }),
  z.strictObject({ person: z.literal("new"), ...common }),
  z.strictObject({ day_in: z.union([z.literal("year"), months]), ...common }),
  z.strictObject({ after: name, days: z.tuple([z.int(), z.int()]), ...common }),
  z.strictObject({
    after: name,
    plus: z.strictObject({ years: z.int().optional(), months: z.int().optional(), days: z.int().optional() }),
    ...common,
  }),
  z.strictObject({ between: z.tuple([name, name]), ...common }),
  z.strictObject({ same_as: name, ...common }),
  /** `else`: where that has no answer. */
  z.strictObject({ answered_with: name, one_of: weights, else: weights.optional(), ...common }),
  /** The answer of a record that the same partner told, dated on or before this day; another one's where there is none. */
  z.strictObject({ met_in: name, operation: name, field: name, by: name, ...common }),
  /** The answer of the record that has the same answer here: what another register says of the same body. */
  z.strictObject({ said_in: name, operation: name, field: name, same: name, ...common }),
  /** So many hundredths of another answer. */
  z.strictObject({ percent_of: name, percent: z.int().min(0), ...common }),
  /** What a number comes to in the records of another register, of the record's year, that agree on these fields. */
  z.strictObject({ sum_of: name, in: name, operation: name, same: z.array(name).min(1), ...common }),
  z.strictObject({ year_of: name, starting: z.string().regex(/^\d{2}-\d{2}$/), ...common }),
] as const;

const simpleRecipe = z.union(simpleRecipes);
const recipe = z.union([
  ...simpleRecipes,
  z.strictObject({
    by: name,
    each: z.record(z.string(), simpleRecipe),
    otherwise: simpleRecipe.optional(),
    ...common,
  }),
]);

const people = z.strictObject({
  women: share,
  ages: ranges,
  employment: weights,
  unemployed_months: ranges,
  registered: share,
  in_education: weights,
  education: weights,
  sensitive: z.record(name, weights),
  contact: share,
  informed: share,
  outside: share,
  own_number: share,
  known_from: z.strictObject({ operation: name, share }).optional(),
  stay_days: ranges,
  leave_reason: weights,
  employment_at_leave: z.record(name, weights),
  keeps_job: share,
  education_at_leave: weights,
  qualification: share,
  offer: share,
  result_unknown: share,
  sample: share,
  employment_at_6_months: z.record(name, weights),
  training_at_6_months: share,
  improved_at_6_months: z.record(name, share),
  housing_exclusion: share,
  incomplete: z.strictObject({ share, answers: z.array(name) }),
});

const batch = z.strictObject({
  operation: name,
  register: name,
  partners: weights.optional(),
  records: perYear.optional(),
  groups: perYear.optional(),
  /** No group has more records than this; one that finds no more stays smaller. */
  largest_group: z.int().min(1).optional(),
  returns: perYear.optional(),
  months: z.record(year, months).optional(),
  from: z
    .strictObject({
      register: name,
      operation: name.optional(),
      copy: z.record(name, name),
      until: z
        .string()
        .regex(/^\d{2}-\d{2}$/)
        .optional(),
      /** Only records with these answers. */
      where: z.record(name, value).optional(),
      /** Only records that have an answer to each of these. */
      answered: z.array(name).optional(),
      /** As many as there are, where there are fewer. */
      up_to: z.literal(true).optional(),
      /** Only people who are in this register too, by a field of both; kept by the partner that has them there. */
      also_in: z.strictObject({ operation: name, register: name, by: name }).optional(),
      /** Kept by another partner than the one it is drawn from. */
      elsewhere: z.literal(true).optional(),
    })
    .optional(),
  /** Fields that no two records may share, besides the identity of the register. */
  unlike: z.array(name).optional(),
  combination: z.record(name, z.array(z.string())).optional(),
  group: z.record(name, recipe).optional(),
  fields: z.record(name, recipe).optional(),
  people: z.strictObject({ profile: name, ...people.partial().shape }).optional(),
  rows: z
    .record(year, z.array(z.strictObject({ partner: name.optional(), values: z.record(name, value) })))
    .optional(),
});

const habit = z.strictObject({
  weight,
  format: z.enum(["csv", "xlsx"]),
  delimiter: z.enum([",", ";", "\t"]).optional(),
  encoding: z.enum(["utf-8", "windows-1252"]).optional(),
  byte_order_mark: z.boolean().optional(),
  line_feed: z.boolean().optional(),
  quote_all: z.boolean().optional(),
  dates: z.enum(["yyyy-mm-dd", "dd/mm/yyyy", "dd-mm-yyyy", "dd.mm.yyyy", "d/m/yyyy"]).optional(),
  decimal_sign: z.enum([".", ","]).optional(),
  title_row: z.boolean().optional(),
  headings: z.enum(["labels", "words"]),
  choices: z.enum(["labels", "codes", "words"]),
  yes_no: z.enum(["words", "letters", "digits", "native"]),
  enterprise_numbers: z.enum(["plain", "dotted", "prefixed"]),
  order: z.enum(["template", "own"]),
});

const language = z.enum(["fr", "nl", "en"]);
const ownWords = z.strictObject({
  headings: z.record(name, z.array(z.string())),
  choices: z.record(name, z.record(z.string(), z.array(z.string()))),
});

const planted = z.strictObject({
  row: z.int().min(1),
  field: name,
  cell: z.union([value, z.strictObject({ error: z.string() })]),
});

const broken = z.strictObject({
  file: z.string().regex(/^[a-z0-9_-]+\.(csv|xlsx|xls)$/),
  shows: z.strictObject({ fr: z.string(), nl: z.string(), en: z.string() }),
  operation: name,
  partner: name,
  register: name,
  rows: z.int().min(1),
  habit: name,
  /** Fields that the rows taken must have answered, so that the mistake shows as it should. */
  answered: z.array(name).optional(),
  empty: z.array(name).optional(),
  cells: z.array(planted).optional(),
  without_column: name.optional(),
  without_headers: z.literal(true).optional(),
  repeated_column: name.optional(),
  repeat_row: z.strictObject({ row: z.int().min(1), after: z.int().min(1) }).optional(),
  open_quote: z.strictObject({ row: z.int().min(1), field: name }).optional(),
  instead: z.enum(["pdf", "old_excel", "web_page"]).optional(),
  remarks: z
    .array(
      z.strictObject({
        row: z.int().min(1),
        field: name.optional(),
        rule: z.string(),
        severity: z.enum(["refuse", "incomplete", "confirm"]).optional(),
      }),
    )
    .optional(),
});

/** The schema of a programme's demonstration.yaml: how many of what each operation had, and in which proportions. */
export const demonstrationFile = z.strictObject({
  seed: z.int(),
  horizon: date,
  names: z.strictObject({
    last: z.array(z.string()),
    men: z.array(z.string()),
    women: z.array(z.string()),
    number_prefix: z.string(),
    mail_domain: z.string(),
    phone_prefix: z.string(),
  }),
  postcodes: weights,
  postcodes_outside: z.array(z.string()),
  months: z.record(year, months),
  youngest_with: z.record(name, z.int()),
  files: z.strictObject({
    monthly_from: z.int(),
    quarterly_from: z.int(),
    /** A register of fewer records than this is sent once, all years together; not one of people, who come and leave. */
    once_below: z.int().optional(),
  }),
  habits: z.record(name, habit),
  partners: z.record(
    name,
    z.strictObject({
      language: language.optional(),
      habit: name.optional(),
      sends: z.enum(["as_it_goes", "at_year_end"]).optional(),
      every: z.enum(["month", "quarter", "year"]).optional(),
      postcodes: weights.optional(),
    }),
  ),
  words: z.partialRecord(language, ownWords),
  profiles: z.record(name, people),
  batches: z.array(batch),
  broken: z.array(broken),
});

/** What a service's file adds to the demonstration: the files of its registers, and how its partners write them. */
const serviceFile = z.looseObject({
  demonstration: z
    .strictObject({
      partners: demonstrationFile.shape.partners.optional(),
      profiles: demonstrationFile.shape.profiles.optional(),
      batches: demonstrationFile.shape.batches.optional(),
    })
    .optional(),
});

export type Demonstration = z.infer<typeof demonstrationFile>;
export type Batch = z.infer<typeof batch>;
export type Recipe = z.infer<typeof recipe>;
export type People = z.infer<typeof people>;
export type Habit = z.infer<typeof habit>;
export type Broken = z.infer<typeof broken>;

/**
 * Reads a programme's demonstration.yaml, and what its services add to it. Throws a DefinitionError with every problem, file and line; a programme
 * without the file has no demonstration and gives undefined.
 */
export const readDemonstration = (programmeFolder: string): Demonstration | undefined => {
  const path = join(programmeFolder, "demonstration.yaml");
  if (!existsSync(path)) return undefined;
  const problems: DefinitionProblem[] = [];
  const shown = (file: string) => relative(join(programmeFolder, ".."), file);
  const source = readSource(path, shown(path), demonstrationFile, problems);
  const services = join(programmeFolder, "services");
  const parts = (existsSync(services) ? readdirSync(services).toSorted() : [])
    .filter((file) => /\.ya?ml$/.test(file))
    .flatMap((file) => {
      const at = join(services, file);
      return readSource(at, shown(at), serviceFile, problems)?.content.demonstration ?? [];
    });
  if (!source || problems.length > 0) throw new DefinitionError(problems);
  const { content } = source;
  return {
    ...content,
    partners: Object.assign({}, content.partners, ...parts.map(({ partners }) => partners)),
    profiles: Object.assign({}, content.profiles, ...parts.map(({ profiles }) => profiles)),
    batches: [...content.batches, ...parts.flatMap(({ batches }) => batches ?? [])],
  };
};

/** Returns the people of a batch: the profile it names, with what the batch says otherwise. */
export const peopleOf = (demonstration: Demonstration, { people }: Batch): People | undefined => {
  if (!people) return undefined;
  const { profile, ...own } = people;
  const base = demonstration.profiles[profile];
  if (!base) throw new RangeError(`no profile ${profile}`);
  return { ...base, ...Object.fromEntries(Object.entries(own).filter(([, given]) => given !== undefined)) };
};
