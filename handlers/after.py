"""What people do with a picture that is there: clicks that start at once, and forms."""

import functools
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from handlers.asking import form_for
from handlers.blocks import picture_buttons as buttons
from handlers.blocks import private, use_forms
from handlers.blocks.elements import joined
from handlers.clicks import Body, Click, image_for, interaction_of, open_view
from handlers.desk import Desk, in_time
from handlers.replies import Asker
from handlers.slack_errors import FAILURES
from services.ask import Ask, Ratio, ReferenceOptions, Use
from services.estimates import LARGE, estimate
from services.gallery import Filters
from services.intake import painted_by
from services.jobs import Image, Job, Reference
from services.painting.interface import Plan, Task
from services.reporting import NotShownError

logger = logging.getLogger(__name__)


# What starts at once


async def _at_once(reference: ReferenceOptions, desk: Desk, asker: Asker, body: Body, value: str) -> None:
    found = await image_for(desk, asker, value)
    if found is not None:
        await desk.accept(asker, desk.intake.work_on(*found, interaction_of(body), reference))


def _starts(reference: ReferenceOptions) -> Click:
    return functools.partial(_at_once, reference)


# What a form asks about first


async def _ask(use: Use, desk: Desk, asker: Asker, body: Body, value: str) -> None:
    found = await image_for(desk, asker, value)
    if found is None:
        return
    _, job, image = found
    texts, roster = await desk.texts(asker), desk.intake.roster
    if use is Use.UPSCALE and max(image.width, image.height) >= LARGE:
        desk.tell(asker, texts.large_already)
        return

    def estimated(reference: ReferenceOptions, ratio: Ratio | None) -> Plan:
        return estimate(roster, painted_by(job), image, reference, ratio)

    painted: list[Image] = []
    if use is Use.RESTYLE:
        newest = await in_time(desk.gallery.page(await desk.viewer(asker), Filters(view="mine")))
        painted = [
            one
            for one in newest.images
            if one.id != image.id
            and Task.RESTYLE in roster.tasks_on((image.width, image.height), (one.width, one.height))
        ]
    count = painted_by(job).plan.count
    which = texts.of_several(image.index + 1, count) if count > 1 else ""
    view = form_for(
        use,
        texts,
        _metadata(asker, image, use=use),
        estimated,
        (image.width, image.height),
        about=joined([which, image.title if which else ""]),
        painted=painted,
    )
    await open_view(desk, asker, body, view)


def _asks(use: Use) -> Click:
    return functools.partial(_ask, use)


def _metadata(asker: Asker, image: Image, **more: str) -> str:
    return json.dumps({"image": image.id, "channel": asker.channel, "thread": asker.thread_ts, **more})


async def make(
    desk: Desk,
    asker: Asker,
    metadata: Mapping[str, Any],
    ask: Ask,
    interaction: str,
    manner: Reference | None,
) -> None:
    """Do what a form about a painted picture says.

    Parameters
    ----------
    manner
        the second picture, where there is one

    Raises
    ------
    AskError, NotStartedError
    """
    found = await image_for(desk, asker, metadata["image"])
    if found is None:
        return
    made = desk.intake.work_on(
        *found, interaction, ask.reference, words=ask.text, ratio=ask.picture.ratio, manner=manner
    )
    await desk.accept(asker, made)


# Deleting


async def delete(desk: Desk, asker: Asker, _: Body, value: str) -> None:
    """Delete a picture, after Slack has asked whether it is meant."""
    found = await image_for(desk, asker, value)
    if found is not None:
        desk.background.spawn(_delete(desk, asker, found[1], found[2]))


async def ask_delete(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    found = await image_for(desk, asker, value)
    if found is not None:
        view = use_forms.delete(await desk.texts(asker), _metadata(asker, found[2]))
        await open_view(desk, asker, body, view)


async def _delete(desk: Desk, asker: Asker, job: Job, image: Image) -> None:
    """Remove the picture everywhere; what is broken off, the sweeper finishes."""
    try:
        deletion = await desk.deleter.begin(image, asker.user)
    except (BotoCoreError, ClientError):
        logger.exception("picture %s is not deleted", image.id)
        broken = (await desk.texts(asker)).broken
        await desk.replies.privately(asker, private.sentence(broken), broken)
        return
    if deletion is not None:
        # Whoever draws the message next finds the record gone.
        async with desk.drawing(job.id):
            await desk.deleter.finish(deletion)


# The menu of one of several pictures


@dataclass(frozen=True)
class _Chosen:
    """A choice in the menu: the action it stands for, and the picture it is about."""

    action: str
    image_id: str


def chosen(body: Body, value: str) -> _Chosen:
    block_id = str(body["actions"][0]["block_id"])
    return _Chosen(*buttons.chosen_in(block_id, value))


async def show_anew(desk: Desk, body: Body, image_id: str) -> None:
    """Show a message with pictures once more, so that its menus stand as if nothing had been chosen.

    A nicety: it fails quietly.
    """
    job = await desk.records_behind.jobs.get(image_id.partition(".")[0])
    if job is None or job.placeholder_ts != body["message"]["ts"]:
        return
    try:
        async with desk.drawing(job.id):
            images = await desk.records_behind.images.of_job(job.id)
            if images:
                await desk.reporter.show_anew(job, images, body["message"].get("blocks", []))
    except (*FAILURES, NotShownError) as error:
        logger.info("the menus of job %s stay: %s", job.id, error)


CLICKS: Final[Mapping[str, Click]] = {
    **{action: _starts(reference) for action, reference in buttons.AT_ONCE.items()},
    buttons.UPSCALE: _asks(Use.UPSCALE),
    buttons.EXTEND: _asks(Use.EXTEND),
    buttons.CHANGE: _asks(Use.CHANGE),
    buttons.ERASE: _asks(Use.ERASE),
    buttons.RECOLOUR: _asks(Use.RECOLOUR),
    buttons.RESTYLE: _asks(Use.RESTYLE),
    buttons.DELETE: delete,
    buttons.ASK_DELETE: ask_delete,
}
