// Inputs people type into: text, numbers, addresses, dates and times.

import { h } from "../core/dom.js";
import { wordsOf } from "../text/render.js";
import { commit, dispatches } from "./surface.js";

const NEAR_LIMIT = 0.8;
const MAX_TEXT = 3000;

const KINDS = {
  number_input: { inputMode: "decimal" },
  email_text_input: { inputMode: "email", autocomplete: "email" },
  url_text_input: { inputMode: "url" },
};

/** Single and multi-line text, numbers, e-mail and web addresses. */
export function renderTextField(element, block, surface, aids) {
  const multiline = Boolean(element.multiline);
  const field = h(multiline ? "textarea.input" : "input.input", {
    type: multiline ? null : "text",
    rows: multiline ? 3 : null,
    value: surface.value(block, element) ?? "",
    placeholder: element.placeholder ? wordsOf(element.placeholder) : "",
    autocomplete: "off",
    autofocus: Boolean(element.focus_on_load),
    ...KINDS[element.type],
    data: { key: `${block.block_id}/${element.action_id}` },
    aria: { label: aids.labelledby ? null : "Text", ...aids },
  });
  const most = element.max_length ?? MAX_TEXT;
  const counter = h("span.counter", { aria: { live: "polite" } });
  const tidy = () => {
    const length = field.value.length;
    counter.textContent =
      element.type === "plain_text_input" && length > most * NEAR_LIMIT ? `${length} / ${most}` : "";
    counter.classList.toggle("over", length > most);
    if (multiline) grow(field);
  };
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  field.addEventListener("input", () => {
    tidy();
    surface.set(block, element, field.value || null);
    if (dispatches(block) && triggers.includes("on_character_entered")) surface.act(block, element, field.value);
  });
  field.addEventListener("keydown", (event) => {
    const enter = event.key === "Enter" && !event.isComposing && !(multiline && event.shiftKey);
    if (!enter || !dispatches(block) || !triggers.includes("on_enter_pressed")) return;
    event.preventDefault();
    surface.act(block, element, field.value);
  });
  tidy();
  if (multiline) requestAnimationFrame(() => grow(field)); // measured once it is part of the page
  return h("div.field", {}, field, counter);
}

function grow(field) {
  field.style.setProperty("height", "auto");
  if (field.scrollHeight) field.style.setProperty("height", `${Math.min(field.scrollHeight + 2, 320)}px`);
}

/** Formatted text; what is typed becomes paragraphs. */
export function renderRichTextField(element, block, surface, aids) {
  const plain = (value) =>
    (value?.elements ?? []).map((one) => one.elements.map((part) => part.text ?? "").join("")).join("\n");
  const field = h("textarea.input", {
    rows: 3,
    value: plain(surface.value(block, element)),
    placeholder: element.placeholder ? wordsOf(element.placeholder) : "",
    data: { key: `${block.block_id}/${element.action_id}` },
    aria: { label: aids.labelledby ? null : "Text", ...aids },
  });
  field.addEventListener("input", () => {
    const section = { type: "rich_text_section", elements: [{ type: "text", text: field.value }] };
    surface.set(block, element, field.value ? { type: "rich_text", elements: [section] } : null);
    grow(field);
  });
  return h("div.field", {}, field);
}

/** A date, a time, or both: the browser's own choosers. */
export function renderWhen(element, block, surface, aids) {
  const both = element.type === "datetimepicker";
  const held = surface.value(block, element);
  const input = h("input.input.when", {
    type: both ? "datetime-local" : element.type === "datepicker" ? "date" : "time",
    value: (both && held ? toLocal(held) : held) ?? "",
    autofocus: Boolean(element.focus_on_load),
    data: { key: `${block.block_id}/${element.action_id}` },
    aria: { label: aids.labelledby ? null : element.placeholder ? wordsOf(element.placeholder) : "When", ...aids },
  });
  input.addEventListener("change", async () => {
    const seconds = Math.floor(new Date(input.value).getTime() / 1000);
    const value = input.value ? (both ? seconds : input.value) : null;
    if (!(await commit(surface, block, element, value))) input.value = (both && held ? toLocal(held) : held) ?? "";
  });
  return input;
}

/** Seconds since the epoch as the value of a datetime-local input. */
function toLocal(seconds) {
  const date = new Date(seconds * 1000);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
