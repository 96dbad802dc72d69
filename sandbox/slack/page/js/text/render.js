// From the trees of mrkdwn.js and markdown.js to elements.

import { h } from "../core/dom.js";
import { readPermalink } from "../core/route.js";
import { exactTime, formatDate } from "../core/time.js";
import { emojiFor } from "./emoji.js";
import { parseMarkdown } from "./markdown.js";
import { parseMrkdwn, parsePlain } from "./mrkdwn.js";

const EMOJI_IN_TEXT = /(\p{RGI_Emoji})/v;

/** What references in a text mean, and where they lead. */
export class Names {
  /** @param {(route: object) => void} go  shows a conversation or message of this workspace */
  constructor(directory, me, go) {
    this.directory = directory;
    this.me = me;
    this.go = go;
  }
}

export function renderMrkdwn(text, names) {
  return h("div.text", {}, renderTree(parseMrkdwn(text), names));
}

export function renderMarkdown(text, names) {
  return h("div.text", {}, renderTree(parseMarkdown(text), names));
}

/** A text object: plain_text or mrkdwn. */
export function renderText(object, names) {
  if (object.type === "mrkdwn") return renderMrkdwn(object.text, names);
  return h("div.text.plain", {}, renderPlain(object));
}

/** The inline nodes of a plain_text object, for buttons, labels and titles. */
export function renderPlain(object) {
  return object.emoji === false ? renderWords(object.text) : renderInline(parsePlain(object.text), null);
}

/** A text object as mere words, for labels that only a screen reader hears. */
export function wordsOf(object) {
  return object.emoji === false
    ? object.text
    : object.text.replace(/:([a-z0-9_+'-]+):/g, (whole, name) => emojiFor(name) ?? whole);
}

function renderTree(blocks, names) {
  return blocks.map((block) => {
    switch (block.type) {
      case "quote":
        return h("blockquote", {}, renderInline(block.children, names));
      case "pre":
        return h("pre", {}, h("code", {}, block.text));
      case "list":
        return h(
          "ul.items",
          {},
          block.items.map((item) => renderItem(item, names)),
        );
      case "heading":
        return h("p.heading", { data: { level: block.level } }, renderInline(block.children, names));
      case "rule":
        return h("hr");
      default:
        return h("p", {}, renderInline(block.children, names));
    }
  });
}

function renderItem({ marker, indent, children }, names) {
  const shown = marker === "-" ? "•" : marker;
  return h(
    "li",
    { data: { indent } },
    h("span.marker", { aria: { hidden: true } }, shown),
    h("span", {}, renderInline(children, names)),
  );
}

function renderInline(nodes, names) {
  return nodes.map((node) => renderNode(node, names));
}

function renderNode(node, names) {
  switch (node.type) {
    case "text":
      return renderWords(node.text);
    case "bold":
      return h("strong", {}, renderInline(node.children, names));
    case "italic":
      return h("em", {}, renderInline(node.children, names));
    case "strike":
      return h("s", {}, renderInline(node.children, names));
    case "code":
      return h("code", {}, node.text);
    case "emoji":
      return renderEmoji(node.name);
    case "link":
      return renderLink(node.url, node.text || node.url, names);
    case "user":
      return renderUser(node.id, names);
    case "channel":
      return renderChannel(node.id, node.text, names);
    case "date": {
      const text = formatDate(node.seconds, node.format) || node.text;
      const time = h("time", { title: exactTime(node.seconds) }, text);
      return node.url ? renderLink(node.url, time, names) : time;
    }
    case "group":
      return h("span.mention", {}, node.text || `@${node.id}`);
    default: // everyone: here, channel
      return h("span.mention.mention-me", {}, `@${node.text}`);
  }
}

/** Words, with the emoji in them set in a colour font where the text's own font has plain ones. */
export function renderWords(text) {
  return text.split(EMOJI_IN_TEXT).map((part, index) => (index % 2 ? h("span.emoji", {}, part) : part));
}

export function renderEmoji(name) {
  const emoji = emojiFor(name);
  return emoji ? h("span.emoji", { title: `:${name.split("::")[0]}:` }, emoji) : `:${name}:`;
}

export function renderUser(id, names) {
  const mine = names?.me === id;
  return h("span.mention", { class: mine ? "mention-me" : "" }, `@${names?.directory.nameOf(id) ?? id}`);
}

export function renderChannel(id, label, names) {
  const known = names?.directory.channel(id);
  if (!known) return h("span.mention", {}, label ? `#${label}` : "a private channel");
  const open = () => names.go({ channel: id });
  return h("button.mention", { type: "button", onclick: open }, names.directory.channelName(id));
}

/** A link: messages of this workspace open in place, everything else in a tab of its own. */
export function renderLink(url, label, names) {
  if (!/^(https?|mailto|tel):/i.test(url)) return h("span", {}, label);
  const link = h("a.text-link", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
  const place = names && /^https?:/i.test(url) ? readPermalink(url) : null;
  if (place) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      names.go(place);
    });
  }
  return link;
}
