// Every interactive element by its type.

import { h } from "../core/dom.js";
import { renderButton, renderOverflow, withFailure } from "./button.js";
import { renderChoices } from "./choices.js";
import { renderRichTextField, renderTextField, renderWhen } from "./fields.js";
import { renderFileInput } from "./files.js";
import { renderPicker } from "./pickers.js";

const RENDERERS = {
  button: renderButton,
  overflow: renderOverflow,
  checkboxes: renderChoices,
  radio_buttons: renderChoices,
  plain_text_input: renderTextField,
  number_input: renderTextField,
  email_text_input: renderTextField,
  url_text_input: renderTextField,
  rich_text_input: renderRichTextField,
  datepicker: renderWhen,
  timepicker: renderWhen,
  datetimepicker: renderWhen,
  file_input: renderFileInput,
};

for (const kind of ["static", "users", "channels", "conversations"]) {
  RENDERERS[`${kind}_select`] = renderPicker;
  RENDERERS[`multi_${kind}_select`] = renderPicker;
}

/**
 * @param {object} element  Slack's element
 * @param {object} block  the block it stands in
 * @param {import("./surface.js").Surface} surface
 * @param {{labelledby?: string, describedby?: string}} aids  what names and explains it, by element id
 */
export function renderElement(element, block, surface, aids = {}) {
  const render = RENDERERS[element.type];
  if (!render) return h("span.unknown", {}, `This page cannot show “${element.type}”.`);
  const shown = render(element, block, surface, aids);
  return render === renderButton || render === renderOverflow
    ? shown
    : withFailure(shown, block, element, surface);
}
