// The App Home tab.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { ViewForm } from "./view_form.js";

export class HomeTab {
  #form = null;

  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.element = h("div.home", {
      tabIndex: 0,
      role: "tabpanel",
      aria: { label: "Home" },
      data: { gallery: "" },
    });
    this.end = app.store.homeChanged.on(() => this.draw());
    this.draw();
  }

  draw() {
    const { home, workspace } = this.app.store;
    if (!home) {
      this.element.replaceChildren(
        h("div.home-empty", {}, icon("spark"), h("p", {}, `${workspace.app.name} has not put anything here yet.`)),
      );
      return;
    }
    if (this.#form && this.#form.view.id === home.id) {
      this.#form.update(home);
      return;
    }
    this.#form = new ViewForm(this.app, home, "home");
    this.element.replaceChildren(this.#form.element);
  }
}
