"""Language models that answer as a test says, and what a survey finds of them."""

from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from services.ask import ReferenceOptions
from services.prompting.choice import Voices
from services.prompting.voices import AUTO, CLAUDE_HAIKU, CLAUDE_SONNET, NOVA_2_LITE, candidates
from services.prompting.writer import Seen, Writer
from services.survey import Listing, Surveyed
from tests.services.prompting.test_writer import brief, said, tool_use

REGION = "us-west-2"
NOVA, HAIKU, SONNET = (f"us.{voice.model_id}" for voice in (NOVA_2_LITE, CLAUDE_HAIKU, CLAUDE_SONNET))
OTHER = "maker.words-only-v1:0"
START = datetime(2026, 11, 26, 9, tzinfo=UTC)

TRANSLATED = tool_use("translate_prompt", {"language": "ko", "english": "a red bicycle"})
READ = tool_use(
    "read_pictures",
    {
        "reading": dict.fromkeys(
            ("subject", "medium", "style", "light", "mood", "composition", "texture"), "soft"
        )
    }
    | said()["output"]["message"]["content"][0]["toolUse"]["input"],
)


def refusal(name, message="no"):
    return ClientError({"Error": {"Code": name, "Message": message}}, "Converse")


GONE = refusal("ResourceNotFoundException", "This model version has reached the end of its life.")


class Bedrock:
    """Language models that answer what `answers` says for their id, in turn; the last answer stays."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Any]] = {}
        self.requests: list[Any] = []
        self.moment = START

    async def __call__(self, region):
        assert region == REGION
        return self

    async def converse(self, **request):
        self.requests.append(request)
        answers = self.answers.get(request["modelId"], [TRANSLATED])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def clock(self):
        return self.moment

    @property
    def asked(self):
        return [request["modelId"] for request in self.requests]

    def voices(self, order=AUTO):
        return Voices(self, REGION, candidates(order, REGION), self.clock)


def listing(model_id, *, ends=None, inputs=("TEXT", "IMAGE"), granted=True):
    return Listing(model_id, REGION, ends is not None, ends, frozenset(inputs), granted)


def surveyed(*listings):
    return Surveyed({(one.model_id, one.region): one for one in listings}, {})


def all_listed(**changes):
    """The known models as they are listed, but for what `changes` says about one by its alias."""
    return surveyed(
        *(
            listing(voice.model_id, **changes.get(voice.alias, {}))
            for voice in (NOVA_2_LITE, CLAUDE_HAIKU, CLAUDE_SONNET)
        )
    )


async def translate(voices):
    return (await Writer(voices).translate("빨간 자전거", 512)).english


async def read(voices, pictures=(b"jpeg",)):
    return await Writer(voices).read(brief(), Seen(pictures, "", ReferenceOptions()))
