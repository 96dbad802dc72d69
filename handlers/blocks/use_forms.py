"""The forms that ask what has to be known before something is made of a picture; each says what it will cost."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from handlers.blocks.costs import cost, notes_on, price
from handlers.blocks.elements import MAX_OPTION, Block, context, escape, plain, section, shortened
from handlers.blocks.inputs import modal, radio_input, select_input, text_input
from handlers.blocks.modals import FILES, RATIOS, files_input
from handlers.texts import Texts
from services.ask import ENLARGING, SIDES, Ask, Enlarging, Strength, Use
from services.jobs import Image
from services.painting.interface import Plan, Shrunk

USE: Final = "modal.use"
DELETE: Final = "modal.delete"

OTHER: Final = "other"
"""The block of the menu with painted pictures."""

FORMS: Final = frozenset(
    {Use.CHANGE, Use.ERASE, Use.RECOLOUR, Use.EXTEND, Use.UPSCALE, Use.RESTYLE, Use.TRY_ON}
)
"""Uses that have one."""

_MAX_PROMPT: Final = 512
"""Characters of a prompt beside a picture: Titan's, the shortest limit there is."""

_MAX_PART: Final = 200


def of_words(
    use: Use, texts: Texts, metadata: str, plans: Sequence[Plan], *, ask: Ask | None = None, about: str = ""
) -> Block:
    """What is said in words: a part to be changed, erased or recoloured, a garment to be tried on.

    Parameters
    ----------
    plans
        what it may come to
    ask
        what was said already
    about
        which picture, where there are several
    """
    said = ask.reference.where if ask and ask.reference.use is use else ""
    words = ask.text[:_MAX_PROMPT] if ask else ""
    part = {
        Use.CHANGE: (texts.where_label, texts.where_placeholder),
        Use.ERASE: (texts.erase_label, texts.erase_placeholder),
        Use.RECOLOUR: (texts.recolour_label, texts.recolour_placeholder),
        Use.TRY_ON: (texts.garment_label, texts.garment_placeholder),
    }[use]
    inputs = [
        text_input(
            "where",
            part[0],
            said,
            most=_MAX_PART,
            placeholder=part[1],
            hint=texts.garment_hint if use is Use.TRY_ON else None,
            optional=use is Use.TRY_ON,
            focus=True,
        )
    ]
    if use is Use.CHANGE:
        inputs.append(text_input("text", texts.instead_label, words, most=_MAX_PROMPT,
                                 hint=texts.instead_hint, multiline=True))  # fmt: skip
    if use is Use.RECOLOUR:
        inputs.append(text_input("text", texts.colour_label, words, most=_MAX_PROMPT,
                                 placeholder=texts.colour_placeholder))  # fmt: skip
    return _form(use, texts, metadata, inputs, plans, about)


def of_edges(
    texts: Texts, metadata: str, plans: Sequence[Plan], *, ask: Ask | None = None, about: str = ""
) -> Block:
    """Where a picture goes on, to which shape, and what is to be seen there."""
    sides: dict[str, str] = {side: texts.side_names[side] for side in reversed(SIDES)}
    said = ask.reference.where if ask else ""
    ratio = str(ask.picture.ratio) if ask and ask.picture.ratio else ""
    ratios = {"": texts.shape_by_side} | {one: one for one in (*RATIOS, ratio) if one}
    inputs = [
        select_input("where", texts.side_label, sides, said if said in sides else "around"),
        select_input("ar", texts.shape_label, ratios, ratio),
        text_input("text", texts.beyond_label, ask.text[:_MAX_PROMPT] if ask else "", most=_MAX_PROMPT,
                   hint=texts.beyond_hint, multiline=True, optional=True),
    ]  # fmt: skip
    return _form(Use.EXTEND, texts, metadata, inputs, plans, about)


