"""The gallery's views keep Slack's rules, whatever is in it, in both languages."""

import inspect
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks import gallery, gallery_filters, home, picture_page, sharing
from handlers.looking import MAX_STYLE, MAX_WORDS, Form, Looking
from handlers.texts import texts_in
from handlers.texts.gallery import EnglishGallery, KoreanGallery, gallery_texts
from sandbox.slack.blockkit.surfaces import message_faults, view_faults
from services.family import lineage
from services.jobs import Shared, now
from services.measuring import Swatch
from services.painting.interface import Task
from services.visibility import Viewer, place_for
from tests.galleries import picture

languages = st.sampled_from(["en", "ko"])
colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
words = st.text(max_size=3000)
few = st.text(max_size=200)


@st.composite
def images(draw):
    palette = draw(st.lists(colours, max_size=10))
    one = picture(
        audience=draw(st.sampled_from(["workspace", "conversation", "person"])),
        keywords=draw(few),
        style=draw(few),
        title=draw(few),
        tags=draw(st.lists(few, max_size=8)),
        alt=draw(words),
        prompt=draw(words),
        original=draw(st.none() | words),
        negative=draw(words),
        model_name=draw(few),
        task=draw(st.sampled_from(list(Task))),
        seed=draw(st.integers(0, 2**32)),
        guidance=draw(st.none() | st.floats(1.1, 10)),
        quality=draw(st.none() | few),
        palette=palette,
        painted_palette=draw(
            st.lists(st.builds(Swatch, colour=colours, share=st.floats(0, 1)), min_size=1, max_size=5)
        )
        if palette
        else (),
        references=draw(st.lists(st.just("references/a/0.png") | st.just("references/a/1.png"), max_size=5)),
        price_usd=draw(st.decimals(0, 10, places=4)),
        message_ts=draw(st.none() | st.just("17.1")),
    )
    extra = {"palette_key": draw(st.sampled_from(["", f"pictures/{one.job_id}/0/palette.png"]))}
    shared = Shared(id="s", channel="C9", audience="workspace", by="U2", at=now(), ts="18.1")
    extra["shared"] = draw(st.sampled_from([(), (shared,)]))
    return one.model_copy(update=extra)


def urls(*ones):
    return {
        key: f"https://d111111abcdef8.cloudfront.net/{key}"
        for one in ones
        for key in (one.s3_key, one.preview_key, one.thumb_key, one.palette_key, *one.references)
        if key
    }


lookings = st.builds(
    Looking,
    view=st.sampled_from(["visible", "mine", "workspace", "favourites", "conversation"]),
    words=st.text(max_size=MAX_WORDS),
    person=st.sampled_from(["", "U1"]),
    channel=st.sampled_from(["", "C1"]),
    model=st.sampled_from(["", "amazon.titan", "gone"]),
    style=st.text(max_size=MAX_STYLE),
    reference=st.sampled_from(["", "yes", "no"]),
    since=st.sampled_from(["", "2026-01-01"]),
    until=st.sampled_from(["", "2026-02-01"]),
    cursor=st.sampled_from(["", "c" * 200]),
    here=st.sampled_from(["", "C1", "D1"]),
    here_name=st.sampled_from(["", "directmessage"]),
)
pages = st.builds(
    gallery.Shown,
    images=st.lists(images(), max_size=3),
    next=st.none() | st.just("n"),
    previous=st.none() | st.just("p"),
)
MODELS = {"amazon.titan": "Titan <v2>"}


@given(lookings, pages, languages, st.booleans())
def test_pages(looking, shown, language, as_text):
    texts = gallery_texts(language)
    blocks = gallery.gallery(looking, shown, urls(*shown.images), texts, models=MODELS, as_text=as_text)
    assert view_faults(gallery.form(looking, blocks, texts)) == []
    assert view_faults(home.home([home.start("U1", texts_in(language)), blocks], looking.written())) == []
    assert view_faults(gallery.waiting_form(looking, texts)) == []


@given(lookings, languages)
def test_filters_come_back_as_they_were(looking, language):
    form = Form(looking, "V123", "picture.0", "V456")
    assert Form.of(form.written()) == form
    assert len(form.written()) <= 3000
    assert Looking.of(looking.written()) == looking
    view = gallery_filters.filters(
        looking, form.written(), MODELS, gallery_texts(language), texts_in(language)
    )
    assert view_faults(view) == []


def test_the_longest_filters_fit_into_what_a_view_keeps():
    # Every character escaped, as a newline would be.
    longest = Looking(
        words="\n" * MAX_WORDS,
        style='"' * MAX_STYLE,
        person="U" * 20,
        channel="C" * 20,
        model="m" * 300,
        since="2026-01-01",
        until="2026-01-01",
        cursor="c" * 400,
        here="C" * 20,
        here_name="n" * 80,
    )
    assert len(Form(longest, "V" * 20, "i" * 40, "V" * 20).written()) <= 3000


