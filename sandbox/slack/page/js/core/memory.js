// What the browser remembers. Storage may be switched off or full: then things are forgotten, nothing breaks.

class Memory {
  #area;

  constructor(area) {
    this.#area = area;
  }

  get(key, otherwise = null) {
    try {
      const text = this.#area()?.getItem(key);
      return text === null || text === undefined ? otherwise : JSON.parse(text);
    } catch {
      return otherwise;
    }
  }

  set(key, value) {
    try {
      if (value === null || value === "") this.#area()?.removeItem(key);
      else this.#area()?.setItem(key, JSON.stringify(value));
    } catch {
      // forgotten, then
    }
  }
}

/** Of this browser: preferences. */
export const lasting = new Memory(() => window.localStorage);

/** Of this tab: drafts, and who the person is. */
export const passing = new Memory(() => window.sessionStorage);
