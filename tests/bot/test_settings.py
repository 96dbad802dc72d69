"""Settings are checked all together, name what is wrong, and never show a secret."""

import re
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.settings import Settings, SettingsError, read_settings

KEY, OLD_KEY = (Fernet.generate_key().decode() for _ in range(2))
ROOT = Path(__file__).parent.parent.parent

COMPLETE = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_SIGNING_SECRET": "shhh",
    "AWS_REGION": "us-west-2",
    "IMAGINE_BUCKET": "pictures",
    "IMAGINE_CDN_URL": "https://cdn.example",
}


@pytest.fixture
def environment(monkeypatch):
    """Nothing set but what the test sets."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def set_all(**changes):
        for name, value in (COMPLETE | changes).items():
            if value is not None:
                monkeypatch.setenv(name, value)

    return set_all


def faults():
    with pytest.raises(SettingsError) as caught:
        read_settings()
    return str(caught.value)


def test_complete(environment):
    environment()
    settings = read_settings()
    assert settings.imagine_table == "imagine"
    assert settings.port == 3000
    assert not settings.socket_mode


def test_an_app_token_means_socket_mode(environment):
    environment(SLACK_APP_TOKEN="xapp-1", SLACK_SIGNING_SECRET=None)
    assert read_settings().socket_mode


def test_an_empty_app_token_means_http(environment):
    environment(SLACK_APP_TOKEN="")
    assert not read_settings().socket_mode


def test_every_fault_is_named_at_once(environment):
    environment(
        SLACK_BOT_TOKEN="xoxp-secret-user-token",
        AWS_REGION=None,
        IMAGINE_BUCKET="no spaces",
        IMAGINE_CDN_URL="nowhere",
        IMAGINE_IMAGE_MODEL="dall-e",
        PORT="http",
    )
    said = faults()
    for name in (
        "SLACK_BOT_TOKEN",
        "AWS_REGION",
        "IMAGINE_BUCKET",
        "IMAGINE_CDN_URL",
        "IMAGINE_IMAGE_MODEL",
        "PORT",
    ):
        assert f"  {name}: " in said
    assert "stability.stable-image-core-v1:1" in said
    assert "secret-user-token" not in said


def test_one_way_to_listen_is_needed(environment):
    environment(SLACK_SIGNING_SECRET=None)
    assert "SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP" in faults()


def many(environment, **more):
    environment(
        **(
            {
                "SLACK_BOT_TOKEN": None,
                "SLACK_CLIENT_ID": "1.2",
                "SLACK_CLIENT_SECRET": "client-secret",
                "IMAGINE_TOKEN_KEY": f"{KEY},{OLD_KEY}",
            }
            | more
        )
    )


def test_many_workspaces_install_it_themselves(environment):
    many(environment, IMAGINE_PUBLIC_URL="https://imagine.example.com/")
    settings = read_settings()
    assert settings.many_workspaces
    assert settings.token_keys == (KEY, OLD_KEY)
    assert settings.public_url == "https://imagine.example.com"
    assert KEY not in repr(settings)
    assert "client-secret" not in repr(settings)


def test_a_token_means_one_workspace_whatever_else_is_set(environment):
    many(environment, SLACK_BOT_TOKEN="xoxb-1", IMAGINE_TOKEN_KEY="")
    assert not read_settings().many_workspaces


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"SLACK_CLIENT_ID": None}, "SLACK_CLIENT_SECRET: is the secret of a client, so SLACK_CLIENT_ID"),
        ({"SLACK_CLIENT_ID": ""}, "SLACK_BOT_TOKEN: is missing"),
        ({"SLACK_CLIENT_SECRET": None}, "SLACK_BOT_TOKEN: is missing"),
        ({"IMAGINE_TOKEN_KEY": ""}, "IMAGINE_KMS_KEY, IMAGINE_TOKEN_KEY: without SLACK_BOT_TOKEN"),
        ({"IMAGINE_TOKEN_KEY": "too-short-secret"}, "IMAGINE_TOKEN_KEY: each key is 32 random bytes"),
        (
            {"IMAGINE_PUBLIC_URL": "https://imagine.example.com/bot"},
            "IMAGINE_PUBLIC_URL: is an address alone",
        ),
        ({"IMAGINE_GRACE_DAYS": "-1"}, "IMAGINE_GRACE_DAYS: "),
    ],
)
def test_what_many_workspaces_need(environment, change, fault):
    many(environment, **change)
    said = faults()
    assert f"  {fault}" in said
    assert "too-short-secret" not in said


def test_kms_does_without_a_key_of_our_own(environment):
    many(environment, IMAGINE_TOKEN_KEY=None, IMAGINE_KMS_KEY="alias/imagine")
    assert read_settings().many_workspaces


def test_a_wrong_app_token_is_not_shown(environment):
    environment(SLACK_APP_TOKEN="oops-secret")
    said = faults()
    assert "SLACK_APP_TOKEN: an app-level token starts with xapp-" in said
    assert "oops-secret" not in said


def test_secrets_are_masked_when_printed(environment):
    environment(SLACK_APP_TOKEN="xapp-hidden")
    shown = repr(read_settings())
    assert "xoxb-1" not in shown
    assert "xapp-hidden" not in shown
    assert "shhh" not in shown


def test_the_example_lists_every_setting():
    example = (ROOT / ".env.example").read_text()
    listed = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    assert {name.upper() for name in Settings.model_fields} <= listed


@pytest.mark.parametrize(
    ("order", "models"),
    [
        ("auto", ("auto",)),
        ("stability.stable-image-ultra-v1:1, auto", ("stability.stable-image-ultra-v1:1", "auto")),
        ("amazon.titan-image-generator-v2:0", ("amazon.titan-image-generator-v2:0",)),
    ],
)
def test_painters_in_order_of_preference(environment, order, models):
    environment(IMAGINE_IMAGE_MODEL=order)
    assert read_settings().image_models == models


@pytest.mark.parametrize(
    ("order", "fault"),
    [
        (None, ""),
        ("us.amazon.nova-2-lite-v1:0", ""),
        ("eu.anthropic.claude-sonnet-4-6, auto", ""),
        ("auto, eu.anthropic.claude-sonnet-4-6", "auto stands for every known model"),
        ("", "list ids of models"),
    ],
)
def test_the_order_of_language_models(environment, order, fault):
    environment(IMAGINE_TEXT_MODEL=order)
    if fault:
        assert f"IMAGINE_TEXT_MODEL: {fault}" in faults()
    else:
        assert read_settings().imagine_text_model == (order or "auto")
