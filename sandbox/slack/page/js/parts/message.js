// One message.

import { alike, append, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { clockTime, exactTime, shortTime, since } from "../core/time.js";
import { permalink } from "../core/route.js";
import { isJustEmoji } from "../text/emoji.js";
import { renderEmoji, renderMrkdwn } from "../text/render.js";
import { renderBlocks } from "../blocks/blocks.js";
import { avatar } from "../ui/avatar.js";
import { renderAttachments, renderFiles } from "./attached.js";
import { messageSurface } from "./message_surface.js";
import { giveToolbar } from "./message_toolbar.js";

const FEW = 4;
const RECENT_SECONDS = 120;
const STEPS = ["channel_join", "group_join", "channel_leave", "group_leave"];

/**
 * @param {object} message  Slack's message, with `_sandbox`
 * @param {object} how
 * @param {boolean} how.compact  it follows one of the same author: no name, no picture
 * @param {boolean} how.inThread  shown in the thread's pane
 * @param {?HTMLElement} how.previous  what showed this message before it changed
 * @param {import("./app.js").App} app
 */
export function renderMessage(message, how, app) {
  const { directory } = app.names;
  const author = directory.user(message.user);
  const name = message.username ?? directory.nameOf(message.user);
  const isApp = Boolean(author.is_bot);
  const step = STEPS.includes(message.subtype);
  const ephemeral = message._sandbox.ephemeral;
  const article = h("article.message", {
    class: [how.compact ? "compact" : "", ephemeral ? "ephemeral" : "", step ? "step" : ""].join(" "),
    tabIndex: -1,
    data: { ts: message.ts },
    aria: { label: `${name}, ${clockTime(message.ts)}${ephemeral ? ", only visible to you" : ""}` },
  });
  const content = h("div.message-content");
  if (ephemeral) content.append(ephemeralNote(message, app));
  if (!how.compact && !step) {
    content.append(
      h(
        "div.message-head",
        {},
        h("span.message-author", {}, name),
        isApp ? h("span.app-badge", {}, "App") : null,
        timeLink(message, app),
      ),
    );
  }
  content.append(bodyOf(message, how.previous, app));
  append(content, [renderReactions(message, app), how.inThread ? null : renderThreadSummary(message, app)]);
  const gutter =
    how.compact || step
      ? h("div.message-gutter", {}, timeLink(message, app, shortTime))
      : h("div.message-gutter", {}, avatar(author));
  article.append(gutter, content);
  article.message = message;
  if (message.subtype !== "tombstone" && !step) giveToolbar(article, message, how, app);
  return article;
}

function timeLink(message, app, format = clockTime) {
  const text = clockTime(message.ts);
  const time = h("time", { title: exactTime(message.ts) }, format(message.ts));
  if (message._sandbox.ephemeral) return h("span.message-time", {}, time);
  const open = (event) => {
    event.preventDefault();
    app.go({ channel: message.channel, thread: threadOf(message), message: message.ts });
  };
  return h(
    "a.message-time",
    { href: permalink(message), tabIndex: -1, aria: { label: `Link to the message of ${text}` }, onclick: open },
    time,
  );
}

/** The thread a reply is in; null for a parent. */
function threadOf(message) {
  return message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : null;
}

function ephemeralNote(message, app) {
  return h(
    "div.ephemeral-note",
    {},
    icon("eye"),
    h("span", {}, "Only visible to you"),
    h("button.link-button", { type: "button", onclick: () => app.acts.remove(message) }, "Dismiss"),
  );
}

/**
 * What it says. What has not changed is taken from the element before: pictures don't flicker then, and
 * open menus stay.
 */
function bodyOf(message, previous, app) {
  const old = previous?.message;
  const kept = previous?.querySelector(".message-body");
  const said = ({ text, blocks, files, attachments, edited, _sandbox: own }) => ({
    text,
    blocks,
    files,
    attachments,
    edited,
    images: own.images,
    failed: own.failed_actions,
  });
  if (kept && alike(said(old), said(message))) return kept;
  const body = h("div.message-body", {}, renderSaid(message, app));
  for (const picture of body.querySelectorAll(".picture-button")) {
    const same = [...(kept?.querySelectorAll(".picture-button") ?? [])].find(
      (one) => one.shot.src === picture.shot.src,
    );
    if (same) picture.replaceWith(same);
  }
  return body;
}

function renderSaid(message, app) {
  const own = app.names.directory.user(message.user);
  const surface = messageSurface(message, app);
  const recent = Date.now() / 1000 - Number(message.edited?.ts ?? message.ts) < RECENT_SECONDS;
  const edited =
    message.edited && !own.is_bot ? h("small.edited", { title: exactTime(message.edited.ts) }, " (edited)") : null;
  const text = message.text ? renderMrkdwn(message.text, app.names) : null;
  if (text && !message.blocks && isJustEmoji(message.text)) text.classList.add("large-emoji");
  if (message.subtype === "tombstone") text?.classList.add("gone");
  const blocks = message.blocks?.length ? h("div.blocks", {}, renderBlocks(message.blocks, surface)) : null;
  if (own.is_bot && recent) enliven(blocks ?? text);
  return [
    blocks ?? text,
    edited,
    message.files ? renderFiles(message.files, app) : null,
    message.attachments ? renderAttachments(message.attachments, surface, app) : null,
  ];
}

/**
 * Let the dots move where an app has just said that it is at something: "Painting …". They move for a
 * while only, so that they don't tell of work that ended without a word.
 */
function enliven(said) {
  for (const paragraph of said?.querySelectorAll(".text:only-child > p:last-child") ?? []) {
    const last = paragraph.lastChild;
    if (last?.nodeType !== Node.TEXT_NODE || !/\s…$/.test(last.data)) continue;
    last.data = last.data.slice(0, -1);
    paragraph.append(h("span.going-on", {}, "…"));
  }
}

function renderReactions(message, app) {
  if (!message.reactions?.length) return null;
  const chips = message.reactions.map(({ name, users, count }) => {
    const mine = users.includes(app.store.me);
    const who = users.map((user) => app.names.directory.nameOf(user)).join(", ");
    const label = `${name.replaceAll("_", " ")}: ${who}`;
    return h(
      "button.reaction",
      {
        type: "button",
        class: mine ? "mine" : "",
        title: `${who} · :${name}:`,
        aria: { pressed: mine, label },
        data: { key: `reaction/${name}` },
        onclick: () => app.acts.react(message, name),
      },
      renderEmoji(name),
      h("span", {}, count),
    );
  });
  return h("div.reactions", {}, chips);
}

function renderWhen(ts) {
  return h("span.thread-when", { title: exactTime(ts), data: { since: ts } }, `last ${since(ts)}`);
}

/** Let what says "4 minutes ago" say what is true by now. */
export function renewTimes(root) {
  for (const shown of root.querySelectorAll("[data-since]"))
    shown.textContent = `last ${since(shown.dataset.since)}`;
}

function renderThreadSummary(message, app) {
  if (!message.reply_count || threadOf(message)) return null;
  const { directory } = app.names;
  const faces = message.reply_users.slice(0, FEW).map((user) => avatar(directory.user(user), "tiny"));
  const replies = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const fresh = app.seenReplies.isNew(message);
  const open = () => app.go({ channel: message.channel, thread: message.ts });
  return h(
    "button.thread-summary",
    {
      type: "button",
      class: fresh ? "fresh" : "",
      data: { key: "thread" },
      aria: { label: `${replies}${fresh ? ", new" : ""}. Open the thread` },
      onclick: open,
    },
    h("span.faces", {}, faces),
    h("strong", {}, replies),
    renderWhen(message.latest_reply),
    h("span.thread-open", {}, "Open thread", icon("right")),
  );
}
