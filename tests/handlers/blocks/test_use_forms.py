"""Forms about a picture, and the rows of buttons below it: within Slack's rules whatever can be done."""

import json
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.asking import form_for
from handlers.blocks import picture_buttons, pictures, use_forms
from handlers.blocks.picture_buttons import AGAIN, AT_ONCE, Foretold
from handlers.texts import texts_in
from sandbox.slack.blockkit.surfaces import blocks_too_long, message_faults, view_faults
from services.ask import ENLARGING, Ask, PictureOptions, ReferenceOptions, Size, Use
from services.faults import AskError, NotPainted
from services.painting.interface import Plan, Saying, Shrunk, Task
from tests import records

languages = st.sampled_from(["en", "ko"]).map(texts_in)
ENGLISH = texts_in("en")


def costing(usd="0.07", **more):
    """An estimate that is the same for everything."""
    plan = Plan(model_id="m", model_name="Model", count=1, seed=7, price_each=Decimal(usd), **more)
    return lambda _reference, _ratio: plan


def said(view):
    return json.dumps(view, ensure_ascii=False)


@given(
    st.sampled_from(sorted(use_forms.FORMS)),
    languages,
    records.asks,
    st.text(max_size=80),
    records.jobs(work=records.paint_works()),
)
def test_every_form_keeps_slacks_rules(use, texts, ask, about, job):
    ask = ask.model_copy(update={"reference": ReferenceOptions(use=use)})
    painted = records.images_of(job, job.work)
    for given_ask in (None, ask):
        view = form_for(use, texts, "{}", costing(), (900, 600), ask=given_ask, about=about, painted=painted)
        assert view_faults(view) == []
        assert "$0.07" in said(view)
    assert view_faults(use_forms.delete(texts, "{}")) == []


def test_only_the_ways_that_somebody_can_do_are_offered_and_the_first_is_chosen():
    def estimate(reference, _ratio):
        if reference.where == "fast":
            raise AskError(NotPainted(Use.UPSCALE, "Titan"))
        return costing("0.40" if reference.where == "faithful" else "0.60")(reference, None)

    view = form_for(Use.UPSCALE, ENGLISH, "{}", estimate, (900, 600))
    (radio,) = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    assert [option["value"] for option in radio["options"]] == ["faithful", "creative"]
    assert radio["initial_option"] in radio["options"]
    assert [option["description"]["text"] for option in radio["options"]] == [
        "Several megapixels · $0.40 · Model",
        "Several megapixels · $0.60 · Model",
    ]


def test_the_result_is_said_where_it_is_known():
    estimate = costing("0.03", size=Size(width=3600, height=2400))
    assert "3600×2400 · $0.03" in said(form_for(Use.UPSCALE, ENGLISH, "{}", estimate, (900, 600)))


@pytest.mark.parametrize("use", sorted(use_forms.FORMS))
def test_without_anybody_who_can_there_is_no_form(use):
    def estimate(_reference, _ratio):
        raise AskError(NotPainted(use, "Titan"))

    with pytest.raises(AskError):
        form_for(use, ENGLISH, "{}", estimate, (900, 600))


def test_the_dearest_is_said_where_the_size_decides():
    def estimate(reference, ratio):
        return costing("0.010" if ratio else "0.008")(reference, ratio)

    assert "Model does this for $0.01 at most" in said(
        form_for(Use.EXTEND, ENGLISH, "{}", estimate, (512, 512))
    )


LARGE = Shrunk(was=(4096, 4096), becomes=(2048, 2048))
LESS = Shrunk(was=(4096, 4096), becomes=(2508, 2508))


@given(languages)
def test_each_way_of_upscaling_says_how_much_smaller_the_picture_is_made_first(texts):
    def estimate(reference, _ratio):
        return costing(notes=() if reference.where == "faithful" else (LARGE,))(reference, None)

    view = form_for(Use.UPSCALE, texts, "{}", estimate, (4096, 4096))
    assert view_faults(view) == []
    assert said(view).count("4096×4096 → 2048×2048") == 1
    assert "→" not in said(form_for(Use.UPSCALE, texts, "{}", costing(), (1024, 1024)))


@given(languages)
def test_how_small_a_picture_is_made_that_goes_on_depends_on_the_shape(texts):
    def estimate(_reference, ratio):
        return costing(notes=("count_ignored", LARGE if ratio else LESS))(_reference, ratio)

    view = form_for(Use.EXTEND, texts, "{}", estimate, (4096, 4096))
    assert view_faults(view) == []
    assert texts.shrunk_by_shape("Model", (4096, 4096), (2048, 2048)) in said(view)
    assert texts.note("count_ignored", "Model") in said(view)
    alike = form_for(Use.EXTEND, texts, "{}", costing(notes=(LESS,)), (4096, 4096))
    assert texts.note(LESS, texts.it) in said(alike)


def test_what_was_said_already_is_there():
    reference = ReferenceOptions(use=Use.UPSCALE, where="creative")
    view = form_for(Use.UPSCALE, ENGLISH, "{}", costing(), (900, 600), ask=Ask(text="", reference=reference))
    radio = next(block["element"] for block in view["blocks"] if block["type"] == "input")
    assert radio["initial_option"]["value"] == ENLARGING[2]


tasks = st.frozensets(st.sampled_from(Task))


def job_with(data, count):
    work = data.draw(records.paint_works(titan=True))
    plan = work.plan.model_copy(update={"count": count, "task": Task.TEXT_TO_IMAGE})
    options = PictureOptions(count=count)
    return data.draw(records.jobs(work=st.just(work.model_copy(update={"plan": plan, "options": options}))))


foretold = st.dictionaries(
    st.sampled_from([AGAIN, *AT_ONCE]),
    st.builds(
        Plan,
        model_id=st.just("m"),
        model_name=st.just("Stable Image Control Structure"),
        count=st.integers(1, 5),
        seed=st.just(7),
        price_each=st.sampled_from([Decimal("0.012"), Decimal("0.6")]),
        notes=st.lists(st.sampled_from(get_args(Saying)), unique=True).map(tuple),
    ),
)


@given(st.data(), st.integers(1, 5), tasks, languages, foretold)
def test_no_button_for_what_nobody_can_do_and_all_fits(data, count, able, texts, plans):
    job = job_with(data, count)
    images = records.images_of(job, job.work)
    urls = {key: f"https://cdn.example/{key}" for one in images for key in (one.s3_key, one.preview_key)}
    blocks = pictures.pictures(job, job.work, images, urls, texts, tasks=able, turn="1", plans=plans)
    assert message_faults(blocks) == []
    assert not blocks_too_long(blocks)
    rows = [block for block in blocks if block["type"] == "actions"]
    assert all(len(row["elements"]) <= 25 for row in rows)
    elements = [element for row in rows for element in row["elements"]]
    offered = {element["action_id"] for element in elements} | {
        f"picture.{option['value']}" for element in elements for option in element.get("options", [])
    }
    needs = picture_buttons._NEEDS
    assert {action for action in offered if action in needs} == {
        action for action, any_of in needs.items() if able & set(any_of)
    }
    assert len(rows) <= (3 if count == 1 else count + 1)


@given(st.data(), st.integers(2, 5))
def test_a_choice_in_a_menu_says_which_picture_it_is_about(data, count):
    job = job_with(data, count)
    for one in records.images_of(job, job.work):
        row = picture_buttons.row_of_several(one, frozenset(Task), Foretold({}, (), ENGLISH), turn="17")
        value = row["elements"][-1]["options"][0]["value"]
        assert picture_buttons.chosen_in(row["block_id"], value) == ("picture.remove_background", one.id)
