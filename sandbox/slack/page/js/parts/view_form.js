// The blocks of a modal or App Home, and what a person enters in them. When the app updates the view, blocks
// that stay the same keep their elements, and entries stay with their block.

import { alike, h, setChildren } from "../core/dom.js";
import { renderBlock, showInputError } from "../blocks/blocks.js";
import { elementsOf, initialValue, rememberedValue } from "../elements/values.js";

const REMEMBER_MS = 400;

export class ViewForm {
  #entered = new Map();
  #shown = new Map();
  #timers = new Map();

  /** @param {import("./app.js").App} app @param {"modal"|"home"} kind */
  constructor(app, view, kind) {
    this.app = app;
    this.kind = kind;
    this.failure = h("p.form-failure", { role: "alert", hidden: true });
    this.blocks = h("div.blocks");
    this.element = h("div.view-form", {}, this.failure, this.blocks);
    this.update(view);
  }

  /** @returns whether errors have come that were not there before */
  update(view) {
    const before = this.view?._sandbox.errors ?? {};
    this.view = view;
    const surface = this.#surface();
    const focused = this.blocks.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const shown = new Map();
    for (const block of view.blocks ?? []) {
      const known = this.#shown.get(block.block_id);
      const images =
        block.type === "image" || block.type === "context" || block.accessory ? view._sandbox.images : null;
      const same = known && alike(known.block, block) && alike(known.images, images);
      shown.set(block.block_id, same ? known : { block, images, element: renderBlock(block, surface) });
    }
    this.#shown = shown;
    setChildren(
      this.blocks,
      [...shown.values()].map((one) => one.element),
    );
    if (focused && document.activeElement === document.body) {
      this.blocks.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    }
    const { errors, failure } = view._sandbox;
    for (const [id, one] of shown) if (one.block.type === "input") showInputError(one.element, errors[id]);
    this.failure.textContent = failure;
    this.failure.hidden = !failure;
    return Object.keys(errors).length > 0 && !alike(before, errors);
  }

  /** `{block_id: {action_id: plain value}}` of everything the person has touched. */
  values() {
    const values = {};
    for (const block of this.view.blocks) {
      for (const element of elementsOf(block)) {
        const entered = this.#entered.get(`${block.block_id}/${element.action_id}`);
        if (entered?.type === element.type) (values[block.block_id] ??= {})[element.action_id] = entered.value;
      }
    }
    return values;
  }

  focusFirst() {
    const first =
      this.blocks.querySelector("[autofocus]") ??
      this.blocks.querySelector("input:not([hidden]), textarea, .picker");
    first?.focus();
    return Boolean(first);
  }

  focusFirstError() {
    const invalid = this.blocks.querySelector(".invalid");
    invalid?.scrollIntoView({ block: "center", behavior: "smooth" });
    invalid?.querySelector("input, textarea, button")?.focus({ preventScroll: true });
  }

  /** Nothing more is to be remembered of it: it is being sent, or closed. */
  settle() {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  /** @returns {import("../elements/surface.js").Surface} */
  #surface() {
    const { app } = this;
    return {
      kind: this.kind,
      names: app.names,
      images: this.view._sandbox.images,
      channel: null,
      value: (block, element) => this.#value(block, element),
      set: (block, element, value) => this.#set(block, element, value),
      act: (block, element, value) => app.acts.change(this.view, block, element, value, this.values()),
      failure: () => "",
      upload: (file) => app.acts.upload(file),
    };
  }

  #value(block, element) {
    const entered = this.#entered.get(`${block.block_id}/${element.action_id}`);
    if (entered?.type === element.type) return entered.value;
    const remembered = this.view.state?.values?.[block.block_id]?.[element.action_id];
    return remembered?.type === element.type ? rememberedValue(remembered) : initialValue(element);
  }

  #set(block, element, value) {
    const key = `${block.block_id}/${element.action_id}`;
    this.#entered.set(key, { type: element.type, value });
    if (block.type === "input") showInputError(this.#shown.get(block.block_id).element, "");
    if (block.type !== "input" || block.dispatch_action) return; // the app is told, and so the server knows
    clearTimeout(this.#timers.get(key));
    const { view } = this;
    this.#timers.set(
      key,
      setTimeout(() => this.app.acts.remember(view, block, element, value), REMEMBER_MS),
    );
  }
}
