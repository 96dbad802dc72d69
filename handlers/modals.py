"""Forms that were filled in."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers import after
from handlers.actions import described
from handlers.blocks import modals, use_forms
from handlers.desk import Desk, NotStartedError, NotSureError, TakenBackError, in_time, origin_of
from handlers.files import pictures_among
from handlers.replies import Asker
from handlers.texts import Texts
from services.ask import Use
from services.command_text import from_values
from services.faults import AskError
from services.jobs import ChannelSettings, PaintWork, PictureMode, Reference

logger = logging.getLogger(__name__)


def register(app: AsyncApp, desk: Desk) -> None:
    @app.view(modals.NEW)
    async def new_request(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await _submitted(ack, desk, body, view, _start)

    @app.view(modals.EDIT)
    async def edited(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await _submitted(ack, desk, body, view, _paint)

    @app.view(use_forms.USE)
    async def use_chosen(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await _submitted(ack, desk, body, view, _use)

    @app.view(use_forms.DELETE)
    async def delete_confirmed(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await _submitted(ack, desk, body, view, _delete)

    @app.view(modals.SETTINGS)
    async def settings_saved(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await _submitted(ack, desk, body, view, _save_settings)


@dataclass(frozen=True)
class _Form:
    """A form as it was submitted."""

    asker: Asker
    texts: Texts
    metadata: Mapping[str, Any]
    text: str
    values: Mapping[str, str]
    interaction: str
    files: Sequence[Mapping[str, Any]] = ()
    offered_models: bool = False


async def _submitted(
    ack: AsyncAck,
    desk: Desk,
    body: dict[str, Any],
    view: dict[str, Any],
    carry_out: Callable[[Desk, _Form], Awaitable[None]],
) -> None:
    """Carry a form out and close it, or say at its inputs what is wrong with them."""
    metadata: dict[str, Any] = json.loads(view.get("private_metadata") or "{}")
    asker = Asker(
        team=body["team"]["id"],
        user=body["user"]["id"],
        channel=metadata.get("channel", ""),
        channel_name=metadata.get("channel_name", ""),
        thread_ts=metadata.get("thread"),
    )
    text, values = modals.entered(view["state"]["values"])
    texts = await desk.texts(asker, text)
    try:
        files = modals.uploaded(view["state"]["values"])
        offered = modals.MODEL in view["state"]["values"]
        interaction = f"view:{view['id']}"
        await carry_out(desk, _Form(asker, texts, metadata, text, values, interaction, files, offered))
    except NoPictureError as error:
        await ack(response_action="errors", errors={modals.FILES: texts.not_pictures(error.names)})
    except AskError as error:
        await ack(response_action="errors", errors=in_place(error, view, texts))
    except NotStartedError as error:
        logger.error("nothing was started for %s: %s", asker.user, error)
        inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
        # Sent again, a form is the same interaction: of what was taken back nothing could come any more.
        if inputs and not isinstance(error, TakenBackError | NotSureError):
            await ack(response_action="errors", errors={inputs[0]: texts.not_started})
        else:
            desk.tell_not_started(asker, error)
            await ack()
    else:
        await ack()


class NoPictureError(Exception):
    """Files that are no pictures, by their names."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


async def _start(desk: Desk, form: _Form) -> None:
    references, others = pictures_among(form.files)
    if others:
        raise NoPictureError(others)
    references += tuple(Reference(file_id=one) for one in form.metadata.get("files") or ())
    for image_id in form.metadata.get("images") or ():
        reference = await desk.painted_reference(form.asker, image_id)
        if reference is None:
            desk.tell(form.asker, form.texts.picture_gone)
            return
        references += (reference,)
    ask = from_values(form.text, form.values, pictures=len(references))
    ask = await desk.settled(form.asker, ask)
    origin = origin_of(form.asker, form.texts, private_answer=ask.private, thread_ts=form.asker.thread_ts)
    accepted = await desk.accept(form.asker, desk.intake.start(ask, origin, form.interaction, references))
    if accepted is not None and ask.private and not form.asker.channel.startswith("D"):
        desk.tell(form.asker, form.texts.in_direct_message)


