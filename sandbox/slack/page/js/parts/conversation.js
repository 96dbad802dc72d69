// One conversation: its head, messages and composer; an app's App Home beside its messages.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { passing } from "../core/memory.js";
import { trying } from "../ui/toast.js";
import { avatar } from "../ui/avatar.js";
import { openMenu } from "../ui/popover.js";
import { Composer } from "./composer.js";
import { acceptDrops } from "./drafts.js";
import { HomeTab } from "./home.js";
import { Pane } from "./pane.js";
import { renderIntro } from "./intro.js";

const FACES = 3;

export class Conversation {
  #seen = "";
  #look = "";
  #ends = [];

  /** @param {import("./app.js").App} app */
  constructor(app, channel) {
    this.app = app;
    this.id = channel.id;
    const timeline = app.store.timeline(channel.id);
    this.pane = new Pane(app, timeline, {
      label: `Messages in ${app.names.directory.channelName(channel.id)}`,
      intro: () => renderIntro(app, channel, (text) => this.composer?.write(text)),
      onseen: () => this.#markRead(),
      unread: channel.is_member ? channel.unread : 0,
    });
    this.head = h("header.head");
    this.foot = h("div.foot");
    this.body = h("div.conversation-body", {}, this.pane.element, this.foot);
    this.element = h("div.conversation", {}, this.head, this.body);
    this.tab = "messages";
    this.#ends.push(app.store.workspaceChanged.on(() => this.draw()));
    this.draw();
    const { workspace } = app.store;
    const hasHome = channel.user === workspace.app.bot_user && workspace.app.home_tab;
    if (hasHome && passing.get(`tab/${app.store.me}`) === "home") this.showTab("home"); // where one was last
    acceptDrops(this.element, () => this.composer, app.names.directory.channelName(channel.id));
  }

  get channel() {
    return this.app.store.directory.channel(this.id);
  }

  end() {
    for (const end of this.#ends) end();
    this.pane.end();
    this.home?.end();
    this.composer?.end();
  }

  draw() {
    const { channel } = this;
    if (!channel) return;
    this.#drawFoot(channel);
    const { app, users } = this.app.store.workspace;
    const look = JSON.stringify([{ ...channel, unread: 0 }, app, users, this.tab, this.app.unreadElsewhere()]);
    if (look === this.#look) return;
    this.#look = look;
    const focused = this.head.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.head.replaceChildren(...this.#headParts(channel).filter(Boolean));
    if (focused) this.head.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #headParts(channel) {
    const { app } = this;
    const { workspace, directory } = app.store;
    const direct = channel.kind === "im" || channel.kind === "mpim";
    const isApp = channel.user === workspace.app.bot_user;
    const sign = direct
      ? avatar(directory.user(channel.user), "tiny")
      : icon(channel.kind === "private" ? "lock" : "hash");
    const about = isApp ? workspace.app.description : channel.purpose;
    return [
      h(
        "button.icon-button.drawer-open",
        {
          type: "button",
          aria: { label: "Conversations" },
          data: { key: "drawer" },
          onclick: () => app.openDrawer(true),
        },
        icon("menu"),
        app.unreadElsewhere() ? h("span.drawer-dot") : null,
      ),
      h(
        "div.head-words",
        {},
        h("h1", {}, sign, h("span", {}, channel.name), isApp ? h("span.app-badge", {}, "App") : null),
        about ? h("p", {}, about) : null,
      ),
      isApp && workspace.app.home_tab ? this.#tabs() : null,
      direct ? null : this.#membersButton(channel),
      app.inspector.button,
    ];
  }

  #tabs() {
    const tab = (value, label) =>
      h(
        "button.tab",
        {
          type: "button",
          role: "tab",
          tabIndex: this.tab === value ? 0 : -1,
          data: { key: `tab/${value}` },
          aria: { selected: this.tab === value },
          onclick: () => this.showTab(value),
        },
        label,
      );
    return h(
      "div.tabs",
      { role: "tablist", aria: { label: "Parts of the app" }, onkeydown: (event) => this.#tabKey(event) },
      tab("home", "Home"),
      tab("messages", "Messages"),
    );
  }

  #tabKey(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    this.showTab(this.tab === "home" ? "messages" : "home");
    this.head.querySelector("[aria-selected=true]").focus();
  }

  showTab(tab) {
    this.tab = tab;
    passing.set(`tab/${this.app.store.me}`, tab);
    this.home ??= new HomeTab(this.app);
    this.body.replaceChildren(...(tab === "home" ? [this.home.element] : [this.pane.element, this.foot]));
    this.app.acts.visitHome(tab);
    this.draw();
  }

  #membersButton(channel) {
    const { directory } = this.app.store;
    const { app } = this.app.store.workspace;
    const faces = channel.members.slice(0, FACES).map((id) => avatar(directory.user(id), "tiny"));
    const label = `${channel.members.length} members${channel.bot_is_member ? "" : `, without ${app.name}`}`;
    const button = h(
      "button.members",
      {
        type: "button",
        title: label,
        data: { key: "members" },
        aria: { label, haspopup: "menu", expanded: "false" },
        onclick: () => openMenu(button, this.#members(channel), { align: "end", label: "Members" }),
      },
      h("span.faces", {}, faces),
      h("span", {}, channel.members.length),
    );
    return button;
  }

  #members(channel) {
    const { app } = this;
    const { workspace, directory } = app.store;
    const invite = {
      icon: "invite",
      label: `Invite ${workspace.app.name}`,
      detail: "It is not in this channel",
      run: () => trying(() => app.acts.invite(channel.id, workspace.app.bot_user)),
    };
    const mention = (id) => () => this.composer?.write(`@${directory.nameOf(id)} `, { add: true });
    const members = channel.members.map((id) => ({
      leading: avatar(directory.user(id), "tiny"),
      label: directory.nameOf(id),
      detail: directory.user(id).is_bot ? "App" : directory.user(id).is_admin ? "Admin" : "",
      run: mention(id),
    }));
    return [{ heading: `In #${channel.name}` }, ...members, ...(channel.bot_is_member ? [] : ["line", invite])];
  }

  #drawFoot(channel) {
    const { workspace } = this.app.store;
    const withApp = channel.kind === "im" && channel.user === workspace.app.bot_user;
    const readOnly = withApp && (!workspace.app.messages_tab || workspace.app.messages_tab_read_only);
    const state = channel.is_member ? (readOnly ? "closed" : "open") : "outside";
    if (state === this.state) return;
    this.state = state;
    if (state === "open") {
      this.composer = new Composer(this.app, { channel: channel.id, onsent: () => this.pane.toEnd() });
      this.foot.replaceChildren(this.composer.element);
    } else if (state === "outside") {
      const join = () => trying(() => this.app.acts.join(channel.id));
      this.foot.replaceChildren(
        h(
          "div.closed",
          {},
          h("span", {}, `You are not in #${channel.name}.`),
          h("button.button.filled.primary", { type: "button", onclick: join }, "Join"),
        ),
      );
    } else {
      this.foot.replaceChildren(h("div.closed", {}, h("span", {}, "This app does not take messages here.")));
    }
  }

  #markRead() {
    const { latest } = this.pane.timeline;
    if (!latest || latest === this.#seen || !this.channel?.is_member) return;
    this.#seen = latest;
    this.app.acts.read(this.id, latest);
  }
}
