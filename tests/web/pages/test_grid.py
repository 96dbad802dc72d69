"""What an address of the gallery asks for, and that pages show words as words."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.galleries import picture
from web.pages.grid import Asked, Card, grid
from web.pages.layout import Frame
from web.pages.picture import Shown, picture_page
from web.texts import ENGLISH, KOREAN

WORDS = st.text(max_size=40).map(str.strip)
ASKED = st.builds(
    Asked,
    view=st.sampled_from(["workspace", "mine", "favourites"]),
    q=WORDS,
    person=WORDS,
    channel=WORDS,
    model=WORDS,
    style=WORDS,
    reference=st.sampled_from(["", "yes", "no"]),
    since=st.just("") | st.dates().map(str),
    until=st.just("") | st.dates().map(str),
)


def asked_by(address):
    return Asked.of(dict(parse_qsl(urlsplit(address).query)))


@given(ASKED)
def test_an_address_asks_for_what_it_was_made_from(asked):
    assert asked_by(asked.address()) == asked


@given(ASKED)
def test_another_filter_begins_on_the_first_page(asked):
    further = asked_by(asked.address(cursor="abc"))
    assert further.cursor == "abc"
    assert asked_by(further.address(view="mine")).cursor == ""


@given(st.dictionaries(st.sampled_from(sorted(Asked.__dataclass_fields__)), st.text(max_size=300)))
def test_whatever_stands_in_an_address_asks_for_something(query):
    asked = Asked.of(query)
    assert asked.view in {"workspace", "mine", "favourites"}
    assert asked.reference in {"", "yes", "no"}
    assert not asked.since or asked.filters.since


@pytest.mark.parametrize("words", [ENGLISH, KOREAN], ids=["English", "Korean"])
@given(
    evil=st.sampled_from(["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'&lt;", "</title>"])
)
def test_words_of_people_are_never_markup(words, evil):
    image = picture().model_copy(
        update={
            "title": evil,
            "prompt": evil,
            "keywords": evil,
            "style": evil,
            "negative": evil,
            "tags": (evil,),
        }
    )
    frame = Frame(words, "token", evil)
    asked = Asked(q=evil, style=evil, model=evil)
    pages = (
        grid(
            frame,
            asked,
            [Card(image, "https://cdn.example/a.jpg", "https://cdn.example/b.jpg")],
            evil,
            evil,
            models={evil: evil},
            names={},
        ),
        picture_page(
            frame, Shown(image, "https://cdn.example/a.jpg", recipe=evil, link="https://slack.example")
        ),
    )
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert evil not in page.replace("</title>", "", 1)


@pytest.mark.parametrize("words", [ENGLISH, KOREAN], ids=["English", "Korean"])
def test_a_page_without_pictures_says_why(words):
    frame = Frame(words, "token", "Alex")
    empty = grid(frame, Asked(), [], None, None, models={}, names={})
    assert words.nothing_yet in empty
    narrowed = grid(frame, Asked(q="fog"), [], None, None, models={}, names={})
    assert words.nothing_found in narrowed
    assert words.passed_over not in narrowed
    assert f"{words.passed_over} the, of" in grid(
        frame, Asked(q="the fog of"), [], None, None, models={}, names={}
    )
    assert f'lang="{words.language}"' in narrowed


@pytest.mark.parametrize(("words", "said"), [(ENGLISH, "7, picture 2 of 4"), (KOREAN, "7, 4장 중 2번째")])
def test_a_picture_that_was_not_the_first_of_its_call_says_which_it_is(words, said):
    shown = Shown(picture(seed=7, place=1, together=4), "https://cdn.example/a.jpg")
    assert said in picture_page(Frame(words, "token", "Alex"), shown)


def test_both_languages_say_everything():
    for name, value in vars(ENGLISH).items():
        other = getattr(KOREAN, name)
        assert bool(value) is bool(other)
        if name not in {"language", "keys"}:
            assert value != other, name
