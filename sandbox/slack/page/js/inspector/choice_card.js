// A card of the tab with trouble whose state is one of several, such as how a model is doing.

import { h } from "../core/dom.js";
import { trying } from "../ui/toast.js";

export class ChoiceCard {
  constructor({ name, title, about, choice }, troubles) {
    const id = `trouble-${name.replace(/\W+/g, "-")}`;
    this.select = h(
      "select.input",
      {
        id,
        aria: { describedby: `${id}-about ${id}-note` },
        onchange: () => this.#choose(name, troubles),
      },
      choice.options.map(({ value, label }) => h("option", { value }, label)),
    );
    this.note = h("p.trouble-note", { id: `${id}-note` });
    this.element = h(
      "li.trouble-card.choice",
      {},
      h(
        "div",
        {},
        h("label", { htmlFor: id }, title),
        h("p", { id: `${id}-about` }, about),
        this.note,
      ),
      this.select,
    );
  }

  async #choose(name, troubles) {
    await trying(() => troubles.switch(name, true, null, this.select.value));
    this.select.value = this.value; // as it is, if that was refused
  }

  draw({ on, note, choice }) {
    this.value = choice.value;
    this.select.value = choice.value;
    this.element.classList.toggle("on", on);
    if (this.note.textContent !== note) this.note.textContent = note;
    this.note.hidden = !note;
  }
}
