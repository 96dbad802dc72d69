"""What people choose from a message's menu."""

import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.blocks import picture_buttons
from handlers.commands import open_form
from handlers.desk import Desk, NotStartedError
from handlers.files import pictures_among
from handlers.replies import Asker, asker_of_interaction
from services.ask import MAX_REFERENCES
from services.jobs import Reference

logger = logging.getLogger(__name__)

USE_REFERENCE = "use_reference"


def register(app: AsyncApp, desk: Desk) -> None:
    @app.shortcut(USE_REFERENCE)
    async def use_reference(ack: AsyncAck, body: dict[str, Any]) -> None:
        """*Use as reference* on any message with a picture: a person's, or one of ours."""
        await ack()
        message = body["message"]
        asker = asker_of_interaction(body)
        texts = await desk.texts(asker)
        references, _ = pictures_among(message.get("files") or ())
        try:
            references += tuple([one async for one in _painted(desk, asker, message)])
        except NotStartedError as error:
            logger.error("the pictures of a message could not be looked up: %s", error)
            desk.tell(asker, texts.not_started)
            return
        if not references:
            desk.tell(asker, texts.no_picture_here)
            return
        # The answer belongs to the message whose picture it is about.
        thread = message.get("thread_ts") or message["ts"]
        await open_form(
            desk,
            replace(asker, thread_ts=thread),
            texts,
            body["trigger_id"],
            references=references[:MAX_REFERENCES],
        )


async def _painted(desk: Desk, asker: Asker, message: dict[str, Any]) -> AsyncIterator[Reference]:
    for image_id in _image_ids(message):
        reference = await desk.painted_reference(asker, image_id)
        if reference is not None:
            yield reference


def _image_ids(message: dict[str, Any]) -> Iterator[str]:
    """The pictures of one of our messages, by the values of their buttons."""
    for block in message.get("blocks") or ():
        for element in block.get("elements") or ():
            if isinstance(element, dict) and element.get("action_id") == picture_buttons.REFERENCE:
                yield str(element["value"])
