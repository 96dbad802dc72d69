// What the elements of a message, modal or App Home can ask of the place they stand in.

/**
 * @typedef {object} Surface
 * @property {"message"|"modal"|"home"} kind
 * @property {import("../text/render.js").Names} names
 * @property {Object<string, string>} images  what a block names as its picture → where the copy of it is
 * @property {(block, element) => any} value  the plain value an element holds
 * @property {(block, element, value) => void} set  remember a value without telling the app
 * @property {(block, element, value?) => Promise<void>} act  tell the app
 * @property {(block, element) => string} failure  why the last click came to nothing, or ""
 * @property {(file: File) => Promise<object>} upload
 * @property {?string} channel  the conversation it stands in
 */

import { confirmed } from "../ui/dialog.js";

/** Inputs are sent with their form, unless their block asks for more. */
export const dispatches = (block) => block.type !== "input" || Boolean(block.dispatch_action);

/**
 * Take over what a person chose, after asking them if the app wants that.
 *
 * @returns {Promise<boolean>} false if they changed their mind
 */
export async function commit(surface, block, element, value) {
  if (element.confirm && !(await confirmed(element.confirm, surface.names))) return false;
  surface.set(block, element, value);
  if (dispatches(block)) await surface.act(block, element, value);
  return true;
}
