"""Where workspaces install the bot: whether they can, and whether their tokens can be kept."""

import pytest
from cryptography.fernet import Fernet
from slack_sdk.web.async_client import AsyncWebClient

from bot.checks.slack import SlackChecks
from bot.settings import Settings
from sandbox.slack.server import running_slack
from services.installations import Installations
from services.token_cipher import LocalCipher, UndecryptableError

KEY = Fernet.generate_key().decode()


class Broken(LocalCipher):
    async def decrypt(self, owner, text):
        raise UndecryptableError("no key fits")


@pytest.fixture
async def checks():
    """Makes the checks of settings that differ in some, with a cipher."""
    async with running_slack(installed=False) as slack:
        known = {name.lower(): value for name, value in slack.environment().items()}

        def make(cipher=None, **changes):
            given = known | {"slack_bot_token": None, "imagine_token_key": KEY} | changes
            settings = Settings(
                aws_region="us-west-2",
                imagine_bucket="pictures",
                imagine_cdn_url="https://cdn.example",
                **given,
            )
            store = Installations(None, "imagine", cipher or LocalCipher([KEY]), None)
            client = AsyncWebClient(base_url=str(settings.slack_api_url))
            return SlackChecks(settings, client, store)

        yield make


async def verdicts(checks):
    parts = (checks.bot_token, checks.credentials, checks.app_token, checks.signing_secret)
    return {one.what: one.verdict for part in parts for one in await part()}


async def test_everything_is_there(checks):
    assert await verdicts(checks()) == {
        "Slack app credentials": "ok",
        "clock": "ok",
        "token encryption": "ok",
        "Slack app token": "ok",
    }


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"slack_client_secret": "wrong"}, "bad_client_secret"),
        ({"slack_client_id": "1.2"}, "invalid_client_id"),
        ({"slack_api_url": "http://127.0.0.1:9/api/"}, "can't be reached"),
    ],
)
async def test_credentials_that_are_not_the_apps(checks, change, word):
    found = (await checks(**change).credentials())[0]
    assert (found.what, found.verdict) == ("Slack app credentials", "failed")
    assert word in found.told
    assert found.fix


async def test_a_key_that_does_not_decrypt(checks):
    found = (await checks(Broken([KEY])).credentials())[-1]
    assert (found.what, found.verdict) == ("token encryption", "failed")
    assert "IMAGINE_KMS_KEY" in found.fix
