import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadProgramme } from "../../src/definition/load.ts";
import type { Programme } from "../../src/definition/programme.ts";
import { tinyProgrammeFolder } from "../programme/tinyProgramme.ts";

/**
 * A service that exists nowhere: pairs of a mentor and a mentee. All that Jalon will ever know of it stands in this one
 * file, as an officer would write it.
 */
const mentoring = `service: mentoring
number: 1
label: { fr: Mentorat, nl: Mentoraat, en: Mentoring }
description:
  fr: Une personne qui travaille accompagne une personne qui cherche, en duo, jusqu'à six mois.
  nl: Iemand die werkt begeleidt iemand die zoekt, als duo, tot zes maanden.
  en: Somebody in work supports somebody who looks for work, in a pair, for up to six months.

operation:
  operation: mentoring
  objective: objective_1
  title: { fr: Mentorat, nl: Mentoraat, en: Mentoring }
  fund: ESF
  starts: "2015-01-01"
  ends: "2022-12-31"
  partners: [mentors_club, north_workshop]
  registers: []
  source: { article: Règlement du mentorat (inventé), verified: true }
partners:
  - partner: mentors_club
    name: { fr: Club des mentors, nl: Mentorenclub, en: Mentors' club }
    kind: ngo
    invented: true
parameters:
  - parameter: first_meeting_delay
    label: { fr: Délai de la première rencontre, nl: Termijn van de eerste ontmoeting, en: Time to the first meeting }
    unit: days
    values:
      - from: "2015-01-01"
        value: 30
        source: { article: Règlement du mentorat (inventé), verified: true }

registers:
  - register: mentoring_pairs
    label: { fr: Duos, nl: Duo's, en: Pairs }
    record: { fr: un duo, nl: een duo, en: a pair }
    identity: [pair_number]
    person: [mentee_number]
    dated_by: requested_on
    fields:
      - field: pair_number
        label: { fr: Numéro du duo, nl: Nummer van het duo, en: Number of the pair }
        type: text
        length: 20
        required: true
      - field: mentee_number
        label: { fr: Numéro du mentoré, nl: Nummer van de mentee, en: Mentee's number }
        type: text
        length: 40
        required: true
        sensitivity: identity
      - field: mentee_name
        label: { fr: Nom du mentoré, nl: Naam van de mentee, en: Mentee's name }
        type: text
        length: 80
        sensitivity: identity
      - field: mentor_name
        label: { fr: Nom du mentor, nl: Naam van de mentor, en: Mentor's name }
        type: text
        length: 80
        sensitivity: identity
      - field: requested_on
        label: { fr: Demandé le, nl: Aangevraagd op, en: Requested on }
        type: date
        required: true
      - field: state
        label: { fr: État du duo, nl: Stand van het duo, en: State of the pair }
        type: choice
        required: true
        choices:
          - { code: requested, label: { fr: demandé, nl: aangevraagd, en: requested } }
          - { code: matched, label: { fr: formé, nl: gevormd, en: matched } }
          - { code: meeting, label: { fr: se rencontre, nl: ontmoet elkaar, en: meeting } }
          - { code: ended, label: { fr: terminé, nl: beëindigd, en: ended } }
      - field: matched_on
        label: { fr: Duo formé le, nl: Duo gevormd op, en: Matched on }
        type: date
        required: { state: [matched, meeting, ended] }
      - field: first_met_on
        label: { fr: Première rencontre le, nl: Eerste ontmoeting op, en: First met on }
        type: date
        required: { state: meeting }
      - field: ended_on
        label: { fr: Terminé le, nl: Beëindigd op, en: Ended on }
        type: date
        required: { state: ended }
      - field: place
        label: { fr: Lieu, nl: Plaats, en: Place }
        type: text
        length: 60
    rules:
      - rule: met_after_match
        severity: refuse
        when: { first_met_on: { known: true }, matched_on: { known: true } }
        must: { first_met_on: { on_or_after: { field: matched_on } } }
        cell: first_met_on
        expected:
          fr: une rencontre une fois le duo formé
          nl: een ontmoeting zodra het duo gevormd is
          en: a meeting once the pair is matched
        mend: { fr: Vérifiez les deux dates., nl: Kijk beide datums na., en: Check both dates. }
        source: { article: Règlement du mentorat (inventé), verified: true }
    lifecycle:
      field: state
      transitions:
        - transition: request
          label: { fr: Noter la demande, nl: De aanvraag noteren, en: Record the request }
          from: [none]
          to: requested
          asks: [requested_on]
        - transition: match
          label: { fr: Former le duo, nl: Het duo vormen, en: Match the pair }
          from: [requested]
          to: matched
          asks: [matched_on, mentor_name]
          sets: { matched_on: today }
        - transition: meet
          label: { fr: Noter la première rencontre, nl: De eerste ontmoeting noteren, en: Record the first meeting }
          from: [matched]
          to: meeting
          asks: [first_met_on]
          sets: { first_met_on: today }
        - transition: end
          label: { fr: Terminer, nl: Beëindigen, en: End }
          from: [matched, meeting]
          to: ended
          asks: [ended_on]
          sets: { ended_on: today }
    deadlines:
      - deadline: first_meeting
        label: { fr: Première rencontre, nl: Eerste ontmoeting, en: First meeting }
        from: matched_on
        within: { days: { parameter: first_meeting_delay } }
        done: { first_met_on: { known: true } }
        stops: first_met_on
        lapses: ended_on
        cell: first_met_on
        source: { article: Règlement du mentorat (inventé), verified: true }
  - register: mentoring_sessions
    label: { fr: Rencontres, nl: Ontmoetingen, en: Meetings }
    record: { fr: une rencontre, nl: een ontmoeting, en: a meeting }
    identity: [pair_number, held_on]
    dated_by: held_on
    fields:
      - field: pair_number
        label: { fr: Numéro du duo, nl: Nummer van het duo, en: Number of the pair }
        type: text
        length: 20
        required: true
      - field: held_on
        label: { fr: Date, nl: Datum, en: Date }
        type: date
        required: true
      - field: hours
        label: { fr: Heures, nl: Uren, en: Hours }
        type: decimal
        minimum: 0
        maximum: 8
        required: true

figures:
  - figure: mentoring_pairs
    label: { fr: Duos formés, nl: Gevormde duo's, en: Pairs matched }
    unit: { fr: duos, nl: duo's, en: pairs }
    group: specific
    register: mentoring_pairs
    count: records
    when: { matched_on: { known: true } }
    year: matched_on
    source: { article: Règlement du mentorat (inventé), verified: true }
  - figure: mentoring_hours
    label: { fr: Heures de mentorat, nl: Uren mentoraat, en: Hours of mentoring }
    unit: { fr: heures, nl: uren, en: hours }
    group: specific
    register: mentoring_sessions
    count: { sum: hours }
    year: held_on
    source: { article: Règlement du mentorat (inventé), verified: true }
  - figure: mentoring_met_in_time
    label: { fr: Duos réunis dans le délai, nl: Duo's op tijd samen, en: Pairs that met in time }
    unit: { fr: "%", nl: "%", en: "%" }
    group: specific
    register: mentoring_pairs
    count: { share: first_meeting }
    year: matched_on
    source: { article: Règlement du mentorat (inventé), verified: true }

question:
  service: mentoring
  measures:
    - { measure: pairs, figure: mentoring_pairs }
    - { measure: hours, figure: mentoring_hours }
    - measure: hours_per_pair
      label: { fr: Heures par duo, nl: Uren per duo, en: Hours by pair }
      ratio: hours
      of: pairs
  tables:
    - table: main
      title: { fr: Mentorat, nl: Mentoraat, en: Mentoring }
      measures: [pairs, hours, hours_per_pair]
  source: { article: "Question écrite 1 (inventée)", verified: false }

report:
  fr: >-
    En {{ year }}, {{ mentoring_pairs }} duos ont été formés et ont passé {{ mentoring_hours }} heures ensemble.
  nl: >-
    In {{ year }} werden {{ mentoring_pairs }} duo's gevormd, die {{ mentoring_hours }} uur samen doorbrachten.
  en: >-
    In {{ year }}, {{ mentoring_pairs }} pairs were matched and spent {{ mentoring_hours }} hours together.

lists:
  - list: to_match
    label: { fr: Duos à former, nl: Duo's te vormen, en: Pairs to be matched }
    register: mentoring_pairs
    when: { state: requested }
    sort: requested_on
    columns: [requested_on]
  - list: to_meet
    label: { fr: Premières rencontres à organiser, nl: Eerste ontmoetingen te regelen, en: First meetings to arrange }
    register: mentoring_pairs
    when: { state: matched }
    deadline: first_meeting
    columns: [matched_on, mentor_name, place]
  - list: late
    label: { fr: Premières rencontres en retard, nl: Eerste ontmoetingen te laat, en: First meetings that are late }
    register: mentoring_pairs
    deadline: first_meeting
    due_in_days: -1
board: [mentoring_pairs]
shows: [mentoring_pairs, mentoring_hours, mentoring_met_in_time]
`;

/** Returns a temporary copy of the tiny programme with the mentoring scheme's one file, and its report in three languages. */
export const mentoringProgramme = (): Programme => {
  const folder = tinyProgrammeFolder();
  mkdirSync(join(folder, "services"), { recursive: true });
  writeFileSync(join(folder, "services", "mentoring.yaml"), mentoring);
  for (const language of ["nl", "en"])
    copyFileSync(join(folder, "report", "fr.md"), join(folder, "report", `${language}.md`));
  return loadProgramme(folder);
};

/** The operation that the scheme brings along, as the application's paths name it. */
export const pairsAt = "/api/operations/mentoring/registers/mentoring_pairs";
