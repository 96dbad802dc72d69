"""Installations in the table: nothing readable, one owner each, gone when they leave."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation

from services.departures import Departures
from services.installations import Installations, OAuthStates
from services.jobs import now
from services.table import item_from_wire
from services.token_cipher import LocalCipher

KEY, NEXT_KEY = (Fernet.generate_key().decode() for _ in range(2))
TEAM = {"enterprise_id": None, "team_id": "T1"}
ORG = {"enterprise_id": "E1", "team_id": None}


def installation(**changes):
    fields = {
        "app_id": "A1",
        "team_id": "T1",
        "team_name": "Harbour Studio",
        "bot_token": "xoxb-secret-1",
        "bot_id": "B1",
        "bot_user_id": "U0BOT",
        "bot_scopes": ["chat:write", "commands"],
        "user_id": "U1",
        "custom_values": {"plan": "free"},
    }
    return Installation(**(fields | changes))


@pytest.fixture
def departures(dynamodb, made):
    return Departures(dynamodb, made.imagine_table, timedelta(days=30))


@pytest.fixture
def store_with(dynamodb, made, departures):
    return lambda *keys: Installations(dynamodb, made.imagine_table, LocalCipher(keys), departures)


@pytest.fixture
def store(store_with):
    return store_with(KEY)


@pytest.fixture
async def items(dynamodb, made):
    async def look():
        found = await dynamodb.scan(TableName=made.imagine_table)
        return [item_from_wire(item) for item in found["Items"]]

    return look


async def test_what_is_saved_comes_back_as_it_was(store):
    saved = installation(
        bot_refresh_token="xoxe-refresh",
        bot_token_expires_in=43_200,
        user_token="xoxp-secret",
        user_scopes="identify",
        incoming_webhook_url="https://hooks.slack.com/secret",
    )
    await store.async_save(saved)
    for found in (
        await store.async_find_installation(**TEAM),
        await store.async_find_installation(**TEAM, user_id="U1"),
        await store.of_team("T1"),
    ):
        assert found.to_dict_for_copying() == saved.to_dict_for_copying()
    bot = await store.async_find_bot(**TEAM)
    assert (bot.bot_token, bot.bot_scopes) == ("xoxb-secret-1", ["chat:write", "commands"])
    assert await store.async_find_installation(**TEAM, user_id="U2") is None
    assert await store.of_team("T2") is None


async def test_nothing_in_the_table_can_be_read(store, items):
    await store.async_save(
        installation(
            bot_refresh_token="xoxe-secret-2",
            user_token="xoxp-secret-3",
            user_refresh_token="xoxe-secret-4",
            incoming_webhook_url="https://hooks.slack.com/secret-5",
        )
    )
    written = await items()
    assert {item["sk"] for item in written} == {"INSTALLATION", "USER#U1"}
    assert "secret-" not in str(written)
    assert all("Harbour Studio" in item["details"] for item in written)


async def test_a_replaced_key_encrypts_what_is_used_anew(store, store_with, items):
    await store.async_save(installation())
    found = await store_with(NEXT_KEY, KEY).async_find_installation(**TEAM)
    assert found.bot_token == "xoxb-secret-1"
    # From then on the old key is not needed.
    assert (await store_with(NEXT_KEY).async_find_installation(**TEAM)).bot_token == "xoxb-secret-1"
    (item,) = await items()
    assert set(item) == {"pk", "sk", "details", "secrets", "installed_at"}


async def test_an_organisation_serves_its_workspaces(store):
    org = installation(
        enterprise_id="E1",
        enterprise_name="Harbour",
        team_id=None,
        team_name=None,
        is_enterprise_install=True,
    )
    await store.async_save(org)
    assert (await store.async_find_bot(**ORG, is_enterprise_install=True)).bot_token == "xoxb-secret-1"
    found = await store.async_find_bot(enterprise_id="E1", team_id="T7", is_enterprise_install=True)
    assert found.bot_token == "xoxb-secret-1"
    # A workspace of it is known as one once a request came from there.
    assert await store.of_team("T7") is None
    await store.belongs("T7", "E1")
    assert (await store.of_team("T7")).is_enterprise_install
    # One that installed it itself has its own token.
    await store.async_save(installation(enterprise_id="E1", team_id="T8", bot_token="xoxb-own"))
    await store.belongs("T8", "E1")
    assert (await store.of_team("T8")).bot_token == "xoxb-own"
    await store.async_delete_all(**ORG)
    assert await store.of_team("T7") is None
    assert (await store.of_team("T8")).bot_token == "xoxb-own"


async def test_who_leaves_leaves_no_token_and_is_kept_in_mind(store, departures, items):
    await store.async_save(installation(user_token="xoxp-1"))
    await store.async_save(installation(user_id="U2", user_token="xoxp-2"))
    await store.async_save(installation(team_id="T2", bot_token="xoxb-theirs"))
    left_at = now()
    assert await store.left("T1", left_at)
    assert await store.async_find_bot(**TEAM) is None
    assert await store.async_find_installation(**TEAM, user_id="U2") is None
    assert {item["pk"] for item in await items()} == {"INSTALLATION#T2", "DEPARTED"}
    assert await departures.due(left_at + timedelta(days=29)) == []
    assert await departures.due(left_at + timedelta(days=31)) == ["T1"]
    # The other event of the same departure, or the same delivered again.
    assert await store.left("T1", left_at)
    assert await departures.has_left("T1")
    await store.async_save(installation())
    assert not await departures.has_left("T1")


async def test_an_old_departure_does_not_undo_a_new_installation(store, departures):
    await store.async_save(installation())
    assert not await store.left("T1", now() - timedelta(minutes=5))
    assert (await store.async_find_bot(**TEAM)).bot_token == "xoxb-secret-1"
    assert not await departures.has_left("T1")


async def test_who_comes_back_while_an_event_of_their_departure_is_heard_stays(
    store, departures, monkeypatch
):
    left = departures.left

    async def left_and_back(owner, moment):
        await left(owner, moment)
        await store.async_save(installation())

    monkeypatch.setattr(departures, "left", left_and_back)
    # The other event has been heard: there is no installation any more.
    assert not await store.left("T1", now())
    assert (await store.async_find_bot(**TEAM)).bot_token == "xoxb-secret-1"
    assert not await departures.has_left("T1")


async def test_one_person_is_forgotten_alone(store):
    await store.async_save(installation(user_token="xoxp-1"))
    await store.async_save(installation(user_id="U2", user_token="xoxp-2"))
    await store.async_delete_installation(**TEAM, user_id="U1")
    assert await store.async_find_installation(**TEAM, user_id="U1") is None
    assert (await store.async_find_installation(**TEAM, user_id="U2")).user_token == "xoxp-2"


async def test_new_tokens_are_asked_for_by_one_process_and_never_bring_back_who_left(store):
    saved = installation()
    await store.async_save(saved)
    assert await store.may_refresh(saved, 60)
    assert not await store.may_refresh(saved, 60)
    fresh = installation(bot_token="xoxb-fresh", installed_at=saved.installed_at)
    assert await store.refreshed(fresh)
    assert (await store.async_find_bot(**TEAM)).bot_token == "xoxb-fresh"
    await store.async_delete_all(**TEAM)
    assert not await store.refreshed(fresh)
    assert not await store.may_refresh(saved, 60)
    assert await store.async_find_bot(**TEAM) is None


async def test_a_bots_part_is_saved_alone(store):
    await store.async_save(installation())
    bot = await store.async_find_bot(**TEAM)
    bot.bot_token = "xoxb-fresh"
    await store.async_save_bot(bot)
    found = await store.async_find_installation(**TEAM)
    assert (found.bot_token, found.user_id, found.team_name) == ("xoxb-fresh", "U1", "Harbour Studio")


async def test_a_state_is_good_once_and_not_for_ever(dynamodb, made, items, monkeypatch):
    states = OAuthStates(dynamodb, made.imagine_table)
    state = await states.async_issue()
    assert state not in str(await items())
    assert await states.async_consume(state)
    assert not await states.async_consume(state)
    assert not await states.async_consume("made up")
    late = await states.async_issue()
    monkeypatch.setattr("services.installations.now", lambda: now() + timedelta(minutes=11))
    assert not await states.async_consume(late)
