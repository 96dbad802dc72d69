// What passed between the workspace and the app, as this window knows it; bodies are fetched when asked for.

import { get } from "../core/api.js";
import { passing } from "../core/memory.js";
import { Signal } from "../core/signal.js";

/** As many as the workspace itself remembers. */
const MOST = 2_000;

/** Kinds of exchanges: what they are called, and who began. */
export const KINDS = {
  api: { label: "Web API", from: "app" },
  envelope: { label: "Envelope", from: "Slack" },
  response_url: { label: "response_url", from: "app" },
  upload: { label: "Upload", from: "app" },
  download: { label: "Download", from: "app" },
  picture: { label: "Picture", from: "Slack" },
  socket: { label: "Connection", from: "app" },
};

export class Traffic {
  changed = new Signal();
  #entries = new Map();
  #cleared = passing.get("inspector/cleared", 0);
  /** What comes in while everything is being fetched. */
  #early = null;
  #loaded = false;

  /** Oldest first. An entry is replaced, never changed, when its exchange ends. */
  get entries() {
    return [...this.#entries.values()];
  }

  entry(id) {
    return this.#entries.get(id) ?? null;
  }

  /** Whether what there was before this window looked is still to come. */
  get isComing() {
    return !this.#loaded || this.#early !== null;
  }

  /** Fetch everything anew. */
  async load() {
    const early = [];
    this.#early = early;
    let found = null;
    try {
      found = await get("log", { brief: true });
    } finally {
      if (this.#early === early) {
        this.#early = null; // else it was asked for again meanwhile
        this.#loaded = true;
        this.#takeAll(found, early);
      }
    }
  }

  #takeAll(found, early) {
    if (found) {
      if (found.seq < this.#cleared) this.#cleared = 0; // another workspace, which counts from the beginning
      this.#entries.clear();
      for (const entry of found.entries) this.#take(entry);
    }
    for (const entry of early) this.#take(entry);
    this.changed.emit();
  }

  /** Take over a change of the kind `log`. */
  apply(change) {
    if (this.#early) this.#early.push(change);
    else this.#take(change);
    this.changed.emit();
  }

  #take(entry) {
    const known = this.#entries.get(entry.log);
    if (entry.log <= this.#cleared || (known && known.ok !== null)) return;
    this.#entries.set(entry.log, { ...entry, words: wordsOf(entry) });
    if (this.#entries.size > MOST) this.#entries.delete(this.#entries.keys().next().value);
  }

  /** Forget what there is; a reload of this window does not bring it back. */
  clear() {
    this.#cleared = Math.max(this.#cleared, ...this.#entries.keys());
    passing.set("inspector/cleared", this.#cleared);
    this.#entries.clear();
    this.changed.emit();
  }
}

const wordsOf = ({ kind, name, error, transport }) =>
  `${name} ${error} ${transport} ${KINDS[kind]?.label ?? kind}`.toLowerCase();

/**
 * Those that fit: of one kind, failures alone, with every word of `text`.
 *
 * @param {{kind: string, failures: boolean, text: string}} wanted  an empty kind or text fits everything
 */
export function fitting(entries, { kind, failures, text }) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!kind && !failures && !words.length) return entries;
  return entries.filter(
    (entry) =>
      (!kind || entry.kind === kind) &&
      (!failures || entry.ok === false) &&
      words.every((word) => entry.words.includes(word)),
  );
}

/** "12 ms", "1.4 s", "" while it is under way. */
export function duration(ms) {
  if (ms === null || ms === undefined) return "";
  return ms < 1000 ? `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** In one or two words, or Slack's word for why it was refused. */
export function outcome({ kind, ok, error }) {
  if (ok === null) return kind === "socket" ? "open" : "under way";
  if (ok) return kind === "socket" ? "closed" : "ok";
  return error || "failed";
}
