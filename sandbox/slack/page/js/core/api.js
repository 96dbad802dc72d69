// The control API: acting as a person, and fetching what that person sees.

/** The workspace refused. `code` is for programs, the message for people. */
export class RefusedError extends Error {
  constructor(code, message) {
    super(message || code);
    this.code = code;
  }
}

/** The server could not be reached at all. */
class UnreachableError extends Error {
  constructor() {
    super("The workspace can't be reached. Is it still running?");
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(`/_sandbox/${path}`, options);
  } catch {
    throw new UnreachableError();
  }
  let body;
  try {
    body = await response.json();
  } catch {
    throw new RefusedError("no_answer", `The workspace answered ${response.status} without a reason.`);
  }
  if (response.status !== 200) throw new RefusedError(body.error, body.message);
  return body;
}

export function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  return call(`${path}?${new URLSearchParams(given)}`);
}

export function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return call(path, { method: "POST", headers, body: JSON.stringify(body) });
}

export function remove(path) {
  return call(path, { method: "DELETE" });
}

/** @returns Slack's file object */
export async function upload(user, file) {
  const form = new FormData();
  form.append("user", user);
  form.append("file", file, file.name || "pasted.png");
  return (await call("files", { method: "POST", body: form })).file;
}
