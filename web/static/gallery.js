// Without this script every link and form works by itself; with it, pictures open above the grid and the grid goes on.

const cards = document.querySelector("#cards");
const viewer = document.querySelector("#viewer");
const viewed = document.querySelector("#viewer #viewed");
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

if (cards) watch();

// --- a picture above the grid ---------------------------------------------------------------------------
async function show(address, card) {
  current = card ?? current;
  try {
    viewed.innerHTML = await part(address, "picture");
  } catch {
    location.href = address;
    return;
  }
  if (!viewer.open) {
    place = location.href;
    viewer.showModal();
  }
  history.replaceState(null, "", address);
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
  if (place) history.replaceState(null, "", place);
  place = null;
  viewed.replaceChildren();
  current?.focus();
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
    return show(relative.href);
  }
});

document.addEventListener("keydown", (event) => {
  if (!viewer?.open || event.target.closest("input, select, textarea")) return;
  if (event.key === "ArrowRight") step(1);
  else if (event.key === "ArrowLeft") step(-1);
});

// --- changes that keep the page -------------------------------------------------------------------------
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-quiet]") || !viewer?.open) return;
  event.preventDefault();
  // The answer leads to the picture's page, of which the part is wanted again.
  const html = await part(form.action, "picture", { method: "POST", body: new URLSearchParams(new FormData(form)) });
  viewed.innerHTML = html;
  const star = current?.querySelector(".star");
  const pressed = viewed.querySelector("[aria-pressed]")?.getAttribute("aria-pressed") === "true";
  if (pressed && current && !star) {
    current.insertAdjacentHTML("beforeend", '<span class="star">★</span>');
  } else if (!pressed) star?.remove();
});
