// Begins: who is looking, what do they see, and then everything as it happens.

import { h } from "./core/dom.js";
import { lasting, passing } from "./core/memory.js";
import { readRoute } from "./core/route.js";
import { Live } from "./state/live.js";
import { Store } from "./state/store.js";
import { App } from "./parts/app.js";

/** Whoever opens the page for the first time is this person; each workspace begins with them. */
const FIRST_PERSON = "alex";

async function begin(user) {
  const store = new Store(user);
  const main = document.getElementById("main");
  const splash = h("p.splash", { role: "status" }, "Opening the workspace …");
  main.replaceChildren(splash);
  const end = store.connectionChanged.on(() => {
    splash.textContent = "The workspace can't be reached. Trying again …";
  });
  let app = null;
  const open = () => {
    end();
    splash.remove();
    passing.set("user", user);
    app = new App(store);
  };
  const live = new Live(store);
  try {
    await live.follow(open);
  } catch {
    live.stop();
    passing.set("user", null);
    if (app)
      location.replace("/"); // they were here, and the workspace has been started afresh without them
    else if (user === FIRST_PERSON) splash.textContent = "Nobody is here to look through their eyes.";
    else begin(FIRST_PERSON);
  }
}

begin(readRoute().user ?? passing.get("user") ?? lasting.get("user") ?? FIRST_PERSON);
