// The line on which changes arrive. When it breaks, everything shown is fetched anew before it is taken up
// again: a server that was started afresh counts from the beginning, so its numbers alone would mislead.

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 5_000;

export class Live {
  #store;
  #socket = null;
  #ended = false;
  #wake = () => {};

  constructor(store) {
    this.#store = store;
    this.hurry = () => this.#wake();
    window.addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurry);
  }

  /**
   * Load and follow until `stop`.
   *
   * @param {() => void} loaded  called when everything has been loaded for the first time
   * @returns {Promise<void>} ends with an error when the person does not exist, or not any more
   */
  follow(loaded) {
    return new Promise((resolve, reject) => this.#run(loaded, reject));
  }

  stop() {
    this.#ended = true;
    this.#socket?.close();
    window.removeEventListener("online", this.hurry);
    document.removeEventListener("visibilitychange", this.hurry);
    this.#wake();
  }

  async #run(loaded, reject) {
    let isFirst = true;
    let pause = FIRST_PAUSE_MS;
    while (!this.#ended) {
      try {
        await this.#store.load();
        if (isFirst) loaded();
        isFirst = false;
        const starting = () => {
          pause = FIRST_PAUSE_MS;
        };
        if (await this.#follow(starting)) continue;
      } catch (error) {
        if (error.code === "unknown_user") {
          reject(error);
          return;
        }
      }
      if (this.#ended) return;
      this.#store.setConnection("lost");
      await this.#rest(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  /** @returns whether it was ended from here, because everything has to be fetched anew */
  #follow(opened) {
    const query = new URLSearchParams({ user: this.#store.user, since: this.#store.seq });
    const socket = new WebSocket(`ws://${location.host}/_sandbox/live?${query}`);
    this.#socket = socket;
    return new Promise((resolve) => {
      socket.addEventListener("close", () => resolve(false));
      socket.addEventListener("message", ({ data }) => {
        const batch = JSON.parse(data);
        if (batch.type === "hello") {
          opened();
          this.#store.setConnection("live");
        } else if (batch.lost || batch.changes.some((change) => change.type === "reset")) {
          resolve(true);
          socket.close();
        } else {
          for (const change of batch.changes) this.#store.apply(change);
        }
      });
    });
  }

  #rest(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
