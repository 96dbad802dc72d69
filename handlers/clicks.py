"""What a click is about: found, and only for those who may use its button."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from handlers.blocks.elements import Block
from handlers.desk import Desk, in_time
from handlers.replies import Asker
from handlers.slack_errors import FAILURES, error_code
from services.jobs import Image, Job, Request

logger = logging.getLogger(__name__)

Body = dict[str, Any]
Click = Callable[[Desk, Asker, Body, str], Awaitable[None]]


def interaction_of(body: Body) -> str:
    """What Slack identifies a click by; the same when it is delivered again."""
    return str(body["trigger_id"])


async def open_request(desk: Desk, asker: Asker, request_id: str) -> Request | None:
    """The request behind a button, if the asker may use it and it was not cancelled."""
    request = await desk.request_for(asker, request_id)
    if request is not None and request.cancelled:
        desk.tell(asker, (await desk.texts(asker)).already_cancelled)
        return None
    return request


async def job_for(desk: Desk, asker: Asker, job_id: str) -> tuple[Request, Job] | None:
    job = await in_time(desk.records.jobs.get(job_id))
    if job is None:
        desk.tell(asker, (await desk.texts(asker)).gone)
        return None
    request = await desk.request_for(asker, job.request_id)
    return None if request is None else (request, job)


async def image_for(desk: Desk, asker: Asker, image_id: str) -> tuple[Request, Job, Image] | None:
    found = await job_for(desk, asker, image_id.partition(".")[0])
    if found is None:
        return None
    image = await desk.image(image_id)
    if image is None:
        desk.tell(asker, (await desk.texts(asker)).picture_gone)
        return None
    return (*found, image)


async def open_view(desk: Desk, asker: Asker, body: Body, view: Block) -> None:
    """Show a form to whoever clicked."""
    try:
        await desk.client.views_open(trigger_id=body["trigger_id"], view=view)
    except FAILURES as error:
        logger.warning("the form could not be opened for %s: %s", asker.user, error_code(error))
        desk.tell(asker, (await desk.texts(asker)).broken)
