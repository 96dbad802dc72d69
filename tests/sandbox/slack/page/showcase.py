"""A small app for the page's tests: it posts every block and element, and answers like a painter."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.testing import plain, section

Json = dict[str, Any]


def option(value: str, text: str = "", **more: Any) -> Json:
    return {"text": {**plain(text or value.capitalize()), "emoji": True}, "value": value, **more}


def context(text: str) -> Json:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def button(action_id: str, text: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def actions(block_id: str, *elements: Json) -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def entry(block_id: str, label: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "input", **element},
        **more,
    }


DELETE = button(
    "delete",
    "Delete",
    style="danger",
    confirm={
        "title": plain("Delete this picture?"),
        "text": plain("It can't be undone."),
        "confirm": plain("Delete"),
        "deny": plain("Keep it"),
        "style": "danger",
    },
)


def ideas() -> list[Json]:
    blocks = [section("<@U0R44HQB7S8>, here are two ideas.")]
    for number, prompt in enumerate(["A lighthouse in a storm.", "A lighthouse at dawn."], start=1):
        blocks += [
            section(f"*{number} · Idea*\n{prompt}"),
            actions(f"idea.{number}", button("paint", f"Paint {number}", value=str(number), style="primary")),
        ]
    return [*blocks, {"type": "divider"}, actions("all", button("silent", "More ideas"))]


def finished(image_url: str) -> list[Json]:
    return [
        section("*1 · Idea*\n> A lighthouse in a storm."),
        {
            "type": "image",
            "image_url": image_url,
            "alt_text": "A lighthouse in a storm",
            "title": plain("Lighthouse"),
        },
        context("Painter · 64×48 · seed 7 · $0.01"),
        actions("done", button("again", "Again"), DELETE),
    ]


MENUS = actions(
    "menus",
    {
        "type": "static_select",
        "action_id": "size",
        "placeholder": plain("Size"),
        "options": [option("small"), option("large", description=plain("Takes longer"))],
    },
    {"type": "users_select", "action_id": "who", "placeholder": plain("Somebody")},
    {"type": "conversations_select", "action_id": "where", "placeholder": plain("Somewhere")},
    {"type": "overflow", "action_id": "more", "options": [option("copy"), option("remove")]},
    {"type": "datepicker", "action_id": "day", "initial_date": "2026-05-03"},
    {
        "type": "checkboxes",
        "action_id": "extras",
        "options": [option("frame"), {**option("title"), "text": {"type": "mrkdwn", "text": "*Title*"}}],
    },
)

RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Rich ", "style": {"bold": True}},
                {"type": "emoji", "name": "tada"},
                {"type": "link", "url": "https://example.com/", "text": "a link"},
                {"type": "color", "value": "#ff6663"},
                {"type": "broadcast", "range": "here"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": word}]}
                for word in ("first", "second")
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code()"}]},
    ],
}


def everything(image_url: str) -> list[Json]:
    """Each layout block and each element that messages may carry."""
    small = {"type": "image", "image_url": image_url, "alt_text": "A small picture"}
    return [
        {"type": "header", "text": plain("Everything :art:")},
        {
            **section("*Bold*, _italic_, ~struck~, `code` and <https://example.com/|a link>\n• one\n• two"),
            "accessory": small,
        },
        {
            "type": "section",
            "fields": [
                {"type": "mrkdwn", "text": "*Size*\n1024"},
                {"type": "plain_text", "text": "Seed\n7"},
            ],
        },
        {"type": "divider"},
        MENUS,
        {
            **section("Which ones?"),
            "block_id": "several",
            "accessory": {
                "type": "multi_static_select",
                "action_id": "which",
                "placeholder": plain("Colours"),
                "options": [option("red"), option("green"), option("blue")],
            },
        },
        {
            **section("How?"),
            "block_id": "how",
            "accessory": {
                "type": "radio_buttons",
                "action_id": "mode",
                "options": [option("ideas"), option("raw")],
                "initial_option": option("ideas"),
            },
        },
        RICH,
        {"type": "context", "elements": [small, {"type": "mrkdwn", "text": "A line of *context*"}]},
        {"type": "image", "image_url": image_url, "alt_text": "A large picture"},
        actions(
            "last",
            button("again", "Plain"),
            button("paint", "Primary", style="primary"),
            DELETE,
            button("open", "Open", url="https://example.com/"),
        ),
    ]


FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("New picture"),
    "submit": plain("Start"),
    "close": plain("Close"),
    "blocks": [
        entry(
            "text",
            "What should it show?",
            {"type": "plain_text_input", "multiline": True, "max_length": 40, "focus_on_load": True},
            hint=plain("A few keywords."),
        ),
        entry("cfg", "How literally", {"type": "number_input", "is_decimal_allowed": True, "min_value": "1.1",
                                       "max_value": "10"}, optional=True),
        entry("shape", "Shape", {"type": "static_select", "options": [option(f"{n}:9") for n in range(1, 13)],
                                 "initial_option": option("1:9")}),
        entry("mode", "And then?", {"type": "radio_buttons", "options": [option("ideas"), option("raw")],
                                    "initial_option": option("ideas")}),
        entry("private", "Who sees it?", {"type": "checkboxes", "options": [option("private", "Only me")]},
              optional=True),
        entry("file", "Reference", {"type": "file_input", "filetypes": ["png", "jpg"], "max_files": 1}, optional=True),
        entry("who", "For whom", {"type": "multi_users_select"}, optional=True),
        actions("steps", button("next", "Another form"), button("rename", "Rename")),
    ],
}  # fmt: skip

HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Your pictures")},
        section("Nothing yet."),
        actions("home", button("fill", "Look again")),
    ],
}


def add_listeners(app: AsyncApp) -> None:  # noqa: C901 - a list of listeners
    @app.event("app_mention")
    @app.event("file_shared")
    @app.event("member_joined_channel")
    @app.event("message")
    @app.event("reaction_added")
    async def heard(event: Json) -> None:
        """Nothing to do."""

    @app.command("/imagine")
    async def imagine(ack: AsyncAck, command: Json, client: AsyncWebClient) -> None:
        text = command.get("text", "")
        if text == "help":
            await ack(text="*Help* for you alone")
            return
        await ack()
        if not text:
            await client.views_open(trigger_id=command["trigger_id"], view=FORM)
            return
        quoted = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        card = await client.chat_postMessage(
            channel=command["channel_id"],
            text="A picture was asked for",
            blocks=[
                section(f"<@{command['user_id']}> asked for a picture\n> {quoted}"),
                context("Thinking …"),
            ],
        )
        thread = card["ts"]
        await client.chat_postMessage(
            channel=command["channel_id"], thread_ts=thread, text="Two ideas", blocks=ideas()
        )

    @app.action("paint")
    async def paint(ack: AsyncAck, body: Json, action: Json, client: AsyncWebClient) -> None:
        await ack()
        message = body["message"]
        await client.chat_postMessage(
            channel=body["channel"]["id"],
            thread_ts=message.get("thread_ts", message["ts"]),
            text="Painting",
            blocks=[
                section(f":art: Painting idea {action['value']} …"),
                actions("wait", button("again", "Cancel")),
            ],
        )

    @app.action("delete")
    async def delete(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.chat_delete(channel=body["channel"]["id"], ts=body["message"]["ts"])

    @app.action(re.compile("^(again|open|size|who|where|more|day|extras|which|mode|colour)$"))
    async def nothing(ack: AsyncAck) -> None:
        await ack()

    @app.action("next")
    async def push(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        depth = 3 if body["view"]["previous_view_id"] else 2
        blocks = [section(f"Form {depth}"), actions("steps", button("next", "One more"))]
        await client.views_push(
            trigger_id=body["trigger_id"],
            view={"type": "modal", "title": plain(f"Form {depth}"), "close": plain("Back"), "blocks": blocks},
        )

    @app.action("rename")
    async def rename(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_update(view_id=body["view"]["id"], view={**FORM, "title": plain("Renamed")})

    @app.view("form")
    async def submitted(ack: AsyncAck, body: Json, view: Json, client: AsyncWebClient) -> None:
        values = view["state"]["values"]
        if "bad" in values["text"]["input"]["value"]:
            await ack(response_action="errors", errors={"text": "That won't do."})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"You chose {_summary(values)}")

    @app.shortcut("use_reference")
    @app.shortcut("paint")
    async def opened(ack: AsyncAck, shortcut: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)

    @app.event("app_home_opened")
    async def home(event: Json, client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            await client.views_publish(user_id=event["user"], view=HOME)

    @app.action("fill")
    async def fill(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        blocks = [*HOME["blocks"][:1], section("One picture.")]
        await client.views_publish(user_id=body["user"]["id"], view={**HOME, "blocks": blocks})


def _summary(values: Json) -> str:
    """What was entered, in the order of the form."""
    parts = []
    for block in values.values():
        for state in block.values():
            held = next((value for key, value in state.items() if key != "type"), None)
            for one in held if isinstance(held, list) else [held]:
                text = one.get("value") or one.get("name") if isinstance(one, dict) else one
                if text:
                    parts.append(str(text))
    return ", ".join(parts)
