"""The forms: a new request with every option, and a prompt to be edited before it is painted."""

from collections.abc import Mapping
from typing import Any, Final

from handlers.blocks.elements import Block, context, plain
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
from handlers.blocks.models import Choice, option_names
from handlers.texts import Texts
from services.ask import MAX_COUNT, MAX_KEYWORDS, MAX_REFERENCES, Ask, PictureOptions
from services.command_text import MAX_STYLE
from services.faults import (
    Fault,
    ModelUnavailable,
    NeedsPictures,
    NeedsWhere,
    NoPainter,
    NotAChoice,
    NotAColour,
    NotANumber,
    NotARatio,
    NotASize,
    SizeNotPainted,
    TooLong,
    TooManyColours,
    TooManyPictures,
    UnknownModel,
)
from services.jobs import ChannelSettings
from services.painting.interface import Capabilities

NEW: Final = "modal.new"
EDIT: Final = "modal.edit"
SETTINGS: Final = "modal.settings"

FILES: Final = "pictures"
"""The block of the file input."""

_FILE_TYPES: Final = ("png", "jpg", "jpeg", "gif", "webp", "heic")

MODEL: Final = "model"
"""The block of the menu of models."""

_OF_PAINTER: Final = ("n", "ar", "size", "no", "palette", "quality", "cfg", "seed")
"""The inputs of which some painters have none, in their order."""

RATIOS: Final = ("1:1", "5:4", "4:3", "3:2", "16:9", "21:9", "4:5", "3:4", "2:3", "9:16", "9:21")


def new_request(
    painter: Capabilities,
    texts: Texts,
    metadata: str,
    ask: Ask | None = None,
    *,
    pictures: int = 0,
    choice: Choice | None = None,
    notice: str = "",
) -> Block:
    """The form behind a bare `/imagine`; `ask` fills it in.

    Parameters
    ----------
    pictures
        how many reference pictures it has already: then it asks for no more, and needs no keywords
    choice
        the models to choose from
    notice
        what is said above all else
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
            *([context(notice)] if notice else []),
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
            *_model_input(choice, painter, ask.model if ask else "", texts),
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


def settings(saved: ChannelSettings, choice: Choice | None, texts: Texts, metadata: str) -> Block:
    """What happens to pictures that are posted in a channel, and who paints what is asked for there."""
    modes = {"off": texts.mode_off, "offer": texts.mode_offer, "auto": texts.mode_auto}
    blocks = [radio_input("mode", texts.picture_mode_label, modes, saved.pictures)]
    if choice is not None:
        # What was chosen once stays in the list, also where it can't be called now.
        kept = {saved.model: texts.model_not_now(saved.model)} if saved.model else {}
        names = kept | option_names(choice, texts)
        names = {"": names.pop(""), **names}
        select = select_input(MODEL, texts.channel_model_label, names, saved.model)
        blocks.append(select | {"hint": plain(texts.channel_model_hint)})
    return modal(SETTINGS, texts.settings_title, texts.save, texts, metadata, blocks)


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
    painter: Capabilities,
    texts: Texts,
    metadata: str,
    prompt: str,
    options: PictureOptions,
    *,
    choice: Choice | None = None,
    model: str = "",
) -> Block:
    """The form that changes a prompt and how it is painted; see `new_request` for `choice`, of which `model` is
    chosen.
    """
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
        [
            *inputs,
            *_model_input(choice, painter, model, texts),
            *_picture_inputs(painter, texts, options),
        ],
    )


def with_painter(view: Mapping[str, Any], painter: Capabilities, texts: Texts) -> Block:
    """A form that is open, with the inputs that `painter` has. The others stay as they are, and with them what was
    entered: Slack keeps that by the ids of blocks.

    Parameters
    ----------
    view
        as Slack sends it with an action
    """
    fitting = {block["block_id"]: block for block in _picture_inputs(painter, texts, PictureOptions())}
    open_now = {block["block_id"]: block for block in view["blocks"]}
    blocks: list[Block] = []
    for block_id, block in open_now.items():
        if block_id in fitting or block_id not in _OF_PAINTER:
            blocks.append(block)
        if block_id == MODEL:
            block["hint"] = plain(", ".join(texts.abilities(painter)))
        elif block_id == "no" and "no" in fitting:
            block["element"]["max_length"] = fitting["no"]["element"]["max_length"]
        elif block_id == "text" and view["callback_id"] == EDIT:
            block["element"]["max_length"] = min(painter.prompt_limit, MAX_INPUT)
    for block_id, block in fitting.items():
        if block_id not in open_now:
            after = list(fitting)[list(fitting).index(block_id) - 1]
            place = next(n for n, one in enumerate(blocks) if one["block_id"] == after)
            blocks.insert(place + 1, block)
    same = ("type", "callback_id", "title", "submit", "close", "private_metadata")
    return {name: view[name] for name in same} | {"blocks": blocks}


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
        case UnknownModel() | ModelUnavailable() | NoPainter():
            return MODEL
        case NeedsWhere() | TooLong(what="where"):
            return "where"
        case TooManyPictures() | NeedsPictures():
            return FILES
        case _:
            return "size" if type(fault).__name__ == "SizeAndRatio" else "text"


def _model_input(choice: Choice | None, painter: Capabilities, chosen: str, texts: Texts) -> list[Block]:
    """The menu of models, which tells us at once what was chosen: other inputs depend on it."""
    if choice is None:
        return []
    block = select_input(MODEL, texts.model_label, option_names(choice, texts), chosen)
    return [block | {"dispatch_action": True, "hint": plain(", ".join(texts.abilities(painter)))}]


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
    if painter.negative_limit:
        # What is too long for this painter must still fit into the form, to be shortened there.
        fits = len(filled.negative) <= painter.negative_limit
        inputs.append(text_input("no", texts.negative_label, filled.negative[:MAX_INPUT],
                                 most=min(painter.negative_limit, MAX_INPUT) if fits else MAX_INPUT,
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
