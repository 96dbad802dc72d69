// Pictures: image blocks, small images beside text, and shared files.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { renderPlain } from "../text/render.js";
import { openLightbox } from "../ui/lightbox.js";

/** Where the sandbox's copy of a picture is; null if it has none. */
function copyOf(image, images) {
  const named = image.image_url ?? image.slack_file?.id ?? image.slack_file?.url;
  return images[named] ?? null;
}

/** An image block: a title if it has one, and the picture, which opens in full size. */
export function renderImageBlock(block, surface) {
  const title = block.title ? h("figcaption", {}, renderPlain(block.title)) : null;
  const src = copyOf(block, surface.images);
  if (!src) return h("figure.picture", {}, title, missing(block.alt_text));
  const shot = { src, alt: block.alt_text, title: block.title?.text ?? "", link: block.image_url ?? null };
  return h("figure.picture", {}, title, pictureButton(shot, block.image_width, block.image_height));
}

/** A picture as a button that opens it; its place is kept free before it is loaded. */
export function pictureButton(shot, width, height) {
  const image = h("img", { src: shot.src, alt: shot.alt, width, height, decoding: "async", draggable: false });
  const button = h(
    "button.picture-button",
    { type: "button", title: "Open in full size", onclick: () => openGallery(button) },
    image,
  );
  if (width && height) {
    button.style.setProperty("--ratio", `${width / height}`);
    button.style.setProperty("--width", `${width}px`);
  }
  button.shot = shot;
  image.addEventListener("load", () => button.classList.add("loaded"));
  image.addEventListener("error", () => button.replaceChildren(missing(shot.alt)));
  return button;
}

/** Open the picture of `button` among all those of the same conversation or thread. */
function openGallery(button) {
  const all = [...(button.closest("[data-gallery]") ?? button.parentElement).querySelectorAll(".picture-button")];
  openLightbox(
    all.map((one) => one.shot),
    all.indexOf(button),
  );
}

/** A small image: in a context line, or beside a section. */
export function renderSmallImage(image, surface, large) {
  const src = copyOf(image, surface.images);
  if (!src) return missing(image.alt_text);
  if (!large) return h("img.context-image", { src, alt: image.alt_text, title: image.alt_text });
  const shot = { src, alt: image.alt_text, title: "", link: image.image_url ?? null };
  const button = pictureButton(shot, image.image_width, image.image_height);
  button.classList.add("thumbnail");
  return button;
}

function missing(alt) {
  return h("span.picture-missing", {}, icon("picture"), h("span", {}, alt || "This picture can't be shown."));
}
