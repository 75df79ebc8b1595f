import type { CandidacyBody, CandidacyPage } from "../../../src/agreement/call-shapes.ts";
import { api, ApiProblem } from "../api.ts";
import type { SaveState } from "../record/autosave.ts";

/** What a candidacy says, as it is written. */
export type Said = Pick<CandidacyPage, "answers" | "lines" | "objectives" | "starts" | "ends" | "contact">;
type Field = keyof Said;

const fields = ["answers", "lines", "objectives", "starts", "ends", "contact"] as const;
const pauseMs = 500;
const firstRetryMs = 500;
const longestRetryMs = 10_000;

export const saidIn = ({ answers, lines, objectives, starts, ends, contact }: CandidacyPage): Said => ({
  answers,
  lines,
  objectives,
  starts,
  ends,
  contact,
});

/** Returns whether a text can be an e-mail address. */
export const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(text);

/** Whether what stands in a field is something that the server can keep: half a day or half an address is not. */
const isWhole = (field: Field, said: Said): boolean => {
  if (field === "starts" || field === "ends") return /^\d{4}-\d\d-\d\d$/.test(said[field]);
  if (field === "contact") return said.contact === "" || isAddress(said.contact);
  if (field === "lines") return said.lines.every((line) => hasNames(line));
  if (field === "objectives") return said.objectives.every((objective) => hasNames(objective));
  return true;
};

const hasNames = ({ label }: Readonly<{ label: Said["lines"][number]["label"] }>): boolean =>
  label.fr.trim() !== "" && label.nl.trim() !== "" && label.en.trim() !== "";

/** Answers that no repetition changes. */
const isFinal = ({ status }: ApiProblem): boolean => [400, 403, 404, 409, 413, 422].includes(status);

const changed = (before: Said["answers"], now: Said["answers"]): Said["answers"] =>
  Object.fromEntries(Object.entries(now).filter(([question, answer]) => before[question] !== answer));

const pick = (said: Said, names: readonly string[]): Partial<Said> =>
  Object.fromEntries(Object.entries(said).filter(([field]) => names.includes(field)));

type Watcher = Readonly<{
  onState: (state: SaveState) => void;
  /** Somebody else saved: nothing is sent until the person says which of the two holds. */
  onConflict: (isThere: boolean) => void;
  onSaid: (said: Said) => void;
  onPage: (page: CandidacyPage) => void;
}>;

/**
 * Keeps the draft of a candidacy at the server while it is written: one request after the other, each again for as long
 * as the page is open. A field counts as kept only when the server has answered for it.
 */
export class CandidacyDraft {
  readonly #id: number;
  readonly #address: string;
  readonly #part: string;
  readonly #watcher: Watcher;
  #said: Said;
  /** What the server has confirmed, or was read from it. */
  #kept: Said;
  #revision: number;
  readonly #dirty = new Set<Field>();
  #sending: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryMs = firstRetryMs;
  #isStopped = false;

  constructor(page: CandidacyPage, watcher: Watcher) {
    this.#id = page.id;
    this.#address = `/api/calls/${page.call.id}/candidacies/${page.partner.partner}`;
    this.#part = page.part?.id ?? "";
    this.#said = saidIn(page);
    this.#kept = this.#said;
    this.#revision = page.revision;
    this.#watcher = watcher;
  }

  /** Whether closing the page now would lose what was written. */
  get isAtRisk(): boolean {
    return this.#dirty.size > 0;
  }

  /** Takes what a field holds now. */
  put(part: Partial<Said>): void {
    this.#said = { ...this.#said, ...part };
    for (const field of fields) if (field in part) this.#dirty.add(field);
    this.#watcher.onSaid(this.#said);
    if (this.#isStopped) return;
    this.#watcher.onState({ kind: "saving" });
    // Not put off by the next letter: whoever types on and on is saved meanwhile.
    this.#timer ??= setTimeout(() => void this.again(), pauseMs);
  }

  /** Returns the revision under which all of it is kept. Throws what stood in the way. */
  async flush(): Promise<number> {
    do await this.#send();
    while (this.#body());
    return this.#revision;
  }

  /** Tries at once: the network is back, or the person signed in. */
  async again(): Promise<void> {
    await this.#send().catch(() => undefined);
  }

  /** The window goes away: what is left is sent with it. */
  leave(): void {
    const body = this.#isStopped ? undefined : this.#body();
    if (body)
      api.send("PUT", this.#address, body, { keepalive: true, signIn: "never" }).catch(() => undefined);
  }

  /** Reads what somebody else saved; what was written here goes over it, or is left. */
  async settle(keepsMine: boolean): Promise<void> {
    const page = await api.get<CandidacyPage>(`/api/candidacies/${this.#id}`);
    const theirs = saidIn(page);
    const mine: Partial<Said> = Object.fromEntries(
      [...this.#dirty].map((field) => [field, this.#said[field]]),
    );
    // Of the answers, only those that were written here: the others may be the other person's.
    const answers = { ...theirs.answers, ...changed(this.#kept.answers, this.#said.answers) };
    this.#said = keepsMine ? { ...theirs, ...mine, answers } : theirs;
    this.#kept = theirs;
    if (!keepsMine) this.#dirty.clear();
    this.#revision = page.revision;
    this.#isStopped = false;
    this.#watcher.onPage(page);
    this.#watcher.onSaid(this.#said);
    this.#watcher.onConflict(false);
    this.#watcher.onState({ kind: "saved", at: page.savedAt });
    await this.again();
  }

  #body(): CandidacyBody | undefined {
    const ready = fields.filter((field) => this.#dirty.has(field) && isWhole(field, this.#said));
    if (ready.length === 0) return undefined;
    const changed = Object.fromEntries(ready.map((field) => [field, this.#said[field]]));
    return { part: this.#part, revision: this.#revision, ...changed };
  }

  #send(): Promise<void> {
    const next = this.#sending.catch(() => undefined).then(() => this.#sendNow());
    this.#sending = next;
    return next;
  }

  async #sendNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const body = this.#isStopped ? undefined : this.#body();
    if (!body) return;
    const before = this.#said;
    try {
      const page = await api.send<CandidacyPage>("PUT", this.#address, body);
      this.#revision = page.revision;
      this.#kept = { ...this.#kept, ...pick(before, Object.keys(body)) };
      this.#retryMs = firstRetryMs;
      for (const field of fields)
        if (field in body && this.#said[field] === before[field]) this.#dirty.delete(field);
      this.#watcher.onPage(page);
      this.#watcher.onState({ kind: "saved", at: page.savedAt });
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }

  #failed(error: unknown): void {
    if (error instanceof ApiProblem && error.code === "changed_meanwhile") {
      this.#isStopped = true;
      this.#watcher.onConflict(true);
    } else if (error instanceof ApiProblem && isFinal(error)) {
      this.#isStopped = true;
      this.#watcher.onState({ kind: "stopped", problem: error, isKept: false });
    } else if (error instanceof ApiProblem && error.status === 401)
      this.#watcher.onState({ kind: "signed_out", isKept: false });
    else {
      this.#watcher.onState({ kind: "waiting", isKept: false });
      this.#timer = setTimeout(() => void this.again(), this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
    }
  }
}
