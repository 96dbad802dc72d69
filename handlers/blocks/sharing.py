"""Sharing a picture: the form that asks where, and the message that comes of it."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from handlers.blocks.elements import (
    Block,
    context,
    escape,
    fits,
    image,
    joined,
    mention,
    plain,
    quote,
    section,
    shortened,
)
from handlers.blocks.gallery import alt_of, title_of
from handlers.blocks.inputs import INPUT, checkbox_input, input_block, modal, text_input
from handlers.blocks.picture_buttons import Foretold, rows_of_one
from handlers.texts import Texts
from handlers.texts.gallery import GalleryTexts
from services.jobs import Image, Job, PaintWork
from services.painting.interface import Plan, Task
from services.visibility import is_open, is_private

FORM: Final = "modal.share"
CHANNEL: Final = "channel"
PERSON: Final = "person"
NOTE: Final = "note"
SURE: Final = "sure"

_LONGEST_NOTE: Final = 500
_LONGEST_PROMPT: Final = 600


def form(one: Image, metadata: str, words: GalleryTexts, texts: Texts) -> Block:
    """Where to; of a picture that not everybody may see, whether that is really meant."""
    blocks = [
        section(f"*{escape(title_of(one))}*") if title_of(one) else section(words.picture),
        input_block(
            CHANNEL,
            words.share_channel,
            {
                "type": "conversations_select",
                "default_to_current_conversation": True,
                "filter": {"include": ["public", "private", "mpim"]},
            },
            hint=words.share_channel_hint,
            optional=True,
        ),
        input_block(
            PERSON, words.share_person, {"type": "users_select"}, hint=words.share_person_hint, optional=True
        ),
        text_input(NOTE, words.share_note, "", most=_LONGEST_NOTE, optional=True),
    ]
    if not is_open(one):
        blocks.append(section(words.share_private if is_private(one) else words.share_narrow))
        sure = checkbox_input(SURE, words.share_sure, words.share_sure, ticked=False)
        # Its label says it already, and must be there.
        blocks.append({**sure, "optional": False, "label": plain(words.share_title)})
    view = modal(FORM, words.share_title, words.share_submit, texts, metadata, blocks)
    return {**view, "close": plain(words.close)}


def entered(values: Mapping[str, Mapping[str, Any]]) -> tuple[str, str, str, bool]:
    """Channel, person, the word to go with it, and whether somebody is sure."""

    def of(name: str) -> Mapping[str, Any]:
        return values.get(name, {}).get(INPUT) or {}

    return (
        str(of(CHANNEL).get("selected_conversation") or ""),
        str(of(PERSON).get("selected_user") or ""),
        str(of(NOTE).get("value") or "").strip(),
        bool(of(SURE).get("selected_options")),
    )


def message(
    one: Image,
    sharer: str,
    note: str,
    urls: Mapping[str, str],
    texts: Texts,
    words: GalleryTexts,
    *,
    job: Job | None = None,
    tasks: Collection[Task] = (),
    as_text: bool = False,
    plans: Mapping[str, Plan] | None = None,
) -> list[Block]:
    """The message, with what can be done with the picture as long as its job is remembered.

    Parameters
    ----------
    sharer
        id of who shares it
    note
        in their words
    as_text
        without the picture, for when Slack can't fetch it
    plans
        as for `handlers.blocks.pictures.pictures`
    """
    credit = words.credit(mention(sharer), mention(one.origin.user))
    said = [credit]
    if note:
        said.append(escape(note))
    if one.original or one.prompt:
        said.append(quote(shortened(one.original or one.prompt, _LONGEST_PROMPT)))
    blocks = [section("\n".join(said), "shared")]
    if not as_text:
        blocks.append(image(urls[one.preview_key], alt_of(one)))
    details = [
        escape(one.model_name or one.model_id),
        f"{one.width}×{one.height}",
        f"<{urls[one.s3_key]}|{texts.full_size}>",
    ]
    blocks.append(context(joined(details)))
    rows = []
    if job and isinstance(job.work, PaintWork):
        rows = rows_of_one(job, job.work, one, tasks, Foretold(plans or {}, (), texts))
    return [*blocks, *rows] if fits([*blocks, *rows]) else blocks
