"""Models described in a file: the documented example is read, and whatever is wrong is named with table and field."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import SecretStr

from services.ask import PictureOptions, Size
from services.painting import catalogue
from services.painting.catalogue import KNOWN
from services.painting.described import Described, ModelsFileError, TextDescription, one_server, read_models
from services.painting.interface import Price, Steering, Task
from services.painting.roster import Roster
from services.painting.stability_services import CORE, CREATIVE_UPSCALE, INPAINT
from services.painting.titan import MODEL_ID as TITAN

ROOT = Path(__file__).parent.parent.parent.parent
KEYS = {"FLUX_KEY": "sk-flux-secret", "OPENAI_API_KEY": "sk-other-secret"}
SERVER = """
[[server]]
id = "ours"
url = "https://images.example.com/v1"
model = "m"
name = "Ours"
price = 0.01
"""


@pytest.fixture
def read(tmp_path):
    def reading(text, environ=KEYS):
        path = tmp_path / "models.toml"
        path.write_text(text)
        return read_models(path, environ)

    return reading


@pytest.fixture
def faults(read):
    def told(text, environ=KEYS):
        with pytest.raises(ModelsFileError) as caught:
            read(text, environ)
        assert caught.value.__cause__ is None
        return str(caught.value)

    return told


@pytest.fixture
def example(read):
    page = (ROOT / "docs" / "models.md").read_text()
    (text,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    return read(text)


def test_calls_a_minute_are_those_of_the_file_or_unknown(read, faults):
    image = '[[image]]\nid = "amazon.nova-canvas-v1:0"\nrequests_per_minute = 90\n'
    known = read(SERVER + "requests_per_minute = 7.5\n" + image).capabilities
    assert [known[one].requests_per_minute for one in ("ours", "amazon.nova-canvas-v1:0", TITAN)] == [
        7.5,
        90,
        0,
    ]
    assert "requests_per_minute" in faults(SERVER + "requests_per_minute = 0\n")


def test_the_documented_example(example):
    assert [(made.model_id, like) for made, like in example.images] == [
        ("stability.stable-image-core-v1:2", CORE),
        (TITAN, TITAN),
    ]
    core, titan = (made for made, _ in example.images)
    assert (core.name, core.aliases, core.regions) == ("Stable Image Core 1.2", ("core12",), ("us-west-2",))
    assert core.prices == (Price(Decimal("0.05")),)
    assert core.end_of_life == date(2027, 5, 1)
    assert (core.tasks, core.ratios, core.family) == (KNOWN[CORE].tasks, KNOWN[CORE].ratios, "stability")
    assert titan.price("standard", 512 * 512) == Decimal("0.007")
    assert titan.price("premium", 1024 * 1024) == Decimal("0.011")
    assert (titan.aliases, titan.end_of_life) == (KNOWN[TITAN].aliases, KNOWN[TITAN].end_of_life)

    flux, gpt = example.servers
    assert (flux.url, flux.model, flux.qualities) == ("https://images.example.com/v1", "flux-dev", None)
    assert flux.key == SecretStr("sk-flux-secret")
    limits = flux.capabilities
    assert (limits.model_id, limits.family, limits.aliases) == ("our-flux", "server", ("flux",))
    assert limits.sizes[1] == Size(width=1344, height=768)
    assert (limits.images_per_call, limits.prompt_limit, limits.negative_limit) == (4, 4000, 4000)
    assert limits.tasks == {Task.TEXT_TO_IMAGE, Task.COLOURS}
    assert gpt.qualities == {"standard": "medium", "premium": "high"}
    assert {Task.RESTYLE, Task.OUTPAINT, Task.INPAINT} < gpt.capabilities.tasks
    assert gpt.capabilities.price("premium", 1024 * 1024) == Decimal("0.167")

    assert example.texts == (
        TextDescription(
            id="us.example.some-model-v1:0",
            name="Some Model",
            aliases=("us.example.some-model-v1:0",),
            takes_pictures=True,
            price_in=Decimal("0.30"),
            price_out=Decimal("2.50"),
        ),
    )


def test_every_field_of_a_server_is_explained():
    from services.painting.described_tables import ServerTable

    page = (ROOT / "docs" / "models.md").read_text()
    assert all(f"`{field}`" in page for field in ServerTable.model_fields)


def test_what_is_described_is_painted_with(example):
    made = catalogue.painters(None, example.images, example.servers, object())
    assert list(made) == list(example.capabilities)
    assert list(made)[: len(KNOWN)] == list(KNOWN)
    plans = {model_id: painter.capabilities.price() for model_id, painter in made.items()}
    assert plans["stability.stable-image-core-v1:2"] == Decimal("0.05")
    plan = made["stability.stable-image-core-v1:2"].plan(PictureOptions(), 1)
    assert (plan.model_id, plan.price_each) == ("stability.stable-image-core-v1:2", Decimal("0.05"))
    large = made[TITAN].plan(PictureOptions(size=Size(width=1024, height=1024)), 1)
    assert large.price_each == Decimal("0.009")


def test_no_file():
    assert read_models(None, {}) == Described()
    assert read_models(None, {}).capabilities == KNOWN


def test_an_empty_file(read):
    assert read("") == Described()


def test_a_server_without_a_file(read):
    server = one_server("http://127.0.0.1:8000/v1/", "org/FLUX.1-dev", SecretStr("sk-1"), Decimal("0.02"))
    assert (server.url, server.model, server.key) == (
        "http://127.0.0.1:8000/v1",
        "org/FLUX.1-dev",
        SecretStr("sk-1"),
    )
    assert server.capabilities.model_id == "org/FLUX.1-dev"
    assert server.capabilities.aliases == ("org-flux.1-dev",)
    assert server.capabilities.price() == Decimal("0.02")
    assert server.capabilities.sizes == ()
    assert read_models(None, {}, server).servers == (server,)


@pytest.mark.parametrize(
    ("url", "model", "said"),
    [
        ("nowhere", "m", "url: "),
        ("ftp://example.com", "m", "url: "),
        ("https://me:sk-word@example.com/v1", "m", "url: holds credentials"),
        ("https://example.com/v1", "", "model: "),
    ],
)
def test_a_server_without_a_file_that_is_none(url, model, said):
    with pytest.raises(ModelsFileError, match=said) as caught:
        one_server(url, model)
    assert "sk-word" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[image]]\nid = "new"', "[[image]] new: like: is missing"),
        (
            '[[image]]\nid = "new"\nlike = "other"',
            "[[image]] new: like: is no known model; these are: stability.",
        ),
        (f'[[image]]\nid = "{CORE}"\nlike = "{TITAN}"', f"[[image]] {CORE}: like: the model is known"),
        ('[[image]]\nname = "no id"', "[[image]] 1: id: is missing"),
        (f'[[image]]\nid = "{CORE}"\nprice = -1', "price: "),
        (f'[[image]]\nid = "{CORE}"\nprice = nan', "price: "),
        (f'[[image]]\nid = "{CORE}"\nprice = 1\nprices = [{{usd = 1}}]', "prices: there is a price already"),
        (f'[[image]]\nid = "{CORE}"\nprices = [{{usd = 1, quality = "fine"}}]', "prices.0.quality: "),
        (
            f'[[image]]\nid = "{CORE}"\nprices = [{{usd = 1, up_to = 9}}]',
            "prices: none is for a standard picture",
        ),
        (
            f'[[image]]\nid = "{CORE}"\nprices = [{{usd = 1, quality = "standard"}}]',
            "prices: none is for a premium picture",
        ),
        (f'[[image]]\nid = "{CORE}"\nregions = ["Oregon"]', "regions.0: is not written like that"),
        (f'[[image]]\nid = "{CORE}"\nend_of_life = "soon"', "end_of_life: "),
        (f'[[image]]\nid = "{CORE}"\naliases = ["Core 2"]', "aliases.0: is not written like that"),
        (f'[[image]]\nid = "{CORE}"\nsizes = ["1x1"]', "sizes: is not a field of this table"),
        (f'[[image]]\nid = "{CORE}"\naliases = ["titan"]', "titan: aliases: is the name of two models"),
        (f'[[image]]\nid = "{CORE}"\n[[image]]\nid = "{CORE}"', f"{CORE}: id: is described more than once"),
        (SERVER + SERVER, "ours: id: is described more than once"),
        (SERVER.replace('"ours"', f'"{CORE}"'), "id: is a known model's"),
        (SERVER.replace("price", "#"), "[[server]] ours: price: is missing"),
        (SERVER + 'sizes = ["wide"]', "sizes.0: is not written like that"),
        (SERVER + 'sizes = ["1024x99999"]', "sizes.0: has a side of more than 8192 pixels"),
        (SERVER + "images_per_call = 11", "images_per_call: "),
        (SERVER + "edits = true\nprompt_limit = 1000", "prompt_limit: is less than 1280"),
        (SERVER + 'quality = {standard = "low"}', "quality.premium: is missing"),
        (SERVER + 'key_env = "NO_SUCH_KEY"', "[[server]] ours: key_env: the environment has no NO_SUCH_KEY"),
        (SERVER + 'key_env = "sk-not-a-name"', "key_env: is not written like that"),
        (SERVER + 'key = "sk-not-here"', "key: a key has no place in this file"),
        (SERVER.replace("/v1", "/v1?key=sk-hidden"), "url: is only the beginning of an address"),
        (SERVER.replace("/v1", "/v1/images/generations"), "url: ends before /images/generations"),
        (SERVER.replace("https://", "https://me:sk-word@"), "url: holds credentials"),
        ('[[text]]\nid = "t"\nname = "T"\nprice_in = 1', "[[text]] t: price_out: is missing"),
        ('[[texts]]\nid = "t"', "texts: is nothing that can be described"),
        ("image = 3", "[[image]] 1: "),
        ("[[image]\n", "is not TOML"),
    ],
)
def test_faults_are_named(faults, text, said):
    told = faults(text)
    assert said in told
    assert "sk-" not in told


def test_every_fault_is_named_at_once(faults):
    told = faults(
        SERVER + 'key_env = "NOTHING"\nsizes = ["x"]\n[[image]]\nid = "new"\n[[text]]\nid = "t"', {}
    )
    for said in ("ours: key_env", "ours: sizes.0", "new: like", "t: name", "t: price_in", "t: price_out"):
        assert said in told
    assert "models.toml" in told.splitlines()[0]


@pytest.mark.parametrize("key", ["", "  ", "sk-two\nlines", "sk-kéy"])
def test_a_key_that_is_none_is_not_shown(faults, key):
    told = faults(SERVER + 'key_env = "FLUX_KEY"', {"FLUX_KEY": key})
    assert "FLUX_KEY" in told
    assert "sk-" not in told


def test_a_key_is_masked(example):
    for shown in (repr(example), str(example.servers)):
        assert not any(key in shown for key in KEYS.values())


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ModelsFileError, match="can't be read"):
        read_models(tmp_path / "none.toml", {})


def test_a_file_that_is_no_text(tmp_path):
    path = tmp_path / "models.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ModelsFileError, match="is not TOML"):
        read_models(path, {})


BY_SIZE = """
prices = [ { usd = 0.01, up_to = 500000 }, { usd = 0.05 } ]
"""


@pytest.mark.parametrize(
    ("model_id", "task", "side", "usd"),
    [
        (CORE, Task.TEXT_TO_IMAGE, 0, "0.05"),
        (INPAINT, Task.INPAINT_MASKED, 640, "0.01"),
        (INPAINT, Task.INPAINT_MASKED, 1024, "0.05"),
        (CREATIVE_UPSCALE, Task.UPSCALE_CREATIVE, 640, "0.05"),
    ],
)
def test_prices_by_size_are_those_of_the_picture(read, model_id, task, side, usd):
    described = read(f'[[image]]\nid = "{model_id}"\n{BY_SIZE}')
    painter = catalogue.painters(None, described.images)[model_id]
    plan = painter.plan(PictureOptions(), 1, task, Steering(width=side, height=side) if side else None)
    assert plan.price_each == Decimal(usd)


def test_what_is_described_like_another_does_not_take_its_name(read):
    described = read(f'[[image]]\nid = "stability.core-v2:0"\nlike = "{CORE}"\nprice = 0.9')
    roster = Roster(catalogue.painters(None, described.images))
    for name in (CORE, KNOWN[CORE].name):
        assert roster.choose(Task.TEXT_TO_IMAGE, name).capabilities.model_id == CORE
    assert roster.choose(Task.TEXT_TO_IMAGE, "stability.core-v2:0").capabilities.price() == Decimal("0.9")
