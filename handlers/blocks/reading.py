"""What was seen in the reference pictures, and how they may be used."""

from collections.abc import Collection, Mapping

from handlers.blocks.costs import foretold
from handlers.blocks.elements import (
    Block,
    actions,
    button,
    context,
    escape,
    image,
    joined,
    option,
    section,
    select,
    with_accessory,
)
from handlers.blocks.made import STEERABLE
from handlers.texts import Texts
from services.ask import Strength, Use
from services.jobs import Reading, Request, Round
from services.painting.interface import Plan, Task
from services.painting.uses import WITHOUT_IDEAS, lacks, possible

USE = "reference.use"
STRENGTH = "reference.strength"
MAKE = "reference.make"
"""Does what the picture is used for, where ideas have nothing to say in it."""
CUT_OUT = "reference.cut_out"
"""The same in messages from before, of a cut-out alone."""

FIRST_ONLY = frozenset(Use) - {Use.SPIRIT, Use.VARIATION, Use.RESTYLE, Use.TRY_ON}
"""Uses that take one picture."""


def reading(
    request: Request, seen: Reading, urls: Mapping[str, str], texts: Texts, *, as_text: bool = False
) -> list[Block]:
    """A line for each trait beside the thumbnail, and the palette.

    Parameters
    ----------
    urls
        key → address at the CDN
    as_text
        without pictures, for when Slack can't fetch them
    """
    lines = [
        f"*{texts.trait_names[name]}*  {escape(said)}" for name, said in seen.traits.model_dump().items()
    ]
    card = section("\n".join(lines), "reading")
    first = request.references[0]
    if not as_text:
        card = with_accessory(card, image(urls[first.thumb_key], texts.reference_alt(escape(first.name))))
    hexes = ", ".join(swatch.colour for swatch in seen.palette)
    palette = (
        context(f"{texts.palette_label}: {hexes}", block_id="palette")
        if as_text
        else {**image(urls[seen.palette_key], texts.palette_alt(hexes)), "block_id": "palette"}
    )
    return [card, palette, context(_measured(seen, texts), block_id="measured")]


def _measured(seen: Reading, texts: Texts) -> str:
    sizes = ", ".join(f"{one.width}×{one.height}" for one in seen.measures)
    count = len(seen.measures)

    def mean(name: str) -> float:
        return sum(float(getattr(one, name)) for one in seen.measures) / count

    return joined(
        [
            sizes,
            f"{texts.brightness} {mean('brightness'):.0%}",
            f"{texts.contrast} {mean('contrast') * 2:.0%}",
            f"{texts.saturation} {min(1.0, mean('saturation') / 0.32):.0%}",
            texts.warm_or_cool(mean("warmth")),
        ]
    )


def uses(
    request: Request, offered: Round, tasks: Collection[Task], texts: Texts, plan: Plan | None = None
) -> list[Block]:
    """*How should the picture be used?*, as far as there is anything that can do it.

    Parameters
    ----------
    plan
        what is painted comes to
    """
    able = possible(tasks, len(request.references))
    chosen = request.ask.reference
    value = f"{request.id}:{offered.first_number}"
    options = {
        use: option(texts.use_names[use], f"{value}:{use}", description=texts.use_lines[use]) for use in able
    }
    elements: list[Block] = [select(USE, list(options.values()), options.get(chosen.use), texts.use_question)]
    if chosen.use in STEERABLE:
        strengths = {
            strength: option(texts.strength_names[strength], f"{value}:{strength}") for strength in Strength
        }
        elements.append(
            select(STRENGTH, list(strengths.values()), strengths[chosen.strength], texts.strength_question)
        )
    asks = lacks(chosen, request.ask.text, masked=bool(request.references[0].mask_key))
    if chosen.use in WITHOUT_IDEAS or asks:
        name = texts.do_names[chosen.use]
        elements.append(button(f"{name}…" if asks else name, MAKE, f"{value}:{chosen.use}", style="primary"))
    lines = [_how(request, texts)]
    told = plan is not None and "pictures_ignored" in plan.notes
    if len(request.references) > 1 and chosen.use in FIRST_ONLY and not told:
        lines.append(texts.first_picture_only)
    blocks = [
        section(f"*{texts.use_question}*", "use"),
        actions("use.actions", *elements),
        context(*lines, block_id="use.notes"),
    ]
    if plan is not None and not asks:
        count = 0 if chosen.use in WITHOUT_IDEAS else len(offered.ideas)
        blocks.append(context(*foretold(plan, texts, ideas=count), block_id="plan"))
    return blocks


def _how(request: Request, texts: Texts) -> str:
    """What is made of the picture, as far as it was said."""
    chosen, where = request.ask.reference, escape(request.ask.reference.where)
    if where:
        match chosen.use:
            case Use.CHANGE:
                return texts.part_to_change(where)
            case Use.ERASE:
                return texts.part_to_erase(where)
            case Use.RECOLOUR:
                return texts.part_to_recolour(where, escape(request.ask.text))
            case Use.TRY_ON:
                return texts.garment_to_try(where)
            case Use.UPSCALE:
                return texts.enlarging_lines[chosen.where]
    return texts.use_lines[chosen.use]
