// The common part of Markdown, for markdown blocks; the tree is the one of mrkdwn.js and, beside it,
// {type: "heading", level, children} and {type: "rule"}.

const FENCE = /^```/;
const HEADING = /^(#{1,6}) +(.+?) *#*$/;
const RULE = /^ {0,3}([-*_])( *\1){2,} *$/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)]) +(.*)$/;
const QUOTE = /^> ?/;
const WORD = /[\p{L}\p{N}]/u;

export function parseMarkdown(text) {
  const blocks = [];
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  let index = 0;
  while (index < lines.length) {
    const line = lines[index];
    if (FENCE.test(line)) {
      const code = takeWhile(lines, index + 1, (one) => !FENCE.test(one));
      blocks.push({ type: "pre", text: code.join("\n") });
      index += code.length + 2;
    } else if (!line.trim()) {
      index += 1;
    } else if (HEADING.test(line)) {
      const [, marks, words] = HEADING.exec(line);
      blocks.push({ type: "heading", level: marks.length, children: parseSpans(words) });
      index += 1;
    } else if (RULE.test(line)) {
      blocks.push({ type: "rule" });
      index += 1;
    } else {
      const [block, taken] = paragraphLike(lines, index);
      blocks.push(block);
      index += taken;
    }
  }
  return blocks;
}

function paragraphLike(lines, index) {
  if (QUOTE.test(lines[index])) {
    const quoted = takeWhile(lines, index, (one) => QUOTE.test(one));
    const words = quoted.map((one) => one.replace(QUOTE, "")).join("\n");
    return [{ type: "quote", children: parseSpans(words) }, quoted.length];
  }
  if (ITEM.test(lines[index])) {
    const items = takeWhile(lines, index, (one) => ITEM.test(one));
    return [{ type: "list", items: items.map(item) }, items.length];
  }
  const special = (one) => FENCE.test(one) || HEADING.test(one) || QUOTE.test(one) || ITEM.test(one);
  const words = takeWhile(lines, index, (one) => one.trim() && !special(one));
  return [{ type: "paragraph", children: parseSpans(words.join("\n")) }, words.length];
}

function item(line) {
  const [, indent, marker, words] = ITEM.exec(line);
  const level = Math.min(Math.floor(indent.length / 2), 4);
  return { marker: /\d/.test(marker) ? marker : "•", indent: level, children: parseSpans(words) };
}

function takeWhile(lines, from, fits) {
  const end = lines.findIndex((line, index) => index >= from && !fits(line));
  return lines.slice(from, end < 0 ? undefined : end);
}

const LINK = /^\[([^\]]+)\]\((\S+?)\)/;
const SPANS = [
  ["**", "bold"],
  ["__", "bold"],
  ["~~", "strike"],
  ["*", "italic"],
  ["_", "italic"],
];

/** @returns {Array} inline nodes */
function parseSpans(text) {
  const nodes = [];
  let plain = "";
  let position = 0;
  while (position < text.length) {
    const found = spanAt(text, position);
    if (found) {
      if (plain) nodes.push({ type: "text", text: plain });
      plain = "";
      nodes.push(found.node);
      position = found.end;
    } else {
      const escaped = text[position] === "\\" && /[\\`*_~[\]()#+.!-]/.test(text[position + 1] ?? "");
      plain += escaped ? text[position + 1] : text[position];
      position += escaped ? 2 : 1;
    }
  }
  if (plain) nodes.push({ type: "text", text: plain });
  return nodes;
}

function spanAt(text, position) {
  const rest = text.slice(position);
  const code = /^`([^`\n]+)`/.exec(rest);
  if (code) return { node: { type: "code", text: code[1] }, end: position + code[0].length };
  const link = LINK.exec(rest);
  if (link && /^[a-z][a-z0-9+.-]*:/i.test(link[2])) {
    return { node: { type: "link", url: link[2], text: link[1] }, end: position + link[0].length };
  }
  const emoji = /^:([a-z0-9_+'-]+):/.exec(rest);
  if (emoji) return { node: { type: "emoji", name: emoji[1] }, end: position + emoji[0].length };
  const address = /^https?:\/\/[^\s<>"'|]+[^\s<>"'|.,;:!?)\]]/.exec(rest);
  if (address) return { node: { type: "link", url: address[0], text: "" }, end: position + address[0].length };
  for (const [mark, type] of SPANS) {
    const end = rest.startsWith(mark) ? rest.indexOf(mark, mark.length + 1) : -1;
    if (end < 0 || /\s/.test(rest[mark.length]) || /\s/.test(rest[end - 1])) continue;
    if (
      mark.startsWith("_") &&
      (WORD.test(text[position - 1] ?? " ") || WORD.test(rest[end + mark.length] ?? " "))
    ) {
      continue;
    }
    const children = parseSpans(rest.slice(mark.length, end));
    return { node: { type, children }, end: position + end + mark.length };
  }
  return null;
}
