// Without this script every link and form works by itself; with it, pictures open above the grid and the grid goes on.

const cards = document.querySelector("#cards");
const viewer = document.querySelector("#viewer");
const viewed = document.querySelector("#viewer #viewed");
const said = document.querySelector("#said");
const titled = document.title;
let place = null; // address of the grid, while a picture is shown above it
let current = null; // the card whose picture is shown

async function part(address, name, options = {}) {
  const response = await fetch(address, { ...options, headers: { ...options.headers, "X-Part": name } });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}

// --- the grid goes on -----------------------------------------------------------------------------------
let asking = null;

function goOn() {
  const more = document.querySelector("#more");
  if (!more) return Promise.resolve(false);
  asking ??= (async () => {
    const words = more.textContent;
    more.textContent = more.dataset.loading;
    try {
      const html = await part(more.href, "cards");
      more.insertAdjacentHTML("beforebegin", html);
      more.remove();
      watch();
      return true;
    } catch {
      more.textContent = words; // the link stays, and works
      return false;
    } finally {
      asking = null;
    }
  })();
  return asking;
}

const coming = new IntersectionObserver(
  (seen) => seen.some((one) => one.isIntersecting) && goOn(),
  { rootMargin: "800px" },
);

function watch() {
  const more = document.querySelector("#more");
  if (more) {
    coming.disconnect();
    coming.observe(more);
  } else if (cards && !document.querySelector(".end")) {
    const end = document.createElement("p");
    end.className = "end";
    end.textContent = cards.dataset.end;
    cards.append(end);
  }
}

// --- who comes back finds the grid as they left it ------------------------------------------------------
function keep() {
  const kept = { cards: cards.querySelectorAll(".card").length, top: scrollY };
  sessionStorage.setItem(place ?? location.href, JSON.stringify(kept));
}

async function comeBack() {
  const [how] = performance.getEntriesByType("navigation");
  const kept = JSON.parse(sessionStorage.getItem(location.href) ?? "null");
  if (!kept || !["back_forward", "reload"].includes(how?.type)) return;
  while (cards.querySelectorAll(".card").length < kept.cards && (await goOn()));
  scrollTo(0, kept.top);
}

if (cards) {
  history.scrollRestoration = "manual";
  watch();
  comeBack();
  addEventListener("pagehide", keep);
}

// --- a picture above the grid ---------------------------------------------------------------------------
function put(html) {
  viewed.innerHTML = html;
  document.title = `${viewed.querySelector("[data-title]")?.dataset.title} · Imagine`;
}

async function show(address, card) {
  current = card ?? current;
  try {
    put(await part(address, "picture"));
  } catch {
    location.href = address;
    return;
  }
  if (viewer.open) {
    history.replaceState(null, "", address);
  } else {
    place = location.href;
    history.pushState(null, "", address); // so that the browser's way back closes the picture
    viewer.showModal();
  }
  said.textContent = "";
  viewed.scrollTop = 0;
}

async function step(by) {
  const all = [...document.querySelectorAll(".card")];
  let next = all[all.indexOf(current) + by];
  if (!next && by > 0 && (await goOn())) return step(by);
  if (next) {
    next.scrollIntoView({ block: "nearest" });
    await show(next.href, next);
  }
}

viewer?.addEventListener("close", () => {
  if (place && location.href !== place) history.back();
  place = null;
  document.title = titled;
  viewed.replaceChildren();
  current?.focus();
});

addEventListener("popstate", () => {
  if (viewer?.open) {
    place = null; // we are there already
    viewer.close();
  } else if (!cards) location.reload(); // this page is a picture's, loaded again while it was above a grid
});

document.addEventListener("click", async (event) => {
  const at = event.target;
  if (at.closest("[data-close]") || at === viewer) return viewer.close();
  const stepper = at.closest("[data-step]");
  if (stepper) return step(Number(stepper.dataset.step));
  const copier = at.closest("[data-copy]");
  if (copier) {
    await navigator.clipboard.writeText(copier.dataset.copy);
    copier.textContent = copier.dataset.copied;
    return;
  }
  const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.button);
  const card = at.closest(".card");
  if (viewer && card && plain) {
    event.preventDefault();
    return show(card.href, card);
  }
  const relative = at.closest("[data-relative]");
  if (viewer?.open && relative && plain) {
    event.preventDefault();
    // Where its card is in the grid, leafing goes on from there.
    return show(relative.href, document.querySelector(`.card[data-picture="${relative.dataset.relative}"]`));
  }
});

document.addEventListener("keydown", (event) => {
  if (!viewer?.open || event.target.closest("input, select, textarea")) return;
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.key === "ArrowRight") step(1);
  else if (event.key === "ArrowLeft") step(-1);
  else if (event.key === "f" || event.key === "F" || event.key === "ㄹ") {
    viewed.querySelector("[data-quiet]")?.requestSubmit(); // ㄹ: the same key with a Korean layout
  }
});

// --- changes that keep the page -------------------------------------------------------------------------
async function favour(form, change) {
  // The answer leads to the picture's page, of which the part is wanted again.
  const html = await part(form.action, "picture", change);
  if (!viewer.open) return;
  put(html);
  const button = viewed.querySelector("[aria-pressed]");
  button?.focus();
  const card = document.querySelector(`.card[data-picture="${viewed.querySelector(".picture").dataset.picture}"]`);
  const star = card?.querySelector(".star");
  const pressed = button?.getAttribute("aria-pressed") === "true";
  if (pressed && card && !star) card.insertAdjacentHTML("beforeend", '<span class="star">★</span>');
  else if (!pressed) star?.remove();
}

async function remove(form, change) {
  const { picture } = viewed.querySelector(".picture").dataset;
  const response = await fetch(form.action, { ...change, redirect: "manual" });
  if (response.type !== "opaqueredirect") throw new Error(`${form.action}: ${response.status}`);
  const card = document.querySelector(`.card[data-picture="${picture}"]`);
  const beside = [card?.nextElementSibling, card?.previousElementSibling].find((one) => one?.matches(".card"));
  card?.remove();
  if (beside && viewer.open) {
    await show(beside.href, beside);
    said.textContent = said.dataset.deleted;
  } else if (!document.querySelector(".card")) location.href = place ?? "/gallery";
  else viewer.close();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const change = form.matches("[data-quiet]") ? favour : form.matches("[data-removes]") ? remove : null;
  if (!change || !viewer?.open) return;
  event.preventDefault();
  try {
    await change(form, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  } catch {
    form.submit(); // the page that answers says what is wrong
  }
});
