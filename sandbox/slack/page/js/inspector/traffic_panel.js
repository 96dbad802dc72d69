// The tab with the exchanges: filters, the list, and the one that is open.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { afterQuiet, oncePerFrame } from "../core/signal.js";
import { preciseTime } from "../core/time.js";
import { Exchange } from "./exchange.js";
import { Rows } from "./rows.js";
import { KINDS, duration, fitting, outcome } from "./traffic.js";

const SLOW_MS = 1_000;
const PASSING_MS = 90;

export class TrafficPanel {
  #wanted = { kind: "", failures: false, text: "" };
  /** While it is paused: what there was then. */
  #frozen = null;
  #stuck = true;
  /** The focus is where it is only because the list was still to come. */
  #early = false;
  #passed = afterQuiet(PASSING_MS, (entry) => this.exchange.shown !== null && this.exchange.show(entry));

  /** @param {import("./traffic.js").Traffic} traffic */
  constructor(traffic) {
    this.traffic = traffic;
    this.draw = oncePerFrame(() => this.#flush());
    this.exchange = new Exchange(() => this.closeExchange());
    this.rows = new Rows({
      label: "Exchanges between Slack and the app, newest last",
      row: renderRow,
      onactive: (entry, { opens }) => (opens ? this.#open(entry) : this.#passed(entry)),
      onstuck: (stuck) => {
        this.#stuck = stuck;
        this.draw();
      },
    });
    this.empty = h("p.quiet.rows-empty");
    this.latest = h(
      "button.new-pill",
      { type: "button", hidden: true, onclick: () => this.rows.toEnd() },
      icon("down"),
      "To the latest",
    );
    this.element = h(
      "div.traffic",
      {},
      this.#toolbar(),
      h(
        "div.traffic-body",
        {},
        h("div.rows-place", {}, this.rows.element, this.empty, this.latest),
        this.exchange.element,
      ),
    );
    traffic.changed.on(this.draw);
    this.#flush();
  }

  get isExchangeOpen() {
    return this.exchange.shown !== null;
  }

  closeExchange() {
    this.exchange.show(null);
    this.element.classList.remove("with-exchange");
    this.rows.element.focus();
  }

  focus() {
    this.#flush();
    (this.rows.element.hidden ? this.search : this.rows.element).focus();
    this.#early = this.rows.element.hidden && this.traffic.isComing;
  }

  /** To the list, now that it is there, unless the person has gone on meanwhile. */
  #catchUp() {
    if (!this.#early || this.traffic.isComing) return;
    this.#early = false;
    if (document.activeElement === this.search && !this.search.value && !this.rows.element.hidden) {
      this.rows.element.focus();
    }
  }

  #toolbar() {
    const filter = (change) => {
      Object.assign(this.#wanted, change);
      this.rows.toEnd();
      this.draw();
    };
    this.search = h("input.input", {
      type: "search",
      placeholder: "Method, event, error …",
      aria: { label: "Filter by text" },
      oninput: ({ target }) => filter({ text: target.value }),
    });
    const kind = h(
      "select.input",
      { aria: { label: "Kind" }, onchange: ({ target }) => filter({ kind: target.value }) },
      h("option", { value: "" }, "Every kind"),
      Object.entries(KINDS).map(([value, { label }]) => h("option", { value }, label)),
    );
    this.failures = h(
      "button.button",
      {
        type: "button",
        aria: { pressed: "false" },
        onclick: () => {
          filter({ failures: !this.#wanted.failures });
          this.failures.setAttribute("aria-pressed", this.#wanted.failures);
        },
      },
      "Only failures",
    );
    this.pause = h("button.icon-button", { type: "button", onclick: () => this.#pause(!this.#frozen) });
    const clear = h(
      "button.icon-button",
      {
        type: "button",
        title: "Clear the list",
        aria: { label: "Clear the list" },
        onclick: () => {
          if (this.#frozen) this.#frozen = [];
          this.traffic.clear();
          if (this.isExchangeOpen) this.closeExchange();
        },
      },
      icon("bin"),
    );
    this.count = h("p.traffic-count");
    this.#labelPause();
    return h("div.traffic-tools", {}, this.search, kind, this.failures, this.count, this.pause, clear);
  }

  #pause(paused) {
    this.#frozen = paused ? this.traffic.entries : null;
    this.#labelPause();
    this.draw();
  }

  #labelPause() {
    const label = this.#frozen ? "Go on" : "Pause the list";
    this.pause.title = label;
    this.pause.setAttribute("aria-label", label);
    this.pause.replaceChildren(icon(this.#frozen ? "play" : "pause"));
    this.pause.classList.toggle("pressed", Boolean(this.#frozen));
  }

  #open(entry) {
    this.element.classList.add("with-exchange");
    this.exchange.show(entry);
  }

  #flush() {
    if (!this.element.offsetParent) return; // nobody sees it
    const all = this.#frozen ?? this.traffic.entries;
    const shown = fitting(all, this.#wanted);
    const failures = all.reduce((sum, entry) => sum + (entry.ok === false), 0);
    this.rows.set(shown);
    this.rows.element.hidden = !shown.length;
    this.empty.hidden = shown.length > 0;
    this.empty.textContent = all.length
      ? "Nothing fits the filter."
      : "Nothing has passed between Slack and the app yet.";
    this.latest.hidden = this.#stuck || !shown.length;
    const counted = shown.length === all.length ? `${all.length}` : `${shown.length} of ${all.length}`;
    const failed = failures ? `, ${failures} failed` : "";
    this.count.textContent = `${counted}${failed}${this.#frozen ? ", paused" : ""}`;
    const open = this.traffic.entry(this.exchange.shown);
    if (open && open !== this.opened) this.exchange.show(open);
    this.opened = open;
    this.#catchUp();
  }
}

function renderRow(entry) {
  const { kind, name, attempt, ms, at, ok } = entry;
  const { label, from } = KINDS[kind] ?? { label: kind, from: "app" };
  const retry = attempt ? `retry ${attempt}` : "";
  const took = duration(ms);
  return {
    class: ok === false ? "failed" : ok === null ? "under-way" : "",
    label: [name, label, retry, outcome(entry), took].filter(Boolean).join(", "),
    parts: [
      h("span.row-time", {}, preciseTime(at)),
      h("span.row-way", { class: from === "app" ? "from-app" : "to-app" }, icon(from === "app" ? "left" : "right")),
      h("span.row-kind", {}, label),
      h("span.row-name", {}, name, retry ? h("span.row-retry", {}, retry) : null),
      h("span.row-outcome", {}, outcome(entry)),
      h("span.row-ms", { class: ms >= SLOW_MS ? "slow" : "" }, took),
    ],
  };
}
