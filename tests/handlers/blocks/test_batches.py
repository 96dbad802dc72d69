"""What is said of several pictures of one job: which of a call each is, and who painted which at what price."""

from decimal import Decimal

import pytest

from handlers.blocks import history, picture_page, pictures, progress
from handlers.texts import texts_in
from handlers.texts.gallery import gallery_texts
from services.ask import PictureOptions
from services.family import Member
from services.jobs import Earlier, PaintWork, State
from services.painting.catalogue import painters
from services.painting.nova import MODEL_ID as NOVA
from services.painting.planning import planned
from services.painting.stability_services import CORE
from tests.galleries import picture
from tests.handlers.blocks.test_blocks import accepted_by_slack, urls
from tests.handlers.blocks.test_progress import job_of
from tests.journeys.person import said
from web.texts import words_in

PAINTERS = painters(None)
OPTIONS = PictureOptions(count=4, guidance=7.0, quality="premium")


def plan_of(model_id):
    return planned(PAINTERS[model_id], OPTIONS)


def painting(**fields):
    """A job that one model has begun, and another goes on with."""
    work = PaintWork(
        keywords="boat", prompt="a boat", options=OPTIONS, plan=plan_of(NOVA), token="t",
        instead_of="Stable Image Core",
    )  # fmt: skip
    begun = Earlier(prompt="a boat", plan=plan_of(CORE).model_copy(update={"count": 2}))
    return job_of(work, State.PAINTING, earlier=(begun,), **fields)


def image(index, **given):
    return picture(index=index, s3_key=f"o{index}", preview_key=f"p{index}", thumb_key=f"t{index}", **given)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_placeholder_says_whose_pictures_are_there_and_who_goes_on(language):
    blocks = progress.placeholder(painting(), texts_in(language))
    assert accepted_by_slack(blocks)
    told = said({"blocks": blocks})
    assert "Stable Image Core · 2 × $0.04 = $0.08" in told.replace("  ·  ", " · ")
    assert "2 × $0.06 = $0.12" in told.split("Nova Canvas", 1)[1]


@pytest.mark.parametrize(
    ("language", "rest", "all_of_it"),
    [
        (
            "en",
            "Stable Image Core can't be called any more, so Nova Canvas painted the rest.",
            "Stable Image Core can't be called any more, so Nova Canvas painted this.",
        ),
        (
            "ko",
            "Stable Image Core 모델을 더는 쓸 수 없어서 나머지는 Nova Canvas 모델이 그렸어요.",
            "Stable Image Core 모델을 더는 쓸 수 없어서 Nova Canvas 모델이 그렸어요.",
        ),
    ],
)
def test_the_result_says_who_painted_which(language, rest, all_of_it):
    texts, job = texts_in(language), painting()
    names = {CORE: "Stable Image Core", NOVA: "Nova Canvas"}
    images = [
        image(index, model_id=one, model_name=names[one], price_usd=Decimal(price))
        for index, (one, price) in enumerate([(CORE, "0.04"), (CORE, "0.04"), (NOVA, "0.08"), (NOVA, "0.08")])
    ]

    def told(job, images):
        blocks = pictures.pictures(job, job.work, images, urls(images), texts)
        assert accepted_by_slack(blocks)
        return said({"blocks": blocks})

    whole = told(job, images)
    assert rest in whole
    assert texts.note("guidance_ignored", "Stable Image Core") in whole, "it is true of two of them"
    assert (whole.count("$0.04"), whole.count("$0.08")) == (2, 2)
    # Where the other came to nothing, there is no word about it.
    less = told(job.model_copy(update={"withheld": 2}), images[:2])
    assert "Nova" not in less
    alone = told(job.model_copy(update={"earlier": ()}), images[2:])
    assert all_of_it in alone


@pytest.mark.parametrize(
    ("language", "second"), [("en", "seed 7, picture 2 of 4"), ("ko", "시드 7, 4장 중 2번째")]
)
def test_a_seed_says_which_picture_of_its_call_it_paints(language, second):
    texts = texts_in(language)
    later = image(1, seed=7, place=1, together=4)
    first = image(0, seed=7, place=0, together=4)
    shown = history.history([Member(later, 0)], later.id, urls([later]), texts)
    assert second in said({"blocks": shown["blocks"]})
    page = picture_page.page(
        picture_page.Page(later),
        urls([later]),
        "",
        texts,
        gallery_texts(language),
        pictures=picture_page.Pictures.NONE,
    )
    assert second.split(" ", 1)[1] in str(page["blocks"])
    job = painting()
    message = said({"blocks": pictures.pictures(job, job.work, [first, later], urls([first, later]), texts)})
    assert message.count(second) == 1
    assert message.count(f"{texts.seed} 7") == 2
    for words in (gallery_texts(language), words_in(language)):
        assert words.seed_of(7, 1, 4) == second.split(" ", 1)[1]
        assert words.seed_of(7, 0, 4) == "7"


@pytest.mark.parametrize(
    ("language", "held_back", "busy"),
    [
        ("en", "One picture was held back by the content filter", "so 2 pictures were not painted"),
        ("ko", "그림 1장은 콘텐츠 필터에", "그림 2장은 그리지 못했고"),
    ],
)
def test_what_is_missing_is_told_for_its_own_reason(language, held_back, busy):
    texts, job = texts_in(language), painting().model_copy(update={"earlier": ()})

    def told(**missing):
        shown = [image(0)]
        return said(
            {"blocks": pictures.pictures(job.model_copy(update=missing), job.work, shown, urls(shown), texts)}
        )

    both = told(withheld=3, busy=2)
    assert held_back in both
    assert busy in both
    assert held_back not in told(withheld=2, busy=2)
    assert busy not in told(withheld=1)