async def _paint(desk: Desk, form: _Form) -> None:
    request = await desk.request_for(form.asker, form.metadata["request"])
    if request is None:
        return
    if request.cancelled:
        desk.tell(form.asker, form.texts.already_cancelled)
        return
    ask = from_values(form.text, {**form.values, "raw": ""})
    base = None
    if form.metadata.get("base"):
        job = await in_time(desk.records.jobs.get(form.metadata["base"]))
        base = job.work if job is not None and isinstance(job.work, PaintWork) else None
    # A form without the menu has nothing to say about the model.
    model = ask.model if form.offered_models else None
    painting = desk.intake.paint_prompt(request, ask.text, ask.picture, form.interaction, base, model)
    await desk.accept(form.asker, painting)


async def _use(desk: Desk, form: _Form) -> None:
    """Make something of a picture: a painted one, or the first of a request's references."""
    values = {name: value for name, value in form.values.items() if value} | {"use": form.metadata["use"]}
    other = values.pop(use_forms.OTHER, "")
    if "image" in form.metadata:
        ask = from_values(form.text, values, pictures=1)
        manner = await _second(desk, form, other)
        await after.make(desk, form.asker, form.metadata, ask, form.interaction, manner)
        return
    request = await desk.request_for(form.asker, form.metadata["request"])
    if request is None or request.reading is None:
        return
    if request.cancelled:
        desk.tell(form.asker, form.texts.already_cancelled)
        return
    ask = from_values(form.text, values, pictures=len(request.references))
    prompt = ask.text or described(request, ask.reference.use)
    if ask.reference.use is Use.EXTEND:
        changed = request.ask.picture.model_copy(update={"ratio": ask.picture.ratio})
        request = request.model_copy(update={"ask": request.ask.model_copy(update={"picture": changed})})
    await desk.accept(form.asker, desk.intake.use_picture(request, ask.reference, prompt, form.interaction))


async def _second(desk: Desk, form: _Form, other: str) -> Reference | None:
    """The second picture: the file that was uploaded or else the painted one that was chosen."""
    files, others = pictures_among(form.files)
    if others:
        raise NoPictureError(others)
    if files or not other:
        return next(iter(files), None)
    reference = await desk.painted_reference(form.asker, other)
    if reference is None:
        desk.tell(form.asker, form.texts.picture_gone)
    return reference


async def _delete(desk: Desk, form: _Form) -> None:
    await after.delete(desk, form.asker, {}, form.metadata["image"])


async def _save_settings(desk: Desk, form: _Form) -> None:
    mode = cast("PictureMode", form.values.get("mode", "offer"))
    model = form.values.get(modals.MODEL, "")
    saved = ChannelSettings(pictures=mode, model=model)
    await in_time(desk.channels.save(form.asker.team, form.asker.channel, saved))
    painter = desk.intake.roster.named(model) if model else None
    desk.tell(form.asker, form.texts.settings_saved(mode, painter.capabilities.name if painter else model))


def in_place(error: AskError, view: dict[str, Any], texts: Texts) -> dict[str, str]:
    """Each fault under the input it belongs to, as plain text, and not in the command's notation."""
    there = [block.get("block_id") for block in view["blocks"] if block["type"] == "input"]
    elsewhere = "text" if "text" in there else there[0]
    errors: dict[str, str] = {}
    for fault in error.faults:
        block_id = modals.block_of(fault)
        block_id = block_id if block_id in there else elsewhere
        sentence = texts.fault(fault).replace("`--", "").replace("`", "")
        errors[block_id] = f"{errors[block_id]} {sentence}" if block_id in errors else sentence
    return errors
