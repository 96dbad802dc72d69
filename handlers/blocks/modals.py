"""The forms: a new request with every option, and a prompt to be edited before it is painted."""

from collections.abc import Mapping
from typing import Any, Final

from handlers.blocks.elements import Block
from handlers.blocks.inputs import (
    INPUT,
    MAX_INPUT,
    checkbox_input,
    entered_in,
    input_block,
    modal,
    number_input,
    radio_input,
    select_input,
    text_input,
)
from handlers.texts import Texts
from services.ask import MAX_COUNT, MAX_KEYWORDS, MAX_REFERENCES, Ask, PictureOptions
from services.command_text import MAX_STYLE
from services.faults import (
    Fault,
    NeedsPictures,
    NeedsWhere,
    NotAChoice,
    NotAColour,
    NotANumber,
    NotARatio,
    NotASize,
    SizeNotPainted,
    TooLong,
    TooManyColours,
    TooManyPictures,
)
from services.jobs import PictureMode
from services.painting.interface import Capabilities

NEW: Final = "modal.new"
EDIT: Final = "modal.edit"
SETTINGS: Final = "modal.settings"

FILES: Final = "pictures"
"""The block of the file input."""

_FILE_TYPES: Final = ("png", "jpg", "jpeg", "gif", "webp", "heic")

RATIOS: Final = ("1:1", "5:4", "4:3", "3:2", "16:9", "21:9", "4:5", "3:4", "2:3", "9:16", "9:21")


def new_request(
    painter: Capabilities, texts: Texts, metadata: str, ask: Ask | None = None, *, pictures: int = 0
) -> Block:
    """The form behind a bare `/imagine`; `ask` fills it in.

    Parameters
    ----------
    pictures
        how many reference pictures it has already: then it asks for no more, and needs no keywords
    """
    filled = ask.picture if ask else PictureOptions()
    mode = radio_input(
        "raw",
        texts.mode_label,
        {"ideas": texts.mode_ideas, "raw": texts.mode_raw},
        "raw" if ask and ask.raw else "ideas",
    )
    return modal(
        NEW,
        texts.modal_title,
        texts.modal_submit,
        texts,
        metadata,
        [
            text_input(
                "text",
                texts.keywords_label,
                ask.text if ask else "",
                most=MAX_KEYWORDS,
                hint=texts.keywords_with_picture if pictures else texts.keywords_hint,
                placeholder=texts.keywords_placeholder,
                multiline=True,
                optional=True,
                focus=True,
            ),
            *([] if pictures else [_files(texts), mode]),
            text_input(
                "style",
                texts.style_label,
                ask.style if ask else "",
                most=MAX_STYLE,
                placeholder=texts.style_placeholder,
                optional=True,
            ),
            *_picture_inputs(painter, texts, filled),
            number_input(
                "creativity",
                texts.creativity_label,
                ask.creativity if ask else None,
                (0, 1),
                hint=texts.creativity_hint,
                decimal=True,
            ),
            checkbox_input(
                "private", texts.private_label, texts.private_option, ticked=bool(ask and ask.private)
            ),
        ],
    )


def settings(mode: PictureMode, texts: Texts, metadata: str) -> Block:
    """What happens to pictures that are posted in a channel."""
    modes = {"off": texts.mode_off, "offer": texts.mode_offer, "auto": texts.mode_auto}
    radio = radio_input("mode", texts.picture_mode_label, modes, mode)
    return modal(SETTINGS, texts.settings_title, texts.save, texts, metadata, [radio])


