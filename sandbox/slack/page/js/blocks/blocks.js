// Layout blocks by their type.

import { freshId, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { renderElement } from "../elements/element.js";
import { renderMarkdown, renderPlain, renderText } from "../text/render.js";
import { renderImageBlock, renderSmallImage } from "./picture.js";
import { renderRichText } from "./rich_text.js";

/** @param {import("../elements/surface.js").Surface} surface */
export function renderBlocks(blocks, surface) {
  return blocks.map((block) => renderBlock(block, surface));
}

export function renderBlock(block, surface) {
  const render = RENDERERS[block.type];
  const shown = render ? render(block, surface) : h("p.unknown", {}, `This page cannot show “${block.type}”.`);
  shown.classList.add("block", `block-${block.type}`);
  shown.dataset.block = block.block_id ?? "";
  return shown;
}

const RENDERERS = {
  section: renderSection,
  actions: renderActions,
  context: renderContext,
  input: renderInput,
  image: renderImageBlock,
  divider: () => h("hr"),
  // In App Home and in a message it is a part of the conversation; in a modal, of what the modal's title says.
  header: (block, surface) => h(surface.kind === "modal" ? "h3" : "h2", {}, renderPlain(block.text)),
  rich_text: (block, surface) => renderRichText(block, surface.names),
  markdown: (block, surface) => renderMarkdown(block.text, surface.names),
};

function renderSection(block, surface) {
  const words = h("div.section-words", {}, block.text ? renderText(block.text, surface.names) : null);
  if (block.fields) {
    words.append(
      h(
        "div.fields",
        {},
        block.fields.map((field) => renderText(field, surface.names)),
      ),
    );
  }
  return h("div", {}, words, block.accessory ? h("div.accessory", {}, renderAccessory(block, surface)) : null);
}

function renderAccessory(block, surface) {
  const { accessory } = block;
  return accessory.type === "image"
    ? renderSmallImage(accessory, surface, true)
    : renderElement(accessory, block, surface);
}

function renderActions(block, surface) {
  return h(
    "div",
    {},
    block.elements.map((element) => renderElement(element, block, surface)),
  );
}

function renderContext(block, surface) {
  return h(
    "div",
    {},
    block.elements.map((element) =>
      element.type === "image" ? renderSmallImage(element, surface, false) : renderText(element, surface.names),
    ),
  );
}

/** An input with its label, hint, and place for what is wrong with it. */
function renderInput(block, surface) {
  const label = freshId("label");
  const hint = freshId("hint");
  const error = freshId("error");
  const control = renderElement(block.element, block, surface, {
    labelledby: label,
    describedby: `${hint} ${error}`,
  });
  const target = control.matches("input, textarea, button")
    ? control
    : control.querySelector("input, textarea, button");
  // A click on the words for buttons and boxes leads there and no further: a label of theirs would press them.
  const isField = target?.matches("textarea, input:not([type=radio], [type=checkbox], [type=file])");
  if (isField) target.id ||= freshId("field");
  const named = h(
    "label.input-label",
    { id: label, htmlFor: isField ? target.id : null, onclick: () => target?.focus() },
    renderPlain(block.label),
    block.optional ? h("span.optional", {}, " (optional)") : null,
  );
  return h(
    "div",
    {},
    named,
    control,
    h("p.input-error", { id: error, hidden: true }, icon("warning"), h("span")),
    h("p.input-hint", { id: hint, hidden: !block.hint }, block.hint ? renderPlain(block.hint) : null),
  );
}

/** Say under an input what is wrong with it, or that nothing is ("" or undefined). */
export function showInputError(shown, text) {
  const place = shown.querySelector(".input-error");
  if (!place) return;
  place.hidden = !text;
  place.lastElementChild.textContent = text ?? "";
  shown.classList.toggle("invalid", Boolean(text));
  for (const control of shown.querySelectorAll("input, textarea, .picker, [role=group], [role=radiogroup]")) {
    if (text) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}