def of_size(
    texts: Texts,
    metadata: str,
    plans: Mapping[Enlarging, Plan],
    size: tuple[int, int],
    *,
    chosen: str = "",
    about: str = "",
) -> Block:
    """How a picture of `size` pixels is enlarged: each way with its result and its price."""
    ways = [way for way in ENLARGING if way in plans]
    radio = radio_input(
        "where",
        texts.enlarging_label,
        {way: texts.enlarging_lines[way] for way in ways},
        chosen if chosen in ways else ways[0],
    )
    for option, way in zip(radio["element"]["options"], ways, strict=True):
        plan = plans[way]
        becomes = str(plan.size).replace("x", "×") if plan.size else ""
        line = texts.enlarged_to(becomes, price(plan.price_each, plan.count), plan.model_name)
        option["description"] = plain(shortened(line, MAX_OPTION))
    now = f"{texts.size_now}: {size[0]}×{size[1]}"
    view = _form(Use.UPSCALE, texts, metadata, [radio], (), f"{about}  ·  {now}" if about else now)
    smaller = [texts.note(note, plan.model_name) for plan in plans.values() for note in plan.notes
               if isinstance(note, Shrunk)]  # fmt: skip
    if smaller:
        view["blocks"].append(context(*dict.fromkeys(smaller), block_id="notes"))
    return view


def of_manner(
    texts: Texts, metadata: str, plans: Sequence[Plan], painted: Sequence[Image], *, about: str = ""
) -> Block:
    """The picture whose manner another takes over: a file, or one of those that were painted here."""
    hint = texts.manner_hint_or if painted else texts.manner_hint
    inputs = [files_input(texts.manner_label, hint, 1, optional=bool(painted))]
    if painted:
        titles = {one.id: shortened(_title(one, texts), MAX_OPTION) for one in painted}
        inputs.append(select_input(OTHER, texts.painted_label, {"": texts.painted_none} | titles, ""))
    names: dict[str, str] = {strength: texts.strength_names[strength] for strength in Strength}
    inputs.append(radio_input("strength", texts.strength_question, names, Strength.MEDIUM))
    return _form(Use.RESTYLE, texts, metadata, inputs, plans, about)


def delete(texts: Texts, metadata: str) -> Block:
    """Whether a picture is really to be deleted."""
    view = modal(
        DELETE, texts.delete_title, texts.delete_confirm, texts, metadata, [section(texts.delete_text)]
    )
    return {**view, "close": plain(texts.delete_keep)}


def _form(
    use: Use, texts: Texts, metadata: str, inputs: Sequence[Block], plans: Sequence[Plan], about: str
) -> Block:
    above = [context(escape(about), block_id="about")] if about else []
    below = []
    if plans:
        notes = dict.fromkeys(_notes(plans, texts))
        below = [context(cost(plans, texts), *notes, block_id="cost")]
    blocks = [*above, *inputs, *below]
    return modal(USE, texts.form_titles[use], texts.do_names[use], texts, metadata, blocks)


def _notes(plans: Sequence[Plan], texts: Texts) -> Iterator[str]:
    """What holds for the first of them, and how small the picture becomes with whichever makes it smallest."""
    others = tuple(note for note in plans[0].notes if not isinstance(note, Shrunk))
    yield from notes_on(plans[0].model_copy(update={"notes": others}), texts, named=True)
    smaller = [(plan, note) for plan in plans for note in plan.notes if isinstance(note, Shrunk)]
    if smaller:
        plan, least = min(smaller, key=lambda one: one[1].becomes)
        alike = len(smaller) == len(plans) and all(note == least for _, note in smaller)
        name = plan.model_name
        yield texts.note(least, texts.it) if alike else texts.shrunk_by_shape(name, least.was, least.becomes)


def _title(image: Image, texts: Texts) -> str:
    what = image.title or image.original or image.prompt or texts.use_names["cutout"]
    return f"{what.splitlines()[0]} · {image.width}×{image.height}"


__all__ = [
    "DELETE",
    "FILES",
    "FORMS",
    "OTHER",
    "USE",
    "delete",
    "of_edges",
    "of_manner",
    "of_size",
    "of_words",
]
