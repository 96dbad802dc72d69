"""The tool that looks at reference pictures and offers prompts for new ones in their spirit."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sandbox.bedrock.writer.assignment import Assignment
from sandbox.bedrock.writer.clean import cleaned
from sandbox.bedrock.writer.in_character import offer_in_character, series
from sandbox.bedrock.writer.languages.translate import translate
from sandbox.bedrock.writer.offer import Offer, read_offer
from sandbox.bedrock.writer.offering import three_of, three_prompts
from sandbox.bedrock.writer.seeing.character import Character, character_of, choice_in, with_colours
from sandbox.bedrock.writer.seeing.impression import Impression, impression_of
from sandbox.bedrock.writer.seeing.telling import TRAITS, told

_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}\b")


def read_pictures(assignment: Assignment) -> dict[str, Any]:
    """``{"reading": {trait: text}, "prompts": [{"title", "prompt", "tags", "alt"}, …]}``.

    Without pictures there is nothing to read: the reading says so, and the prompts go by the words alone.

    Raises
    ------
    UnreadablePictureError
        if a file can't be decoded
    """
    language = assignment.tag("title_language") or "English"
    impressions = _impressions(assignment.pictures)
    choice = choice_in(cleaned(assignment.tag("keywords")))
    character = (
        with_colours(character_of(impressions, choice.sources), _measured(assignment, choice.sources))
        if impressions
        else Character()
    )
    return {
        "reading": told(impressions, language) if impressions else _nothing_seen(language),
        "prompts": _prompts(assignment, choice.keywords, character, impressions),
    }


def _impressions(pictures: Sequence[bytes]) -> list[Impression]:
    from sandbox.bedrock.writer.seeing.look import look_at  # noqa: PLC0415 - numpy, for pictures only

    return [impression_of(look_at(picture)) for picture in pictures]


def _measured(assignment: Assignment, sources: Mapping[str, int]) -> list[str]:
    """Names of the colours in ``<measured>``, a line for each picture; those of all in turn."""
    from sandbox.bedrock.writer.seeing.colours import colour_name  # noqa: PLC0415

    lines = [_HEX.findall(line) for line in assignment.tag("measured").splitlines()]
    lines = [line for line in lines if line]
    if "colours" in sources and sources["colours"] < len(lines):
        lines = [lines[sources["colours"]]]
    longest = max(map(len, lines), default=0)
    mixed = [line[rank] for rank in range(longest) for line in lines if rank < len(line)]
    return list(dict.fromkeys(map(colour_name, mixed)))


def _prompts(
    assignment: Assignment, keywords: str, character: Character, impressions: Sequence[Impression]
) -> list[dict[str, Any]]:
    use = assignment.tag("use") or "spirit"
    where = translate(cleaned(assignment.tag("where"))).english

    def offer_of(subject: str) -> Offer:
        return offer_in_character(read_offer(assignment, subject), character, use=use, where=where)

    said = keywords or (where if use == "change" else "")
    if said:
        return three_prompts(offer_of(said))
    return three_of([offer_of(subject) for subject in series(impressions, use)])


def _nothing_seen(language: str) -> dict[str, str]:
    return dict.fromkeys(TRAITS, "사진이 없음" if language == "Korean" else "No picture came along")
