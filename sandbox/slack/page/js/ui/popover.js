// What opens beside something and closes by itself: menus, pickers, completion. Built on the platform's
// popovers, which lie on top of everything, close on Escape and on a click elsewhere.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";

const GAP = 6;
const EDGE = 8;
const CLICK_MS = 400;

/** Anchors pressed while their popover was open: that closes it, and the click must not open it again. */
const pressed = new WeakSet();

/**
 * Open `content` beside `anchor`.
 *
 * @param {object} options
 * @param {"start"|"end"} options.align  which edge of the anchor it is aligned with
 * @param {boolean} options.above  prefer the space above
 * @param {boolean} options.keepsFocus  the anchor keeps the focus, and whoever opened it closes it
 * @param {() => void} options.onclose
 * @returns {?{element: HTMLElement, close: () => void, place: () => void}} null if this very click closed it
 */
export function openPopover(anchor, content, options = {}) {
  if (pressed.delete(anchor)) return null;
  const element = h("div.popover", { class: options.class ?? "" }, content);
  element.popover = options.keepsFocus ? "manual" : "auto";
  // Outside an open dialog everything is inert, so what belongs to it opens inside.
  (anchor.closest("dialog, main, aside") ?? document.body).append(element);
  const place = () => placeBeside(element, anchor, options);
  const press = () => {
    pressed.add(anchor);
    setTimeout(() => pressed.delete(anchor), CLICK_MS);
  };
  const close = () => element.isConnected && element.hidePopover();
  element.addEventListener("beforetoggle", ({ newState }) => {
    if (newState !== "closed") return;
    if (!options.keepsFocus) anchor.setAttribute("aria-expanded", "false");
    anchor.removeEventListener("pointerdown", press);
    window.removeEventListener("resize", place);
    // The browser hands focus back only after this event, so the element goes a moment later.
    setTimeout(() => element.remove(), 0);
    options.onclose?.();
  });
  element.showPopover();
  place();
  window.addEventListener("resize", place);
  if (!options.keepsFocus) {
    anchor.addEventListener("pointerdown", press);
    anchor.setAttribute("aria-expanded", "true");
  }
  return { element, close, place };
}

function placeBeside(element, anchor, { align = "start", above = false, wide = false }) {
  const at = anchor.getBoundingClientRect();
  if (wide) element.style.setProperty("min-inline-size", `${at.width}px`);
  const size = element.getBoundingClientRect();
  const room = { above: at.top - GAP - EDGE, below: innerHeight - at.bottom - GAP - EDGE };
  const goesAbove = above
    ? room.above >= size.height || room.above > room.below
    : room.below < size.height && room.above > room.below;
  element.style.setProperty("max-block-size", `${Math.max(120, goesAbove ? room.above : room.below)}px`);
  const height = Math.min(size.height, Math.max(120, goesAbove ? room.above : room.below));
  const left = align === "end" ? at.right - size.width : at.left;
  const top = goesAbove ? at.top - GAP - height : at.bottom + GAP;
  element.style.setProperty("left", `${clamp(left, EDGE, innerWidth - size.width - EDGE)}px`);
  element.style.setProperty("top", `${clamp(top, EDGE, innerHeight - height - EDGE)}px`);
}

const clamp = (value, low, high) => Math.max(low, Math.min(value, Math.max(low, high)));

/**
 * Open a menu.
 *
 * @param {Array<{label, icon?, detail?, danger?, checked?, leading?: Node, run: () => void}|"line"|{heading}>} items
 */
export function openMenu(anchor, items, options = {}) {
  const menu = h("div.menu", { role: "menu", aria: { label: options.label ?? "Menu" } });
  const opened = openPopover(anchor, menu, options);
  if (!opened) return null;
  for (const item of items) menu.append(menuLine(item, opened.close));
  opened.place();
  const entries = [...menu.querySelectorAll("button")];
  menu.addEventListener("keydown", (event) => {
    const at = entries.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (event.key === "Tab") opened.close();
    if (to === undefined) return;
    event.preventDefault();
    entries[(to + entries.length) % entries.length].focus();
  });
  entries[0]?.focus({ focusVisible: options.byKeyboard ?? undefined });
  return opened;
}

function menuLine(item, close) {
  if (item === "line") return h("hr", { role: "separator" });
  if (item.heading) return h("p.menu-heading", { role: "presentation" }, item.heading);
  const choose = () => {
    close();
    item.run();
  };
  const role = item.checked === undefined ? "menuitem" : "menuitemradio";
  return h(
    "button.menu-item",
    {
      type: "button",
      role,
      tabIndex: -1,
      class: item.danger ? "danger" : "",
      aria: { checked: item.checked },
      onclick: choose,
    },
    item.leading ?? (item.icon ? icon(item.icon) : null),
    h("span.menu-words", {}, h("span", {}, item.label), item.detail ? h("small", {}, item.detail) : null),
    item.checked ? icon("check") : null,
  );
}
