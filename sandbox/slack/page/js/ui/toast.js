// Short notices that come and go.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";

const SHOWN_MS = 7_000;

/** @param {"info"|"trouble"} kind */
export function toast(text, kind = "trouble") {
  const place = document.getElementById("toasts");
  const remove = () => notice.remove();
  const notice = h(
    `div.toast.${kind}`,
    {},
    icon(kind === "trouble" ? "warning" : "info"),
    h("p", {}, text),
    h(
      "button.icon-button",
      { type: "button", aria: { label: "Dismiss this notice" }, onclick: remove },
      icon("close"),
    ),
  );
  // A modal dialog covers the page: its notices belong on top of it.
  const open = [...document.querySelectorAll("dialog[open]")].at(-1);
  (open ?? document.body).append(place);
  place.append(notice);
  let timer = setTimeout(remove, SHOWN_MS);
  notice.addEventListener("pointerenter", () => clearTimeout(timer));
  notice.addEventListener("pointerleave", () => {
    timer = setTimeout(remove, SHOWN_MS / 2);
  });
}

/** Do something for a person; if it is refused, say why. @returns its result, or null */
export async function trying(work) {
  try {
    return await work();
  } catch (error) {
    toast(sentence(error.message));
    return null;
  }
}

export function sentence(text) {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
