// A list of options of which one is active and one or several are chosen. The focus stays where people
// type; the list is told about keys.

import { freshId, h } from "../core/dom.js";
import { icon } from "../core/icons.js";

/** @typedef {{value: string, label: string|Node, words: string, detail?: string, leading?: Node, group?: string}} Option */

export class Listbox {
  #options = [];
  #elements = [];
  #active = -1;

  /**
   * @param {object} settings
   * @param {string} settings.label  for screen readers
   * @param {(option: Option) => void} settings.onchoose
   * @param {boolean} settings.multiple
   * @param {(element: ?HTMLElement) => void} settings.onactive  told which element is active
   */
  constructor({ label, onchoose, multiple = false, onactive = () => {} }) {
    this.onchoose = onchoose;
    this.onactive = onactive;
    this.element = h("div.listbox", {
      id: freshId("list"),
      role: "listbox",
      aria: { label, multiselectable: multiple ? "true" : null },
    });
  }

  /** @param {Option[]} options @param {Set<string>} chosen  their values */
  show(options, chosen = new Set(), nothing = "Nothing fits.") {
    this.#options = options;
    this.#elements = options.map((option) => this.#line(option, chosen.has(option.value)));
    this.element.replaceChildren(...this.#grouped());
    if (!options.length) this.element.append(h("p.listbox-nothing", {}, nothing));
    const first = options.findIndex((option) => chosen.has(option.value));
    this.activate(options.length ? Math.max(0, first) : -1);
  }

  get active() {
    return this.#options[this.#active] ?? null;
  }

  activate(index) {
    this.#elements[this.#active]?.classList.remove("active");
    this.#active = index;
    const element = this.#elements[index] ?? null;
    element?.classList.add("active");
    element?.scrollIntoView({ block: "nearest" });
    this.onactive(element);
  }

  /** Take a key that moves or chooses. @returns whether it was one */
  key(event) {
    const last = this.#options.length - 1;
    const to = {
      ArrowDown: this.#active >= last ? 0 : this.#active + 1,
      ArrowUp: this.#active <= 0 ? last : this.#active - 1,
      PageDown: Math.min(last, this.#active + 8),
      PageUp: Math.max(0, this.#active - 8),
    }[event.key];
    if (to !== undefined && last >= 0) this.activate(to);
    else if ((event.key === "Enter" || event.key === "Tab") && this.active) this.onchoose(this.active);
    else return false;
    event.preventDefault();
    return true;
  }

  /** Go to the next option that begins with `letter`. */
  seek(letter) {
    const order = [...this.#options.keys()].map((step) => (this.#active + 1 + step) % this.#options.length);
    const found = order.find((index) => this.#options[index].words.toLowerCase().startsWith(letter));
    if (found !== undefined) this.activate(found);
  }

  #line(option, chosen) {
    const index = this.#options.indexOf(option);
    return h(
      "div.option",
      {
        id: freshId("option"),
        role: "option",
        aria: { selected: chosen ? "true" : "false" },
        onpointermove: () => this.#active !== index && this.activate(index),
        // The press must not take the focus away from where people type.
        onpointerdown: (event) => event.preventDefault(),
        onclick: () => this.onchoose(option),
      },
      option.leading ?? null,
      h(
        "span.option-words",
        {},
        h("span", {}, option.label),
        option.detail ? h("small", {}, option.detail) : null,
      ),
      chosen ? icon("check") : null,
    );
  }

  #grouped() {
    const nodes = [];
    let group = null;
    for (const [index, option] of this.#options.entries()) {
      if (option.group && option.group !== group)
        nodes.push(h("p.listbox-group", { role: "presentation" }, option.group));
      group = option.group;
      nodes.push(this.#elements[index]);
    }
    return nodes;
  }
}

/** The options whose words begin with, or contain, what was typed. */
export function matching(options, typed) {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return options;
  const starts = options.filter((option) => option.words.toLowerCase().startsWith(wanted));
  return [
    ...starts,
    ...options.filter((one) => !starts.includes(one) && one.words.toLowerCase().includes(wanted)),
  ];
}
