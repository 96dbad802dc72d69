// The drawer with what happens behind the scenes: the exchanges between Slack and the app, and trouble.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { lasting } from "../core/memory.js";
import { resizer } from "./resizer.js";
import { Traffic } from "./traffic.js";
import { TrafficPanel } from "./traffic_panel.js";
import { TroublePanel } from "./trouble_panel.js";
import { Troubles } from "./troubles.js";

/** Here it covers the page; the style sheet has the same numbers. */
const SMALL = matchMedia("(max-width: 760px), (max-height: 520px)");
const KEYS = /Mac|iP(hone|ad|od)/.test(navigator.userAgent) ? "⌘J" : "Ctrl+J";
const KEY = "inspector";

export class Inspector {
  #open = false;
  #tab = "";

  /**
   * @param {import("../state/store.js").Store} store
   * @param {HTMLElement} shell  the rest of the page
   */
  constructor(store, shell) {
    this.shell = shell;
    this.traffic = new Traffic();
    this.troubles = new Troubles();
    /** Opens and closes the drawer; stands in the head of the conversation. */
    this.button = h(
      "button.icon-button.inspector-button",
      {
        type: "button",
        data: { key: "inspector" },
        aria: { controls: "inspector" },
        onclick: () => this.toggle(),
      },
      icon("pulse"),
      h("span.trouble-dot"),
    );
    this.tabs = {
      traffic: { label: "Traffic", panel: new TrafficPanel(this.traffic) },
      trouble: { label: "Trouble", panel: new TroublePanel(this.troubles) },
    };
    this.element = h(
      "aside.inspector",
      { id: "inspector", hidden: true, aria: { label: "Behind the scenes" } },
      resizer(),
      this.#head(),
      Object.entries(this.tabs).map(([name, tab]) => {
        const attributes = { id: `inspector-${name}`, role: "tabpanel", aria: { labelledby: `inspector-tab-${name}` } };
        tab.place = h("div.inspector-panel", attributes, tab.panel.element);
        return tab.place;
      }),
    );
    shell.after(this.element);
    this.#follow(store);
    const { open, tab } = lasting.get(KEY, {});
    this.#select(this.tabs[tab] ? tab : "traffic");
    this.#show(Boolean(open));
    this.#drawButton();
  }

  #follow(store) {
    const load = () => {
      for (const model of [this.traffic, this.troubles]) model.load().catch(() => {}); // comes with the next line
    };
    store.loaded.on(load);
    store.behindTheScenes.on((change) =>
      (change.type === "log" ? this.traffic : this.troubles).apply(change),
    );
    this.troubles.changed.on(() => this.#drawButton());
    SMALL.addEventListener("change", () => this.#show(this.#open));
    document.addEventListener("keydown", (event) => this.#shortcut(event));
    this.element.addEventListener("keydown", (event) => this.#key(event));
    load();
  }

  #head() {
    const list = h("div.tabs", { role: "tablist", aria: { label: "Behind the scenes" } });
    for (const [name, tab] of Object.entries(this.tabs)) {
      tab.count = h("span.tab-count", { hidden: true });
      tab.button = h(
        "button.tab",
        {
          type: "button",
          role: "tab",
          id: `inspector-tab-${name}`,
          aria: { controls: `inspector-${name}` },
          onclick: () => this.#choose(name),
        },
        tab.label,
        tab.count,
      );
      list.append(tab.button);
    }
    list.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      event.preventDefault();
      const names = Object.keys(this.tabs);
      this.#choose(names[(names.indexOf(this.#tab) + 1) % names.length]);
      this.tabs[this.#tab].button.focus();
    });
    return h(
      "header.inspector-head",
      {},
      h("h2", {}, "Behind the scenes"),
      list,
      h(
        "button.icon-button",
        {
          type: "button",
          title: `Close (${KEYS})`,
          aria: { label: "Close the drawer" },
          onclick: () => this.toggle(),
        },
        icon("close"),
      ),
    );
  }

  /** Open and take the focus, or close and give it back. */
  toggle() {
    this.#show(!this.#open);
    this.#remember();
    if (this.#open) this.tabs[this.#tab].panel.focus();
    else this.button.focus();
  }

  #show(open) {
    this.#open = open;
    this.element.hidden = !open;
    document.body.classList.toggle("with-inspector", open);
    this.shell.inert = open && SMALL.matches;
    this.tabs.traffic.panel.draw();
    this.#drawButton();
  }

  #choose(name) {
    this.#select(name);
    this.#remember();
  }

  #select(name) {
    this.#tab = name;
    for (const [key, { button, place }] of Object.entries(this.tabs)) {
      button.setAttribute("aria-selected", key === name);
      button.tabIndex = key === name ? 0 : -1;
      place.hidden = key !== name;
    }
    this.tabs.traffic.panel.draw();
  }

  #remember() {
    lasting.set(KEY, { open: this.#open, tab: this.#tab });
  }

  #drawButton() {
    const { on } = this.troubles;
    const trouble = on ? `, ${on} ${on === 1 ? "kind" : "kinds"} of trouble on` : "";
    this.button.setAttribute("aria-label", `Behind the scenes${trouble}`);
    this.button.title = `Behind the scenes (${KEYS})${trouble}`;
    this.button.setAttribute("aria-expanded", this.#open);
    this.button.classList.toggle("in-trouble", on > 0);
    this.tabs.trouble.count.textContent = on;
    this.tabs.trouble.count.hidden = !on;
  }

  #shortcut(event) {
    const plain = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!plain || event.key.toLowerCase() !== "j" || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    this.toggle();
  }

  #key(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const { panel } = this.tabs.traffic;
    if (event.target.type === "search" && event.target.value) return; // empties the field
    event.preventDefault();
    if (this.#tab === "traffic" && panel.isExchangeOpen) panel.closeExchange();
    else this.toggle();
  }
}
