// The workspace, its conversations, the app, and who one is.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { avatar } from "../ui/avatar.js";
import { openMenu } from "../ui/popover.js";
import { THEMES, chooseTheme, chosenTheme } from "../ui/theme.js";
import { openNewChannel } from "./new_channel.js";

export class Sidebar {
  #look = "";

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.element = document.getElementById("sidebar");
    this.inside = h("div.sidebar-inside");
    this.element.append(this.inside);
    app.store.workspaceChanged.on(() => this.draw());
    this.draw();
  }

  draw() {
    const { store } = this.app;
    const { team, app } = store.workspace;
    const { directory } = store;
    const look = JSON.stringify([team, app, directory.channels, directory.users, store.me, this.app.channel?.id]);
    if (look === this.#look) return;
    this.#look = look;
    const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const rooms = directory.channels.filter((one) => one.kind === "public" || one.kind === "private");
    const direct = directory.channels.filter((one) => !rooms.includes(one) && one.user !== app.bot_user);
    this.inside.replaceChildren(
      h(
        "header.workspace",
        {},
        h("span.workspace-mark", { aria: { hidden: "true" } }),
        h("span.workspace-words", {}, h("strong", {}, team.name), h("small", {}, "on this machine")),
        h(
          "button.icon-button.drawer-close",
          {
            type: "button",
            aria: { label: "Close the list of conversations" },
            onclick: () => this.app.openDrawer(false),
          },
          icon("close"),
        ),
      ),
      h(
        "nav.places",
        { aria: { label: "Conversations" } },
        this.#section(
          "Channels",
          rooms,
          h(
            "button.icon-button",
            {
              type: "button",
              title: "New channel",
              aria: { label: "New channel" },
              data: { key: "new-channel" },
              onclick: () => openNewChannel(this.app),
            },
            icon("plus"),
          ),
        ),
        direct.length ? this.#section("Direct messages", direct) : null,
        directory.appChannel ? this.#section("Apps", [directory.appChannel]) : null,
      ),
      h("footer.sidebar-foot", {}, this.#standIns(), this.#me()),
    );
    if (focused) this.element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #section(title, channels, action = null) {
    return h(
      "section",
      {},
      h("div.section-head", {}, h("h2", {}, title), action),
      h(
        "ul",
        {},
        channels.map((channel) => h("li", {}, this.#place(channel))),
      ),
    );
  }

  #place(channel) {
    const { app } = this;
    const current = app.channel?.id === channel.id;
    const unread = current ? 0 : channel.unread;
    const direct = channel.kind === "im" || channel.kind === "mpim";
    const user = direct ? app.store.directory.user(channel.user) : null;
    const sign = user ? avatar(user, "tiny") : icon(channel.kind === "private" ? "lock" : "hash");
    const name = direct ? channel.name : channel.name;
    const kind = channel.kind === "private" ? "private channel" : direct ? "direct message" : "channel";
    const label = `${name}, ${kind}${unread ? `, ${unread} unread` : ""}`;
    return h(
      "button.place",
      {
        type: "button",
        class: unread ? "unread" : "",
        aria: { current: current ? "page" : null, label },
        data: { key: channel.id },
        onclick: () => app.go({ channel: channel.id }),
      },
      sign,
      h("span.place-name", {}, name),
      unread ? h("span.unread-count", {}, unread > 99 ? "99+" : unread) : null,
    );
  }

  #standIns() {
    return h(
      "p.stand-ins",
      {},
      icon("info"),
      h("span", {}, "A sandbox: the models behind the bot are stand-ins that draw and compose on this machine."),
    );
  }

  #me() {
    const { store } = this.app;
    const user = store.directory.user(store.me);
    const button = h(
      "button.me",
      {
        type: "button",
        data: { key: "me" },
        aria: {
          haspopup: "menu",
          expanded: "false",
          label: `You are ${store.directory.nameOf(user.id)}. Switch person or theme`,
        },
        onclick: () => openMenu(button, this.#choices(), { above: true, label: "You", wide: true }),
      },
      avatar(user, "small"),
      h("span.me-words", {}, h("strong", {}, store.directory.nameOf(user.id)), h("small", {}, roleOf(user))),
      icon("up"),
    );
    return button;
  }

  #choices() {
    const { store } = this.app;
    const people = store.directory.people.map((user) => ({
      leading: avatar(user, "tiny"),
      label: store.directory.nameOf(user.id),
      detail: roleOf(user),
      checked: user.id === store.me,
      run: () => this.app.become(user),
    }));
    const themes = THEMES.map((theme) => ({
      icon: theme.icon,
      label: theme.label,
      checked: chosenTheme() === theme.value,
      run: () => chooseTheme(theme.value),
    }));
    return [{ heading: "Look through the eyes of" }, ...people, "line", { heading: "Appearance" }, ...themes];
  }
}

/** "Admin · English", "Member · 한국어". */
function roleOf(user) {
  let language = "";
  try {
    const locale = user.locale ?? "en-US";
    language = new Intl.DisplayNames([locale], { type: "language", languageDisplay: "standard" }).of(
      locale.split("-")[0],
    );
  } catch {
    // a locale nobody knows
  }
  return [user.is_admin ? "Admin" : "Member", language].filter(Boolean).join(" · ");
}
