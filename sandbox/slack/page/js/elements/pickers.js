// Menus to choose from: options of the app, people, channels; one of them or several.

import { freshId, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { renderPlain, wordsOf } from "../text/render.js";
import { avatar } from "../ui/avatar.js";
import { Listbox, matching } from "../ui/listbox.js";
import { openPopover } from "../ui/popover.js";
import { commit } from "./surface.js";
import { holdsSeveral } from "./values.js";

const WORTH_SEARCHING = 8;

export function renderPicker(element, block, surface, aids) {
  const several = holdsSeveral(element);
  const options = optionsFor(element, surface);
  const held = () => [surface.value(block, element)].flat().filter((value) => value !== null);
  const value = h("span.picker-value", { id: freshId("value") });
  const trigger = h(
    "button.picker",
    {
      type: "button",
      class: several ? "several" : "",
      autofocus: Boolean(element.focus_on_load),
      data: { key: `${block.block_id}/${element.action_id}` },
      aria: {
        haspopup: "listbox",
        expanded: "false",
        ...aids,
        labelledby: aids.labelledby ? `${aids.labelledby} ${value.id}` : null,
      },
      onclick: () => open(),
      onkeydown: (event) => {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        event.preventDefault();
        open();
      },
    },
    value,
    icon("down"),
  );

  const show = () => {
    const chosen = held()
      .map((one) => options.find((option) => option.value === one))
      .filter(Boolean);
    const empty = element.placeholder ? wordsOf(element.placeholder) : several ? "Choose some" : "Choose one";
    value.classList.toggle("empty", chosen.length === 0);
    if (!chosen.length) value.replaceChildren(empty);
    else if (several) value.replaceChildren(...chosen.map((option) => h("span.chip", {}, option.words)));
    else value.replaceChildren(chosen[0].words);
  };

  const choose = async (option) => {
    const before = held();
    if (several) {
      const without = before.filter((one) => one !== option.value);
      const most = element.max_selected_items ?? 100;
      const after = without.length < before.length ? without : [...before, option.value].slice(0, most);
      await commit(surface, block, element, after);
    } else {
      await commit(surface, block, element, option.value);
    }
    show();
  };

  const open = () => openChooser(trigger, { options, held, several, choose, label: wordsFor(element) });
  show();
  return trigger;
}

function openChooser(trigger, { options, held, several, choose, label }) {
  const searchable = options.length >= WORTH_SEARCHING;
  const list = new Listbox({
    label,
    multiple: several,
    onactive: (active) => {
      if (active) focus.setAttribute("aria-activedescendant", active.id);
      else focus.removeAttribute("aria-activedescendant");
    },
    onchoose: async (option) => {
      if (!several) opened.close();
      await choose(option);
      if (several) refill();
    },
  });
  const search = h("input.input", {
    type: "text",
    role: "combobox",
    placeholder: "Search",
    aria: { label: `Search: ${label}`, controls: list.element.id, expanded: "true", autocomplete: "list" },
  });
  const focus = searchable ? search : list.element;
  list.element.tabIndex = searchable ? -1 : 0;
  const refill = () => list.show(matching(options, search.value), new Set(held()));
  const content = h("div.chooser", {}, searchable ? search : null, list.element);
  const opened = openPopover(trigger, content, { wide: true, class: "chooser-popover" });
  if (!opened) return;
  refill();
  opened.place();
  content.addEventListener("keydown", (event) => {
    if (event.isComposing || list.key(event) || searchable) return;
    if (event.key === " " && list.active) {
      event.preventDefault();
      list.onchoose(list.active);
    } else if (event.key.length === 1) {
      list.seek(event.key.toLowerCase());
    }
  });
  search.addEventListener("input", refill);
  focus.focus();
}

const wordsFor = (element) => (element.placeholder ? wordsOf(element.placeholder) : "Choose");

/** @returns {import("../ui/listbox.js").Option[]} */
function optionsFor(element, surface) {
  const kind = element.type.replace("multi_", "");
  if (kind === "static_select") {
    const groups = element.option_groups ?? [{ options: element.options }];
    return groups.flatMap((group) =>
      group.options.map((option) => ({
        value: option.value,
        label: h("span", {}, renderPlain(option.text)),
        words: wordsOf(option.text),
        detail: option.description && wordsOf(option.description),
        group: group.label && wordsOf(group.label),
      })),
    );
  }
  const { directory } = surface.names;
  if (kind === "users_select") {
    return directory.users.map((user) => personOption(user, directory));
  }
  return directory.channels
    .filter((channel) =>
      kind === "channels_select" ? channel.kind === "public" : wanted(channel, element.filter, directory),
    )
    .map((channel) => channelOption(channel, directory));
}

function wanted(channel, filter, directory) {
  const kinds = filter?.include ?? ["public", "private", "im", "mpim"];
  const withBot = channel.kind === "im" && directory.user(channel.user).is_bot;
  return kinds.includes(channel.kind) && !(filter?.exclude_bot_users && withBot);
}

function personOption(user, directory) {
  const name = directory.nameOf(user.id);
  return { value: user.id, label: name, words: name, leading: avatar(user, "tiny") };
}

export function channelOption(channel, directory) {
  const direct = channel.kind === "im" || channel.kind === "mpim";
  const leading = direct
    ? avatar(directory.user(channel.user), "tiny")
    : h("span.option-icon", {}, icon(channel.kind === "private" ? "lock" : "hash"));
  return { value: channel.id, label: channel.name, words: channel.name, leading };
}
