/** Something that happens, and those who want to know. */
export class Signal {
  #listeners = new Set();

  /** @returns a function that ends the subscription */
  on(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(...details) {
    for (const listener of [...this.#listeners]) listener(...details);
  }
}

/** Call `work` once in the next frame, however often it is asked for until then. */
export function oncePerFrame(work) {
  let asked = false;
  const run = () => {
    if (!asked) return;
    asked = false;
    work();
  };
  return () => {
    if (asked) return;
    asked = true;
    // Frames stop while the page is hidden; what it shows must be right all the same when it comes back.
    if (document.hidden) setTimeout(run, 50);
    else requestAnimationFrame(run);
  };
}

/** Call `work` when it has not been asked for during `ms`. */
export function afterQuiet(ms, work) {
  let timer = null;
  return (...details) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...details), ms);
  };
}
