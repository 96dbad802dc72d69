// Radio buttons and checkboxes.

import { freshId, h } from "../core/dom.js";
import { renderText } from "../text/render.js";
import { commit } from "./surface.js";

export function renderChoices(element, block, surface, aids) {
  const several = element.type === "checkboxes";
  const name = freshId("choice");
  const group = h("div.choices", {
    role: several ? "group" : "radiogroup",
    data: { key: `${block.block_id}/${element.action_id}` },
    aria: { label: aids.labelledby ? null : "Choose", ...aids },
  });
  const boxes = element.options.map((option) =>
    h("input", { type: several ? "checkbox" : "radio", name, value: option.value, onchange: () => change() }),
  );
  const show = () => {
    const held = surface.value(block, element);
    for (const box of boxes) box.checked = several ? held.includes(box.value) : held === box.value;
  };
  const change = async () => {
    const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
    if (!(await commit(surface, block, element, several ? ticked : (ticked[0] ?? null)))) show();
  };
  for (const [index, option] of element.options.entries()) {
    const words = h("span.choice-words", {}, renderText(option.text, surface.names));
    if (option.description) words.append(h("small", {}, renderText(option.description, surface.names)));
    group.append(h("label.choice", {}, boxes[index], words));
  }
  show();
  return group;
}
