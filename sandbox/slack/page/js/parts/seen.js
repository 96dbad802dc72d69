// Which replies one has seen: Slack's own server counts them, this one counts conversations only.

import { lasting } from "../core/memory.js";
import { Signal } from "../core/signal.js";

const KEPT = 300;

export class SeenReplies {
  changed = new Signal();
  #seen;

  constructor(user) {
    this.key = `seen/${user}`;
    this.#seen = new Map(lasting.get(this.key, []));
    this.user = user;
  }

  /** Whether a thread has replies of others that were never shown. */
  isNew(parent) {
    if (!parent.reply_count || !parent.reply_users.some((user) => user !== this.user)) return false;
    return parent.latest_reply > (this.#seen.get(`${parent.channel}/${parent.ts}`) ?? "");
  }

  see(channel, thread, ts) {
    const key = `${channel}/${thread}`;
    if (!ts || ts <= (this.#seen.get(key) ?? "")) return;
    this.#seen.delete(key);
    this.#seen.set(key, ts);
    this.#seen = new Map([...this.#seen].slice(-KEPT));
    lasting.set(this.key, [...this.#seen]);
    this.changed.emit();
  }
}
