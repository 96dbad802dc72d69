"""Who paints, for how much, and what can't be done as asked is said before it is paid."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from handlers.blocks import ideas, picture_buttons, pictures
from handlers.blocks.costs import notes_on, price
from handlers.prices import at_once
from handlers.reporter import SlackReporter
from handlers.texts import texts_in
from sandbox.slack.blockkit.surfaces import message_faults
from services.ask import Ask, PictureOptions, Ratio, ReferenceOptions, Use
from services.estimates import estimate_request
from services.intake import Intake
from services.jobs import Origin, PaintWork, Reading, Reference, Request, Round, State, now
from services.measuring import Measures, Swatch
from services.painting.catalogue import painters
from services.painting.interface import Task
from services.painting.roster import Roster
from services.painting.stability_services import CORE
from services.painting.titan import MODEL_ID as TITAN
from services.prompting.writer import Idea, Traits
from tests.galleries import picture
from tests.jobs import job_of

OFFERED = Round(first_number=1, ideas=tuple(Idea(title=f"T{n}", prompt=f"A boat, {n}") for n in range(3)))
ALL_OF_IT = PictureOptions(
    count=4, palette=("#0b3954",), guidance=8.0, quality="premium", ratio=Ratio(width=7, height=5)
)


class Cdn:
    def url(self, key):
        return f"https://cdn/{key}"


def roster_of(*order):
    """While all of them can be called."""
    return Roster(painters(None), order or ("auto",), now=lambda: datetime(2026, 1, 1, tzinfo=UTC))


def asking(*, pictures=0, use=Use.SPIRIT, where="", mask_key="", language="en", **ask):
    given = tuple(
        Reference(key=f"references/t/{n}/source.jpg", thumb_key=f"references/t/{n}/thumb.jpg", name="a.jpg",
                  width=900, height=600, mask_key=mask_key)
        for n in range(pictures)
    )  # fmt: skip
    traits = Traits(**dict.fromkeys(Traits.model_fields, "calm"))
    swatch = Swatch(colour="#0b3954", share=1.0, name="blue")
    measures = Measures(
        width=900, height=600, palette=(swatch,), brightness=0.5, contrast=0.2, saturation=0.2, warmth=0,
        edge_density=0.1,
    )  # fmt: skip
    reading = Reading(traits=traits, measures=(measures,) * pictures, palette=(swatch,), palette_key="p.png")
    return Request(
        id="r" * 30,
        origin=Origin(team="T", user="U0ALEX", channel="C", language=language),
        ask=Ask(**{"text": "boat", "reference": ReferenceOptions(use=use, where=where)} | ask),
        references=given,
        reading=reading if given else None,
        rounds=(OFFERED,),
        created_at=now(),
    )


def offered(request, roster):
    """The blocks of the message with the ideas."""
    blocks = SlackReporter(None, None, None, Cdn(), roster).ideas_blocks(request, OFFERED)
    assert message_faults(blocks) == []
    return blocks


def told(blocks):
    """What the message says of the plan, part by part."""
    (block,) = [block for block in blocks if block.get("block_id") == "plan"]
    return [element["text"] for element in block["elements"]]


def test_ideas_say_who_paints_and_for_how_much():
    (line,) = told(offered(asking(), roster_of(CORE)))
    assert line == "Stable Image Core  ·  1:1  ·  $0.04 an idea, $0.12 for all three"
    (line,) = told(offered(asking(language="ko"), roster_of(CORE)))
    assert line == "Stable Image Core  ·  1:1  ·  아이디어 하나에 $0.04, 세 가지 모두 $0.12"


def test_ideas_say_what_cannot_be_done_as_asked():
    line, *notes = told(offered(asking(picture=ALL_OF_IT), roster_of(CORE)))
    assert line.endswith("4 × $0.04 = $0.16 an idea, $0.48 for all three")
    said = " ".join(notes)
    for part in ("*approximate*", "`--cfg`", "one quality", "nearest shape"):
        assert part in said


def test_it_stands_above_what_is_clicked():
    blocks = offered(asking(), roster_of(CORE))
    ids = [block.get("block_id") for block in blocks]
    assert ids.index("plan") < ids.index("idea.1.actions")


def test_one_prompt_has_one_price():
    one = Round(first_number=1, ideas=(Idea(title="", prompt="A boat"),))
    roster = roster_of(CORE)
    request = asking()
    blocks = ideas.ideas(request, one, texts_in("en"), plan=estimate_request(roster, request))
    assert told(blocks) == ["Stable Image Core  ·  1:1  ·  $0.04"]


def test_ideas_of_nobody_say_nothing():
    blocks = offered(asking(), Roster({}))
    assert not any(block.get("block_id") == "plan" for block in blocks)


@pytest.mark.parametrize("use", [Use.COLOURS, Use.STYLE, Use.LAYOUT, Use.SKETCH, Use.VARIATION, Use.EXTEND])
def test_the_uses_of_a_picture_with_ideas_say_it_too(use):
    roster = roster_of()
    request = asking(pictures=1, use=use)
    plan = estimate_request(roster, request)
    line, *_ = told(offered(request, roster))
    assert line.startswith(plan.model_name)
    assert f"{price(plan.price_each)} an idea" in line


def test_pictures_that_are_not_looked_at_are_told_once():
    said = " ".join(told(offered(asking(pictures=3, use=Use.LAYOUT), roster_of())))
    assert "works from fewer pictures" in said
    shown = json.dumps(offered(asking(pictures=3, use=Use.LAYOUT), roster_of()))
    assert "the first is used" not in shown


@pytest.mark.parametrize("use", [Use.CUTOUT, Use.ERASE])
def test_a_use_without_ideas_has_one_price(use):
    (line, *_) = told(
        offered(asking(pictures=1, use=use, where="the boat" if use is Use.ERASE else ""), roster_of())
    )
    assert line.count("$") == 1
    assert "idea" not in line


def test_what_a_form_asks_about_first_is_priced_there():
    blocks = offered(asking(pictures=1, use=Use.ERASE), roster_of())
    assert not any(block.get("block_id") == "plan" for block in blocks)


@pytest.mark.parametrize("mask_key", ["", "references/t/0/mask.png"])
@pytest.mark.parametrize("style", ["", "pixel art"])
@pytest.mark.parametrize("use", [use for use in Use if use not in {Use.RECOLOUR, Use.UPSCALE}])
def test_what_is_told_is_what_is_planned(use, style, mask_key):
    """But for the seed, which nobody chose."""
    roster = roster_of()
    two = use in {Use.RESTYLE, Use.TRY_ON, Use.VARIATION}
    where = "the boat" if use in {Use.CHANGE, Use.ERASE} and not mask_key else ""
    request = asking(
        pictures=1 + two, use=use, where=where, mask_key=mask_key, style=style, picture=ALL_OF_IT
    )
    intake = Intake(None, None, roster, None)
    made = intake._steered(request, request.ask.reference, "a boat").plan
    foretold = estimate_request(roster, request)
    assert foretold.model_copy(update={"seed": made.seed}) == made


# Buttons that start at once


def finished(roster, **options):
    picked = PictureOptions(**options)
    plan = roster.choose(Task.TEXT_TO_IMAGE).plan(picked, 7)
    work = PaintWork(keywords="boat", prompt="a boat", options=picked, plan=plan, token="t")
    job = job_of(asking(), work=work).model_copy(update={"state": State.POSTED})
    images = [
        picture(job_id=job.id, index=index, model_id=plan.model_id).model_copy()
        for index in range(plan.count)
    ]
    return job, work, images


def buttons(roster, language="en", **options):
    """action → the button's text, of the first picture."""
    job, work, images = finished(roster, **options)
    urls = {
        key: f"https://cdn/{key}" for one in images for key in (one.preview_key, one.thumb_key, one.s3_key)
    }
    blocks = pictures.pictures(
        job,
        work,
        images,
        urls,
        texts_in(language),
        tasks=roster.tasks(),
        plans=at_once(roster, work, images[0]),
    )
    assert message_faults(blocks) == []
    found: dict[str, Any] = {}
    for block in blocks:
        for element in block.get("elements", []):
            found.setdefault(element.get("action_id"), element)
    return found


