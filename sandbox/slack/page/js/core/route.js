// Where one is, in the address: a reload, a bookmark and the back button all lead to the same place.

/** @returns {{user: ?string, channel: ?string, thread: ?string, message: ?string}} */
export function readRoute() {
  const query = new URLSearchParams(location.search);
  const named = (name) => query.get(name) || null;
  return { user: named("user"), channel: named("channel"), thread: named("thread"), message: named("message") };
}

/** Show `route` in the address; a step of its own in the history unless `replace`. */
export function writeRoute(route, { replace = false } = {}) {
  const given = Object.entries(route).filter(([, value]) => value);
  const address = `/?${new URLSearchParams(given)}`;
  if (address === location.pathname + location.search) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

/** A permalink's parts, or null: `/archives/C0…/p1795453783186582?thread_ts=…`. */
export function readPermalink(address) {
  const url = new URL(address, location.href);
  const found = /^\/archives\/([^/]+)\/p(\d+)(\d{6})$/.exec(url.pathname);
  if (url.origin !== location.origin || !found) return null;
  return { channel: found[1], message: `${found[2]}.${found[3]}`, thread: url.searchParams.get("thread_ts") };
}

/** The address of one message, to be copied. */
export function permalink(message) {
  const path = `${location.origin}/archives/${message.channel}/p${message.ts.replace(".", "")}`;
  const reply = message.thread_ts && message.thread_ts !== message.ts;
  return reply ? `${path}?thread_ts=${message.thread_ts}&cid=${message.channel}` : path;
}
