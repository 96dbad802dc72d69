"""`/imagine models`, the menu of models in forms, and checking them again."""

import logging
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.blocks import modals, models
from handlers.blocks.elements import Block
from handlers.blocks.inputs import INPUT
from handlers.blocks.models import Choice
from handlers.desk import Desk
from handlers.replies import Asker, asker_of_interaction
from handlers.slack_errors import FAILURES, error_code
from handlers.texts import Texts
from services.ask import Ask
from services.faults import AskError

logger = logging.getLogger(__name__)

WORDS: Final = frozenset({"models", "모델"})
"""Behind `/imagine`."""


def register(app: AsyncApp, desk: Desk) -> None:
    @app.action({"block_id": modals.MODEL, "action_id": INPUT})
    async def model_chosen(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        if body.get("view"):
            await _show_inputs(desk, body)

    @app.action(models.CHECK)
    async def check_again(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        asker = asker_of_interaction(body)
        texts = await desk.texts(asker)
        if await desk.people.is_admin(asker.user):
            desk.background.spawn(_check_again(desk, asker, texts, body))
        else:
            desk.tell(asker, texts.only_admins)


async def choice_for(desk: Desk, asker: Asker) -> Choice | None:
    """What `asker` can choose from, where they are; None where nothing can be called."""
    offered = tuple(one.capabilities for one in desk.models.roster.from_words())
    if not offered:
        return None
    model = await desk.channels.model(asker.team, asker.channel)
    of_channel = next((one for one in offered if one.aliases[0] == model), None)
    return Choice(of_channel or offered[0], offered, of_channel is not None)


async def listing(desk: Desk, asker: Asker, texts: Texts) -> list[Block]:
    """All the models, for `asker`."""
    choice = await choice_for(desk, asker)
    return models.listing(
        desk.models.painters(),
        desk.models.writers(),
        choice.default.model_id if choice else "",
        texts,
        may_check=await desk.people.is_admin(asker.user),
        home=desk.models.home,
    )


async def open_listing(desk: Desk, asker: Asker, texts: Texts, trigger_id: str) -> None:
    """The same as a screen of its own."""
    view = models.view(await listing(desk, asker, texts), texts)
    try:
        await desk.client.views_open(trigger_id=trigger_id, view=view)
    except FAILURES as error:
        logger.warning("the models could not be shown to %s: %s", asker.user, error_code(error))
        desk.tell(asker, texts.broken)


async def _show_inputs(desk: Desk, body: dict[str, Any]) -> None:
    """Give an open form the inputs of the model that was chosen in it."""
    view = body["view"]
    asker = asker_of_interaction(body)
    _, values = modals.entered(view["state"]["values"])
    try:
        painter = desk.intake.painter_of(Ask(text="", model=values.get(modals.MODEL, "")))
    except AskError:
        return  # it is said when the form is sent
    texts = await desk.texts(asker)
    try:
        await desk.client.views_update(
            view_id=view["id"], hash=view["hash"], view=modals.with_painter(view, painter, texts)
        )
    except FAILURES as error:
        logger.info("the form of %s keeps its inputs: %s", asker.user, error_code(error))


async def _check_again(desk: Desk, asker: Asker, texts: Texts, body: dict[str, Any]) -> None:
    """Look everything up anew, and show it where the button was."""
    await desk.models.check_again()
    blocks = await listing(desk, asker, texts)
    view = body.get("view")
    if view is None:
        await desk.replies.instead(asker, blocks, texts.models_fallback)
        return
    try:
        await desk.client_behind.views_update(view_id=view["id"], view=models.view(blocks, texts))
    except FAILURES as error:
        logger.info("the models are not shown anew to %s: %s", asker.user, error_code(error))
