// Making elements without markup strings, so that no text from a message is ever parsed as HTML.

/**
 * Make an element.
 *
 * @param {string} spec  tag and classes: "button.primary.small"
 * @param {object} props  properties and attributes; `on…` are listeners, `aria` and `data` are objects,
 *   null, undefined and false leave an attribute out
 * @param {...(Node|string|number|null|undefined|false|Array)} children
 * @returns {HTMLElement}
 */
export function h(spec, props = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  append(element, children);
  return element;
}

function setProp(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "aria" || name === "data") {
    for (const [key, item] of Object.entries(value)) {
      if (item === null || item === undefined) continue;
      if (name === "data") element.dataset[key] = item;
      else element.setAttribute(`aria-${key.toLowerCase()}`, String(item));
    }
  } else if (name.startsWith("on")) {
    element.addEventListener(name.slice(2), value);
  } else if (name === "class") {
    for (const one of String(value).split(" ")) if (one) element.classList.add(one);
  } else if (name in element && typeof element[name] !== "object") {
    element[name] = value;
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Add children; arrays are flattened, and what stands for nothing is left out. */
export function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

/** Give `parent` exactly these children, moving and removing no more nodes than needed. */
export function setChildren(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  let position = parent.firstChild;
  for (const node of nodes) {
    if (node === position) position = position.nextSibling;
    else parent.insertBefore(node, position);
  }
}

let count = 0;

/** An id no other element of the page has, for labels and descriptions. */
export function freshId(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}

/** Whether two JSON values are alike. */
export function alike(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Say something to screen readers only. */
export function announce(text) {
  const place = document.getElementById("announcer");
  place.append(h("p", {}, text));
  while (place.childElementCount > 5) place.firstElementChild.remove();
}
