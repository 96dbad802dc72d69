// The little squares that stand for people and apps.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";

/** @param {object} user  Slack's user object @param {"tiny"|"small"|"normal"|"large"} size */
export function avatar(user, size = "normal") {
  const square = h(`span.avatar.${size}`, { aria: { hidden: "true" } });
  square.style.setProperty("--tint", `#${user.color}`);
  if (user.is_bot) {
    square.classList.add("avatar-app");
    square.append(icon("spark"));
  } else {
    square.append(initials(user.profile?.display_name || user.name || "?"));
  }
  return square;
}

/** Two letters of a name in an alphabet; of a Korean, Chinese or Japanese name the first character. */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const first = [...words[0]][0] ?? "?";
  if (/[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(first)) return first;
  return (first + (words.length > 1 ? [...words.at(-1)][0] : "")).toUpperCase();
}
