import type { DraftBody, Edit, Saved } from "../../../src/entry/shapes.ts";
import { api, ApiProblem, type SendOptions } from "../api.ts";
import { batchesOf, newestOf } from "./edits.ts";
import { type DraftPlace, forgetDraft, forgetEdits, keepEdits } from "./journal.ts";
import { type Tabs, tabsOf } from "./tabs.ts";

/** How it stands with what was typed. */
export type SaveState =
  | Readonly<{ kind: "untouched" }>
  | Readonly<{ kind: "saving" }>
  | Readonly<{ kind: "saved"; at: string }>
  /** The server does not answer; `isKept`: it stands in this browser meanwhile, not on this page only. */
  | Readonly<{ kind: "waiting"; isKept: boolean }>
  /** The session has ended and the person would not sign in yet. */
  | Readonly<{ kind: "signed_out"; isKept: boolean }>
  /** The draft was kept or thrown away elsewhere, or the right to write is gone. */
  | Readonly<{ kind: "stopped"; problem: ApiProblem; isKept: boolean }>
  /** Another tab kept it or threw it away. */
  | Readonly<{ kind: "ended" }>;

const pauseMs = 350;
const firstRetryMs = 500;
const longestRetryMs = 10_000;
const longestWaitMs = 20_000;

/** The forms whose texts are still on their way, after their page has gone as well. */
const live = new Map<string, Autosave>();

/** Returns what a form of this draft that was open before in this tab still has to send, after one more try. */
export const leftInTab = async (draft: string): Promise<readonly Edit[]> => {
  const before = live.get(draft);
  if (!before) return [];
  await before.flush().catch(() => undefined);
  return before.pending;
};

/**
 * Saves what is typed into one draft: each edit first in this browser, then at the server, as often as it takes. An
 * edit counts as saved only when the server has answered for it.
 */
export class Autosave {
  readonly draft: string;
  readonly #account: string;
  readonly #place: DraftPlace;
  readonly #onState: (state: SaveState) => void;
  readonly #tabs: Tabs;
  #onTyped: (edit: Edit) => void = () => undefined;
  /** Everything that is known to have been typed, and of it what the server has not confirmed. */
  readonly #typed = new Map<string, Edit>();
  readonly #pending = new Map<string, Edit>();
  readonly #toKeep = new Set<string>();
  #seq: number;
  #isBegun: boolean;
  #keeping: Promise<void> = Promise.resolve();
  #sending: Promise<unknown> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryMs = firstRetryMs;
  #stoppedBy: ApiProblem | undefined;
  #isEnded = false;
  #isDetached = false;
  #isKept: boolean;
  #asksToSignIn = true;

