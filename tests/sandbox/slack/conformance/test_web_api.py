"""Every method and the errors of the method reference, through the stock clients, sync and async."""

import asyncio
import json
from pathlib import Path

import pytest
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from sandbox.constants import APP_TOKEN, CLIENT_ID, CLIENT_SECRET
from sandbox.slack.api.table import METHODS
from sandbox.slack.server import running_slack
from sandbox.slack.testing import actions, button, picture, plain, section
from tests.sandbox.slack.conformance.conftest import caller
from tests.sandbox.slack.oauth.asking import BACK, code_of, install_url, sign_in_url

MODAL = {"type": "modal", "title": plain("Imagine"), "blocks": [section("words"), *actions(button("more"))]}
REFERENCE = Path(__file__).parents[5] / "shared/contracts/slack/methods"

# fields of the examples that this workspace has no use for, or that depend on what was asked
NOT_HERE = {
    "bots.info": "bot.icons.image_36 bot.icons.image_48 bot.icons.image_72",
    "chat.postMessage": "message.attachments message.subtype message.username",
    "conversations.history": "response_metadata",
    "conversations.info": "channel.properties.tabs",
    "conversations.join": "response_metadata warning",
    "conversations.replies": "messages[].last_read messages[].reply_count messages[].subscribed "
    "messages[].thread_ts messages[].unread_count response_metadata",
    "files.info": "file.shares.public.C0T8SE4AU file.alt_txt file.deanimate_gif file.image_exif_rotation file.permalink_public file.pjpeg "
    "file.thumb_160 file.thumb_360 file.thumb_360_gif file.thumb_360_h file.thumb_360_w file.thumb_64 file.thumb_80",
    "oauth.v2.access": "authed_user.access_token authed_user.scope authed_user.token_type",
    "openid.connect.userInfo": "picture https://slack.com/team_image_102 https://slack.com/team_image_132 "
    "https://slack.com/team_image_230 https://slack.com/team_image_34 https://slack.com/team_image_44 "
    "https://slack.com/team_image_68 https://slack.com/team_image_88 https://slack.com/user_image_192 "
    "https://slack.com/user_image_24 https://slack.com/user_image_32 https://slack.com/user_image_48 "
    "https://slack.com/user_image_512 https://slack.com/user_image_72",
    "team.info": "team.enterprise_id team.enterprise_name team.icon.image_102 team.icon.image_132 "
    "team.icon.image_34 team.icon.image_44 team.icon.image_68 team.icon.image_88",
    "users.info": "user.profile.avatar_hash user.profile.email user.profile.image_192 user.profile.image_24 "
    "user.profile.image_32 user.profile.image_48 user.profile.image_512 user.profile.image_72 "
    "user.profile.image_original",
    "views.open": "view.blocks[].element view.blocks[].label view.blocks[].optional",
    "views.push": "view.blocks[].element view.blocks[].label",
    "views.update": "view.blocks[].accessory view.blocks[].text.emoji",
}
HOME = {"type": "home", "blocks": [section("welcome")]}


