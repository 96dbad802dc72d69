// The thread beside the conversation.

import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { Composer } from "./composer.js";
import { acceptDrops } from "./drafts.js";
import { Pane } from "./pane.js";

export class Thread {
  #ends = [];

  /** @param {import("./app.js").App} app */
  constructor(app, channel, ts) {
    this.app = app;
    this.channel = channel;
    this.ts = ts;
    const timeline = app.store.timeline(channel.id, ts);
    const place = app.names.directory.channelName(channel.id);
    this.pane = new Pane(app, timeline, {
      label: `Thread in ${place}`,
      intro: () => h("span", { hidden: true }),
      onseen: () => app.seenReplies.see(channel.id, ts, timeline.latest),
    });
    this.composer = channel.is_member
      ? new Composer(app, { channel: channel.id, thread: ts, onsent: () => this.pane.toEnd() })
      : null;
    const gone = h("p.thread-gone", { hidden: true }, "This thread is gone.");
    const isGone = () => {
      gone.hidden = !timeline.error && (!timeline.loaded || timeline.messages.length > 0);
    };
    this.#ends.push(timeline.changed.on(isGone));
    isGone();
    this.element = h(
      "div.thread-inside",
      {},
      h(
        "header.head",
        {},
        h(
          "button.icon-button.thread-back",
          { type: "button", aria: { label: "Back to the conversation" }, onclick: () => app.closeThread() },
          icon("back"),
        ),
        h("div.head-words", {}, h("h2", {}, "Thread"), h("p", {}, place)),
        h(
          "button.icon-button.thread-close",
          {
            type: "button",
            title: "Close the thread",
            aria: { label: "Close the thread" },
            onclick: () => app.closeThread(),
          },
          icon("close"),
        ),
      ),
      gone,
      this.pane.element,
      h("div.foot", {}, this.composer?.element ?? null),
    );
    acceptDrops(this.element, () => this.composer, "this thread");
  }

  end() {
    for (const end of this.#ends) end();
    this.pane.end();
    this.composer?.end();
  }
}
