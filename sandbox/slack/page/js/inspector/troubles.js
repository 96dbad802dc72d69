// What can go wrong on purpose, the same in every window.

import { get, post, remove } from "../core/api.js";
import { Signal } from "../core/signal.js";

export class Troubles {
  changed = new Signal();
  /** As `GET /_sandbox/trouble` lists them. */
  list = [];
  /** How many faults were set by other means. */
  others = 0;
  /** The number of the change up to which this is known: answers and changes may overtake each other. */
  #seq = 0;

  get on() {
    return this.list.filter((one) => one.on).length;
  }

  async load() {
    const listing = await get("trouble");
    this.#seq = 0; // the workspace may have been started afresh
    this.apply(listing);
  }

  /** Take over a listing, or a change of the kind `trouble`, which carries one. */
  apply({ seq, troubles, others }) {
    if (seq < this.#seq) return;
    this.#seq = seq;
    this.list = troubles;
    this.others = others;
    this.changed.emit();
  }

  async switch(name, on, amount = null, choice = null) {
    this.apply(await post("trouble", { name, on, amount, choice }));
  }

  async end() {
    this.apply(await remove("trouble"));
  }
}
