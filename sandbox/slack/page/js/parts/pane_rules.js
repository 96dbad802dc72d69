// What the list of messages decides by: who is looking, what belongs together, where the focus goes.

const TOGETHER_SECONDS = 300;

/** Whether somebody is looking. */
export const attentive = () => document.visibilityState === "visible" && document.hasFocus();

/** Whether a message continues the one before: same author, soon after, of the same kind. */
export function follows(message, previous) {
  if (!previous || message.subtype !== previous.subtype) return false;
  const own = message._sandbox.ephemeral === previous._sandbox.ephemeral;
  if (message.blocks?.length || previous.blocks?.length) return false; // what an app lays out stands by itself
  const soon = Number(message.ts) - Number(previous.ts) < TOGETHER_SECONDS;
  return (
    own &&
    soon &&
    message.user === previous.user &&
    message.username === previous.username &&
    !previous.reply_count
  );
}

/** Put the focus where it was before a message was drawn anew, or on the message. */
export function refocus(element, focused) {
  const key = focused.dataset?.key;
  const same = key && element.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (document.activeElement === focused) return; // its part was kept
  (same || element).focus({ preventScroll: true });
}
