// Choosing an emoji: those used most at first, all of them by name.

import { h } from "../core/dom.js";
import { EMOJI, findEmoji } from "../text/emoji.js";
import { openPopover } from "./popover.js";

const COLUMNS = 8;
/** One row of them. */
const COMMON = ["+1", "heart", "tada", "eyes", "joy", "white_check_mark", "raised_hands", "art"];

/** @param {(one: {name: string, emoji: string}) => void} onchoose */
export function openEmojiPicker(anchor, onchoose, options = {}) {
  const search = h("input.input", {
    type: "text",
    placeholder: "Find an emoji",
    aria: { label: "Find an emoji" },
  });
  const grid = h("div.emoji-grid", { role: "group", aria: { label: "Emoji" } });
  const opened = openPopover(anchor, h("div.emoji-picker", {}, search, grid), { align: "end", ...options });
  if (!opened) return;

  const button = (one) => {
    const choose = () => {
      opened.close();
      onchoose(one);
    };
    const label = one.name.replaceAll("_", " ");
    return h(
      "button.emoji-choice",
      { type: "button", title: `:${one.name}:`, aria: { label }, onclick: choose },
      one.emoji,
    );
  };
  const fill = () => {
    const typed = search.value.trim();
    if (typed) {
      grid.replaceChildren(...findEmoji(typed, 48).map(button));
      if (!grid.childElementCount) grid.append(h("p", {}, "No emoji of that name."));
      return;
    }
    const common = COMMON.map((name) => EMOJI.find((one) => one.names.includes(name)));
    const groups = Object.entries(Object.groupBy(EMOJI, (one) => one.group));
    grid.replaceChildren(
      ...common.map(button),
      ...groups.flatMap(([group, list]) => [h("p", {}, group), ...list.map(button)]),
    );
  };
  search.addEventListener("input", fill);
  search.addEventListener("keydown", (event) => {
    const first = grid.querySelector("button");
    if (event.key === "Enter") first?.click();
    if (event.key === "ArrowDown") first?.focus();
  });
  grid.addEventListener("keydown", (event) => {
    const all = [...grid.querySelectorAll("button")];
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const to = all.indexOf(document.activeElement) + steps[event.key];
    (all[to] ?? (to < 0 ? search : all.at(-1))).focus();
  });
  fill();
  opened.place();
  search.focus();
}
