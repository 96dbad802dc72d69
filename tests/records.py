"""Requests, jobs and images for tests, whatever people and models may have put into them."""

from decimal import Decimal

from hypothesis import strategies as st

from services.ask import MAX_SEED, Ask, PictureOptions, Ratio
from services.jobs import (
    Image,
    Job,
    Origin,
    PaintWork,
    Request,
    Round,
    ShortenWork,
    State,
    SuggestWork,
    key_of,
    now,
)
from services.measuring import Swatch
from services.painting.interface import Steering, Task
from services.painting.stability import CAPABILITIES as STABILITY
from services.painting.stability import Stability
from services.painting.titan import Titan
from services.prompting.writer import Idea

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
words = st.text(min_size=1, max_size=80).map(str.strip).filter(bool)

seeds = st.integers(1, MAX_SEED)
prompts = st.text(min_size=1, max_size=512)

picture_options = st.builds(
    PictureOptions,
    count=st.integers(1, 5),
    ratio=st.none() | st.builds(Ratio, width=st.integers(1, 100), height=st.integers(1, 100)),
    seed=st.none() | st.integers(0, MAX_SEED),
    guidance=st.none() | st.floats(1.1, 10, allow_nan=False),
    quality=st.sampled_from(["standard", "premium"]),
    negative=st.text(max_size=512),
    palette=st.lists(colours, max_size=10).map(tuple),
)
asks = st.builds(
    Ask,
    text=st.text(min_size=1, max_size=2000),
    style=st.text(max_size=200),
    raw=st.booleans(),
    creativity=st.none() | st.floats(0, 1),
    private=st.booleans(),
    model=st.sampled_from(["", "core", "ultra", "titan"]),
    picture=picture_options,
)
origins = st.builds(
    Origin,
    team=st.just("T0HARBOUR"),
    user=st.just("U0ALEX"),
    channel=st.just("C0DESIGN"),
    thread_ts=st.just("1700000000.000100"),
    audience=st.sampled_from(["workspace", "conversation", "person"]),
    language=st.sampled_from(["en", "ko"]),
)
ideas = st.builds(Idea, title=st.text(min_size=1, max_size=60), prompt=st.text(min_size=1, max_size=900))
rounds = st.builds(
    Round, first_number=st.integers(1, 30), ideas=st.lists(ideas, min_size=3, max_size=3).map(tuple)
) | st.builds(Round, first_number=st.just(1), ideas=st.tuples(ideas))
requests = st.builds(
    Request,
    id=words.map(key_of),
    origin=origins,
    ask=asks,
    card_ts=st.just("1700000000.000100"),
    painted=st.integers(0, 50),
    created_at=st.builds(now),
)


@st.composite
def paint_works(draw, titan=None):
    options = draw(picture_options)
    wants_titan = draw(st.booleans()) if titan is None else titan
    painter = (
        Titan(None) if wants_titan else Stability(None, STABILITY[draw(st.sampled_from(sorted(STABILITY)))])
    )
    limit = painter.capabilities.prompt_limit or 2000
    task = draw(st.sampled_from(sorted(painter.capabilities.tasks)))
    steering = Steering(width=1200, height=800, where="the sky", colours=("#0b3954", "#bfd7ea"))
    return PaintWork(
        keywords="lighthouse, storm",
        prompt=draw(st.text(min_size=1, max_size=min(limit, 2000))),
        original=draw(st.none() | st.text(min_size=1, max_size=2000)),
        title=draw(st.text(max_size=60)),
        number=draw(st.none() | st.integers(1, 30)),
        options=options,
        plan=painter.plan(options, 7, Task(task), steering),
        token="t0ken",
    )


@st.composite
def jobs(draw, work=None):
    work = (
        work
        if work is not None
        else st.builds(SuggestWork, round=st.integers(1, 9)) | st.just(ShortenWork()) | paint_works()
    )
    return Job(
        id=draw(words.map(key_of)),
        request_id="r" * 30,
        origin=draw(origins),
        work=draw(work),
        state=draw(st.sampled_from(State)),
        placeholder_ts="1700000000.000200",
        failure=draw(st.none() | st.sampled_from(["model_busy", "prompt_refused", "not_in_channel", "new"])),
        accepted_at=now(),
    )


swatches = st.lists(
    st.builds(
        Swatch,
        colour=colours,
        share=st.floats(0.01, 1).map(lambda share: round(share, 4)),
        name=st.just("grey"),
    ),
    min_size=1,
    max_size=10,
).map(tuple)


def images_of(job, work, painted=()):
    """An image for each picture the job was to paint, with the palette `painted` where that was measured."""
    return [
        Image(
            job_id=job.id,
            index=index,
            request_id=job.request_id,
            origin=job.origin,
            message_ts=job.placeholder_ts,
            keywords="lighthouse, storm",
            style="watercolour",
            title=work.title,
            prompt=work.prompt,
            original=work.original,
            model_id=work.plan.model_id,
            task=work.plan.task,
            width=1024,
            height=1024,
            seed=work.plan.seed,
            guidance=work.plan.guidance,
            palette=work.plan.palette,
            painted_palette=painted,
            palette_key=f"pictures/{work.token}/{index}/palette.png" if painted else "",
            price_usd=Decimal("0.01"),
            s3_key=f"pictures/{work.token}/{index}/original.png",
            preview_key=f"pictures/{work.token}/{index}/preview.jpg",
            thumb_key=f"pictures/{work.token}/{index}/thumb.jpg",
            seconds=6.25,
            created_at=now(),
        )
        for index in range(work.plan.count)
    ]


def image_of_origin(**origin):
    """An image that came of a request in such a place."""
    return Image(
        job_id="j" * 30,
        index=0,
        request_id="r" * 30,
        origin=Origin(**origin),
        keywords="boat",
        style="",
        prompt="a boat",
        model_id="amazon.titan-image-generator-v2:0",
        task=Task.TEXT_TO_IMAGE,
        width=1024,
        height=1024,
        seed=7,
        price_usd=Decimal("0.01"),
        s3_key="pictures/t0ken/0/original.png",
        preview_key="pictures/t0ken/0/preview.jpg",
        thumb_key="pictures/t0ken/0/thumb.jpg",
        created_at=now(),
    )
