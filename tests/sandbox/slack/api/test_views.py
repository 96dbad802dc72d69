"""Modals and the App Home, opened by a Bolt app with the triggers it was given."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.server import running_slack
from sandbox.slack.testing import actions, button, plain, section

FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "imagine",
    "title": plain("Imagine"),
    "submit": plain("Paint"),
    "blocks": [
        {
            "type": "input",
            "block_id": "prompt",
            "label": plain("Prompt"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        *actions(button("more"), block_id="more"),
    ],
}


async def refused(call):
    with pytest.raises(SlackApiError) as error:
        await call
    return error.value.response


@pytest.fixture
async def triggers(bolt, connect, people):
    """Runs a command as Alex, or clicks in Alex's modal; returns the trigger the app was given."""
    given = []

    @bolt.command("/imagine")
    async def command(ack, body):
        await ack()
        given.append(body["trigger_id"])

    @bolt.action("more")
    async def more(ack, body):
        await ack()
        given.append(body["trigger_id"])

    await connect(bolt)

    async def trigger(view_id=None):
        if view_id is None:
            await people.command("alex", "#design", "/imagine")
        else:
            await people.change("alex", view_id, "more")
        return given[-1]

    return trigger


async def test_open(triggers, web_client, people, users):
    answer = await web_client.views_open(trigger_id=await triggers(), view=FORM)
    view = answer["view"]
    assert view["root_view_id"] == view["id"]
    assert view["state"]["values"] == {"prompt": {"text": {"type": "plain_text_input", "value": None}}}
    assert view["previous_view_id"] is None
    [shown] = await people.modals("alex")
    assert shown["id"] == view["id"]
    assert await people.modals("mina") == []


async def test_a_trigger_works_once(triggers, web_client):
    trigger = await triggers()
    await web_client.views_open(trigger_id=trigger, view=FORM)
    answer = await refused(web_client.views_open(trigger_id=trigger, view=FORM))
    assert answer["error"] == "exchanged_trigger_id"


async def test_a_trigger_lasts_three_seconds(triggers, web_client, people):
    trigger = await triggers()
    await people.advance(3.1)
    answer = await refused(web_client.views_open(trigger_id=trigger, view=FORM))
    assert answer["error"] == "expired_trigger_id"


async def test_an_invalid_view_uses_the_trigger_up(triggers, web_client):
    """Whether Slack would take it again is not documented, so nobody should count on it."""
    trigger = await triggers()
    answer = await refused(web_client.views_open(trigger_id=trigger, view={**FORM, "title": plain("x" * 25)}))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"trigger_id": "1.2.x", "view": FORM}, "invalid_trigger_id"),
        ({"view": FORM}, "invalid_arguments"),
        ({"trigger_id": "1.2.x"}, "invalid_arguments"),
    ],
)
async def test_what_cannot_be_opened(web_client, arguments, error):
    answer = await refused(web_client.api_call("views.open", json=arguments))
    assert answer["error"] == error


async def test_a_home_is_not_opened_as_a_modal(triggers, web_client):
    answer = await refused(
        web_client.views_open(trigger_id=await triggers(), view={"type": "home", "blocks": []})
    )
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be of type modal [json-pointer:/view/type]"
    ]


async def test_three_modals_on_top_of_each_other(triggers, web_client, people):
    view_id = (await web_client.views_open(trigger_id=await triggers(), view=FORM))["view"]["id"]
    root = view_id
    for _ in range(2):
        answer = await web_client.views_push(trigger_id=await triggers(view_id), view=FORM)
        assert answer["view"]["previous_view_id"] == view_id
        assert answer["view"]["root_view_id"] == root
        view_id = answer["view"]["id"]
    answer = await refused(web_client.views_push(trigger_id=await triggers(view_id), view=FORM))
    assert answer["error"] == "push_limit_reached"
    assert len(await people.modals("alex")) == 3


async def test_push_needs_an_open_modal(triggers, web_client):
    answer = await refused(web_client.views_push(trigger_id=await triggers(), view=FORM))
    assert answer["error"] == "not_found"


