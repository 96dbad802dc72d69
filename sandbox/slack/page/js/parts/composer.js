// Where people write: messages, commands, files.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { sentence } from "../ui/toast.js";
import { openEmojiPicker } from "../ui/emoji_picker.js";
import { openMenu } from "../ui/popover.js";
import { Completion } from "./completion.js";
import { Draft } from "./drafts.js";

const MOST_HEIGHT = 220;

export class Composer {
  /**
   * @param {import("./app.js").App} app
   * @param {object} place
   * @param {string} place.channel
   * @param {?string} place.thread
   * @param {() => void} place.onsent
   */
  constructor(app, { channel, thread = null, onsent }) {
    this.app = app;
    this.channel = channel;
    this.thread = thread;
    this.onsent = onsent;
    this.draft = new Draft(`${app.store.me}/${channel}/${thread ?? ""}`, app.acts, () => this.update());
    this.#build();
    this.field.value = this.draft.text;
    this.update();
  }

  #build() {
    const place = this.thread ? "the thread" : this.app.names.directory.channelName(this.channel);
    this.field = h("textarea", {
      id: this.thread ? "thread-composer" : "composer",
      rows: 1,
      placeholder: this.thread ? "Reply …" : `Message ${place}`,
      aria: { label: this.thread ? "Reply in the thread" : `Message ${place}` },
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
      onblur: () => this.completion.close(),
      onpaste: (event) => this.#paste(event),
      onclick: () => this.completion.update(),
    });
    this.files = h("ul.draft-files");
    this.note = h("p.composer-note", { role: "status", hidden: true });
    this.chooser = h("input", {
      type: "file",
      multiple: true,
      hidden: true,
      tabIndex: -1,
      onchange: () => this.#chosen(),
    });
    const attach = tool("clip", "Attach files", () => this.chooser.click());
    const emoji = tool("smile", "Emoji", () =>
      openEmojiPicker(emoji, (one) => this.write(one.emoji, { add: true }), { above: true, align: "start" }),
    );
    const shortcuts = tool("bolt", "Commands and shortcuts", () => this.#openShortcuts(shortcuts));
    this.sendButton = h(
      "button.send",
      { type: "button", aria: { label: this.thread ? "Send the reply" : "Send" }, onclick: () => this.send() },
      icon("send"),
    );
    this.box = h(
      "div.composer-box",
      {},
      this.files,
      this.field,
      h(
        "div.composer-tools",
        {},
        attach,
        emoji,
        this.thread ? null : shortcuts,
        h("span.composer-hint"),
        this.sendButton,
      ),
    );
    this.hint = this.box.querySelector(".composer-hint");
    this.element = h("div.composer", {}, this.note, this.box, this.chooser);
    this.completion = new Completion(this.app, this.field, this.box);
  }

  end() {
    this.completion.close();
  }

  focus() {
    this.field.focus();
  }

  /** Put `text` into the field, or `add` it where the cursor is. */
  write(text, { add = false } = {}) {
    const { field } = this;
    if (add) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    else field.value = text;
    this.#typed();
    this.completion.close();
    field.focus();
  }

  attach(files) {
    this.draft.add(files);
    this.focus();
  }

  update() {
    if (document.activeElement !== this.field || this.field.value.trim() !== this.draft.text.trim()) {
      this.field.value = this.draft.text;
    }
    this.files.replaceChildren(...this.draft.renderFiles());
    this.files.hidden = !this.draft.files.length;
    this.sendButton.disabled = this.draft.isEmpty || this.draft.isUploading;
    this.#showHint();
    this.#grow();
  }

  #typed() {
    this.draft.write(this.field.value);
    this.#say("");
    this.update();
    this.completion.update();
  }

  /** How the command that is being typed is used, or what the keys do. */
  #showHint() {
    const { workspace } = this.app.store;
    const name = /^(\/\S+)\s/.exec(this.field.value)?.[1];
    const command = workspace.commands.find((one) => one.command === name);
    const cannotRead = this.draft.files.length && !workspace.app.scopes.includes("files:read");
    if (cannotRead)
      this.hint.textContent = `${workspace.app.name} can't read files: its manifest has no files:read`;
    else if (command) this.hint.textContent = `${command.command} ${command.usage_hint}`;
    else if (this.field.value) this.hint.textContent = "Enter sends · Shift+Enter breaks the line";
    else this.hint.replaceChildren(h("span.narrow-only", {}, "Stand-in models, on this machine"));
  }

  #grow() {
    this.field.style.setProperty("height", "auto");
    this.field.style.setProperty("height", `${Math.min(this.field.scrollHeight, MOST_HEIGHT)}px`);
  }

  #key(event) {
    if (this.completion.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.field.value && !this.thread) {
      const last = this.box.closest(".conversation")?.querySelector(".pane-list article:last-of-type");
      if (last) {
        event.preventDefault();
        last.focus();
      }
    }
  }

  #paste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.attach(files);
  }

  #chosen() {
    this.attach([...this.chooser.files]);
    this.chooser.value = "";
  }

  async send() {
    if (this.draft.isEmpty || this.draft.isUploading) return;
    this.completion.close();
    const isCommand = this.field.value.startsWith("/"); // with a space in front it is a message
    const text = this.field.value.trim();
    const refusal = isCommand ? this.#refusal(text) : "";
    if (refusal) {
      this.#say(refusal);
      return;
    }
    const fileIds = this.draft.fileIds;
    const taken = this.draft.take();
    this.field.value = "";
    this.update();
    this.onsent();
    try {
      if (isCommand) await this.app.acts.command(this.channel, text);
      else await this.app.acts.send(this.channel, text, { thread: this.thread, files: fileIds });
    } catch (error) {
      this.draft.restore(taken);
      this.#say(sentence(error.message));
    }
  }

  /** Why a command can't be run here, or "". */
  #refusal(text) {
    const [name] = text.split(/\s/);
    const { workspace } = this.app.store;
    const known = workspace.commands.some((one) => one.command === name);
    if (!known) return `${name} is not a command. Put a space in front to send it as a message.`;
    if (this.thread)
      return `Commands don't run in threads. Write @${workspace.app.name} here, or run it in the conversation.`;
    return this.draft.files.length ? "Commands can't carry files. Send the files as a message." : "";
  }

  #openShortcuts(anchor) {
    const { workspace } = this.app.store;
    const commands = workspace.commands.map(({ command, description, builtin }) => ({
      icon: builtin ? "invite" : "spark",
      label: command,
      detail: description,
      run: () => this.write(`${command} `),
    }));
    const shortcuts = workspace.shortcuts
      .filter((one) => one.type === "global")
      .map((shortcut) => ({
        icon: "bolt",
        label: shortcut.name,
        detail: shortcut.description,
        run: () => this.app.acts.shortcut(shortcut),
      }));
    const extra = shortcuts.length ? ["line", { heading: "Shortcuts" }, ...shortcuts] : [];
    openMenu(anchor, [{ heading: "Commands" }, ...commands, ...extra], {
      above: true,
      label: "Commands and shortcuts",
    });
  }

  #say(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
  }
}

function tool(name, label, run) {
  return h("button.icon-button", { type: "button", title: label, aria: { label }, onclick: run }, icon(name));
}
