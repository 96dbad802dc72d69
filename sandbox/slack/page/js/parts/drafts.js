// What is not sent yet: texts, kept over a reload, and files, which are uploaded as soon as they are chosen.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { passing } from "../core/memory.js";
import { trying } from "../ui/toast.js";
import { sizeOf } from "./attached.js";

const MOST_FILES = 10;

/** The text and files waiting in one composer. */
export class Draft {
  /** @param {string} key  the conversation or thread, and who writes @param {() => void} onchange */
  constructor(key, acts, onchange) {
    this.key = `draft/${key}`;
    this.acts = acts;
    this.onchange = onchange;
    const kept = passing.get(this.key, {});
    this.text = kept.text ?? "";
    this.files = (kept.files ?? []).map((file) => ({ file, name: file.name, ready: true }));
  }

  get isEmpty() {
    return !this.text.trim() && !this.files.length;
  }

  get isUploading() {
    return this.files.some((one) => !one.ready);
  }

  get fileIds() {
    return this.files.map((one) => one.file.id);
  }

  write(text) {
    this.text = text;
    this.#keep();
  }

  /** Start over. @returns what was there, for `restore` */
  take() {
    const { text, files } = this;
    this.text = "";
    this.files = [];
    this.#keep();
    this.onchange();
    return { text, files };
  }

  /** Put back what could not be sent, unless something new has been begun. */
  restore({ text, files }) {
    if (!this.isEmpty) return;
    this.text = text;
    this.files = files;
    this.#keep();
    this.onchange();
  }

  async add(files) {
    await Promise.all([...files].slice(0, MOST_FILES - this.files.length).map((file) => this.#upload(file)));
  }

  async #upload(file) {
    const preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : "";
    const entry = { name: file.name || "Pasted picture", size: file.size, preview, ready: false, file: null };
    this.files.push(entry);
    this.onchange();
    entry.file = await trying(() => this.acts.upload(file));
    entry.ready = true;
    if (preview) URL.revokeObjectURL(preview);
    if (!entry.file) this.remove(entry);
    this.#keep();
    this.onchange();
  }

  remove(entry) {
    this.files = this.files.filter((one) => one !== entry);
    this.#keep();
    this.onchange();
  }

  #keep() {
    const files = this.files.filter((one) => one.file).map(({ file }) => file);
    passing.set(this.key, this.isEmpty ? null : { text: this.text, files });
  }

  /** The files as little cards, each with a way to take it off again. */
  renderFiles() {
    return this.files.map((entry) => {
      const { file, name } = entry;
      const stored = file?.mimetype?.startsWith("image/") ? `/_sandbox/files/${file.id}` : "";
      const src = file ? stored : entry.preview;
      const picture = src ? h("img", { src, alt: "" }) : h("span.file-icon", {}, icon("file"));
      return h(
        "li.draft-file",
        { aria: { busy: !entry.ready } },
        picture,
        h(
          "span.file-words",
          {},
          h("strong", {}, name),
          h("small", {}, entry.ready ? sizeOf(file?.size) : "Uploading …"),
        ),
        h(
          "button.icon-button",
          { type: "button", aria: { label: `Remove ${name}` }, onclick: () => this.remove(entry) },
          icon("close"),
        ),
      );
    });
  }
}

/** Let files be dropped anywhere on `element`. */
export function acceptDrops(element, composer, place) {
  const veil = h(
    "div.drop-veil",
    { aria: { hidden: "true" } },
    h("div", {}, icon("picture"), `Drop to share in ${place}`),
  );
  let depth = 0;
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files") && composer();
  const leave = () => {
    depth = 0;
    veil.remove();
  };
  element.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth += 1;
    element.append(veil);
  });
  element.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  element.addEventListener("dragleave", () => {
    depth -= 1;
    if (depth <= 0) leave();
  });
  element.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    leave();
    composer().attach(event.dataTransfer.files);
  });
}
