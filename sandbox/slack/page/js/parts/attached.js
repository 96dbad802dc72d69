// What hangs on a message: shared files, and attachments of the older kind.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { renderBlocks } from "../blocks/blocks.js";
import { pictureButton } from "../blocks/picture.js";
import { renderLink, renderMrkdwn } from "../text/render.js";

export function renderFiles(files, app) {
  return h(
    "div.files",
    {},
    files.map((file) => renderFile(file, app)),
  );
}

function renderFile(file, app) {
  if (file.mode === "tombstone") return h("p.file-gone", {}, icon("bin"), "This file was deleted.");
  const src = `/_sandbox/files/${file.id}`;
  if (file.mimetype?.startsWith("image/")) {
    const title = file.title || file.name;
    const shot = { src, alt: file.alt_txt || title, title, link: src };
    return h(
      "figure.picture",
      {},
      h("figcaption", {}, title),
      pictureButton(shot, file.original_w, file.original_h),
    );
  }
  const by = app.names.directory.nameOf(file.user);
  return h(
    "a.file-card",
    { href: src, download: file.name ?? "", aria: { label: `Download ${file.name ?? "the file"}` } },
    h("span.file-icon", {}, icon("file")),
    h(
      "span.file-words",
      {},
      h("strong", {}, file.title || file.name || "A file"),
      h("small", {}, [file.pretty_type, sizeOf(file.size), by].filter(Boolean).join(" · ")),
    ),
    icon("download"),
  );
}

/** Bytes as people read them. */
export function sizeOf(bytes) {
  if (!bytes) return "";
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function renderAttachments(attachments, surface, app) {
  return attachments.map((one) => {
    const bar = h("div.attachment", {});
    if (/^#?[0-9a-f]{6}$/i.test(one.color ?? "")) bar.style.setProperty("--bar", `#${one.color.replace("#", "")}`);
    if (one.blocks) {
      bar.append(h("div.blocks", {}, renderBlocks(one.blocks, surface)));
      return bar;
    }
    const title = one.title_link ? renderLink(one.title_link, one.title, app.names) : one.title;
    if (one.pretext) bar.append(renderMrkdwn(one.pretext, app.names));
    if (title) bar.append(h("p.attachment-title", {}, title));
    if (one.text) bar.append(renderMrkdwn(one.text, app.names));
    if (one.fields) {
      bar.append(
        h(
          "div.fields",
          {},
          one.fields.map((field) =>
            h("div", {}, h("strong", {}, field.title ?? ""), renderMrkdwn(field.value ?? "", app.names)),
          ),
        ),
      );
    }
    if (one.footer) bar.append(h("small.attachment-footer", {}, one.footer));
    return bar;
  });
}
