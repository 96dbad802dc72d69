// What the composer offers while one types: commands, people, channels and emoji.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { channelOption } from "../elements/pickers.js";
import { EMOJI, findEmoji } from "../text/emoji.js";
import { avatar } from "../ui/avatar.js";
import { Listbox, matching } from "../ui/listbox.js";
import { openPopover } from "../ui/popover.js";

const MOST = 8;

/**
 * What is being typed at the end of `before`, the text in front of the cursor.
 *
 * @returns {?{kind: "command"|"person"|"channel"|"emoji", typed: string, length: number}}
 */
export function wordBefore(before) {
  const command = /^\/(\S*)$/.exec(before);
  if (command) return { kind: "command", typed: command[1], length: before.length };
  const found = /(?:^|[\s(])([@#:])([\p{L}\p{N}_.+-]*)$/u.exec(before);
  if (!found) return null;
  const [, sign, typed] = found;
  if (sign === ":" && typed.length < 2) return null;
  const kind = { "@": "person", "#": "channel", ":": "emoji" }[sign];
  return { kind, typed, length: typed.length + 1 };
}

export class Completion {
  #opened = null;
  #word = null;

  /** @param {HTMLTextAreaElement} field @param {HTMLElement} anchor  what the list stands above */
  constructor(app, field, anchor) {
    this.app = app;
    this.field = field;
    this.anchor = anchor;
    this.list = new Listbox({
      label: "Suggestions",
      onchoose: (option) => this.#take(option),
      onactive: (active) => {
        if (active) field.setAttribute("aria-activedescendant", active.id);
        else field.removeAttribute("aria-activedescendant");
      },
    });
    field.setAttribute("aria-autocomplete", "list");
  }

  /** Look at what is typed, and offer what fits. */
  update() {
    const { field } = this;
    const before = field.value.slice(0, field.selectionStart);
    this.#word = field.selectionStart === field.selectionEnd ? wordBefore(before) : null;
    const options = this.#word ? this.#options(this.#word) : [];
    if (!options.length) {
      this.close();
      return;
    }
    this.#opened ??= openPopover(this.anchor, this.list.element, {
      above: true,
      wide: true,
      keepsFocus: true,
      class: "completion",
    });
    field.setAttribute("aria-controls", this.list.element.id);
    this.list.show(options);
    this.#opened.place();
  }

  close() {
    this.#opened?.close();
    this.#opened = null;
    this.field.removeAttribute("aria-activedescendant");
    this.field.removeAttribute("aria-controls");
  }

  /** @returns whether the key was for the list */
  key(event) {
    if (!this.#opened || event.isComposing) return false;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
      return true;
    }
    // What is typed in full already is sent by Enter, not completed once more.
    const typed = this.field.value.slice(0, this.field.selectionStart).slice(-this.#word.length);
    const whole = event.key === "Enter" && this.list.active?.value === typed;
    return !whole && this.list.key(event);
  }

  #options({ kind, typed }) {
    const { store } = this.app;
    const { directory, workspace } = store;
    switch (kind) {
      case "command": {
        const known = workspace.commands.map(({ command, description, usage_hint: hint, builtin }) => ({
          value: command,
          words: command.slice(1),
          label: h("span.command-line", {}, h("strong", {}, command), h("span", {}, hint)),
          detail: description,
          leading: builtin
            ? h("span.option-icon", {}, icon("invite"))
            : avatar(directory.user(workspace.app.bot_user), "tiny"),
        }));
        return matching(known, typed).filter((option) => option.words.startsWith(typed.toLowerCase()));
      }
      case "person": {
        const all = directory.users.map((user) => ({
          value: `@${directory.nameOf(user.id)}`,
          words: `${directory.nameOf(user.id)} ${user.name}`,
          label: directory.nameOf(user.id),
          detail: user.is_bot ? "App" : `@${user.name}`,
          leading: avatar(user, "tiny"),
        }));
        return matching(all, typed).slice(0, MOST);
      }
      case "channel": {
        const rooms = directory.channels.filter((one) => one.kind === "public" || one.kind === "private");
        return matching(
          rooms.map((one) => ({ ...channelOption(one, directory), value: `#${one.name}` })),
          typed,
        ).slice(0, MOST);
      }
      default:
        if (EMOJI.some((one) => one.names.includes(typed) && this.field.value.endsWith(":"))) return [];
        return findEmoji(typed, MOST).map((one) => ({
          value: one.emoji,
          words: one.name,
          label: `:${one.name}:`,
          leading: h("span.option-emoji", {}, one.emoji),
        }));
    }
  }

  #take(option) {
    const { field } = this;
    const end = field.selectionStart;
    field.setRangeText(`${option.value} `, end - this.#word.length, end, "end");
    this.close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