def test_what_starts_at_once_says_its_price():
    roster = roster_of(CORE)
    _, work, images = finished(roster)
    plans = at_once(roster, work, images[0])
    found = buttons(roster)
    assert found["picture.again"]["text"]["text"] == "Again · $0.04"
    for action in ("picture.vary", "picture.vary_strongly", "picture.remove_background"):
        assert found[action]["text"]["text"].endswith(f" · {price(plans[action].price_each)}")
        assert "confirm" not in found[action]
    assert "$" not in found["picture.upscale"]["text"]["text"]
    korean = buttons(roster, "ko")
    assert korean["picture.again"]["text"]["text"] == "다시 그리기 · $0.04"


def test_all_of_several_again_costs_all_of_them():
    found = buttons(roster_of(CORE), count=3)
    assert found["picture.again"]["text"]["text"] == "Again · $0.12"
    assert found["picture.vary"]["accessibility_label"].endswith(
        "1 · " + found["picture.vary"]["text"]["text"][-5:]
    )
    inside = {one["value"]: one["text"]["text"] for one in found["picture.more"]["options"]}
    assert "$" in inside["remove_background"]
    assert "$" not in inside["extend"]


def test_what_cannot_be_kept_to_is_asked_about_first():
    """What the message says already needs no question."""
    found = buttons(roster_of(TITAN), quality="premium")
    assert "confirm" not in found["picture.again"]
    asks = found["picture.remove_background"]["confirm"]
    assert "one quality" in asks["text"]["text"]
    assert "`" not in asks["text"]["text"]
    assert len(asks["text"]["text"]) <= 300


def test_a_price_that_nobody_knows_is_not_said():
    job, work, images = finished(roster_of(CORE))
    urls = {key: f"https://cdn/{key}" for one in images for key in (one.preview_key, one.s3_key)}
    blocks = pictures.pictures(job, work, images, urls, texts_in("en"), tasks=frozenset(Task), plans={})
    shown = json.dumps([block for block in blocks if block["type"] == "actions"])
    assert "$" not in shown


def test_the_prices_are_those_of_what_a_click_starts():
    roster = roster_of(CORE)
    _, work, images = finished(roster)
    plans = at_once(roster, work, images[0])
    assert set(plans) == {
        picture_buttons.AGAIN, picture_buttons.VARY, picture_buttons.VARY_STRONGLY, picture_buttons.REMOVE_BACKGROUND
    }  # fmt: skip
    assert plans[picture_buttons.AGAIN].price_each == Decimal("0.04")
    assert plans[picture_buttons.VARY].similarity != plans[picture_buttons.VARY_STRONGLY].similarity
    assert at_once(Roster({}), work, images[0]) == {}


def test_who_paints_is_named_once():
    said = " ".join(told(offered(asking(picture=ALL_OF_IT), roster_of(CORE))))
    assert said.count("Stable Image Core") == 1
    _, work, _ = finished(roster_of(CORE), guidance=8.0, quality="premium")
    notes = notes_on(work.plan, texts_in("en"))
    assert [note.startswith("Stable Image Core") for note in notes] == [True, False]
    assert notes[1].startswith("It has one quality")
