// The list of messages of a conversation or thread: only what changed is drawn anew, and whoever is at its
// end stays there.

import { alike, announce, h, setChildren } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { oncePerFrame } from "../core/signal.js";
import { dayKey, dayName } from "../core/time.js";
import { renderMrkdwn } from "../text/render.js";
import { renderMessage } from "./message.js";
import { attentive, follows, refocus } from "./pane_rules.js";

const WINDOW = 120;
const NEAR_END = 48;
const HIGHLIGHT_MS = 2_600;
const ANSWER_MS = 6_000;
const ANNOUNCED = 5;

export class Pane {
  #entries = new Map();
  #dividers = new Map();
  #window = WINDOW;
  #stuck = true;
  #endTop = 0;
  #fresh = 0;
  #firstNew = null;
  #begun = false;
  #clicks = 0;
  #expectingUntil = 0;
  #ends = [];
  #unsaid = [];
  #draw = oncePerFrame(() => this.#flush());

  /**
   * @param {import("./app.js").App} app
   * @param {import("../state/timeline.js").Timeline} timeline
   * @param {object} settings
   * @param {string} settings.label
   * @param {() => Node} settings.intro  what stands above the first message
   * @param {() => void} settings.onseen  the latest message is in sight
   * @param {number} settings.unread
   */
  constructor(app, timeline, { label, intro, onseen, unread = 0 }) {
    this.app = app;
    this.timeline = timeline;
    this.onseen = onseen;
    this.unread = unread;
    this.intro = intro();
    this.list = h("div.pane-list");
    this.earlier = h(
      "button.button.earlier",
      { type: "button", onclick: () => this.#showEarlier() },
      "Show earlier messages",
    );
    this.status = h(
      "div.pane-status",
      { role: "status", hidden: true },
      h("span.dots", {}, h("i"), h("i"), h("i")),
      h("span"),
    );
    this.scroller = h(
      "div.pane-scroll",
      { tabIndex: 0, role: "region", aria: { label }, data: { gallery: "" } },
      this.list,
      this.status,
    );
    this.pill = h("button.new-pill", {
      type: "button",
      hidden: true,
      onclick: () => this.toEnd({ smooth: true }),
    });
    this.element = h("div.pane", {}, this.scroller, this.pill);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.scroller.addEventListener("keydown", (event) => this.#key(event));
    const sizes = new ResizeObserver(() => this.#staysAtEnd() && this.toEnd());
    sizes.observe(this.list);
    sizes.observe(this.scroller);
    this.#ends = [
      timeline.changed.on(this.#draw),
      timeline.arrived.on((message) => this.#arrived(message)),
      app.seenReplies.changed.on(this.#draw),
      () => sizes.disconnect(),
    ];
    this.#draw();
  }

  end() {
    for (const end of this.#ends) end();
  }

  /** Draw everything again: names or places have changed. */
  redraw() {
    this.#entries.clear();
    this.#draw();
  }

  toEnd({ smooth = false } = {}) {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.#stuck = true;
    this.#endTop = smooth ? 0 : this.scroller.scrollTop;
    this.#scrolled();
  }

  /** Whether the end is to be kept in sight: it was, and nobody has begun to scroll away since. */
  #staysAtEnd() {
    if (this.#stuck && this.scroller.scrollTop < this.#endTop - 2) this.#scrolled();
    return this.#stuck;
  }

  /** The window has been looked at again: what stands at the end has been seen now. */
  toEndIfThere() {
    if (this.#stuck) this.#scrolled();
  }

  /** Bring the answer to a click into sight, when it comes before the click is taken or soon after. */
  expectAnswer() {
    this.#clicks += 1;
    return () => {
      this.#clicks -= 1;
      this.#expectingUntil = performance.now() + ANSWER_MS;
    };
  }

  /** Show one message in the middle, lit for a moment. @returns whether it is there */
  reveal(ts) {
    const position = this.timeline.messages.findIndex((message) => message.ts === ts);
    if (position < 0) return false;
    this.#window = Math.max(this.#window, this.timeline.messages.length - position + 10);
    this.#flush();
    const element = this.#entries.get(ts).element;
    this.#stuck = false;
    element.scrollIntoView({ block: "center" });
    element.focus({ preventScroll: true });
    element.classList.add("highlight");
    setTimeout(() => element.classList.remove("highlight"), HIGHLIGHT_MS);
    return true;
  }

  #arrived(message) {
    const mine = message.user === this.app.store.me;
    const expected = this.#clicks > 0 || performance.now() < this.#expectingUntil;
    if (mine || expected) {
      this.#firstNew = null;
      this.#stuck = true;
      this.#endTop = 0; // wherever one is just now, the end is where to go
      return;
    }
    const away = !this.#staysAtEnd();
    if (away) this.#fresh += 1;
    if ((away || !attentive()) && !this.#firstNew) this.#firstNew = message.ts;
    this.#unsaid = [...this.#unsaid, message].slice(-ANNOUNCED);
  }

  /** For screen readers; with the drawing, since each word said would have the page laid out once more. */
  #announce() {
    for (const { text, user } of this.#unsaid) {
      const words = renderMrkdwn(text ?? "", this.app.names).textContent;
      announce(`${this.app.names.directory.nameOf(user)}: ${words}`);
    }
    this.#unsaid = [];
  }

  #flush() {
    if (!this.timeline.loaded && !this.timeline.error) return false;
    const staysAtEnd = this.#staysAtEnd();
    this.#announce();
    const all = this.timeline.messages;
    if (!this.#begun && this.unread) this.#firstNew = this.#nthUnread(all, this.unread);
    const shown = all.slice(-this.#window);
    const cut = shown.length < all.length || this.timeline.hasMore;
    const nodes = [shown.length < all.length ? this.earlier : cut ? null : this.intro].filter(Boolean);
    let previous = null;
    for (const message of shown) {
      const divider = this.#divider(message, previous);
      if (divider) nodes.push(divider);
      nodes.push(this.#element(message, !divider && follows(message, previous)));
      if (message.ts === this.timeline.thread) nodes.push(this.#countOfReplies(message.reply_count ?? 0));
      previous = message;
    }
    for (const ts of [...this.#entries.keys()]) if (!this.timeline.get(ts)) this.#entries.delete(ts);
    setChildren(this.list, nodes);
    this.#rove();
    this.status.hidden = !this.timeline.status;
    this.status.lastElementChild.textContent = `${this.app.store.workspace.app.name} ${this.timeline.status}`;
    this.#begun = true;
    if (staysAtEnd) this.toEnd();
    else this.#showPill();
    return true;
  }

  #nthUnread(all, unread) {
    const others = all.filter((message) => message.user !== this.app.store.me);
    return others.at(-Math.min(unread, others.length))?.ts ?? null;
  }

  /** The message's element; drawn anew only if it looks different now. */
  #element(message, compact) {
    const { app } = this;
    const inThread = Boolean(this.timeline.thread);
    const outside = inThread ? "" : String(app.seenReplies.isNew(message));
    const entry = this.#entries.get(message.ts);
    if (entry?.compact === compact && entry.outside === outside) {
      if (entry.message === message || alike(entry.message, message)) return entry.element;
    }
    const previous = entry?.element ?? null;
    const focused = previous?.contains(document.activeElement) ? document.activeElement : null;
    const element = renderMessage(message, { compact, inThread, previous }, app);
    if (!previous && this.#begun && message.ts === this.timeline.latest) element.classList.add("arriving");
    this.#entries.set(message.ts, { message, compact, outside, element });
    if (previous?.isConnected) {
      previous.replaceWith(element);
      if (focused) refocus(element, focused);
    }
    return element;
  }

  /** A new day, or the first message one has not seen. */
  #divider(message, previous) {
    const day = !previous || dayKey(previous.ts) !== dayKey(message.ts) ? dayName(message.ts) : "";
    const fresh = message.ts === this.#firstNew;
    if ((!day || this.timeline.thread) && !fresh) return null;
    const key = `${message.ts}/${this.timeline.thread ? "" : day}/${fresh}`;
    if (!this.#dividers.has(key)) {
      const words = [this.timeline.thread ? "" : day, fresh ? "New" : ""].filter(Boolean).join(" · ");
      this.#dividers.set(
        key,
        h(
          "div.divider",
          { class: fresh ? "fresh" : "", role: "separator", aria: { label: words } },
          h("span", {}, words),
        ),
      );
    }
    return this.#dividers.get(key);
  }

  /** The line between a thread's parent and its replies. */
  #countOfReplies(count) {
    this.counted ??= h("div.divider.replies", {}, h("span"));
    this.counted.hidden = count === 0;
    this.counted.firstElementChild.textContent = count === 1 ? "1 reply" : `${count} replies`;
    return this.counted;
  }

  #showEarlier() {
    const first = this.list.querySelector("article");
    const before = first?.getBoundingClientRect().top ?? 0;
    this.#window += WINDOW;
    this.#flush();
    this.scroller.scrollTop += (first?.getBoundingClientRect().top ?? 0) - before;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.#stuck = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.#stuck) {
      this.#fresh = 0;
      if (this.timeline.loaded && attentive()) this.onseen();
    }
    this.#showPill();
  }

  #showPill() {
    this.pill.hidden = this.#stuck || this.#fresh === 0;
    const words = this.#fresh === 1 ? "1 new message" : `${this.#fresh} new messages`;
    if (!this.pill.hidden) this.pill.replaceChildren(icon("down"), words);
  }

  /** One message at a time can be reached with Tab; the arrow keys go from one to the next. */
  #rove(to = null) {
    const all = [...this.list.querySelectorAll("article")];
    const current = to ?? all.find((one) => one.tabIndex === 0) ?? all.at(-1);
    for (const one of all) one.tabIndex = one === current ? 0 : -1;
  }

  #key(event) {
    const article = event.target.closest("article");
    if (event.target !== article && event.target !== this.scroller) return;
    const all = [...this.list.querySelectorAll("article")];
    const at = article ? all.indexOf(article) : all.length;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    const next = all[Math.max(0, Math.min(to ?? -1, all.length - 1))];
    if (to !== undefined && next) {
      event.preventDefault();
      this.#rove(next);
      next.focus();
    } else if (article && event.key === "Enter") {
      event.preventDefault();
      article.querySelector(".thread-summary")?.click();
    } else if (article && (event.key === "m" || event.key === "ContextMenu") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      article.openMenu?.();
    }
  }
}
