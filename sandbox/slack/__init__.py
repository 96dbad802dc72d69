"""A Slack workspace on one machine: Web API, Socket Mode and HTTP delivery, people who type and click.

Stock `slack_sdk` and `slack_bolt` talk to it unmodified; what it accepts, Slack would accept.

Stricter than Slack
-------------------
- An argument that a method does not have is refused (Slack passes over it in silence).
- A reply's ``ts`` as ``thread_ts``, or one of nothing at all, is refused (Slack misplaces the message).
- Blocks of a message are measured as compact JSON and may have 13,000 characters (Slack documents no limit; a
  little over 13,200 were measured).
- ``chat.postMessage`` has no burst: once the limits are switched on, one message a second and channel.
- A ``trigger_id`` is used up even by a view that is refused.
- Pictures named by ``image_url`` are fetched from this machine alone, without following redirects.
- ``/oauth/v2/authorize`` grants no scope that the manifest lacks.
- A message of a ``response_url`` with a field Slack does not know is refused.

Not here
--------
- Methods, blocks and elements that are missing from the tables: they are refused, never half done. Among them
  are menus filled by the app while the person types, workflow steps, and the blocks of agents and charts.
- ``blocks`` of messages that people write (Slack adds a ``rich_text`` block beside their text).
- Archiving, guests, several workspaces, organisations.

Where things are: `state` holds the workspace, `blockkit` its rules, `api` answers the app, `delivery` reaches it,
`oauth` lets it in and says who people are, `people` act, `control` drives and shows all that (CONTROL.md),
`server` runs it, `client` is for tests.
"""
