// Dialogs of the page itself, and the questions that an app asks before a click counts.

import { freshId, h } from "../core/dom.js";
import { renderPlain, renderText } from "../text/render.js";

/**
 * Open a modal dialog; it is removed when it closes.
 *
 * @param {object} settings
 * @param {string} settings.class
 * @param {object} settings.aria  its label or labelledby
 * @param {() => void} settings.onescape  instead of closing
 * @returns {{element: HTMLDialogElement, close: () => void, closed: Promise<void>}}
 */
export function openDialog(content, { class: name = "", aria = {}, onescape = null } = {}) {
  const element = h("dialog", { class: name, aria }, content);
  const before = document.activeElement;
  document.body.append(element);
  const closed = new Promise((resolve) => {
    element.addEventListener("close", () => {
      const toasts = element.querySelector("#toasts");
      if (toasts) document.body.append(toasts); // notices outlive the dialog they were shown in
      element.remove();
      if (before?.isConnected) before.focus();
      resolve();
    });
  });
  element.addEventListener("cancel", (event) => {
    if (event.target !== element) return; // a file chooser inside it was cancelled
    event.preventDefault();
    if (onescape) onescape();
    else element.close();
  });
  element.showModal();
  return { element, close: () => element.close(), closed };
}

/**
 * Ask what an app's `confirm` object asks.
 *
 * @returns {Promise<boolean>}
 */
export async function confirmed(question, names) {
  const title = freshId("question");
  let answer = false;
  const choose = (value) => () => {
    answer = value;
    dialog.close();
  };
  const style = question.style === "danger" ? "danger" : "primary";
  const content = h(
    "div.question",
    {},
    h("h2", { id: title }, renderPlain(question.title)),
    renderText(question.text, names),
    h(
      "div.question-buttons",
      {},
      h("button.button", { type: "button", onclick: choose(false) }, renderPlain(question.deny)),
      h(
        `button.button.filled.${style}`,
        { type: "button", autofocus: true, onclick: choose(true) },
        renderPlain(question.confirm),
      ),
    ),
  );
  const dialog = openDialog(content, { class: "small-dialog", aria: { labelledby: title } });
  await dialog.closed;
  return answer;
}
