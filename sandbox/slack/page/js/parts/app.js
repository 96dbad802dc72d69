// The page as a whole: which conversation and thread are shown, as whom.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { lasting, passing } from "../core/memory.js";
import { readRoute, writeRoute } from "../core/route.js";
import { initialValue } from "../elements/values.js";
import { Names } from "../text/render.js";
import { Inspector } from "../inspector/inspector.js";
import { Acts } from "./acts.js";
import { Conversation } from "./conversation.js";
import { openJump } from "./jump.js";
import { renewTimes } from "./message.js";
import { Modals } from "./modals.js";
import { SeenReplies } from "./seen.js";
import { Sidebar } from "./sidebar.js";
import { Thread } from "./thread.js";

/** Below this the sidebar is a drawer; the style sheets have the same number. */
const NARROW = matchMedia("(max-width: 760px)");
/** Below this a thread covers the conversation; the style sheets have the same number here too. */
const COVERED = matchMedia("(max-width: 1080px)");
const RENEW_MS = 30_000;
const TOUCH = matchMedia("(hover: none)");

export class App {
  /** The conversation that is shown, and the ts of the thread beside it. */
  channel = null;
  threadTs = null;
  #conversation = null;
  #thread = null;

  /** @param {import("../state/store.js").Store} store  already loaded */
  constructor(store) {
    this.store = store;
    this.acts = new Acts(store);
    this.names = new Names(store.directory, store.me, (route) => this.go(route));
    this.seenReplies = new SeenReplies(store.me);
    this.chosen = new Chosen();
    this.shell = document.getElementById("shell");
    this.main = document.getElementById("main");
    this.side = document.getElementById("thread");
    this.banner = h("div.banner", { role: "status", hidden: true });
    this.main.append(this.banner);
    this.sidebar = new Sidebar(this);
    const toComposer = () => (this.#thread?.composer ?? this.#conversation.composer)?.focus();
    this.shell.before(h("button.skip", { type: "button", onclick: toComposer }, "Skip to the message box"));
    this.modals = new Modals(this);
    this.inspector = new Inspector(store, this.shell);
    store.workspaceChanged.on(() => this.#workspaceChanged());
    store.connectionChanged.on(() => this.#drawBanner());
    window.addEventListener("popstate", () => this.#follow());
    window.addEventListener("focus", () => this.#conversation?.pane.toEndIfThere());
    document.addEventListener("keydown", (event) => this.#key(event));
    NARROW.addEventListener("change", () => this.openDrawer(false));
    COVERED.addEventListener("change", () => this.#markMain());
    setInterval(() => renewTimes(this.main), RENEW_MS);
    this.openDrawer(false);
    this.#follow();
    this.#drawBanner();
  }

  /** Show a conversation, a thread in it, or one message. */
  go({ channel, thread = null, message = null }) {
    writeRoute({ user: this.store.user, channel, thread });
    this.openDrawer(false);
    this.#show({ channel, thread, message });
  }

  closeThread() {
    const ts = this.threadTs;
    this.go({ channel: this.channel.id });
    const parent = this.main.querySelector(`article[data-ts="${CSS.escape(ts ?? "")}"]`);
    (parent?.querySelector(".thread-summary") ?? parent)?.focus();
  }

  /** Show what the address says. */
  #follow() {
    this.#show(readRoute());
  }

  #show({ channel: named, thread = null, message = null }) {
    const { directory } = this.store;
    const channel =
      directory.findChannel(named) ??
      directory.findChannel(passing.get(`channel/${this.store.me}`)) ??
      this.#first();
    const isOther = this.channel?.id !== channel.id;
    this.channel = channel;
    if (isOther) {
      this.#conversation?.end();
      this.#conversation = new Conversation(this, channel);
      this.main.replaceChildren(this.banner, this.#conversation.element);
      passing.set(`channel/${this.store.me}`, channel.id);
    }
    this.#showThread(channel, thread, isOther);
    if (message) this.#reveal(message, thread);
    else if (!TOUCH.matches) (this.#thread ?? this.#conversation).composer?.focus();
    writeRoute({ user: this.store.user, channel: channel.id, thread: this.threadTs }, { replace: true });
    this.sidebar.draw();
    this.#title();
  }

  #showThread(channel, ts, isOther) {
    if (ts === this.threadTs && !isOther) return;
    this.threadTs = ts;
    this.#thread?.end();
    this.#thread = ts ? new Thread(this, channel, ts) : null;
    this.side.replaceChildren(...(this.#thread ? [this.#thread.element] : []));
    this.side.hidden = !ts;
    this.shell.classList.toggle("with-thread", Boolean(ts));
    this.#markMain();
  }

  /** A thread that covers the conversation is what the page is about. */
  #markMain() {
    const covered = COVERED.matches && Boolean(this.threadTs);
    mark(this.side, "role", covered && "main");
    mark(this.side.querySelector("h2"), "aria-level", covered && 1);
  }

  /** Scroll to a message as soon as it is there. */
  #reveal(ts, thread) {
    const pane = thread && thread !== ts ? this.#thread.pane : this.#conversation.pane;
    if (pane.reveal(ts)) return;
    const end = pane.timeline.changed.on(() => {
      end();
      requestAnimationFrame(() => pane.reveal(ts));
    });
  }

  #first() {
    const { channels } = this.store.directory;
    return channels.find((one) => one.is_member && one.bot_is_member) ?? channels[0];
  }

  /** Do `work` once the workspace has told of a channel. */
  whenKnown(channel, work) {
    if (this.store.directory.channel(channel)) {
      work();
      return;
    }
    const end = this.store.workspaceChanged.on(() => {
      if (!this.store.directory.channel(channel)) return;
      end();
      work();
    });
  }

  /** Become somebody else, in the same place if they may be there. */
  become(user) {
    lasting.set("user", user.name);
    passing.set("user", user.name);
    const { kind, members, id } = this.channel;
    const mayBe = kind === "public" || members.includes(user.id);
    writeRoute({ user: user.name, channel: mayBe ? id : "@app" });
    location.reload();
  }

  /**
   * A click in a message is answered beside it: bring that into sight when it comes.
   *
   * @returns {() => void} to be called once the app has taken the click, or not
   */
  awaitAnswer(message) {
    const inThread = this.#thread && (message.thread_ts ?? message.ts) === this.threadTs;
    return (inThread ? this.#thread : this.#conversation).pane.expectAnswer();
  }

  openDrawer(open) {
    this.shell.classList.toggle("with-drawer", open);
    this.sidebar.element.inert = NARROW.matches && !open;
    this.main.inert = NARROW.matches && open;
    this.side.inert = NARROW.matches && open;
    mark(this.sidebar.element, "role", NARROW.matches && open && "dialog");
    mark(this.sidebar.element, "aria-modal", NARROW.matches && open);
    if (open) this.sidebar.element.querySelector("[aria-current], .place")?.focus();
  }

  unreadElsewhere() {
    return this.store.directory.channels.some((one) => one.unread && one.id !== this.channel?.id);
  }

  #workspaceChanged() {
    const { directory } = this.store;
    const renamed = this.names.directory.users.length !== directory.users.length;
    this.names.directory = directory;
    if (!directory.channel(this.channel.id)) {
      this.#show({ channel: null });
      return;
    }
    this.channel = directory.channel(this.channel.id);
    if (renamed) this.#conversation.pane.redraw();
    this.#title();
    this.#drawBanner();
  }

  #title() {
    const unread = this.store.directory.channels.reduce((sum, one) => sum + one.unread, 0);
    const place = this.names.directory.channelName(this.channel.id);
    document.title = `${unread ? `(${unread}) ` : ""}${place} · ${this.store.workspace.team.name}`;
  }

  /** What is wrong with the line to the workspace, or between it and the bot. */
  #drawBanner() {
    const { connection, workspace } = this.store;
    const { mode, connections } = workspace.delivery;
    let text = "";
    if (connection === "lost") text = "The line to the workspace is broken. Trying again …";
    else if (!workspace.app.installed) text = `${workspace.app.name} is not installed in this workspace.`;
    else if (mode === "socket" && connections === 0) {
      text = `${workspace.app.name} is not connected: its commands and buttons will not answer.`;
    }
    if (text === this.banner.textContent) return;
    this.banner.replaceChildren(...(text ? [icon("warning"), h("span", {}, text)] : []));
    this.banner.hidden = !text;
  }

  #key(event) {
    if (event.key === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) openJump(this);
    }
    if (
      event.key !== "Escape" ||
      event.defaultPrevented ||
      document.querySelector("dialog[open], [popover]:popover-open")
    )
      return;
    if (this.shell.classList.contains("with-drawer")) this.openDrawer(false);
    else if (this.#thread && this.side.contains(document.activeElement)) this.closeThread();
  }
}

/** Set an attribute, or take it away where `value` is false. */
function mark(element, name, value) {
  if (value) element?.setAttribute(name, value);
  else element?.removeAttribute(name);
}

/** What was chosen in the menus of messages; the server does not tell, and Slack's does not either. */
class Chosen {
  #values = new Map();

  get(key, element) {
    const known = this.#values.get(key);
    return known?.type === element.type ? known.value : initialValue(element);
  }

  set(key, value, element) {
    this.#values.set(key, { type: element.type, value });
  }
}
