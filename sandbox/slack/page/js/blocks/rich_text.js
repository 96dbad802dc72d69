// The rich_text block.

import { h } from "../core/dom.js";
import { exactTime, formatDate } from "../core/time.js";
import { renderChannel, renderEmoji, renderLink, renderUser, renderWords } from "../text/render.js";
import { emojiFor } from "../text/emoji.js";

const BULLETS = ["•", "◦", "▪"];
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];

export function renderRichText(block, names) {
  return h(
    "div.text",
    {},
    block.elements.map((element) => renderPart(element, names)),
  );
}

function renderPart(part, names) {
  switch (part.type) {
    case "rich_text_list":
      return renderList(part, names);
    case "rich_text_preformatted":
      return h("pre", {}, h("code", {}, renderRun(part.elements, names)));
    case "rich_text_quote":
      return h("blockquote", {}, renderRun(part.elements, names));
    default:
      return h("p", {}, renderRun(part.elements, names));
  }
}

function renderList({ style, indent = 0, offset = 0, border, elements }, names) {
  const items = elements.map((item, index) => {
    const marker = style === "ordered" ? `${numeral(offset + index, indent)}.` : BULLETS[indent % BULLETS.length];
    return h(
      "li",
      { data: { indent } },
      h("span.marker", { aria: { hidden: true } }, marker),
      h("span", {}, renderRun(item.elements, names)),
    );
  });
  return h(`${style === "ordered" ? "ol" : "ul"}.items`, { class: border ? "bordered" : "" }, items);
}

/** Numbers, letters and roman numerals in turn, as lists go deeper. */
function numeral(index, indent) {
  if (indent % 3 === 1) return LETTERS[index % LETTERS.length];
  if (indent % 3 === 2) return ROMAN[index] ?? String(index + 1);
  return String(index + 1);
}

function renderRun(elements, names) {
  return elements.map((element) => styled(renderInlineElement(element, names), element.style ?? {}));
}

function renderInlineElement(element, names) {
  switch (element.type) {
    case "text":
      return renderWords(element.text);
    case "link":
      return renderLink(element.url, element.text || element.url, names);
    case "emoji": {
      const tone = element.skin_tone ? `::skin-tone-${element.skin_tone}` : "";
      return emojiFor(element.name) ? renderEmoji(element.name + tone) : fromCodes(element);
    }
    case "user":
      return renderUser(element.user_id, names);
    case "channel":
      return renderChannel(element.channel_id, "", names);
    case "usergroup":
      return h("span.mention", {}, `@${element.usergroup_id}`);
    case "broadcast":
      return h("span.mention.mention-me", {}, `@${element.range}`);
    case "date": {
      const text = formatDate(element.timestamp, element.format) || element.fallback;
      const time = h("time", { title: exactTime(element.timestamp) }, text);
      return element.url ? renderLink(element.url, time, names) : time;
    }
    case "color":
      return renderColour(element.value);
    default:
      return "";
  }
}

/** An emoji whose name is not known here, by its code points: "1f9d1-200d-1f3a8". */
function fromCodes({ name, unicode }) {
  if (!unicode) return `:${name}:`;
  return h("span.emoji", {}, String.fromCodePoint(...unicode.split("-").map((code) => Number.parseInt(code, 16))));
}

function renderColour(value) {
  const swatch = h("span.swatch");
  swatch.style.setProperty("background", value);
  return h("span.colour", {}, swatch, value);
}

function styled(inside, style) {
  const tags = { code: "code", bold: "strong", italic: "em", strike: "s", underline: "u", highlight: "mark" };
  return Object.entries(tags).reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), inside);
}
