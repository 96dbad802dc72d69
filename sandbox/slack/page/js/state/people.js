// Who and what is in the workspace, by id.

const SLACKBOT = { id: "USLACKBOT", name: "slackbot", color: "6b7280", profile: { display_name: "Slackbot" } };

export class Directory {
  #users;
  #channels;

  constructor(users, channels, app) {
    this.#users = new Map(users.map((user) => [user.id, user]));
    this.#channels = new Map(channels.map((channel) => [channel.id, channel]));
    this.app = app;
  }

  get users() {
    return [...this.#users.values()];
  }

  get people() {
    return this.users.filter((user) => !user.is_bot);
  }

  get channels() {
    return [...this.#channels.values()];
  }

  /** A user, always: somebody unknown gets their id as a name. */
  user(id) {
    const unknown = { id, name: id, color: "6b7280", profile: { display_name: id || "somebody" } };
    return this.#users.get(id) ?? (id === SLACKBOT.id ? SLACKBOT : unknown);
  }

  knows(id) {
    return this.#users.has(id);
  }

  nameOf(id) {
    const user = this.user(id);
    return user.profile?.display_name || user.real_name || user.name;
  }

  channel(id) {
    return this.#channels.get(id) ?? null;
  }

  /** By id, by name with or without #, or "@app". */
  findChannel(named) {
    if (!named) return null;
    if (named === "@app") return this.appChannel;
    const name = named.replace(/^#/, "");
    return this.channel(named) ?? this.channels.find((channel) => channel.name === name) ?? null;
  }

  /** One's direct message with the app. */
  get appChannel() {
    return this.channels.find((channel) => channel.kind === "im" && channel.user === this.app.bot_user) ?? null;
  }

  /** "#design", or the name of the other person. */
  channelName(id) {
    const channel = this.channel(id);
    if (!channel) return "a private conversation";
    return channel.kind === "im" || channel.kind === "mpim" ? channel.name : `#${channel.name}`;
  }
}