@pytest.fixture
async def every_method(kind, call, people, channels, users, trigger, slack):
    """Calls each method, in the shape the SDK gives it: query, form, JSON body, and a file; returns the log."""
    design = channels["design"]
    assert (await call("auth_test"))["team_id"] == slack.slack.workspace.team_id
    assert (await call("apps_connections_open", app_token=APP_TOKEN))["url"].startswith("ws://")
    assert (await call("team_info"))["team"]["name"]
    bot = (await call("auth_test"))["bot_id"]
    assert (await call("bots_info", bot=bot))["bot"]["id"] == bot
    assert (await call("users_info", user=users["mina"], include_locale=True))["user"]["locale"] == "ko-KR"
    assert len((await call("users_list"))["members"]) > 1
    assert (await call("users_conversations", types="public_channel,private_channel"))["channels"]
    assert (await call("conversations_info", channel=design, include_num_members=True))["channel"][
        "num_members"
    ]
    assert users["mina"] in (await call("conversations_members", channel=design))["members"]
    assert (await call("conversations_open", users=[users["mina"]]))["channel"]["id"].startswith("D")
    assert (await call("conversations_join", channel=channels["random"]))["channel"]["is_member"]
    posted = await call(
        "chat_postMessage",
        channel=design,
        text="hello",
        blocks=actions(button("go")),
        metadata={"event_type": "job", "event_payload": {"id": "1"}},
    )
    where = {"channel": design, "ts": posted["ts"]}
    assert (await call("chat_update", **where, text="changed"))["text"] == "changed"
    assert (await call("chat_getPermalink", channel=design, message_ts=posted["ts"]))["permalink"]
    assert (await call("chat_postEphemeral", channel=design, user=users["mina"], text="psst"))["message_ts"]
    await call(
        "assistant_threads_setStatus", channel_id=design, thread_ts=posted["ts"], status="is painting …"
    )
    history = await call("conversations_history", channel=design, include_all_metadata=True, limit=5)
    assert history["messages"][0]["metadata"]["event_payload"] == {"id": "1"}
    assert (await call("conversations_replies", **where))["messages"][0]["text"] == "changed"
    await call("reactions_add", channel=design, timestamp=posted["ts"], name="eyes")
    await call("reactions_remove", channel=design, timestamp=posted["ts"], name="eyes")
    view = (await call("views_open", trigger_id=await trigger(), view=MODAL))["view"]
    await call("views_update", view_id=view["id"], hash=view["hash"], view=MODAL)
    assert (await call("views_publish", user_id=users["mina"], view=HOME))["view"]["type"] == "home"
    pushed = (await call("views_push", trigger_id=await trigger(view["id"]), view=MODAL))["view"]
    assert pushed["previous_view_id"] == view["id"]
    content = picture()
    upload = await call("files_upload_v2", channel=design, content=content, filename="boat.png", title="Boat")
    file = (await call("files_info", file=upload["file"]["id"]))["file"]
    assert (file["mimetype"], file["size"]) == ("image/png", len(content))
    await call("files_delete", file=file["id"])
    await call("chat_delete", **where)
    await every_method_of_oauth(kind, call, slack, users["alex"])
    return [entry for entry in await people.log() if entry["kind"] == "api"]


async def every_method_of_oauth(kind, call, slack, user):
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    nobody = caller(kind, slack.api_url, None)
    code = await code_of(install_url(slack), user)
    token = (await nobody("oauth_v2_access", **client, code=code, redirect_uri=BACK))["access_token"]
    assert (await caller(kind, slack.api_url, token)("auth_revoke", test=True))["revoked"] is False
    code = await code_of(sign_in_url(slack), user)
    person = (await nobody("openid_connect_token", **client, code=code, redirect_uri=BACK))["access_token"]
    assert (await caller(kind, slack.api_url, person)("openid_connect_userInfo"))["sub"] == user
    assert (await call("apps_uninstall", **client))["ok"]


async def test_every_method_answers(every_method):
    assert {entry["name"] for entry in every_method if entry["ok"]} == set(METHODS)


async def test_answers_have_the_fields_of_the_reference(every_method):
    """Each field that the reference's example of a successful answer shows, with a value of its type."""
    if not REFERENCE.is_dir():
        pytest.skip(f"Slack's method reference is not at {REFERENCE}")
    missing: dict[str, set[str]] = {}
    for entry in every_method:
        if not (REFERENCE / f"{entry['name']}.json").is_file():
            others = {"users.list", "auth.revoke", "apps.uninstall"}
            assert entry["name"] in others, "the reference has all others"
            continue
        examples = json.loads((REFERENCE / f"{entry['name']}.json").read_text(encoding="utf-8"))["response"]
        example = next(one for one in map(json.loads, examples["examples"]) if one.get("ok", True))
        if entry["ok"]:
            missing.setdefault(entry["name"], set()).update(lacking(example, entry["response"]))
    assert {name: paths for name, paths in missing.items() if paths} == {
        name: set(paths.split()) for name, paths in NOT_HERE.items()
    }


