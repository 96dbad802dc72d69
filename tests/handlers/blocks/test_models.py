"""The list of models and the App Home: within Slack's limits, and right."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks import home, models
from handlers.texts import texts_in
from sandbox.slack.blockkit.surfaces import blocks_too_long, message_faults, view_faults
from services.models import Warned
from services.painting.catalogue import KNOWN
from services.painting.interface import Task
from services.painting.roster import Standing
from services.prompting.choice import Standing as VoiceStanding
from services.prompting.voices import Candidate, candidates

ENGLISH, KOREAN = texts_in("en"), texts_in("ko")
languages = st.sampled_from([ENGLISH, KOREAN])
days = st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1))
painters = st.tuples(
    *(
        st.builds(
            Standing,
            st.just(one),
            st.sampled_from(["live", "legacy", "ended", "forbidden", "elsewhere"]),
            st.sampled_from(one.regions),
            days,
        )
        for one in KNOWN.values()
    )
)
voices = st.lists(
    st.builds(
        VoiceStanding,
        st.sampled_from(candidates("auto", "us-west-2"))
        | st.builds(Candidate, st.text("abc.:<&-", min_size=1, max_size=200), st.none()),
        st.sampled_from([None, "ended", "not_granted", "not_here", "failed"]),
        days,
    ),
    max_size=60,
)


def shown(blocks):
    return json.dumps(blocks, ensure_ascii=False)


@given(painters, voices, languages, st.sampled_from(["", *KNOWN]), st.booleans())
def test_slack_takes_the_list_wherever_models_stand(painters, voices, texts, default, may_check):
    blocks = models.listing(painters, voices, default, texts, may_check=may_check, home="us-west-2")
    assert message_faults(blocks) == []
    assert not blocks_too_long(blocks)
    assert view_faults(models.view(blocks, texts)) == []
    assert (models.CHECK in shown(blocks)) is may_check
    for one in painters:
        name = one.capabilities.name
        # Each that paints from words is a row of its own; each that can't be called is said so about.
        rows = [block for block in blocks if f"*{name}*" in block.get("text", {}).get("text", "")]
        speaks = Task.TEXT_TO_IMAGE in one.capabilities.tasks
        assert len(rows) == (one.callable and speaks)
        if not one.callable:
            assert texts.model_state(name, one.state, one.end_of_life) in shown(blocks)


def test_what_is_done_with_a_picture_is_done_by_the_first_that_can():
    standings = [Standing(one, "live", one.regions[0]) for one in KNOWN.values()]
    told = shown(models.listing(standings, (), "", ENGLISH))
    assert "Change a part: Stability Search and Replace $0.07, Stability Inpaint $0.07" in told
    assert "Upscale: Stability Fast Upscale $0.03, Stability Conservative Upscale $0.40" in told
    gone = [
        Standing(one.capabilities, "forbidden" if one.capabilities.aliases[0] == "replace" else "live")
        for one in standings
    ]
    told = shown(models.listing(gone, (), "", ENGLISH))
    assert "Change a part: Titan Image Generator v2 $0.008–$0.012, Stability Inpaint $0.07" in told


def test_a_price_that_depends_is_a_range():
    assert models.price_range(KNOWN["stability.stable-image-core-v1:1"]) == "$0.04"
    assert models.price_range(KNOWN["amazon.titan-image-generator-v2:0"]) == "$0.008–$0.012"


def test_a_menu_begins_with_what_is_chosen_without_a_choice():
    offered = tuple(one for one in KNOWN.values() if Task.TEXT_TO_IMAGE in one.tasks)
    names = models.option_names(models.Choice(offered[1], offered, of_channel=True), ENGLISH)
    assert list(names)[:2] == ["", "core"]
    assert names[""] == "As set for this channel (Stable Diffusion 3.5 Large, $0.08)"
    assert models.Choice(offered[1], offered).painter("ultra") is offered[2]
    assert models.Choice(offered[1], offered).painter("what was there once") is offered[1]


warned = st.builds(
    Warned,
    st.sampled_from(["paints", "writes"]),
    st.sampled_from(["Stable Image Core", "Nova 2 Lite"]),
    days,
    st.none() | st.just("Stable Image Ultra"),
)


@given(st.lists(warned, max_size=20), languages)
def test_slack_takes_the_home(warnings, texts):
    view = home.home([home.start("U0ALEX", texts), home.warnings(warnings, texts, date(2026, 11, 26))])
    assert view_faults(view) == []
    assert (texts.home_warnings in shown(view)) is bool(warnings)


def test_the_warnings():
    today = date(2026, 11, 26)
    (block, _) = home.warnings(
        [
            Warned("paints", "Titan Image Generator v2", None, "Stable Image Core"),
            Warned("paints", "Stable Image Core", today, None),
            Warned("writes", "Nova 2 Lite", date(2026, 11, 27), "Claude Haiku 4.5"),
        ],
        ENGLISH,
        today,
    )
    assert block["text"]["text"].splitlines()[1:] == [
        "⛔ *Titan Image Generator v2* is named in the settings, and can't be called. Stable Image Core paints instead.",
        "⏳ *Stable Image Core* ends on 26 November 2026: today is its last day. Nothing paints after that.",
        "⏳ *Nova 2 Lite* ends on 27 November 2026: one day is left. Then Claude Haiku 4.5 writes.",
    ]
