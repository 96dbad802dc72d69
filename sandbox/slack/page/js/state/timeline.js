// The messages of one conversation, or of one thread, in order.

import { Signal } from "../core/signal.js";
import { alike } from "../core/dom.js";

export class Timeline {
  /** Emits nothing; look at `messages` again. */
  changed = new Signal();
  /** Emits a message that has just been posted. */
  arrived = new Signal();
  loaded = false;
  hasMore = false;
  /** Why it could not be fetched, or null. */
  error = null;
  /** What the app says it is doing here, or "". */
  status = "";
  #byTs = new Map();
  #order = [];
  #seq = 0;
  #early = [];

  /** @param {?string} thread  the parent's ts, or null for the conversation itself */
  constructor(channel, thread = null) {
    this.channel = channel;
    this.thread = thread;
  }

  /** Oldest first. */
  get messages() {
    return this.#order.map((ts) => this.#byTs.get(ts));
  }

  get latest() {
    return this.#order.at(-1) ?? null;
  }

  get(ts) {
    return this.#byTs.get(ts) ?? null;
  }

  /** Take over a snapshot of the server, then whatever came in while it was on its way. */
  fill({ messages, seq, has_more: hasMore, status }) {
    const previous = this.#byTs;
    this.#byTs = new Map();
    for (const message of messages) {
      const known = previous.get(message.ts);
      this.#byTs.set(message.ts, alike(known, message) ? known : message);
    }
    this.#order = messages.map((message) => message.ts);
    this.#seq = seq;
    this.hasMore = hasMore;
    this.status = status;
    this.loaded = true;
    const early = this.#early;
    this.#early = [];
    for (const change of early) this.apply(change);
    this.changed.emit();
  }

  fail(error) {
    this.error = error;
    this.changed.emit();
  }

  /** Whether a change of the feed concerns this timeline. */
  concerns(change) {
    if (change.channel !== this.channel) return false;
    const reply = change.thread_ts && change.thread_ts !== change.ts;
    if (this.thread) return change.ts === this.thread || change.thread_ts === this.thread;
    return !reply || change.message?.subtype === "thread_broadcast" || this.#byTs.has(change.ts);
  }

  apply(change) {
    if (!this.concerns(change)) return;
    if (!this.loaded) {
      this.#early.push(change);
      return;
    }
    if (change.seq <= this.#seq) return;
    this.#seq = change.seq;
    if (change.type === "message_deleted") this.#remove(change.ts);
    else if (change.type === "status") this.#say(change);
    else this.#put(change);
    this.changed.emit();
  }

  #put({ ts, type, message }) {
    const isNew = !this.#byTs.has(ts);
    if (isNew && type === "message_changed") return; // beyond what was fetched
    this.#byTs.set(ts, message);
    if (!isNew) return;
    let position = this.#order.length;
    while (position > 0 && this.#order[position - 1] > ts) position -= 1;
    this.#order.splice(position, 0, ts);
    this.arrived.emit(message);
  }

  #remove(ts) {
    this.#byTs.delete(ts);
    this.#order = this.#order.filter((one) => one !== ts);
  }

  #say({ thread_ts: thread, status, loading_messages: loading }) {
    if ((thread || null) === this.thread) this.status = status && loading?.length ? loading[0] : status;
  }
}
