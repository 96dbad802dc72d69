"""The forms: a new request with every option, and a prompt to be edited before it is painted."""

from collections.abc import Mapping
from typing import Any, Final

from handlers.blocks.elements import MAX_OPTION, Block, plain, shortened
from handlers.blocks.models import Choice, option_names
from handlers.texts import Texts
from services.ask import MAX_COUNT, MAX_KEYWORDS, MAX_REFERENCES, SIDES, Ask, PictureOptions, Use
from services.command_text import MAX_STYLE
from services.faults import (
    Fault,
    ModelUnavailable,
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
USE: Final = "modal.use"
SETTINGS: Final = "modal.settings"

FILES: Final = "pictures"
"""The block of the file input."""

_FILE_TYPES: Final = ("png", "jpg", "jpeg", "gif", "webp", "heic")

_MAX_INPUT: Final = 3000
"""Characters of a plain-text input (Block Kit reference, "Plain-text input")."""

_MAX_PROMPT: Final = 512
"""Characters of a prompt beside a picture: Titan's, the shortest limit there is."""

MODEL: Final = "model"
"""The block of the menu of models."""

INPUT: Final = "input"
"""The action id of every input; the block's id tells them apart."""

_OF_PAINTER: Final = ("n", "ar", "size", "no", "palette", "quality", "cfg", "seed")
"""The inputs of which some painters have none, in their order."""

_RATIOS: Final = ("1:1", "5:4", "4:3", "3:2", "16:9", "21:9", "4:5", "3:4", "2:3", "9:16", "9:21")


def new_request(
    painter: Capabilities,
    texts: Texts,
    metadata: str,
    ask: Ask | None = None,
    *,
    pictures: int = 0,
    choice: Choice | None = None,
) -> Block:
    """The form behind a bare `/imagine`; `ask` fills it in.

    Parameters
    ----------
    pictures
        how many reference pictures it has already: then it asks for no more, and needs no keywords
    choice
        the models to choose from
    """
    filled = ask.picture if ask else PictureOptions()
    mode = _radio(
        "raw",
        texts.mode_label,
        {"ideas": texts.mode_ideas, "raw": texts.mode_raw},
        "raw" if ask and ask.raw else "ideas",
    )
    return _modal(
        NEW,
        texts.modal_title,
        texts.modal_submit,
        texts,
        metadata,
        [
            _text(
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
            _text(
                "style",
                texts.style_label,
                ask.style if ask else "",
                most=MAX_STYLE,
                placeholder=texts.style_placeholder,
                optional=True,
            ),
            *_model_input(choice, painter, ask.model if ask else "", texts),
            *_picture_inputs(painter, texts, filled),
            _number(
                "creativity",
                texts.creativity_label,
                ask.creativity if ask else None,
                (0, 1),
                hint=texts.creativity_hint,
                decimal=True,
            ),
            _checkbox("private", texts.private_label, texts.private_option, ticked=bool(ask and ask.private)),
        ],
    )


def use_picture(use: Use, texts: Texts, metadata: str, ask: Ask) -> Block:
    """What has to be known before a part of a picture is changed, or its edges are extended."""
    words = ask.text[:_MAX_PROMPT]
    prompt = _text("text", texts.instead_label, words, most=_MAX_PROMPT, hint=texts.instead_hint,
                   multiline=True)  # fmt: skip
    if use is Use.CHANGE:
        part = ask.reference.where if ask.reference.use is Use.CHANGE else ""
        where = _text("where", texts.where_label, part, most=200,
                      placeholder=texts.where_placeholder, focus=True)  # fmt: skip
        return _modal(USE, texts.change_title, texts.edit_submit, texts, metadata, [where, prompt])
    sides: dict[str, str] = {side: texts.side_names[side] for side in SIDES}
    side = ask.reference.where if ask.reference.where in sides else "around"
    chosen = str(ask.picture.ratio or _RATIOS[0])
    ratios = {"": texts.shape_by_side} | {ratio: ratio for ratio in (*_RATIOS, chosen)}
    prompt = _text("text", texts.beyond_label, words, most=_MAX_PROMPT, hint=texts.beyond_hint,
                   multiline=True, optional=True)  # fmt: skip
    return _modal(
        USE,
        texts.extend_title,
        texts.edit_submit,
        texts,
        metadata,
        [
            _select("where", texts.side_label, sides, side),
            _select("ar", texts.shape_label, ratios, str(ask.picture.ratio) if ask.picture.ratio else ""),
            prompt,
        ],
    )


def settings(saved: ChannelSettings, choice: Choice | None, texts: Texts, metadata: str) -> Block:
    """What happens to pictures that are posted in a channel, and who paints what is asked for there."""
    modes = {"off": texts.mode_off, "offer": texts.mode_offer, "auto": texts.mode_auto}
    blocks = [_radio("mode", texts.picture_mode_label, modes, saved.pictures)]
    if choice is not None:
        # What was chosen once stays in the list, also where it can't be called now.
        kept = {saved.model: texts.model_not_now(saved.model)} if saved.model else {}
        names = kept | option_names(choice, texts)
        names = {"": names.pop(""), **names}
        select = _select(MODEL, texts.channel_model_label, names, saved.model)
        blocks.append(select | {"hint": plain(texts.channel_model_hint)})
    return _modal(SETTINGS, texts.settings_title, texts.save, texts, metadata, blocks)


def uploaded(values: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> list[Mapping[str, Any]]:
    """The files of a submitted form."""
    block = values.get(FILES) or {}
    return list((block.get(INPUT) or {}).get("files") or ())


def _files(texts: Texts) -> Block:
    element: Block = {"type": "file_input", "filetypes": list(_FILE_TYPES), "max_files": MAX_REFERENCES}
    return _input(FILES, texts.pictures_label, element, hint=texts.pictures_hint, optional=True)


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
    most = min(painter.prompt_limit, _MAX_INPUT) if len(prompt) <= painter.prompt_limit else _MAX_INPUT
    inputs = [_text("text", texts.prompt_label, prompt[:_MAX_INPUT], most=most, multiline=True, focus=True)]
    return _modal(
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
        elif block_id == "no":
            block["element"]["max_length"] = fitting["no"]["element"]["max_length"]
        elif block_id == "text" and view["callback_id"] == EDIT:
            block["element"]["max_length"] = min(painter.prompt_limit, _MAX_INPUT)
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
        value = _entered(next(iter(block.values())))
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
        case TooManyPictures():
            return FILES
        case _:
            return "size" if type(fault).__name__ == "SizeAndRatio" else "text"


def _model_input(choice: Choice | None, painter: Capabilities, chosen: str, texts: Texts) -> list[Block]:
    """The menu of models, which tells us at once what was chosen: other inputs depend on it."""
    if choice is None:
        return []
    block = _select(MODEL, texts.model_label, option_names(choice, texts), chosen)
    return [block | {"dispatch_action": True, "hint": plain(", ".join(texts.abilities(painter)))}]


def _picture_inputs(painter: Capabilities, texts: Texts, filled: PictureOptions) -> list[Block]:
    """How the picture should be made, as far as the painter has such a setting."""
    inputs = [
        _select("n", texts.count_label, {str(n): str(n) for n in range(1, MAX_COUNT + 1)}, str(filled.count)),
        _select(
            "ar",
            texts.shape_label,
            {"": texts.shape_any} | {ratio: ratio for ratio in (*_RATIOS, str(filled.ratio or _RATIOS[0]))},
            str(filled.ratio) if filled.ratio else "",
        ),
    ]
    if painter.sizes:
        inputs.append(
            _text(
                "size",
                texts.size_label,
                str(filled.size) if filled.size else "",
                most=11,
                hint=texts.size_hint,
                placeholder="1024x1024",
                optional=True,
            )
        )
    inputs.append(_text("no", texts.negative_label, filled.negative, most=min(painter.negative_limit, _MAX_INPUT),
                        placeholder=texts.negative_placeholder, optional=True))  # fmt: skip
    inputs.append(_text("palette", texts.palette_label, ", ".join(filled.palette), most=120,
                        placeholder=texts.palette_placeholder, optional=True))  # fmt: skip
    if painter.qualities:
        qualities = {"standard": texts.quality_standard, "premium": texts.quality_premium}
        inputs.append(_radio("quality", texts.quality_label, qualities, filled.quality))
    if painter.guidance:
        inputs.append(_number("cfg", texts.guidance_label, filled.guidance, painter.guidance,
                              hint=texts.guidance_hint, decimal=True))  # fmt: skip
    # Not a number input: its value would be shown in the reader's own notation.
    inputs.append(_text("seed", texts.seed_label, "" if filled.seed is None else str(filled.seed), most=10,
                        hint=texts.seed_hint, optional=True))  # fmt: skip
    return inputs


def _modal(
    callback_id: str, title: str, submit: str, texts: Texts, metadata: str, blocks: list[Block]
) -> Block:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain(texts.close),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def _input(
    block_id: str, label: str, element: Block, *, hint: str | None = None, optional: bool = False
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {**element, "action_id": INPUT},
        "optional": optional,
    }
    if hint:
        block["hint"] = plain(hint)
    return block


def _text(
    block_id: str,
    label: str,
    value: str,
    *,
    most: int,
    hint: str | None = None,
    placeholder: str | None = None,
    multiline: bool = False,
    optional: bool = False,
    focus: bool = False,
) -> Block:
    element: Block = {"type": "plain_text_input", "multiline": multiline, "max_length": most}
    if focus:
        element["focus_on_load"] = True
    if value:
        element["initial_value"] = value
    if placeholder:
        element["placeholder"] = plain(placeholder)
    return _input(block_id, label, element, hint=hint, optional=optional)


def _number(
    block_id: str,
    label: str,
    value: float | None,
    limits: tuple[float, float],
    *,
    hint: str,
    decimal: bool,
) -> Block:
    element: Block = {
        "type": "number_input",
        "is_decimal_allowed": decimal,
        "min_value": f"{limits[0]:g}",
        "max_value": f"{limits[1]:g}",
    }
    if value is not None:
        element["initial_value"] = f"{round(value, 4):g}"
    return _input(block_id, label, element, hint=hint, optional=True)


def _select(block_id: str, label: str, choices: Mapping[str, str], chosen: str) -> Block:
    options = {value: _option(value, text) for value, text in choices.items()}
    element: Block = {"type": "static_select", "options": list(options.values())}
    element["initial_option"] = options.get(chosen) or next(iter(options.values()))
    return _input(block_id, label, element)


def _radio(block_id: str, label: str, choices: Mapping[str, str], chosen: str) -> Block:
    options = {value: _option(value, text) for value, text in choices.items()}
    element = {"type": "radio_buttons", "options": list(options.values()), "initial_option": options[chosen]}
    return _input(block_id, label, element)


def _checkbox(block_id: str, label: str, text: str, *, ticked: bool) -> Block:
    option = _option(block_id, text)
    element: Block = {"type": "checkboxes", "options": [option]}
    if ticked:
        element["initial_options"] = [option]
    return _input(block_id, label, element, optional=True)


# An option needs a value, also the one that stands for none.
_NONE: Final = "none"


def _option(value: str, text: str) -> Block:
    return {"text": plain(shortened(text, MAX_OPTION)), "value": value or _NONE}


def _entered(state: Mapping[str, Any]) -> str:
    """What one input holds, as text."""
    if state.get("selected_option"):
        value = str(state["selected_option"]["value"])
        return "" if value == _NONE else value
    if state.get("selected_options"):
        return str(state["selected_options"][0]["value"])
    return str(state.get("value") or "").strip()
