"""The painted palette in the message of a finished job."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.blocks import pictures
from handlers.blocks.compared import compared_palettes
from handlers.blocks.elements import MAX_ALT, fits
from handlers.texts import texts_in
from handlers.texts.korean_colours import NAMES
from sandbox.journey import pictures as pictures_in
from sandbox.slack.blockkit.surfaces import blocks_too_long, message_faults
from services.ask import PictureOptions
from services.jobs import Job, Origin, PaintWork, now
from services.measuring import Swatch
from services.painting import colour_names
from services.painting.interface import Task
from services.painting.stability import CAPABILITIES, Stability
from tests import records

ENGLISH, KOREAN = texts_in("en"), texts_in("ko")
languages = st.sampled_from([ENGLISH, KOREAN])
CORE = "stability.stable-image-core-v1:1"
ASKED = ("#0b3954", "#bfd7ea", "#ff6663")
PAINTED = tuple(
    Swatch(colour=colour, share=share, name="")
    for colour, share in (("#0f3f5c", 0.6), ("#333a40", 0.2), ("#d33a30", 0.12), ("#c4c8cc", 0.08))
)


def job_of(asked=ASKED, count=1, **changes):
    options = PictureOptions(palette=asked, count=count)
    work = PaintWork(
        **{"keywords": "boat", "prompt": "a boat", "options": options}
        | {"plan": Stability(None, CAPABILITIES[CORE]).plan(options, 7), "token": "t0ken" * 8}
        | changes
    )
    return Job(
        id="j" * 30,
        request_id="r" * 30,
        origin=Origin(team="T0HARBOUR", user="U0ALEX", channel="C0DESIGN", thread_ts="1700000000.000100"),
        work=work,
        accepted_at=now(),
    )


def urls(images):
    keys = [key for one in images for key in (one.s3_key, one.preview_key, one.palette_key) if key]
    return {key: f"https://d111111abcdef8.cloudfront.net/{key}" for key in keys}


def message(job, images, texts=ENGLISH, **how):
    return pictures.pictures(job, job.work, images, urls(images), texts, **how)


def by_id(blocks, block_id):
    return next(block for block in blocks if block.get("block_id") == block_id)


def test_under_each_picture_its_colours():
    job = job_of(count=2)
    images = records.images_of(job, job.work, PAINTED)
    blocks = message(job, images)
    assert [block["type"] for block in blocks] == [
        *("section", "image", "context", "image", "context", "actions"),
        *("image", "context", "image", "context", "actions", "context", "actions"),
    ]
    shown = [block["image_url"].rsplit("/", 2)[1:] for block in blocks if block["type"] == "image"]
    assert shown == [["0", "preview.jpg"], ["0", "palette.png"], ["1", "preview.jpg"], ["1", "palette.png"]]
    assert len(pictures_in({"blocks": blocks})) == 2
    assert blocks[4]["elements"][0]["text"] == (
        "🎨 Colours asked for above, painted below  ·  1 very close  ·  1 close  ·  1 far"
    )


def test_a_screen_reader_hears_the_colours_and_how_near_they_came():
    job = job_of()
    images = records.images_of(job, job.work, PAINTED)
    assert by_id(message(job, images), "palette.0")["alt_text"] == (
        "The colours asked for, and how they were painted: deep blue #0b3954 became deep blue #0f3f5c, very close; "
        "pale blue #bfd7ea became silver #c4c8cc, close; coral #ff6663 became red #d33a30, far. "
        "Also painted: charcoal #333a40."
    )
    assert by_id(message(job, images, KOREAN), "palette.0")["alt_text"] == (
        "요청한 색과 실제로 그려진 색: 진파랑 #0b3954 → 진파랑 #0f3f5c, 아주 비슷함; "
        "연파랑 #bfd7ea → 은색 #c4c8cc, 비슷함; 산호색 #ff6663 → 빨강 #d33a30, 차이 큼. "
        "그 밖에 그려진 색: 숯색 #333a40."
    )


@pytest.mark.parametrize("how", [{"files": {"x": "F0"}}, {"as_links": True}, {"cards": False}])
def test_where_slack_can_not_fetch_the_card_its_codes_are_text(how):
    job = job_of((*ASKED, "#ffffff"))
    images = records.images_of(job, job.work, PAINTED[:3])
    if "files" in how:
        how = {"files": {images[0].preview_key: "F0PICTURE"}}
    blocks = message(job, images, **how)
    assert by_id(blocks, "palette.0") == {
        "type": "context",
        "block_id": "palette.0",
        "elements": [
            {
                "type": "mrkdwn",
                "text": "🎨 Colours asked for → painted: `#0b3954` → `#0f3f5c` very close, "
                "`#bfd7ea` → `#333a40` far, `#ff6663` → `#d33a30` far, `#ffffff` → missing",
            }
        ],
    }
    assert len(pictures_in({"blocks": blocks})) == (0 if "as_links" in how else 1)
    assert "palette.png" not in json.dumps(blocks)


def test_measured_but_not_drawn_is_said_in_codes():
    job = job_of()
    (image,) = records.images_of(job, job.work, PAINTED)
    (block,) = compared_palettes(image.model_copy(update={"palette_key": ""}), {}, ENGLISH)
    assert block["type"] == "context"
    assert block["elements"][0]["text"].endswith("Also painted: `#333a40`")


def test_nothing_where_nothing_was_measured():
    job = job_of()
    (image,) = records.images_of(job, job.work)
    assert compared_palettes(image, {}, ENGLISH) == []


@settings(max_examples=60)
@given(
    records.jobs(work=records.paint_works()),
    records.swatches,
    languages,
    st.sampled_from([{}, {"cards": False}, {"as_links": True}]),
)
def test_whatever_was_painted_slack_takes_it(job, painted, texts, how):
    images = records.images_of(job, job.work, painted)
    blocks = message(job.model_copy(update={"withheld": 1}), images, texts, tasks=tuple(Task), **how)
    assert message_faults(blocks) == []
    assert len(pictures_in({"blocks": blocks})) == (0 if "as_links" in how else len(images))


LONGEST = max(colour_names._NAMED, key=len)
LONG = Swatch(colour=colour_names._NAMED[LONGEST], share=0.1, name=LONGEST)


@pytest.mark.parametrize("texts", [ENGLISH, KOREAN], ids=["en", "ko"])
@pytest.mark.parametrize("how", [{}, {"cards": False}], ids=["cards", "text"])
@pytest.mark.parametrize(("asked", "painted"), [(10, 10), (3, 10), (10, 1)])
@pytest.mark.parametrize("prompt", ["a boat & ", "a boat & " * 55, "a boat, " * 170], ids=len)
def test_five_pictures_fit_with_all_that_is_said_of_their_colours(texts, how, asked, painted, prompt):
    job = job_of((LONG.colour,) * asked, count=5, prompt=prompt, original="배를 그려 줘 " * 50)
    images = records.images_of(job, job.work, (LONG,) * painted)
    blocks = message(job, images, texts, **how)
    assert message_faults(blocks) == []
    assert len(blocks) <= 50
    assert all(len(block.get("alt_text", "")) <= MAX_ALT for block in blocks)
    assert not blocks_too_long(blocks)
    assert fits(blocks)
    assert {f"palette.{index}" for index in range(5)} <= {block.get("block_id") for block in blocks}


def test_where_room_is_scarce_less_is_said_until_nothing_is():
    said: list[list[str]] = []
    for length in range(0, 6000, 50):
        prompt, original = "p" * max(1, min(length, 2900)), "o" * max(0, length - 2900) or None
        job = job_of(count=5, prompt=prompt, original=original)
        blocks = message(job, records.images_of(job, job.work, PAINTED))
        alts = [block["alt_text"] for block in blocks if block.get("block_id") == "palette.0"]
        assert fits(blocks) or not alts
        if not said or said[-1] != alts:
            said.append(alts)
    begin = "The colours asked for, and how they were painted: "
    named = (
        "deep blue #0b3954 became deep blue #0f3f5c, very close; pale blue #bfd7ea became silver #c4c8cc, close; "
        "coral #ff6663 became red #d33a30, far."
    )
    coded = "#0b3954 became #0f3f5c, very close; #bfd7ea became #c4c8cc, close; #ff6663 became #d33a30, far."
    assert said == [
        [f"{begin}{named} Also painted: charcoal #333a40."],
        [begin + named],
        [begin + coded],
        [f"{begin}1 very close, 1 close, 1 far."],
        [],
    ]


def test_every_name_of_a_colour_is_korean_in_korean():
    assert NAMES.keys() == colour_names._NAMED.keys()
    assert len(set(NAMES.values())) == len(NAMES)
    assert not any(letter.isascii() and letter.isalpha() for name in NAMES.values() for letter in name)
