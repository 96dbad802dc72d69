// Buttons, and the overflow menu.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { renderPlain, wordsOf } from "../text/render.js";
import { confirmed } from "../ui/dialog.js";
import { openMenu } from "../ui/popover.js";

export function renderButton(element, block, surface) {
  const press = async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    if (element.confirm && !(await confirmed(element.confirm, surface.names))) return;
    if (element.url) openAddress(element.url);
    await busyWhile(button, () => surface.act(block, element, element.value));
  };
  const button = h(
    "button.button",
    {
      type: "button",
      class: [element.style ?? "", element.style === "primary" ? "filled" : ""].join(" "),
      aria: { label: element.accessibility_label },
      data: keyOf(block, element),
      onclick: press,
    },
    h("span", {}, renderPlain(element.text)),
    element.url ? icon("open") : null,
  );
  return withFailure(button, block, element, surface);
}

export function renderOverflow(element, block, surface) {
  const choose = async (option) => {
    if (element.confirm && !(await confirmed(element.confirm, surface.names))) return;
    if (option.url) openAddress(option.url);
    await busyWhile(button, () => surface.act(block, element, option.value));
  };
  const items = element.options.map((option) => ({
    label: h("span", {}, renderPlain(option.text)),
    detail: option.description && wordsOf(option.description),
    run: () => choose(option),
  }));
  const button = h(
    "button.button.square",
    {
      type: "button",
      aria: { label: "More actions", haspopup: "menu", expanded: "false" },
      data: keyOf(block, element),
      onclick: () => openMenu(button, items, { align: "end", label: "More actions" }),
    },
    icon("more"),
  );
  return withFailure(button, block, element, surface);
}

/** Open a web address in a tab of its own; other kinds of address have no business here. */
function openAddress(url) {
  if (/^https?:/i.test(url)) window.open(url, "_blank", "noopener,noreferrer");
}

/** By which the focus finds its way back when a message or form is drawn anew. */
export function keyOf(block, element) {
  return { key: `${block.block_id}/${element.action_id}/${element.value ?? ""}`, action: element.action_id };
}

/** Show that the app has been told and has not answered yet; the focus stays where it is. */
async function busyWhile(button, work) {
  button.setAttribute("aria-disabled", "true");
  button.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    button.removeAttribute("aria-disabled");
    button.removeAttribute("aria-busy");
  }
}

/** Slack's warning sign on what the app did not answer. */
export function withFailure(control, block, element, surface) {
  const failure = surface.failure(block, element);
  if (!failure) return control;
  const text = `The app did not take this: ${failure}`;
  return h(
    "span.failed",
    {},
    control,
    h("span.failed-sign", { role: "img", title: text, aria: { label: text } }, icon("warning")),
  );
}
