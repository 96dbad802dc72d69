// Going anywhere by a few letters of its name.

import { h } from "../core/dom.js";
import { channelOption } from "../elements/pickers.js";
import { openDialog } from "../ui/dialog.js";
import { Listbox, matching } from "../ui/listbox.js";

/** @param {import("./app.js").App} app */
export function openJump(app) {
  const { directory } = app.store;
  const options = directory.channels.map((channel) => channelOption(channel, directory));
  const list = new Listbox({
    label: "Conversations",
    onchoose: (option) => {
      dialog.close();
      app.go({ channel: option.value });
    },
    onactive: (active) => active && search.setAttribute("aria-activedescendant", active.id),
  });
  const search = h("input.input", {
    type: "text",
    role: "combobox",
    placeholder: "Go to …",
    autofocus: true,
    aria: { label: "Go to a conversation", controls: list.element.id, expanded: "true", autocomplete: "list" },
    oninput: () => list.show(matching(options, search.value)),
    onkeydown: (event) => !event.isComposing && list.key(event),
  });
  list.show(options);
  const dialog = openDialog(h("div.jump", {}, search, list.element), {
    class: "jump-dialog",
    aria: { label: "Go to a conversation" },
  });
  dialog.element.addEventListener("click", (event) => event.target === dialog.element && dialog.close());
}