@given(
    st.lists(images(), min_size=1, max_size=3),
    languages,
    st.sampled_from(list(picture_page.Pictures)),
    st.booleans(),
)
def test_a_pictures_page(found, language, pictures, everything):
    one = found[0]
    texts, said = texts_in(language), gallery_texts(language)
    shown = picture_page.Page(
        image=one,
        favourite=everything,
        place=place_for(Viewer("T1", "U1"), one),
        link="https://slack.example/p1" if everything else "",
        shared=["<#C9>"] if one.shared else [],
        references=one.references,
        family=lineage(found),
        recipe="/imagine a boat" if everything else "",
        may=[picture_page.AGAIN, picture_page.VARY, picture_page.SHARE, picture_page.DELETE]
        if everything
        else [],
    )
    view = picture_page.page(
        shown,
        urls(*found),
        Form(image=one.id).written(),
        texts,
        said,
        notice="done" if everything else "",
        pictures=pictures,
    )
    assert view_faults(view) == []
    assert ("page.picture" in [block.get("block_id") for block in view["blocks"]]) is (
        pictures is not picture_page.Pictures.NONE
    )
    assert pictures is picture_page.Pictures.ALL or str(view).count("'image_url'") <= 1
    actions = [
        element["action_id"]
        for block in view["blocks"]
        for element in block.get("elements", [])
        if "action_id" in element
    ]
    assert (picture_page.DELETE in actions, picture_page.COPY in actions) == (everything, everything)
    assert picture_page.REFERENCE in actions


@given(words.filter(bool), languages)
def test_a_recipe_is_shown_as_it_is(line, language):
    view = picture_page.recipe(line, gallery_texts(language))
    assert view_faults(view) == []
    assert view["blocks"][1]["elements"][0]["elements"][0]["text"] == line


def test_a_prompt_of_any_length_is_there_in_full():
    prompt = " ".join(f"word{number}" for number in range(1200))
    shown = picture_page.Page(picture(prompt=prompt))
    view = picture_page.page(shown, urls(shown.image), "", texts_in("en"), gallery_texts("en"))
    said = "".join(
        block["text"]["text"].removeprefix("*Prompt*\n").removeprefix("> ")
        for block in view["blocks"]
        if block["type"] == "section" and "word" in block.get("text", {}).get("text", "")
    )
    assert said == prompt


@given(images(), st.text(max_size=500), languages, st.booleans())
def test_sharing(one, note, language, as_text):
    texts, said = texts_in(language), gallery_texts(language)
    view = sharing.form(one, Form(image=one.id).written(), said, texts)
    assert view_faults(view) == []
    asks = any(block.get("block_id") == sharing.SURE for block in view["blocks"])
    assert asks is (one.origin.audience != "workspace" and not one.shared)
    blocks = sharing.message(one, "U2", note, urls(one), texts, said, as_text=as_text)
    assert message_faults(blocks) == []
    assert "<@U2>" in str(blocks)
    assert "<@U1>" in str(blocks)


def test_the_home_takes_a_full_page_beside_all_else():
    ones = [picture() for _ in range(gallery.PAGE)]
    shown = gallery.Shown(ones, next="n", previous="p")
    looking = Looking(words="boat", cursor="c", person="U1")
    blocks = gallery.gallery(looking, shown, urls(*ones), gallery_texts("en"))
    # How to start, two budgets and warnings are some twenty.
    assert len(blocks) <= home.MAX_BLOCKS - 40


SAID = [name for name in vars(EnglishGallery) if not name.startswith("__")]


def test_both_languages_say_everything_and_take_the_same():
    assert sorted(SAID) == sorted(name for name in vars(KoreanGallery) if not name.startswith("__"))
    for name in SAID:
        english, korean = vars(EnglishGallery)[name], vars(KoreanGallery)[name]
        if inspect.isfunction(english):
            assert inspect.signature(english) == inspect.signature(korean), name
        elif isinstance(english, dict):
            assert english.keys() == korean.keys(), name
            assert not set(english.values()) & set(korean.values()), name
        else:
            assert english != korean, name


@pytest.mark.parametrize(
    ("looking", "shown", "says"),
    [
        (Looking(), gallery.Shown(), "nothing_yet"),
        (Looking(view="favourites"), gallery.Shown(), "no_favourites"),
        (Looking(words="boat"), gallery.Shown(), "nothing_found"),
        (Looking(since="2026-01-01"), gallery.Shown(), "nothing_found"),
        (Looking(words="boat"), gallery.Shown(next="n"), "further"),
    ],
)
def test_an_empty_page_says_what_to_do(looking, shown, says):
    blocks = gallery.gallery(looking, shown, {}, gallery_texts("en"))
    assert getattr(EnglishGallery, says) in json.dumps(blocks, ensure_ascii=False)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_of_a_search_says_nothing_is_told_where_nothing_is_found(language):
    texts = gallery_texts(language)
    said = json.dumps(
        gallery.gallery(Looking(words="the boat & of"), gallery.Shown(), {}, texts), ensure_ascii=False
    )
    assert texts.passed_over("the, &amp;, of") in said
    said = json.dumps(gallery.gallery(Looking(words="boat"), gallery.Shown(), {}, texts), ensure_ascii=False)
    assert texts.passed_over("")[:10] not in said


def test_days_are_whole_and_within():
    filters = Looking(since="2026-01-02", until="2026-01-03").filters
    assert (filters.since.date(), filters.until.date()) == (date(2026, 1, 2), date(2026, 1, 4))
    assert Looking.of('{"view": "everything", "since": "yesterday"}').filters.since is None
    assert Looking.of('{"view": "everything"}').view == "workspace"
    assert Looking(person="U", since="2026-01-02", until="2026-01-03").filtered == 2