def lacking(example, answer, at=""):
    """Paths of what `example` has and `answer` has not, or has as another kind of thing."""
    if isinstance(example, dict) and isinstance(answer, dict):
        for name, value in example.items():
            path = f"{at}.{name}".lstrip(".")
            if name not in answer:
                yield path
            else:
                yield from lacking(value, answer[name], path)
    elif isinstance(example, list) and isinstance(answer, list):
        if example and answer:
            yield from lacking(example[0], answer[0], f"{at}[]")
    elif None not in (example, answer) and type(example) is not type(answer):
        yield f"{at} is {type(answer).__name__}, not {type(example).__name__}"


async def test_pages_are_followed(kind, call):
    """The SDK's responses iterate over pages by their cursor."""
    first = await call("users_conversations", types="public_channel", limit=2)
    if kind == "async":
        pages = [len(page["channels"]) async for page in first]
    else:
        pages = await asyncio.to_thread(lambda: [len(page["channels"]) for page in first])
    assert pages == [2, 1]


ERRORS = [
    ("chat_postMessage", {"channel": "#random", "text": "x"}, "not_in_channel"),
    ("chat_postMessage", {"channel": "#launch-plans", "text": "x"}, "channel_not_found"),
    ("chat_postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
    (
        "chat_postMessage",
        {"channel": "#design", "text": "x", "thread_ts": "1.000001"},
        "cannot_reply_to_message",
    ),
    ("chat_postMessage", {"channel": "#design", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
    (
        "chat_postMessage",
        {"channel": "#design", "text": "x", "metadata": {"a": 1}},
        "invalid_metadata_format",
    ),
    (
        "chat_postMessage",
        {"channel": "#design", "blocks": [{"type": "teapot"}], "text": "x"},
        "invalid_blocks",
    ),
    ("chat_postMessage", {"channel": "#design", "blocks": "{", "text": "x"}, "invalid_blocks_format"),
    (
        "chat_postMessage",
        {"channel": "#design", "blocks": [section("x" * 2500) for _ in range(6)], "text": "x"},
        "msg_blocks_too_long",
    ),
    ("chat_postMessage", {"channel": "#design", "text": "x", "icon_emoji": ":eyes:"}, "missing_scope"),
    ("chat_update", {"channel": "#design", "ts": "1.000001", "text": "x"}, "message_not_found"),
    ("chat_update", {"channel": "#design", "ts": "{others}", "text": "x"}, "cant_update_message"),
    ("chat_update", {"channel": "#design", "ts": "{own}", "text": "x" * 4001}, "msg_too_long"),
    ("chat_delete", {"channel": "#design", "ts": "1.000001"}, "message_not_found"),
    ("chat_delete", {"channel": "#design", "ts": "{others}"}, "cant_delete_message"),
    ("chat_getPermalink", {"channel": "#design", "message_ts": "1.000001"}, "message_not_found"),
    ("chat_postEphemeral", {"channel": "#design", "user": "U0NOBODY", "text": "x"}, "user_not_in_channel"),
    ("conversations_history", {"channel": "#random"}, "not_in_channel"),
    ("conversations_history", {"channel": "#design", "oldest": "noon"}, "invalid_ts_oldest"),
    ("conversations_history", {"channel": "#design", "cursor": "?"}, "invalid_cursor"),
    ("conversations_replies", {"channel": "#design", "ts": "1.000001"}, "thread_not_found"),
    ("conversations_open", {"users": "U0NOBODY"}, "user_not_found"),
    ("users_info", {"user": "U0NOBODY"}, "user_not_found"),
    ("reactions_add", {"channel": "#design", "timestamp": "{own}", "name": "no way"}, "invalid_name"),
    ("reactions_remove", {"channel": "#design", "timestamp": "{own}", "name": "eyes"}, "no_reaction"),
    ("files_info", {"file": "F0NOTHING"}, "file_not_found"),
    ("files_delete", {"file": "F0NOTHING"}, "file_not_found"),
    ("views_open", {"trigger_id": "1.2.3", "view": MODAL}, "invalid_trigger_id"),
    ("views_update", {"view_id": "V0NOTHING", "view": MODAL}, "not_found"),
    ("views_publish", {"user_id": "{mina}", "view": MODAL}, "invalid_arguments"),
    ("api_call", {"api_method": "chat.postMassage"}, "unknown_method"),
    ("api_call", {"api_method": "chat.postMessage", "json": {"channel": "general", "text": " "}}, "no_text"),
    ("api_call", {"api_method": "chat.postMessage", "json": {"text": "x"}}, "invalid_arguments"),
]


@pytest.mark.parametrize(
    ("method", "arguments", "error"), ERRORS, ids=[f"{method}-{error}" for method, _, error in ERRORS]
)
async def test_errors_of_the_reference(call, people, channels, users, method, arguments, error):
    names = {
        "{others}": await people.say("alex", "#design", "mine"),
        "{own}": (await call("chat_postMessage", channel=channels["design"], text="own"))["ts"],
        "{mina}": users["mina"],
    }
    rooms = {f"#{name}": room for name, room in channels.items()}
    given = {
        name: {**names, **rooms}.get(value, value) if isinstance(value, str) else value
        for name, value in arguments.items()
    }
    answer = await call.refused(method, **given)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert answer.status_code == 200


async def test_triggers(call, people, trigger):
    fresh = await trigger()
    view = (await call("views_open", trigger_id=fresh, view=MODAL))["view"]
    assert (await call.refused("views_open", trigger_id=fresh, view=MODAL))["error"] == "exchanged_trigger_id"
    both = {"trigger_id": await trigger(), "interactivity_pointer": "1.2.3"}
    assert (await call.refused("views_open", **both, view=MODAL))["error"] == "invalid_arguments"
    late = await trigger()
    await people.advance(3.1)
    assert (await call.refused("views_open", trigger_id=late, view=MODAL))["error"] == "expired_trigger_id"
    stale = {"view_id": view["id"], "hash": "1.stale", "view": MODAL}
    assert (await call.refused("views_update", **stale))["error"] == "hash_conflict"


async def test_tokens(kind, slack, channels):
    for token, error in (
        (None, "not_authed"),
        ("xoxb-other", "invalid_auth"),
        (APP_TOKEN, "not_allowed_token_type"),
    ):
        answer = await caller(kind, slack.api_url, token).refused("auth_test")
        assert answer["error"] == error


async def test_scopes_are_the_manifests(kind, tmp_path, users):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("oauth_config: {scopes: {bot: ['chat:write', 'users:read']}}", encoding="utf-8")
    async with running_slack(manifest=manifest) as slack:
        call = caller(kind, slack.api_url)
        answer = await call.refused("files_info", file="F0")
        assert answer.data == {
            "ok": False,
            "error": "missing_scope",
            "needed": "files:read",
            "provided": "chat:write,users:read",
        }
        form = {"type": "input", "label": plain("Files"), "element": {"type": "file_input"}}
        view = {**MODAL, "submit": plain("Go"), "blocks": [form]}
        slack.slack.passes.add_trigger("1.2.3", users["mina"], None)
        answer = await call.refused("views_open", trigger_id="1.2.3", view=view)
        assert (answer["error"], answer["needed"]) == ("missing_scope", "files:read")


async def test_rate_limits(call, people, channels):
    await people.rate_limits(on=True)
    await call("chat_postMessage", channel=channels["design"], text="1")
    for name in (channels["design"], "#design", "design"):
        answer = await call.refused("chat_postMessage", channel=name, text="2")
        assert (answer.status_code, answer["error"]) == (429, "ratelimited")
        assert answer.headers["Retry-After"] == "1"
    await people.advance(1)
    await call("chat_postMessage", channel="#design", text="3")


async def test_the_sdks_handlers_honour_retry_after(kind, slack, people, channels):
    handlers = {"sync": RateLimitErrorRetryHandler, "async": AsyncRateLimitErrorRetryHandler}
    call = caller(kind, slack.api_url, retry_handlers=[handlers[kind](max_retry_count=1)])
    await people.add_fault("slack:chat.postMessage", "error", status=429, retry_after=0, times=1)
    assert (await call("chat_postMessage", channel=channels["design"], text="x"))["ok"]
    entries = [entry["ok"] for entry in await people.log() if entry["name"] == "chat.postMessage"]
    assert entries == [False, True]
