"""Every message and form keeps Slack's rules, whatever people and models put into it."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks import card, ideas, modals, models, pictures, private, progress
from handlers.blocks.costs import price
from handlers.texts import texts_in
from sandbox.slack.blockkit.surfaces import blocks_too_long, message_faults, view_faults
from services.ask import PictureOptions, Size
from services.command_text import from_values
from services.faults import NotAChoice, NotAColour, NotANumber, SizeAndRatio, TooLong, UnknownOption
from services.jobs import ChannelSettings, Origin, Request, Round, now
from services.painting.catalogue import KNOWN
from services.painting.described import one_server
from services.painting.interface import Task
from services.prompting.writer import Idea
from tests import records

languages = st.sampled_from(["en", "ko"]).map(texts_in)
TITAN = "amazon.titan-image-generator-v2:0"
# What an image server is that is described without a file: it takes no words about what to leave out.
FLUX = one_server("http://127.0.0.1:9/v1", "flux").capabilities
PAINTERS = {**KNOWN, FLUX.model_id: FLUX}
SPEAK = tuple(one for one in PAINTERS.values() if Task.TEXT_TO_IMAGE in one.tasks)
CHOICE = models.Choice(SPEAK[0], SPEAK)
from_words = st.sampled_from([one.model_id for one in SPEAK])
statuses = st.sampled_from(["thinking", "ideas", "painting", "painted", "failed", "cancelled"])


def accepted_by_slack(blocks):
    assert message_faults(blocks) == []
    assert not blocks_too_long(blocks)
    return True


def urls(images):
    return {
        key: f"https://d111111abcdef8.cloudfront.net/{key}"
        for image in images
        for key in (image.s3_key, image.preview_key, image.thumb_key, image.palette_key)
        if key
    }


@given(records.requests, statuses, languages)
def test_card(request, status, texts):
    assert accepted_by_slack(card.card(request, status, texts))


@given(records.requests, records.rounds, languages)
def test_ideas(request, offered, texts):
    blocks = ideas.ideas(request, offered, texts)
    assert accepted_by_slack(blocks)
    assert accepted_by_slack(ideas.closed_ideas(request, offered, texts))
    shown = json.dumps(blocks, ensure_ascii=False)
    if ideas.without_ideas(request):
        assert not any(block.get("block_id", "").startswith("idea.") for block in blocks)
        return
    for idea in offered.ideas:
        prompt = idea.prompt.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert json.dumps(prompt, ensure_ascii=False)[1:-1] in shown  # in full, never cut


@given(records.jobs(), languages, st.none() | st.integers(1, 60))
def test_progress(job, texts, seconds):
    assert accepted_by_slack(progress.placeholder(job, texts, trying_again_in=seconds))
    assert accepted_by_slack(progress.placeholder(job, texts, elapsed=seconds))
    assert accepted_by_slack(progress.waiting(job, texts, seconds or 1, seconds))
    assert accepted_by_slack(progress.ended(job, texts, by="U0MINA"))


@given(
    records.jobs(work=records.paint_works()),
    languages,
    st.integers(0, 4),
    st.booleans(),
    st.booleans(),
    st.frozensets(st.sampled_from(Task)),
)
def test_pictures(job, texts, withheld, as_files, as_links, tasks):
    images = records.images_of(job, job.work)
    files = {image.preview_key: "F0PICTURE" for image in images} if as_files else None
    job = job.model_copy(update={"withheld": withheld})
    blocks = pictures.pictures(
        job, job.work, images, urls(images), texts, tasks=tasks, files=files, as_links=as_links
    )
    assert accepted_by_slack(blocks)
    shown = [block for block in blocks if block["type"] == "image"]
    assert len(shown) == (0 if as_links else len(images))
    assert accepted_by_slack(pictures.deleted_pictures(job.work, "U0MINA", texts))


choices = st.builds(models.Choice, st.sampled_from(SPEAK), st.just(SPEAK), st.booleans())


@given(records.asks, languages, from_words, st.none() | choices)
def test_the_form_of_a_new_request(ask, texts, painter, choice):
    assert view_faults(modals.new_request(PAINTERS[painter], texts, "{}", ask, choice=choice)) == []
    assert view_faults(modals.new_request(PAINTERS[painter], texts, "{}", choice=choice)) == []


@given(st.text(max_size=2000), records.picture_options, languages, from_words, st.none() | choices)
def test_the_form_that_edits_a_prompt(prompt, options, texts, painter, choice):
    view = modals.edit_prompt(PAINTERS[painter], texts, "{}", prompt, options, choice=choice, model="ultra")
    assert view_faults(view) == []


@given(
    st.sampled_from(["off", "offer", "auto"]),
    st.sampled_from(["", "core", "long gone", "x" * 70]),
    languages,
    st.none() | choices,
)
def test_the_settings_of_a_channel(mode, model, texts, choice):
    view = modals.settings(ChannelSettings(pictures=mode, model=model), choice, texts, "{}")
    assert view_faults(view) == []
    if choice is not None:
        assert modals.entered(states_of(view))[1].get("model", "") == model


@given(languages, from_words, from_words, st.booleans())
def test_an_open_form_gets_the_inputs_of_another_painter(texts, first, second, edits):
    def form(painter):
        if edits:
            return modals.edit_prompt(
                PAINTERS[painter], texts, "{}", "a boat", PictureOptions(), choice=CHOICE
            )
        return modals.new_request(PAINTERS[painter], texts, "{}", choice=CHOICE)

    changed = modals.with_painter(form(first), PAINTERS[second], texts)
    assert view_faults(changed) == []
    assert changed == form(second)


FAULTS = (
    UnknownOption("--<!channel>", "--style"),
    NotANumber("--n", "9", 1, 5),
    NotAChoice("--quality", "x", ("standard", "premium"), None),
    NotAColour("red"),
    TooLong("prompt", 600, 512),
)


@given(st.text(max_size=4000), languages)
def test_private_sentences(typed, texts):
    assert accepted_by_slack(private.faulty(FAULTS, typed, texts))
    assert accepted_by_slack(private.too_long(FAULTS[-1:], "r" * 30, texts))
    assert accepted_by_slack(private.not_a_member("<#C0DESIGN>", "r" * 30, texts))
    assert accepted_by_slack(private.sentence(texts.help(texts.help_painter("Titan", 512))))


@pytest.mark.parametrize("text", ["<!channel> <@U0MINA>", "<https://evil.example|click>", "&lt;!here&gt;"])
def test_no_text_pings_or_links(text):
    ask = from_values(text, {"style": text, "no": text})
    made = Request(
        id="r" * 30,
        origin=Origin(team="T", user="U0ALEX", channel="C", thread_ts="1.1"),
        ask=ask,
        created_at=now(),
    )
    offered = Round(first_number=1, ideas=(Idea(title=text, prompt=text),) * 3)
    shown = json.dumps(
        [*card.card(made, "thinking", texts_in("en")), *ideas.ideas(made, offered, texts_in("en"))]
    )
    for mark in ("<!", "<@U0MINA", "<https"):
        assert mark not in shown


def states_of(view):
    """What Slack sends when a form is submitted as it was opened."""
    values = {}
    for block in view["blocks"]:
        element = block["element"]
        state = {"type": element["type"]}
        match element["type"]:
            case "static_select" | "radio_buttons":
                state["selected_option"] = element.get("initial_option")
            case "checkboxes":
                state["selected_options"] = element.get("initial_options", [])
            case _:
                state["value"] = element.get("initial_value")
        values[block["block_id"]] = {element["action_id"]: state}
    return values


@given(
    records.asks.filter(lambda ask: ask.text.strip() == ask.text and ask.text.split() == [ask.text]),
    languages,
)
def test_a_form_submitted_as_it_was_opened_asks_for_the_same(ask, texts):
    plain = ask.model_copy(
        update={
            "style": " ".join(ask.style.split()),
            "picture": ask.picture.model_copy(
                update={
                    "guidance": None,
                    "negative": ask.picture.negative.strip(),
                    "palette": tuple(dict.fromkeys(ask.picture.palette)),
                }
            ),
            "creativity": None,
        }
    )
    view = modals.new_request(KNOWN[TITAN], texts, "{}", plain, choice=CHOICE)
    assert from_values(*modals.entered(states_of(view))) == plain


@pytest.mark.parametrize(
    ("fault", "block"),
    [
        (NotANumber("--cfg", "0", 1.1, 10), "cfg"),
        (NotAColour("red"), "palette"),
        (SizeAndRatio(), "size"),
        (TooLong("negative", 600, 512), "no"),
        (TooLong("prompt", 600, 512), "text"),
        (UnknownOption("--x", None), "text"),
    ],
)
def test_a_fault_is_shown_at_its_input(fault, block):
    assert modals.block_of(fault) == block


def test_prices():
    assert price(Decimal("0.010")) == "$0.01"
    assert price(Decimal("0.008")) == "$0.008"
    assert price(Decimal(1)) == "$1.00"
    assert price(Decimal("0.04"), 3) == "3 × $0.04 = $0.12"


def test_a_size_is_kept_in_the_form():
    options = PictureOptions(size=Size(width=1152, height=640))
    view = modals.edit_prompt(
        KNOWN["amazon.titan-image-generator-v2:0"], texts_in("en"), "{}", "a boat", options
    )
    assert from_values(*modals.entered(states_of(view))).picture == options


def test_more_to_leave_out_than_another_painter_takes_can_be_shortened_in_the_form():
    options = PictureOptions(negative="fog, " * 300)
    view = modals.edit_prompt(KNOWN[TITAN], texts_in("en"), "{}", "a boat", options)
    assert view_faults(view) == []


@given(records.jobs(records.paint_works()), st.text(min_size=1, max_size=100), languages)
def test_what_a_picture_shows_is_read_out_in_its_place(job, said, texts):
    images = [one.model_copy(update={"alt": said}) for one in records.images_of(job, job.work)]
    sources = {one.key: "https://d111111abcdef8.cloudfront.net/source" for one in job.work.sources}
    blocks = pictures.pictures(job, job.work, images, urls(images) | sources, texts)
    assert {block["alt_text"] for block in blocks if block["type"] == "image"} == {said}
