// What the elements of a message can ask of it.

/** @returns {import("../elements/surface.js").Surface} */
export function messageSurface(message, app) {
  const keyOf = (block, element) => `${message.channel}/${message.ts}/${block.block_id}/${element.action_id}`;
  return {
    kind: "message",
    names: app.names,
    images: message._sandbox.images,
    channel: message.channel,
    value: (block, element) => app.chosen.get(keyOf(block, element), element),
    set: (block, element, value) => app.chosen.set(keyOf(block, element), value, element),
    act: async (block, element, value) => {
      const taken = app.awaitAnswer(message);
      try {
        await app.acts.click(message, block, element, value);
      } finally {
        taken();
      }
    },
    failure: (block, element) => {
      const failed = message._sandbox.failed_actions.find(
        (one) => one.block_id === block.block_id && one.action_id === element.action_id,
      );
      return failed?.error ?? "";
    },
    upload: (file) => app.acts.upload(file),
  };
}
