// The file input of a form: choose, drop or paste.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { trying } from "../ui/toast.js";

const DEFAULT_MOST = 10;

export function renderFileInput(element, block, surface, aids) {
  const most = element.max_files ?? DEFAULT_MOST;
  const accepted = (element.filetypes ?? []).map((type) => `.${type}`).join(",");
  const chooser = h("input.sr-only", {
    type: "file",
    multiple: most > 1,
    accept: accepted,
    data: { key: `${block.block_id}/${element.action_id}` },
    aria: { label: aids.labelledby ? null : "Files", ...aids },
    onchange: () => add([...chooser.files]),
  });
  const list = h("ul.file-list", {});
  const hint = accepted ? `${accepted.replaceAll(",", ", ")} · up to ${most}` : `Up to ${most}, 10 MB each`;
  const place = h(
    "label.drop-place",
    {},
    chooser,
    icon("picture"),
    h("span", {}, h("strong", {}, most > 1 ? "Choose files" : "Choose a file"), " or drop them here"),
    h("small", {}, most > 1 ? hint : hint.replace("them", "it")),
  );

  const held = () => surface.value(block, element) ?? [];
  const remove = (id) => () => {
    surface.set(
      block,
      element,
      held().filter((one) => one !== id),
    );
    show();
  };
  const known = new Map();
  const show = () => {
    list.replaceChildren(
      ...held().map((id) => {
        const file = known.get(id) ?? { id, name: "A file chosen before", mimetype: "" };
        const picture = file.mimetype.startsWith("image/")
          ? h("img", { src: `/_sandbox/files/${id}`, alt: "" })
          : h("span.file-icon", {}, icon("file"));
        const label = `Remove ${file.name}`;
        return h(
          "li",
          {},
          picture,
          h("span", {}, file.name),
          h("button.icon-button", { type: "button", aria: { label }, onclick: remove(id) }, icon("close")),
        );
      }),
    );
    place.hidden = held().length >= most;
  };
  const add = async (files) => {
    place.setAttribute("aria-busy", "true");
    for (const file of files.slice(0, most - held().length)) {
      const stored = await trying(() => surface.upload(file));
      if (stored) {
        known.set(stored.id, stored);
        surface.set(block, element, [...held(), stored.id]);
      }
    }
    place.removeAttribute("aria-busy");
    chooser.value = "";
    show();
  };

  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    place.classList.remove("over");
    add([...event.dataTransfer.files]);
  });
  show();
  return h("div.file-input", {}, list, place);
}
