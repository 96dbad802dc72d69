const REST_MS = 80;

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

/**
 * Call `work` once in the next frame, however often it is asked for until then; in a flood not in every frame,
 * so that laying out and painting leave time for what comes in.
 *
 * @param {() => (boolean|void)} work  answers false when there was nothing to do
 */
export function oncePerFrame(work) {
  let asked = false;
  let rested = 0;
  const run = () => {
    if (!asked) return;
    asked = false;
    if (work() !== false) rested = performance.now() + REST_MS;
  };
  // Frames stop while the page is hidden; what it shows must be right all the same when it comes back.
  const next = () => (document.hidden ? setTimeout(run, 50) : requestAnimationFrame(run));
  return () => {
    if (asked) return;
    asked = true;
    const rest = rested - performance.now();
    if (rest > 0) setTimeout(next, rest);
    else next();
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
