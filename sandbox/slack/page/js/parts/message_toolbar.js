// What can be done with a message: react, reply, the app's shortcuts, copy, delete.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { permalink } from "../core/route.js";
import { decode } from "../text/mrkdwn.js";
import { openEmojiPicker } from "../ui/emoji_picker.js";
import { openMenu } from "../ui/popover.js";
import { toast } from "../ui/toast.js";

/** Add the toolbar, when the message is first pointed at, focused or touched. */
export function giveToolbar(article, message, how, app) {
  const make = () => {
    if (!article.querySelector(".toolbar")) article.append(toolbar(article, message, how, app));
  };
  article.addEventListener("pointerenter", make, { once: true });
  article.addEventListener("focusin", make, { once: true });
  if (matchMedia("(hover: none)").matches) make();
  article.openMenu = () => {
    make();
    article.querySelector(".toolbar [data-tool=more]").click();
  };
  article.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, input, textarea, img") || getSelection().toString()) return;
    event.preventDefault();
    article.openMenu();
  });
}

function toolbar(article, message, how, app) {
  const lasting = !message._sandbox.ephemeral;
  const more = tool("more", "More actions", () => openMessageMenu(more, message, how, app), { haspopup: "menu" });
  const react = tool("smile", "Add a reaction", () => {
    keepOpen(article, react);
    openEmojiPicker(react, (one) => app.acts.react(message, one.name));
  });
  const reply = tool("thread", "Reply in a thread", () =>
    app.go({ channel: message.channel, thread: message.ts }),
  );
  return h(
    "div.toolbar",
    { role: "toolbar", aria: { label: "Message actions" } },
    lasting ? react : null,
    lasting && !how.inThread ? reply : null,
    more,
  );
}

function tool(name, label, run, aria = {}) {
  return h(
    "button.icon-button",
    { type: "button", title: label, data: { tool: name }, aria: { label, ...aria }, onclick: run },
    icon(name),
  );
}

/** Hover ends while a popover is open; the tool it belongs to stays in sight. */
function keepOpen(article, button) {
  article.classList.add("held");
  const watch = new MutationObserver(() => {
    if (button.getAttribute("aria-expanded") === "true") return;
    article.classList.remove("held");
    watch.disconnect();
  });
  watch.observe(button, { attributes: true, attributeFilter: ["aria-expanded"] });
}

function openMessageMenu(anchor, message, how, app) {
  const { workspace } = app.store;
  const ephemeral = message._sandbox.ephemeral;
  const mine = message.user === app.store.me;
  const shortcuts = ephemeral ? [] : workspace.shortcuts.filter((one) => one.type === "message");
  const items = [];
  if (shortcuts.length) {
    items.push({ heading: workspace.app.name });
    for (const shortcut of shortcuts) {
      const run = () => app.acts.shortcut(shortcut, message);
      items.push({ icon: "spark", label: shortcut.name, detail: shortcut.description, run });
    }
    items.push("line");
  }
  // A finger has no hover: what stands beside the menu for a mouse is in it here.
  if (!ephemeral && matchMedia("(hover: none)").matches) {
    const react = () => openEmojiPicker(anchor, (one) => app.acts.react(message, one.name));
    const reply = () => app.go({ channel: message.channel, thread: message.ts });
    items.push({ icon: "smile", label: "Add a reaction", run: react });
    if (!how.inThread) items.push({ icon: "thread", label: "Reply in a thread", run: reply });
  }
  items.push({ icon: "copy", label: "Copy text", run: () => copy(plainText(anchor, message), "The text") });
  if (!ephemeral)
    items.push({ icon: "link", label: "Copy link", run: () => copy(permalink(message), "The link") });
  if (ephemeral) items.push({ icon: "close", label: "Dismiss", run: () => app.acts.remove(message) });
  else if (mine)
    items.push("line", {
      icon: "bin",
      label: "Delete message",
      danger: true,
      run: () => app.acts.remove(message),
    });
  keepOpen(anchor.closest("article"), anchor);
  openMenu(anchor, items, { align: "end", label: "Message actions" });
}

/** What one sees, rather than what the app sent for notifications. */
function plainText(anchor, message) {
  const shown = anchor.closest("article").querySelector(".message-body").innerText.trim();
  return shown || decode(message.text);
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} is copied.`, "info");
  } catch {
    toast("The browser does not let this page use the clipboard.");
  }
}
