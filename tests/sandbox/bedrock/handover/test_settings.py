import pytest

from sandbox.bedrock.handover import Handover, handover_from
from sandbox.bedrock.handover.wire import operation_url


def test_nothing_is_handed_over_unless_it_is_asked_for():
    assert handover_from({}) == Handover()
    assert handover_from({"SANDBOX_LLM_URL": " ", "SANDBOX_LLM_KEY": "x"}) == Handover()
    assert handover_from({}).told() == []


def test_each_stands_for_itself():
    handover = handover_from(
        {"SANDBOX_IMAGE_URL": "http://h:1", "SANDBOX_IMAGE_MODEL": "p", "SANDBOX_IMAGE_KEY": "secret"}
    )
    assert handover.chat is None
    assert (handover.images.url, handover.images.model, handover.images.key) == (
        "http://h:1/v1/images/generations",
        "p",
        "secret",
    )
    assert handover.told() == [
        "Pictures from words by p at http://h:1/v1/images/generations (SANDBOX_IMAGE_URL)"
    ]


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "ftp://h", "http://"])
def test_an_address_must_be_one(url):
    with pytest.raises(ValueError, match="SANDBOX_LLM_URL"):
        handover_from({"SANDBOX_LLM_URL": url})


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("http://h:1", "http://h:1/v1/chat/completions"),
        ("http://h:1/", "http://h:1/v1/chat/completions"),
        ("http://h:1/v1", "http://h:1/v1/chat/completions"),
        ("https://h/v1beta/openai/", "https://h/v1beta/openai/chat/completions"),
        ("https://h/v1/chat/completions", "https://h/v1/chat/completions"),
    ],
)
def test_an_address_may_be_the_servers_its_apis_or_the_operations(base, url):
    assert operation_url(base, "chat/completions") == url
