// What one person sees of the workspace, kept up to date by the changes that the server sends.

import { RefusedError, get } from "../core/api.js";
import { Signal, afterQuiet, oncePerFrame } from "../core/signal.js";
import { Directory } from "./people.js";
import { Timeline } from "./timeline.js";

const REFRESH_MS = 60;

const keyOf = (channel, thread) => (thread ? `${channel}/${thread}` : channel);

export class Store {
  /** The sidebar's matters: channels, people, unread counts, whether a bot is connected. */
  workspaceChanged = new Signal();
  viewsChanged = new Signal();
  homeChanged = new Signal();
  connectionChanged = new Signal();
  /** Everything has been fetched anew. */
  loaded = new Signal();
  /** With each change of the kinds `log` and `trouble`, which concern no person. */
  behindTheScenes = new Signal();

  /** "connecting", "live" or "lost" */
  connection = "connecting";
  /** @type {Directory} */
  directory = null;
  workspace = null;
  /** Open modals, lowest first. */
  modals = [];
  home = null;
  #seq = 0;
  #viewSeq = 0;
  #timelines = new Map();
  /** Messages that come in while the workspace is being fetched, per fetch: its unread counts lack them. */
  #overtaking = new Set();
  #tell = oncePerFrame(() => this.workspaceChanged.emit());
  #refresh = afterQuiet(REFRESH_MS, () => this.loadWorkspace().catch(() => {}));

  constructor(user) {
    this.user = user;
  }

  get me() {
    return this.workspace.me;
  }

  /** The number of the latest change that everything here includes. */
  get seq() {
    return Math.min(this.#seq, this.#viewSeq);
  }

  /** Fetch everything that is shown, anew. */
  async load() {
    const timelines = [...this.#timelines.values()];
    await Promise.all([
      this.loadWorkspace(),
      this.#loadViews(),
      ...timelines.map((one) => this.#loadTimeline(one).catch((error) => this.#dropTimeline(one, error))),
    ]);
    this.loaded.emit();
  }

  async loadWorkspace() {
    const overtaking = [];
    this.#overtaking.add(overtaking);
    let workspace;
    try {
      workspace = await get("workspace", { user: this.user });
    } finally {
      this.#overtaking.delete(overtaking);
    }
    this.workspace = workspace;
    this.directory = new Directory(workspace.users, workspace.channels, workspace.app);
    this.#seq = Math.max(workspace.seq, overtaking.at(-1)?.seq ?? 0);
    for (const change of overtaking) if (change.seq > workspace.seq) this.#count(change);
    this.workspaceChanged.emit();
  }

  async #loadViews() {
    const { modals, home, seq } = await get("views", { user: this.user });
    this.modals = modals;
    this.home = home;
    this.#viewSeq = seq;
    this.viewsChanged.emit();
    this.homeChanged.emit();
  }

  /** The conversation or thread, fetched when it is first asked for. */
  timeline(channel, thread = null) {
    const key = keyOf(channel, thread);
    let timeline = this.#timelines.get(key);
    if (!timeline) {
      timeline = new Timeline(channel, thread);
      this.#timelines.set(key, timeline);
      this.#loadTimeline(timeline)
        .catch((error) => this.#dropTimeline(timeline, error))
        .catch(() => {}); // the line is broken; with the next one everything is fetched anyway
    }
    return timeline;
  }

  async #loadTimeline(timeline) {
    const { channel, thread } = timeline;
    timeline.fill(await get("messages", { user: this.user, channel, thread_ts: thread }));
  }

  /** A conversation that is gone, or not to be seen any more; whatever else went wrong is tried again. */
  #dropTimeline(timeline, error) {
    if (!(error instanceof RefusedError)) throw error;
    this.#timelines.delete(keyOf(timeline.channel, timeline.thread));
    timeline.fail(error);
  }

  setConnection(state) {
    if (state === this.connection) return;
    this.connection = state;
    this.connectionChanged.emit();
  }

  /** Take over one change of the feed. */
  apply(change) {
    switch (change.type) {
      case "message":
        for (const list of this.#overtaking) list.push(change);
        if (change.seq > this.#seq) this.#arrive(change);
        this.#pass(change);
        break;
      case "message_changed":
      case "message_deleted":
      case "status":
        this.#pass(change);
        break;
      case "view_opened":
      case "view_updated":
      case "view_closed":
      case "home":
        this.#showView(change);
        break;
      case "read":
        this.#read(change);
        break;
      case "log":
        if (change.kind === "socket") this.#refresh(); // a bot has come or gone
        this.behindTheScenes.emit(change);
        break;
      case "trouble":
        this.behindTheScenes.emit(change);
        break;
      case "channel":
      case "user":
      case "delivery":
      case "app":
        this.#refresh();
        break;
      default: // a kind of change this page does not know yet concerns nothing it shows
    }
    this.#seq = Math.max(this.#seq, change.seq);
    this.#viewSeq = Math.max(this.#viewSeq, change.seq);
  }

  #pass(change) {
    for (const timeline of this.#timelines.values()) timeline.apply(change);
  }

  #arrive(change) {
    this.#count(change);
    this.#tell();
  }

  /** As the server counts: others' messages since one's own last one, threads left aside. */
  #count({ channel: id, message }) {
    const channel = this.directory.channel(id);
    if (!channel) return;
    const reply = message.thread_ts && message.thread_ts !== message.ts && message.subtype !== "thread_broadcast";
    if (message.user === this.me) {
      if (!message._sandbox.ephemeral) channel.unread = 0;
    } else if (!reply && channel.is_member) {
      channel.unread += 1;
    }
  }

  #read({ channel: id, seq, ts }) {
    const channel = this.directory.channel(id);
    if (!channel || seq <= this.#seq) return;
    const timeline = this.#timelines.get(id);
    if (timeline?.loaded && ts >= (timeline.latest ?? "")) {
      channel.unread = 0;
      this.#tell();
    } else {
      this.#refresh();
    }
  }

  #showView({ type, seq, view, view_id: closed }) {
    if (seq <= this.#viewSeq) return;
    if (type === "home") {
      this.home = view;
      this.homeChanged.emit();
      return;
    }
    if (type === "view_opened") {
      this.modals = view.previous_view_id ? [...this.modals, view] : [view];
    } else if (type === "view_updated") {
      this.modals = this.modals.map((one) => (one.id === view.id ? view : one));
    } else {
      const position = this.modals.findIndex((one) => one.id === closed);
      if (position >= 0) this.modals = this.modals.slice(0, position);
    }
    this.viewsChanged.emit();
  }
}
