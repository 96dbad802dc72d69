// Slack's mrkdwn, read into a small tree ("Formatting text for app surfaces"). Pure: text in, tree out.
//
// Blocks:  {type: "paragraph" | "quote", children}, {type: "list", items: [{marker, indent, children}]},
//          {type: "pre", text}
// Inline:  {type: "text" | "code", text}, {type: "bold" | "italic" | "strike", children},
//          {type: "link", url, text}, {type: "user" | "channel" | "group", id, text},
//          {type: "everyone", text}, {type: "date", seconds, format, url, text}, {type: "emoji", name}

const STYLES = { "*": "bold", _: "italic", "~": "strike" };
const WORD = /[\p{L}\p{N}]/u;
const QUOTE = /^(?:>|&gt;) ?/;
const ITEM = /^( *)([•◦▪‣-]|\d{1,3}[.)]) +(.*)$/u;
const BARE_LINK = /\bhttps?:\/\/[^\s<>"'|]+[^\s<>"'|.,;:!?)\]]/g;
const EMOJI = /^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/;

/** @param {string} text  mrkdwn with `& < >` as entities */
export function parseMrkdwn(text) {
  const parts = text.split("```");
  if (parts.length % 2 === 0) {
    const open = parts.pop(); // a fence that is never closed is text like any other
    parts.push(`${parts.pop()}\`\`\`${open}`);
  }
  return parts.flatMap((part, position) =>
    position % 2 === 1
      ? { type: "pre", text: decode(part.replace(/^\n|\n$/g, "")) }
      : parseLines(part.replace(position > 0 ? /^\n/ : /^$/, "").replace(/\n$/, "")),
  );
}

/** Plain text with nothing but `:emoji:` in it, as plain_text objects have it. */
export function parsePlain(text) {
  const nodes = [];
  let rest = text;
  let plain = "";
  while (rest) {
    const found = EMOJI.exec(rest);
    if (found) {
      if (plain) nodes.push({ type: "text", text: plain });
      plain = "";
      nodes.push({ type: "emoji", name: found[1] });
      rest = rest.slice(found[0].length);
    } else {
      const next = rest.indexOf(":", 1);
      plain += next < 0 ? rest : rest.slice(0, next);
      rest = next < 0 ? "" : rest.slice(next);
    }
  }
  if (plain) nodes.push({ type: "text", text: plain });
  return nodes;
}

export function decode(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function parseLines(text) {
  const blocks = [];
  if (!text) return blocks;
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    const item = ITEM.exec(line);
    if (/^(?:>|&gt;){3}/.test(line)) {
      const rest = [line.replace(/^(?:>|&gt;){3} ?/, ""), ...lines.slice(index + 1)];
      blocks.push({ type: "quote", children: parseInline(rest.join("\n")) });
      break;
    } else if (QUOTE.test(line)) {
      addLine(blocks, "quote", line.replace(QUOTE, ""));
    } else if (item) {
      const [, indent, marker, words] = item;
      if (blocks.at(-1)?.type !== "list") blocks.push({ type: "list", items: [] });
      const level = Math.min(Math.floor(indent.length / 2), 4);
      blocks.at(-1).items.push({ marker, indent: level, children: parseInline(words) });
    } else {
      addLine(blocks, "paragraph", line);
    }
  }
  return blocks.map((block) => (block.lines ? finished(block) : block));
}

function addLine(blocks, type, line) {
  if (blocks.at(-1)?.type === type) blocks.at(-1).lines.push(line);
  else blocks.push({ type, lines: [line] });
}

function finished({ type, lines }) {
  return { type, children: parseInline(lines.join("\n")) };
}

/** @returns {Array} inline nodes */
function parseInline(text) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(...withLinks(decode(plain)));
    plain = "";
  };
  let position = 0;
  while (position < text.length) {
    const found = piece(text, position);
    if (found) {
      flush();
      nodes.push(found.node);
      position = found.end;
    } else {
      plain += text[position];
      position += 1;
    }
  }
  flush();
  return nodes;
}

/** The special piece that begins at `position`, if one does. */
function piece(text, position) {
  const character = text[position];
  if (character === "`") return codeAt(text, position);
  if (character === "<") return referenceAt(text, position);
  if (character === ":") {
    const found = EMOJI.exec(text.slice(position, position + 80));
    return found && { node: { type: "emoji", name: found[1] }, end: position + found[0].length };
  }
  return character in STYLES ? styledAt(text, position) : null;
}

function codeAt(text, position) {
  const end = text.indexOf("`", position + 1);
  const inside = text.slice(position + 1, end);
  if (end < 0 || !inside || inside.includes("\n")) return null;
  return { node: { type: "code", text: decode(inside) }, end: end + 1 };
}

/** Bold, italic and strike: the marks touch their words inside, and touch no word outside. */
function styledAt(text, position) {
  const mark = text[position];
  const before = text[position - 1] ?? " ";
  const first = text[position + 1] ?? " ";
  if (WORD.test(before) || before === mark || /\s/.test(first) || first === mark) return null;
  let index = position + 1;
  while (index < text.length && text[index] !== "\n") {
    const skipped = text[index] === "`" || text[index] === "<" ? piece(text, index) : null;
    if (skipped) {
      index = skipped.end;
      continue;
    }
    const closes = text[index] === mark && !/\s/.test(text[index - 1]) && !WORD.test(text[index + 1] ?? " ");
    if (closes && index > position + 1) {
      const children = parseInline(text.slice(position + 1, index));
      return { node: { type: STYLES[mark], children }, end: index + 1 };
    }
    index += 1;
  }
  return null;
}

function referenceAt(text, position) {
  const end = text.indexOf(">", position);
  const node = end < 0 ? null : reference(text.slice(position + 1, end));
  return node && { node, end: end + 1 };
}

function reference(inside) {
  const [target, ...labels] = inside.split("|");
  const label = decode(labels.join("|"));
  if (target.startsWith("@")) return { type: "user", id: target.slice(1), text: label };
  if (target.startsWith("#")) return { type: "channel", id: target.slice(1), text: label };
  if (target.startsWith("!date^")) {
    const [, seconds, format, url] = target.split("^");
    return { type: "date", seconds: Number(seconds), format: format ?? "", url: url ?? "", text: label };
  }
  if (target.startsWith("!subteam^")) return { type: "group", id: target.slice(9), text: label };
  if (target.startsWith("!")) return { type: "everyone", text: target.slice(1) };
  if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(target)) return null;
  return { type: "link", url: decode(target), text: label };
}

function withLinks(text) {
  const nodes = [];
  let position = 0;
  for (const found of text.matchAll(BARE_LINK)) {
    if (found.index > position) nodes.push({ type: "text", text: text.slice(position, found.index) });
    nodes.push({ type: "link", url: found[0], text: "" });
    position = found.index + found[0].length;
  }
  if (position < text.length) nodes.push({ type: "text", text: text.slice(position) });
  return nodes;
}
