// What a person can do, as calls of the control API.

import { post, upload } from "../core/api.js";
import { toast, trying } from "../ui/toast.js";

const TROUBLE = {
  operation_timeout: "did not answer within three seconds",
  dispatch_failed: "is not running: nobody is connected",
  http_client_error: "refused the request",
  http_service_error: "failed",
};

export class Acts {
  /** @param {import("../state/store.js").Store} store */
  constructor(store) {
    this.store = store;
  }

  #post(path, body) {
    return post(path, { user: this.store.user, ...body });
  }

  send(channel, text, { thread = null, files = [] } = {}) {
    return this.#post("message", { channel, text, thread_ts: thread, files });
  }

  /** Returns once the app has acknowledged; what failed is also said in the conversation. */
  command(channel, text) {
    return this.#post("command", { channel, text });
  }

  invite(channel, user) {
    return post("channels/invite", { channel, user, by: this.store.user });
  }

  join(channel) {
    return post("channels/invite", { channel, user: this.store.user });
  }

  upload(file) {
    return upload(this.store.user, file);
  }

  read(channel, ts) {
    return this.#post("read", { channel, ts }).catch(() => {});
  }

  react(message, name) {
    return trying(() => this.#post("reaction", { channel: message.channel, ts: message.ts, name }));
  }

  remove(message) {
    return trying(() => this.#post("message/delete", { channel: message.channel, ts: message.ts }));
  }

  async click(message, block, element, value) {
    const { channel, ts } = message;
    const where = { channel, ts, block_id: block.block_id, action_id: element.action_id };
    await trying(() => this.#post("action", { ...where, value: value ?? null }));
  }

  async shortcut(shortcut, message = null) {
    const where = message ? { channel: message.channel, ts: message.ts } : {};
    const answer = await trying(() => this.#post("shortcut", { callback_id: shortcut.callback_id, ...where }));
    if (answer && !answer.ok)
      toast(`“${shortcut.name}” came to nothing: ${this.#app} ${explained(answer.error)}.`);
  }

  /** In a form: tell the app, and hand over what else has been entered. */
  async change(view, block, element, value, values) {
    const where = { view_id: view.id, block_id: block.block_id, action_id: element.action_id };
    await trying(() => this.#post("action", { ...where, value: value ?? null, values }));
  }

  /** Remember what was typed, for a reload; the app hears nothing of it. */
  async remember(view, block, element, value) {
    const where = { view_id: view.id, block_id: block.block_id, action_id: element.action_id };
    await this.#post("action", { ...where, value }).catch(() => {}); // the form may be gone by now
  }

  submit(view, values) {
    return trying(() => this.#post("view/submit", { view_id: view.id, values }));
  }

  closeView(view, all = false) {
    return trying(() => this.#post("view/close", { view_id: view.id, all }));
  }

  visitHome(tab) {
    return this.#post("home", { tab }).catch(() => {});
  }

  get #app() {
    return this.store.workspace.app.name;
  }
}

function explained(error) {
  return TROUBLE[error] ?? `answered “${error}”`;
}
