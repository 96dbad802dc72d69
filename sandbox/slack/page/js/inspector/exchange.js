// One exchange in full: when, how long, why it was refused, and what was said.

import { get, post } from "../core/api.js";
import { freshId, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { exactTime } from "../core/time.js";
import { toast, trying } from "../ui/toast.js";
import { renderJson } from "./json.js";
import { KINDS, duration, outcome } from "./traffic.js";

/** What the workspace's own words for a failed delivery mean ("Interactivity", "Events API"). */
const MEANING = {
  operation_timeout: "The app did not acknowledge within three seconds.",
  dispatch_failed: "Nobody took it: no app is connected, or its address did not answer.",
  http_client_error: "The app's address answered with a status of 4xx.",
  http_service_error: "The app's address answered with a status of 5xx.",
};

export class Exchange {
  #entry = null;

  /** @param {() => void} onclose */
  constructor(onclose) {
    this.title = h("h3");
    this.back = h(
      "button.icon-button.exchange-back",
      { type: "button", aria: { label: "Back to the list" }, onclick: onclose },
      icon("back"),
    );
    this.again = h(
      "button.button",
      { type: "button", hidden: true, onclick: () => this.#redeliver() },
      "Deliver again",
    );
    this.body = h("div.exchange-body", { tabIndex: 0, role: "group", aria: { label: "Details of the exchange" } });
    this.element = h(
      "section.exchange",
      { hidden: true, aria: { label: "Exchange" } },
      h(
        "header.exchange-head",
        {},
        this.back,
        this.title,
        this.again,
        h(
          "button.icon-button.exchange-close",
          { type: "button", title: "Close the details", aria: { label: "Close the details" }, onclick: onclose },
          icon("close"),
        ),
      ),
      this.body,
    );
  }

  get shown() {
    return this.#entry?.log ?? null;
  }

  /** Show `entry`, which may have ended since it was shown last; nothing if it is null. */
  async show(entry) {
    const isOther = entry?.log !== this.shown;
    this.#entry = entry;
    this.element.hidden = !entry;
    if (!entry) return;
    if (isOther) this.body.replaceChildren(h("p.quiet", {}, "Fetching …"));
    this.title.textContent = entry.name;
    this.again.hidden = entry.kind !== "envelope" || entry.ok === null || !entry.name.includes(":");
    try {
      const { entry: whole } = await get(`log/${entry.log}`);
      if (this.#entry !== entry) return;
      this.body.replaceChildren(...this.#parts(whole));
    } catch (error) {
      if (this.#entry === entry) this.body.replaceChildren(h("p.quiet", {}, error.message));
    }
    if (isOther) this.body.scrollTop = 0;
  }

  async #redeliver() {
    const answer = await trying(() => post("redeliver", { seq: this.shown }));
    if (answer) toast(answer.ok ? "Delivered again." : `It failed again: ${answer.error}.`, "info");
  }

  #parts(entry) {
    const { label, from } = KINDS[entry.kind] ?? { label: entry.kind, from: "app" };
    const facts = [
      ["Kind", `${label}, ${from === "app" ? "from the app to Slack" : "from Slack to the app"}`],
      ["Outcome", outcome(entry)],
      ["Took", duration(entry.ms)],
      ["Began", exactTime(entry.at)],
      ["Way", { socket: "Socket Mode", http: "HTTP" }[entry.transport]],
      ["Attempt", entry.attempt ? `retry ${entry.attempt}` : ""],
    ];
    return [
      entry.ok === false ? refusal(entry) : null,
      h(
        "dl.facts",
        {},
        facts.filter(([, value]) => value).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
      ),
      body("Request", entry.request),
      entry.ok === null ? null : body("Response", entry.response),
    ].filter(Boolean);
  }
}

/** Why, in Slack's own words. */
function refusal({ error, response }) {
  const sentences = slackSentences(response);
  return h(
    "div.refusal",
    {},
    icon("warning"),
    h(
      "div",
      {},
      h("strong", {}, error || "failed"),
      MEANING[error] ? h("p", {}, MEANING[error]) : null,
      sentences.length ? h("ul", {}, sentences.map((one) => h("li", {}, one))) : null,
    ),
  );
}

/** The reasons in an answer of the Web API: messages, or the scopes that are missing. */
export function slackSentences(response) {
  if (!response || typeof response !== "object") return [];
  const { response_metadata: metadata, errors, needed, provided } = response;
  const told = metadata?.messages ?? (Array.isArray(errors) ? errors : []);
  const scopes = needed ? [`needed: ${needed}`, `provided: ${provided || "nothing"}`] : [];
  return [...told, ...scopes].map(String);
}

function body(title, value) {
  const id = freshId("body");
  if (value === null || value === undefined) {
    return h("section", { aria: { labelledby: id } }, h("h4", { id }, title), h("p.quiet", {}, "Nothing."));
  }
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast(`${title} copied.`, "info");
    } catch {
      toast("The browser does not let this page copy.");
    }
  };
  return h(
    "section",
    { aria: { labelledby: id } },
    h(
      "div.body-head",
      {},
      h("h4", { id }, title),
      h(
        "button.icon-button",
        { type: "button", title: "Copy", aria: { label: `Copy the ${title.toLowerCase()}` }, onclick: copy },
        icon("copy"),
      ),
    ),
    h("pre.json", {}, renderJson(text)),
  );
}
