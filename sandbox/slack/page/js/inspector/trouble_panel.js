// The tab with the switches for trouble.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { trying } from "../ui/toast.js";
import { ChoiceCard } from "./choice_card.js";

const GROUPS = {
  everything: "Everything",
  services: "Services",
  models: "Answers of models",
  pictures: "Pictures",
  slack: "Slack",
  bot: "The bot",
  lives: "Models",
};

export class TroublePanel {
  #cards = new Map();

  /** @param {import("./troubles.js").Troubles} troubles */
  constructor(troubles) {
    this.troubles = troubles;
    this.summary = h("p", { role: "status" });
    this.normal = h(
      "button.button",
      {
        type: "button",
        onclick: () => busyWhile(this.normal, () => trying(() => troubles.end())),
      },
      icon("check"),
      h("span", {}, "Everything back to normal"),
    );
    this.groups = Object.entries(GROUPS).map(([key, title]) => {
      const list = h("ul");
      return { key, list, element: h("section.trouble-group", {}, h("h3", {}, title), list) };
    });
    this.element = h(
      "div.trouble",
      {},
      h("div.trouble-head", {}, this.summary, this.normal),
      h(
        "div.trouble-groups",
        { tabIndex: 0, role: "group", aria: { label: "Kinds of trouble" } },
        this.groups.map(({ element }) => element),
      ),
    );
    troubles.changed.on(() => this.draw());
    this.draw();
  }

  focus() {
    this.element.querySelector("[role=switch]")?.focus();
  }

  draw() {
    const { list, on, others } = this.troubles;
    for (const { key, list: place, element } of this.groups) {
      const own = list.filter((one) => one.group === key);
      element.hidden = !own.length;
      const cards = own.map((one) => this.#card(one));
      if (cards.some((card, at) => place.children[at] !== card) || place.children.length !== cards.length) {
        place.replaceChildren(...cards);
      }
    }
    const switched = on === 1 ? "One kind of trouble is on." : `${on} kinds of trouble are on.`;
    const extra = others ? ` ${others} ${others === 1 ? "fault was" : "faults were"} set by other means.` : "";
    this.summary.textContent = (on ? switched : others ? "" : "Nothing goes wrong on purpose.") + extra;
    this.normal.disabled = !on && !others;
  }

  #card(trouble) {
    let card = this.#cards.get(trouble.name);
    if (!card) {
      card = trouble.choice ? new ChoiceCard(trouble, this.troubles) : new Card(trouble, this.troubles);
      this.#cards.set(trouble.name, card);
    }
    card.draw(trouble);
    return card.element;
  }
}

class Card {
  constructor({ name, title, about, amount }, troubles) {
    const turn = (on) => trying(() => troubles.switch(name, on, this.#amount()));
    this.on = false;
    this.toggle = h(
      "button.switch",
      {
        type: "button",
        role: "switch",
        id: `trouble-${name}`,
        aria: { checked: "false", labelledby: `trouble-${name}-title`, describedby: `trouble-${name}-about` },
        onclick: () => busyWhile(this.toggle, () => turn(!this.on)),
      },
      h("span.switch-knob"),
    );
    this.amount = amount
      ? h("input.input", {
          type: "number",
          min: amount.low,
          max: amount.high,
          step: 1,
          value: amount.value,
          inputMode: "numeric",
          aria: { label: `${title}: ${amount.label.toLowerCase()}, in ${amount.unit}` },
          onchange: () => {
            this.amount.value = this.#amount();
            if (this.on) turn(true);
          },
        })
      : null;
    this.range = amount;
    this.note = h("p.trouble-note", { role: "status" });
    this.element = h(
      "li.trouble-card",
      {},
      h(
        "div",
        {},
        h("label", { htmlFor: this.toggle.id, id: `trouble-${name}-title` }, title),
        h("p", { id: `trouble-${name}-about` }, about),
        this.amount ? h("p.trouble-amount", {}, amount.label, this.amount, amount.unit) : null,
        this.note,
      ),
      this.toggle,
    );
  }

  /** What is typed, brought within its range. */
  #amount() {
    if (!this.amount) return null;
    const typed = Math.round(Number(this.amount.value));
    const { low, high, value } = this.range;
    return this.amount.value === "" || Number.isNaN(typed) ? value : Math.max(low, Math.min(typed, high));
  }

  draw({ on, amount, note }) {
    this.on = on;
    this.range = amount;
    this.toggle.setAttribute("aria-checked", on);
    this.element.classList.toggle("on", on);
    if (amount && document.activeElement !== this.amount) this.amount.value = amount.value;
    if (this.note.textContent !== note) this.note.textContent = note;
    this.note.hidden = !note;
  }
}

async function busyWhile(button, work) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    button.removeAttribute("aria-busy");
  }
}
