// Making a channel, with or without the app in it.

import { post } from "../core/api.js";
import { freshId, h } from "../core/dom.js";
import { openDialog } from "../ui/dialog.js";

export function openNewChannel(app) {
  const { workspace } = app.store;
  const title = freshId("title");
  const name = h("input.input", {
    type: "text",
    required: true,
    maxLength: 80,
    autocomplete: "off",
    placeholder: "moodboards",
    autofocus: true,
  });
  const isPrivate = h("input", { type: "checkbox" });
  const withApp = h("input", { type: "checkbox", checked: true });
  const error = h("p.input-error", { role: "alert", hidden: true }, h("span"));
  const create = async (event) => {
    event.preventDefault();
    const members = workspace.users.filter((user) => !user.is_bot).map((user) => user.id);
    const others = members.filter((user) => user !== workspace.me);
    const body = {
      name: asChannelName(name.value),
      private: isPrivate.checked,
      bot: withApp.checked,
      members: [workspace.me, ...others],
    };
    try {
      const { channel } = await post("channels", body);
      dialog.close();
      app.whenKnown(channel.id, () => app.go({ channel: channel.id }));
    } catch (fault) {
      error.hidden = false;
      error.firstElementChild.textContent = fault.code === "bad_request" ? "Give it a name." : `${fault.message}.`;
      name.focus();
    }
  };
  const close = () => dialog.close();
  const form = h(
    "form.question",
    { onsubmit: create },
    h("h2", { id: title }, "New channel"),
    h("label.stacked", {}, h("span", {}, "Name"), name),
    error,
    h("label.choice", {}, isPrivate, h("span", {}, "Private")),
    h("label.choice", {}, withApp, h("span", {}, `${workspace.app.name} is a member`)),
    h(
      "div.question-buttons",
      {},
      h("button.button", { type: "button", onclick: close }, "Cancel"),
      h("button.button.filled.primary", { type: "submit" }, "Create"),
    ),
  );
  const dialog = openDialog(form, { class: "small-dialog", aria: { labelledby: title } });
}

/** As Slack writes channel names: lower case, hyphens for blanks. */
export function asChannelName(typed) {
  return typed
    .trim()
    .toLowerCase()
    .replace(/^#/, "")
    .replace(/[\s#@]+/g, "-")
    .slice(0, 80);
}