async def test_update_keeps_what_was_entered(triggers, web_client, people):
    view = (await web_client.views_open(trigger_id=await triggers(), view=FORM))["view"]
    await people.change("alex", view["id"], "text", "a boat")
    longer = {**FORM, "blocks": [section("More"), *FORM["blocks"]]}
    answer = await web_client.views_update(view_id=view["id"], hash=view["hash"], view=longer)
    assert answer["view"]["state"]["values"]["prompt"]["text"]["value"] == "a boat"
    renamed = {**FORM, "blocks": [{**FORM["blocks"][0], "block_id": "other"}]}
    answer = await web_client.views_update(view_id=view["id"], view=renamed)
    assert answer["view"]["state"]["values"]["other"]["text"]["value"] is None


async def test_update_with_an_old_hash(triggers, web_client):
    view = (await web_client.views_open(trigger_id=await triggers(), view=FORM))["view"]
    await web_client.views_update(view_id=view["id"], view=FORM)
    answer = await refused(web_client.views_update(view_id=view["id"], hash=view["hash"], view=FORM))
    assert answer["error"] == "hash_conflict"


async def test_external_ids_are_unique(triggers, web_client, users):
    named = {**FORM, "external_id": "form-1"}
    await web_client.views_open(trigger_id=await triggers(), view=named)
    await web_client.views_update(external_id="form-1", view=named)
    answer = await refused(web_client.views_open(trigger_id=await triggers(), view=named))
    assert answer["error"] == "duplicate_external_id"
    answer = await refused(web_client.views_update(external_id="form-2", view=FORM))
    assert answer["error"] == "not_found"
    both = {"external_id": "form-1", "view_id": "V1", "view": FORM}
    answer = await refused(web_client.api_call("views.update", json=both))
    assert answer["error"] == "invalid_arguments"


async def test_a_view_can_be_too_large(web_client, triggers):
    huge = {
        **FORM,
        "blocks": [
            {"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2000}] * 10} for _ in range(13)
        ],
    }
    answer = await refused(web_client.views_open(trigger_id=await triggers(), view=huge))
    assert answer["error"] == "view_too_large"


async def test_home(web_client, people, users):
    view = {"type": "home", "blocks": [section("Welcome")]}
    first = (await web_client.views_publish(user_id=users["mina"], view=view))["view"]
    assert (await people.home("mina"))["blocks"][0]["text"]["text"] == "Welcome"
    assert await people.home("alex") is None
    again = (await web_client.views_publish(user_id=users["mina"], hash=first["hash"], view=view))["view"]
    assert again["id"] == first["id"]
    answer = await refused(web_client.views_publish(user_id=users["mina"], hash=first["hash"], view=view))
    assert answer["error"] == "hash_conflict"
    answer = await refused(web_client.views_publish(user_id="U0", view=view))
    assert answer["error"] == "invalid_arguments"


async def test_home_must_be_enabled(tmp_path):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("features: {app_home: {home_tab_enabled: false}}", encoding="utf-8")
    async with running_slack(manifest=manifest) as slack:
        client = AsyncWebClient(token="xoxb-sandbox", base_url=slack.api_url)
        user = slack.slack.workspace.people[0].id
        answer = await refused(client.views_publish(user_id=user, view={"type": "home", "blocks": []}))
        assert answer["error"] == "not_enabled"


async def test_pictures_in_views_are_fetched(web_client, people, users, picture_host):
    def home(path):
        return {
            "type": "home",
            "blocks": [{"type": "image", "alt_text": "x", "image_url": f"{picture_host}/{path}"}],
        }

    await web_client.views_publish(user_id=users["mina"], view=home("png"))
    shown = await people.home("mina")
    assert shown["_sandbox"]["images"][f"{picture_host}/png"].startswith("/_sandbox/images/")
    answer = await refused(web_client.views_publish(user_id=users["mina"], view=home("gone")))
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] downloading image failed [json-pointer:/view/blocks/0/image_url]"
    ]
