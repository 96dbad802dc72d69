"""Settings and the models file together: what is described is known, and may be preferred."""

from decimal import Decimal

import pytest

from bot.models import described_models
from bot.settings import SettingsError, read_settings
from services.ask import PictureOptions
from services.painting.catalogue import KNOWN, painters
from services.painting.planning import planned

FILE = """
[[server]]
id = "ours"
url = "https://images.example.com/v1"
model = "m"
name = "Ours"
price = 0.01
key_env = "OUR_KEY"
"""


@pytest.fixture
def models(tmp_path):
    path = tmp_path / "models.toml"
    path.write_text(FILE)

    def read(file=True, environ=None, **chosen):
        settings = read_settings(
            slack_bot_token="xoxb-1",
            slack_signing_secret="shhh",
            aws_region="us-west-2",
            imagine_bucket="pictures",
            imagine_cdn_url="https://cdn.example",
            **({"imagine_models_file": str(path)} if file else {}),
            **chosen,
        )
        return described_models(settings, {"OUR_KEY": "sk-secret"} if environ is None else environ)

    return read


SERVER = {"imagine_server_url": "http://127.0.0.1:8000/v1", "imagine_server_model": "flux"}


def test_nothing_described(models):
    described = models(file=False)
    assert described.capabilities == KNOWN


def test_a_file_and_a_server(models):
    described = models(**SERVER, imagine_server_key="sk-flux", imagine_server_price="0.03")
    assert [server.capabilities.model_id for server in described.servers] == ["ours", "flux"]
    assert [server.key.get_secret_value() for server in described.servers] == ["sk-secret", "sk-flux"]
    assert described.servers[1].capabilities.price() == Decimal("0.03")
    assert "sk-" not in repr(described)


def test_what_is_described_may_be_preferred(models):
    assert models(imagine_image_model="ours,auto")
    assert models(file=False, **SERVER, imagine_image_model="flux")


@pytest.mark.parametrize("preferred", ["theirs", "ours,theirs", ""])
def test_what_is_not_described_may_not(models, preferred):
    with pytest.raises(SettingsError, match=r"IMAGINE_IMAGE_MODEL: '(theirs)?' is no model.* ours, or auto"):
        models(imagine_image_model=preferred)


def test_faults_of_the_file_are_told(models):
    with pytest.raises(SettingsError, match="ours: key_env: the environment has no OUR_KEY"):
        models(environ={})


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"imagine_server_url": "http://127.0.0.1/v1"}, "IMAGINE_SERVER_MODEL: is missing"),
        ({"imagine_server_model": "m"}, "IMAGINE_SERVER_MODEL: is the model of a server"),
        (SERVER | {"imagine_server_price": "-1"}, "IMAGINE_SERVER_PRICE: "),
        (SERVER | {"imagine_server_url": "http://me:sk-word@host/v1"}, "url: holds credentials"),
    ],
)
def test_a_server_that_is_not_described_whole(models, chosen, said):
    with pytest.raises(SettingsError) as caught:
        models(file=False, **chosen)
    assert said in str(caught.value)
    assert "sk-word" not in str(caught.value)


def test_what_is_left_empty_is_not_set(models):
    empty = dict.fromkeys(
        ("imagine_server_url", "imagine_server_model", "imagine_server_key", "imagine_server_price"), ""
    )
    assert models(file=False, imagine_models_file="", **empty).servers == ()


def test_prices_of_the_settings_take_the_place_of_all_others(models):
    known = models(file=False).capabilities
    described = models(imagine_prices="Core = 0.03,, ours=$0.5, stability.stable-image-ultra-v1:1=0")
    found = described.capabilities
    assert found["stability.stable-image-core-v1:1"].price() == Decimal("0.03")
    assert found["stability.stable-image-ultra-v1:1"].price() == 0
    assert found["ours"].price() == Decimal("0.5")
    assert list(found)[: len(known)] == list(known)
    others = known.keys() - {"stability.stable-image-core-v1:1", "stability.stable-image-ultra-v1:1"}
    assert {one: found[one] for one in others} == {one: known[one] for one in others}
    # What is set aside, and in the end paid, is that.
    made = painters(None, described.images)
    assert planned(made["stability.stable-image-core-v1:1"], PictureOptions(count=2)).price_each == Decimal(
        "0.03"
    )
    assert made["stability.stable-image-core-v1:1"].capabilities.name == "Stable Image Core"


def test_a_price_goes_before_the_file_and_is_for_every_quality(models, tmp_path):
    path = tmp_path / "prices.toml"
    path.write_text('[[image]]\nid = "amazon.titan-image-generator-v2:0"\nprice = 0.5\n')
    chosen = {"file": False, "imagine_models_file": str(path)}
    (titan, _), *_ = models(**chosen).images
    assert titan.price() == Decimal("0.5")
    ((titan, like),) = models(**chosen, imagine_prices="titan=0.02").images
    assert (titan.model_id, like) == ("amazon.titan-image-generator-v2:0", titan.model_id)
    assert [one.usd for one in titan.prices] == [Decimal("0.02")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("core", "'core' is no price: write model=US dollars, such as core=0.04"),
        ("=0.04", "'=0.04' is no price"),
        ("ultr=0.04", "'ultr' is no model that paints; did you mean 'ultra'?"),
        ("zzzzzz=1", "'zzzzzz' is no model that paints; there are stability."),
        ("core=cheap", "'cheap' is no price of core: US dollars from 0 to 1000"),
        ("core=-1", "'-1' is no price of core"),
        ("core=", "'' is no price of core"),
        ("core=NaN", "'NaN' is no price of core"),
        ("core=1001", "'1001' is no price of core"),
        ("core=1,stability.stable-image-core-v1:1=2", "has more than one price"),
    ],
)
def test_what_is_no_price_is_said_with_all_else_that_is_none(models, written, said):
    with pytest.raises(SettingsError, match="IMAGINE_PRICES is not as it should be") as caught:
        models(file=False, imagine_prices=f"{written},nobody-at-all=1")
    assert said in str(caught.value)
    assert "'nobody-at-all' is no model" in str(caught.value)
