// The app's modals: the topmost is shown, those below wait.

import { freshId, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { renderPlain } from "../text/render.js";
import { openDialog } from "../ui/dialog.js";
import { avatar } from "../ui/avatar.js";
import { ViewForm } from "./view_form.js";

export class Modals {
  #forms = new Map();
  #dialog = null;
  #top = null;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    app.store.viewsChanged.on(() => this.draw());
    this.draw();
  }

  draw() {
    const { modals } = this.app.store;
    const open = new Set(modals.map((view) => view.id));
    for (const [id, form] of this.#forms) {
      if (open.has(id)) continue;
      form.settle();
      this.#forms.delete(id);
    }
    const view = modals.at(-1) ?? null;
    if (!view) {
      this.#dialog?.close();
      this.#dialog = null;
      this.#top = null;
      return;
    }
    const known = this.#forms.get(view.id);
    const form = known ?? new ViewForm(this.app, view, "modal");
    this.#forms.set(view.id, form);
    const hasNewErrors = known ? form.update(view) : false;
    const isOther = this.#top !== view.id;
    this.#top = view.id;
    this.#show(view, form, modals.length);
    if (isOther) this.#begin(form);
    if (hasNewErrors) form.focusFirstError();
  }

  #show(view, form, depth) {
    const title = freshId("title");
    const inside = h(
      "form.modal-inside",
      {
        noValidate: true,
        autocomplete: "off",
        onsubmit: (event) => {
          event.preventDefault();
          this.#submit(view, form);
        },
      },
      h(
        "header.modal-head",
        {},
        depth > 1 ? this.#button("back", "Back", () => this.#close(view)) : avatar(this.#bot, "small"),
        h("h2", { id: title }, renderPlain(view.title)),
        this.#button("close", "Close", () => this.#close(view, true)),
      ),
      h("div.modal-body", { tabIndex: -1 }, form.element),
      this.#foot(view),
    );
    if (!this.#dialog) {
      const onescape = () => this.app.store.modals.length && this.#close(this.app.store.modals.at(-1));
      this.#dialog = openDialog([], { class: "modal", onescape });
    }
    const { element } = this.#dialog;
    const scrolled = this.#body?.scrollTop ?? 0;
    const focused = element.contains(document.activeElement) ? document.activeElement : null;
    element.setAttribute("aria-labelledby", title);
    element.dataset.depth = depth;
    element.replaceChildren(inside);
    const same = focused?.isConnected
      ? focused
      : inside.querySelector(`[data-key="${CSS.escape(focused?.dataset.key ?? "")}"]`);
    same?.focus({ preventScroll: true });
    this.#body.scrollTop = scrolled;
  }

  get #body() {
    return this.#dialog?.element.querySelector(".modal-body");
  }

  get #bot() {
    const { store } = this.app;
    return store.directory.user(store.workspace.app.bot_user);
  }

  #button(name, label, run) {
    return h(
      "button.icon-button",
      { type: "button", title: label, aria: { label }, data: { key: name }, onclick: run },
      icon(name),
    );
  }

  #foot(view) {
    const close = h(
      "button.button",
      { type: "button", data: { key: "cancel" }, onclick: () => this.#close(view) },
      view.close ? renderPlain(view.close) : "Close",
    );
    if (!view.submit) return view.close ? h("footer.modal-foot", {}, close) : null;
    return h(
      "footer.modal-foot",
      {},
      close,
      h(
        "button.button.filled.primary.submit",
        { type: "submit", data: { key: "submit" } },
        h("span", {}, renderPlain(view.submit)),
      ),
    );
  }

  #begin(form) {
    this.#body.scrollTop = 0;
    if (!form.focusFirst())
      this.#dialog.element.querySelector(".submit, .modal-foot button, .modal-head button:last-child")?.focus();
  }

  #close(view, all = false) {
    for (const [id, form] of this.#forms) if (all || id === view.id) form.settle();
    return this.app.acts.closeView(view, all);
  }

  async #submit(view, form) {
    const button = () => this.#dialog?.element.querySelector(".submit");
    if (button()?.getAttribute("aria-busy") === "true") return;
    button()?.setAttribute("aria-busy", "true");
    form.settle();
    await this.app.acts.submit(view, form.values());
    button()?.removeAttribute("aria-busy");
    // The same faults as before change nothing in the view, but the person should be led there again.
    if (Object.keys(form.view._sandbox.errors).length) form.focusFirstError();
  }
}
