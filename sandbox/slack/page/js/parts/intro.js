// What stands at the beginning of a conversation: what it is for, and what one could try.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { avatar } from "../ui/avatar.js";

/** @param {(text: string) => void} ontry  puts a text into the composer */
export function renderIntro(app, channel, ontry) {
  const { workspace, directory } = app.store;
  const isApp = channel.user === workspace.app.bot_user;
  const direct = channel.kind === "im" || channel.kind === "mpim";
  const sign = direct
    ? avatar(directory.user(channel.user), "large")
    : h("span.intro-sign", {}, icon(channel.kind === "private" ? "lock" : "hash"));
  return h(
    "section.intro",
    {},
    sign,
    h("h2", {}, direct ? channel.name : `#${channel.name}`),
    h("p", {}, isApp ? workspace.app.description : aboutOf(channel, workspace.app)),
    channel.is_member && (channel.bot_is_member || !direct) ? renderExamples(workspace, ontry) : null,
  );
}

function aboutOf({ kind, name, purpose }, app) {
  if (kind === "im") return `Only you and ${name} are here; ${app.name} is not.`;
  return kind === "private" ? `A private channel. ${purpose}` : purpose;
}

function renderExamples(workspace, ontry) {
  const examples = workspace.commands
    .filter((one) => !one.builtin)
    .flatMap(examplesOf)
    .slice(0, 4);
  if (!examples.length) return null;
  return h(
    "div.examples",
    {},
    h("p", {}, "Something to try:"),
    examples.map((text) =>
      h("button.example", { type: "button", onclick: () => ontry(text) }, h("code", {}, text)),
    ),
  );
}

/** A command's usage hint as things to type: "lighthouse, storm · help" are two. */
export function examplesOf({ command, usage_hint: hint }) {
  const parts = hint.split(/\s+[·|]\s+/).map((part) => part.trim());
  const plain = parts.filter((part) => part && !/^[[<]/.test(part));
  return [...plain.map((part) => `${command} ${part}`), command];
}