  constructor(given: {
    draft: string;
    account: string;
    place: DraftPlace;
    /** The greatest number used so far. */
    seq: number;
    /** Whether the server has the draft. */
    isBegun: boolean;
    /** Whether this browser can keep what is not sent. */
    isKept: boolean;
    saved: readonly Edit[];
    left: readonly Edit[];
    onState: (state: SaveState) => void;
  }) {
    this.draft = given.draft;
    this.#account = given.account;
    this.#place = given.place;
    this.#isBegun = given.isBegun;
    this.#isKept = given.isKept;
    this.#onState = given.onState;
    this.#seq = Math.max(given.seq, ...given.left.map(({ seq }) => seq));
    for (const edit of newestOf([...given.saved, ...given.left])) this.#typed.set(edit.field, edit);
    for (const edit of given.left) if (this.#typed.get(edit.field) === edit) this.#wants(edit);
    live.get(this.draft)?.stop();
    live.set(this.draft, this);
    this.#tabs = tabsOf(this.draft, {
      onTyped: (edit) => {
        if ((this.#typed.get(edit.field)?.seq ?? 0) >= edit.seq) return;
        // Sent from here as well: the other tab may be closed before it is.
        this.#take(edit);
        this.#onTyped(edit);
      },
      onEnded: () => {
        this.stop();
        this.#onState({ kind: "ended" });
      },
    });
    if (this.#pending.size > 0) this.#later(0);
  }

  /** The number of the last edit. */
  get seq(): number {
    return this.#seq;
  }

  /** What the server has not confirmed yet. */
  get pending(): readonly Edit[] {
    return [...this.#pending.values()];
  }

  /** Everything that was typed into the draft. */
  get typed(): readonly Edit[] {
    return [...this.#typed.values()];
  }

  /** Whether closing the page now would lose what was typed. */
  get isAtRisk(): boolean {
    return this.#pending.size > 0 && !this.#isKept;
  }

  /** Names who is told what another tab of this browser types into the same draft. */
  listen(onTyped: (edit: Edit) => void): void {
    this.#onTyped = onTyped;
  }

  /** Takes what a field holds now. */
  type(field: string, text: string): void {
    if (this.#isEnded) return;
    // Two tabs of one draft do not use the same numbers, and the later hand wins.
    const edit = { seq: Math.max(this.#seq + 1, Date.now()), field, text };
    this.#tabs.type(edit);
    this.#take(edit);
  }

  /** Returns when everything typed so far is saved. Throws what stood in the way where it cannot be. */
  async flush(): Promise<void> {
    while (this.#pending.size > 0 && !this.#isEnded) {
      const error = this.#stoppedBy ?? (await this.#send());
      if (error !== undefined) throw error;
    }
  }

  /** The server has not got what it once confirmed: everything is sent again. */
  async resend(): Promise<void> {
    for (const edit of this.#typed.values()) this.#wants(edit);
    await this.flush();
  }

  /** The page goes away: what is left is sent with it, and stays in this browser until the server has it. */
  leave(): void {
    const [edits] = batchesOf(this.pending, mostKeptAlive);
    if (!edits || this.#isEnded || this.#stoppedBy) return;
    this.#request(edits, { keepalive: true, signIn: "never" })
      .then((saved) => this.#acknowledge(edits, saved))
      .catch(() => undefined);
  }

  /** The form is closed, the application goes on: what is left is still sent. */
  detach(): void {
    this.#isDetached = true;
    this.#tabs.close();
    if (this.#pending.size > 0) this.#later(0);
    else this.#forget();
  }

  /** The network is back, the page is seen again, or the person would sign in: tries at once. */
  again(wouldSignIn = false): void {
    this.#retryMs = firstRetryMs;
    this.#stoppedBy = undefined;
    if (wouldSignIn) this.#asksToSignIn = true;
    if (this.#pending.size > 0) this.#later(0);
  }

  /** The draft is kept or thrown away: nothing is left to send. */
  async end(): Promise<void> {
    this.#tabs.end();
    this.stop();
    await this.#keeping;
    await forgetDraft(this.draft).catch(() => undefined);
  }

  /** Sends and takes nothing any more: it has ended, or another form of the draft goes on with what is left. */
  stop(): void {
    this.#isEnded = true;
    this.#notLater();
    this.#pending.clear();
    this.#tabs.close();
    this.#forget();
  }

  #forget(): void {
    if (live.get(this.draft) === this) live.delete(this.draft);
  }

  #take(edit: Edit): void {
    this.#seq = Math.max(this.#seq, edit.seq);
    this.#typed.set(edit.field, edit);
    this.#wants(edit);
    if (this.#stoppedBy) return;
    if (this.#asksToSignIn) this.#onState({ kind: "saving" });
    // Not put off by the next letter: whoever types on and on is saved meanwhile.
    if (this.#timer === undefined && !this.#sending) this.#later(pauseMs);
  }

  #wants(edit: Edit): void {
    this.#pending.set(edit.field, edit);
    this.#toKeep.add(edit.field);
    // One after the other, so that what is written last is what holds.
    this.#keeping = this.#keeping.then(async () => {
      const edits = this.pending.filter(({ field }) => this.#toKeep.has(field));
      this.#toKeep.clear();
      if (edits.length > 0) this.#isKept = await keepEdits(this.#account, this.draft, this.#place, edits);
    });
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#send();
    }, ms);
  }

  #notLater(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Returns what stood in the way, or nothing. One request at a time. */
  #send(): Promise<unknown> {
    return (this.#sending ??= this.#sendNow().finally(() => {
      this.#sending = undefined;
    }));
  }

  async #sendNow(): Promise<unknown> {
    this.#notLater();
    const [edits] = batchesOf(this.pending, mostAtOnce);
    if (!edits || this.#isEnded || this.#stoppedBy) return this.#stoppedBy;
    try {
      const saved = await this.#request(edits, {
        signIn: this.#asksToSignIn ? "ask" : "never",
        // A network that swallows what it is given is one that does not answer.
        signal: AbortSignal.timeout(longestWaitMs),
      });
      this.#asksToSignIn = true;
      this.#retryMs = firstRetryMs;
      this.#acknowledge(edits, saved);
      return undefined;
    } catch (error) {
      this.#failed(error);
      return error;
    }
  }

  #failed(error: unknown): void {
    if (this.#isEnded) return;
    const isKept = this.#isKept;
    if (error instanceof ApiProblem && isFinal(error)) {
      this.#stoppedBy = error;
      this.#onState({ kind: "stopped", problem: error, isKept });
      return;
    }
    if (error instanceof ApiProblem && error.status === 401) {
      // Asked once; from now on the person says when. Signing in in another tab is noticed all the same.
      this.#asksToSignIn = false;
      this.#onState({ kind: "signed_out", isKept });
      this.#later(longestRetryMs);
      return;
    }
    this.#onState({ kind: "waiting", isKept });
    this.#later(this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
  }

  #acknowledge(edits: readonly Edit[], { savedAt }: Saved): void {
    this.#isBegun = true;
    for (const { field, seq } of edits)
      if (this.#pending.get(field)?.seq === seq) this.#pending.delete(field);
    this.#keeping = this.#keeping.then(() => forgetEdits(this.draft, edits).catch(() => undefined));
    if (this.#isEnded) return;
    if (this.#pending.size > 0) this.#later(pauseMs);
    else if (this.#isDetached) this.#forget();
    else this.#onState({ kind: "saved", at: savedAt });
  }

  #request(edits: readonly Edit[], options: SendOptions): Promise<Saved> {
    const address = `/api/drafts/${this.draft}`;
    if (this.#isBegun) return api.send<Saved>("PATCH", address, { edits }, options);
    const body: DraftBody = { ...this.#place, edits: [...edits] };
    return api.send<Saved>("PUT", address, body, options);
  }
}

/** In bytes. Browsers let 64 kB outlive a page; the server takes two megabytes at once. */
const mostKeptAlive = 60_000;
const mostAtOnce = 500_000;

/** Answers that no repetition changes; not signed in, too busy and broken are none of them. */
const isFinal = ({ status }: ApiProblem): boolean => [400, 403, 404, 410, 413, 422].includes(status);