def uploaded(values: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> list[Mapping[str, Any]]:
    """The files of a submitted form."""
    block = values.get(FILES) or {}
    return list((block.get(INPUT) or {}).get("files") or ())


def _files(texts: Texts) -> Block:
    return files_input(texts.pictures_label, texts.pictures_hint, MAX_REFERENCES)


def files_input(label: str, hint: str, most: int, *, optional: bool = True) -> Block:
    """Where pictures are uploaded; see `uploaded`."""
    element: Block = {"type": "file_input", "filetypes": list(_FILE_TYPES), "max_files": most}
    return input_block(FILES, label, element, hint=hint, optional=optional)


def edit_prompt(
    painter: Capabilities, texts: Texts, metadata: str, prompt: str, options: PictureOptions
) -> Block:
    """The form that changes a prompt and how it is painted."""
    # What is too long already must still fit into the form, to be shortened there.
    most = min(painter.prompt_limit, MAX_INPUT) if len(prompt) <= painter.prompt_limit else MAX_INPUT
    inputs = [
        text_input("text", texts.prompt_label, prompt[:MAX_INPUT], most=most, multiline=True, focus=True)
    ]
    return modal(
        EDIT,
        texts.edit_title,
        texts.edit_submit,
        texts,
        metadata,
        [*inputs, *_picture_inputs(painter, texts, options)],
    )


def entered(values: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> tuple[str, dict[str, str]]:
    """The text and the options of a submitted form, as `services.command_text.from_values` takes them.

    Parameters
    ----------
    values
        ``view.state.values`` of a view submission
    """
    text, options = "", {}
    for block_id, block in values.items():
        if block_id == FILES:
            continue
        value = entered_in(next(iter(block.values())))
        if block_id == "text":
            text = value
        elif block_id in {"raw", "private"}:
            if value == block_id:
                options[block_id] = ""
        elif value:
            options[block_id] = value
    return text, options


def block_of(fault: Fault) -> str:
    """The input that a fault belongs to."""
    match fault:
        case NotANumber(option=option) | NotAChoice(option=option):
            return option.removeprefix("--")
        case NotARatio():
            return "ar"
        case NotASize() | SizeNotPainted():
            return "size"
        case NotAColour() | TooManyColours():
            return "palette"
        case TooLong(what="style"):
            return "style"
        case TooLong(what="negative"):
            return "no"
        case NeedsWhere() | TooLong(what="where"):
            return "where"
        case TooManyPictures() | NeedsPictures():
            return FILES
        case _:
            return "size" if type(fault).__name__ == "SizeAndRatio" else "text"


def _picture_inputs(painter: Capabilities, texts: Texts, filled: PictureOptions) -> list[Block]:
    """How the picture should be made, as far as the painter has such a setting."""
    inputs = [
        select_input(
            "n", texts.count_label, {str(n): str(n) for n in range(1, MAX_COUNT + 1)}, str(filled.count)
        ),
        select_input(
            "ar",
            texts.shape_label,
            {"": texts.shape_any} | {ratio: ratio for ratio in (*RATIOS, str(filled.ratio or RATIOS[0]))},
            str(filled.ratio) if filled.ratio else "",
        ),
    ]
    if painter.sizes:
        inputs.append(
            text_input(
                "size",
                texts.size_label,
                str(filled.size) if filled.size else "",
                most=11,
                hint=texts.size_hint,
                placeholder="1024x1024",
                optional=True,
            )
        )
    inputs.append(text_input("no", texts.negative_label, filled.negative,
                             most=min(painter.negative_limit, MAX_INPUT),
                             placeholder=texts.negative_placeholder, optional=True))  # fmt: skip
    inputs.append(text_input("palette", texts.palette_label, ", ".join(filled.palette), most=120,
                        placeholder=texts.palette_placeholder, optional=True))  # fmt: skip
    if painter.qualities:
        qualities = {"standard": texts.quality_standard, "premium": texts.quality_premium}
        inputs.append(radio_input("quality", texts.quality_label, qualities, filled.quality))
    if painter.guidance:
        inputs.append(number_input("cfg", texts.guidance_label, filled.guidance, painter.guidance,
                              hint=texts.guidance_hint, decimal=True))  # fmt: skip
    # Not a number input: its value would be shown in the reader's own notation.
    inputs.append(text_input("seed", texts.seed_label, "" if filled.seed is None else str(filled.seed), most=10,
                        hint=texts.seed_hint, optional=True))  # fmt: skip
    return inputs
