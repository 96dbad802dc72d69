// JSON in colours.

import { h } from "../core/dom.js";

/** Longer texts stay plain: a hundred thousand coloured words would make the page stutter. */
const MOST_COLOURED = 60_000;

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * @param {string} text  pretty-printed JSON, or any other text
 * @returns {Array<Node|string>}
 */
export function renderJson(text) {
  if (text.length > MOST_COLOURED || !/^[[{"]/.test(text)) return [text];
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [whole, string, colon] = match;
    if (match.index > end) parts.push(text.slice(end, match.index));
    const name = string ? (colon ? "json-key" : "json-string") : "json-value";
    parts.push(h(`span.${name}`, {}, string ?? whole), colon ?? "");
    end = match.index + whole.length;
  }
  return [...parts, text.slice(end)];
}
