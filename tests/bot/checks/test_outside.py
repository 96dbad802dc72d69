"""What is found of the public address, and of the CDN's distribution."""

import ssl
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web
from botocore.exceptions import ClientError
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot.checks.outside import OutsideChecks
from bot.http import Readiness, http_app
from bot.settings import Settings
from sandbox.slack.testing import serving

MANY = {"slack_client_id": "1.2", "slack_client_secret": "secret", "imagine_token_key": "A" * 43 + "="}
ONE = {"slack_bot_token": "xoxb-1"}


def settings(url=None, cdn="https://pictures.example", **more):
    return Settings(
        **({"slack_signing_secret": "s" * 32} | more),
        aws_region="us-west-2",
        imagine_bucket="pictures",
        imagine_cdn_url=cdn,
        imagine_public_url=url,
    )


class CloudFront:
    """Knows one distribution, or refuses to say."""

    def __init__(self, code="", **changes):
        self.code = code
        self.told = {"DomainName": "d1.cloudfront.net", "DistributionConfig": {"Enabled": True}} | changes

    async def get_distribution(self, Id):  # noqa: N803
        if self.code or Id != "E1":
            raise ClientError({"Error": {"Code": self.code or "NoSuchDistribution"}}, "GetDistribution")
        return {"Distribution": self.told}


async def address(given):
    async with aiohttp.ClientSession() as http:
        return list(await OutsideChecks(given, http, CloudFront()).address())


async def distribution(cloudfront=None, **more):
    given = settings(**ONE, **more)
    async with aiohttp.ClientSession() as http:
        return list(await OutsideChecks(given, http, cloudfront or CloudFront()).distribution())


def answers(status, text="", **headers):
    async def answer(_):
        return web.Response(status=status, text=text, headers=headers)

    return answer


async def test_without_a_public_address_there_is_nothing_to_look_at():
    assert await address(settings(**ONE)) == []


async def test_the_bot_itself_is_known_by_its_health():
    app = http_app(Readiness({}), None)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        (found,) = await address(settings(f"http://127.0.0.1:{runner.addresses[0][1]}", **ONE))
    finally:
        await runner.cleanup()
    assert (found.verdict, found.told) == ("ok", "the bot answers at /healthz")


@pytest.mark.parametrize(
    ("more", "path", "status"),
    [
        (MANY, "/slack/install", 302),
        (ONE | {"slack_client_id": "1.2", "slack_client_secret": "secret"}, "/gallery", 200),
        (ONE, "/slack/events", 405),
    ],
)
async def test_where_health_is_hidden_it_is_known_by_what_else_it_answers(more, path, status):
    async with serving({"/healthz": answers(404), path: answers(status)}) as url:
        (found,) = await address(settings(url, **more))
    assert (found.verdict, found.told) == ("ok", f"the bot answers at {path}")


async def test_something_else_at_the_address_fails():
    async with serving({"/healthz": answers(200, "It works!"), "/slack/events": answers(200)}) as url:
        (found,) = await address(settings(url, **ONE))
    assert found.verdict == "failed"
    assert "something else" in found.told
    assert found.fix


async def test_a_load_balancer_with_nothing_behind_it_is_to_be_looked_at():
    async with serving({"/healthz": answers(503)}) as url:
        (found,) = await address(settings(url, **ONE))
    assert (found.verdict, "503" in found.told, bool(found.fix)) == ("warning", True, True)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "https://no-such-host.invalid"])
async def test_an_address_that_is_not_reached_is_to_be_looked_at(url):
    (found,) = await address(settings(url, **ONE))
    assert found.verdict == "warning"
    assert "can't reach it" in found.told


async def test_a_certificate_that_nobody_trusts_fails(tmp_path):
    app = http_app(Readiness({}), None)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self_signed(tmp_path / "own.pem")).start()
    try:
        (found,) = await address(settings(f"https://127.0.0.1:{runner.addresses[0][1]}", **ONE))
    finally:
        await runner.cleanup()
    assert found.verdict == "failed"
    assert "certificate" in found.told


def self_signed(path):
    """A server's TLS with a certificate that it made itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bot.example")])
    moment = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


@pytest.mark.parametrize(
    ("cloudfront", "more", "verdict", "word"),
    [
        (CloudFront(), {"cdn": "https://d1.cloudfront.net"}, "ok", "d1.cloudfront.net"),
        (
            CloudFront(DistributionConfig={"Enabled": True, "Aliases": {"Items": ["pictures.example"]}}),
            {},
            "ok",
            "pictures.example",
        ),
        (CloudFront(), {}, "warning", "not as pictures.example"),
        (CloudFront(DistributionConfig={"Enabled": False}), {}, "failed", "disabled"),
        (CloudFront("AccessDenied"), {}, "warning", "AccessDenied"),
        (CloudFront(), {"imagine_distribution": "E2"}, "failed", "NoSuchDistribution"),
    ],
)
async def test_the_distribution(cloudfront, more, verdict, word):
    (found,) = await distribution(cloudfront, **({"imagine_distribution": "E1"} | more))
    assert (found.verdict, bool(found.fix)) == (verdict, verdict != "ok")
    assert word in found.told


async def test_without_a_distribution_copies_of_deleted_pictures_stay():
    assert await distribution() == []
    (found,) = await distribution(cdn="https://d1.cloudfront.net")
    assert (found.verdict, "IMAGINE_DISTRIBUTION" in found.fix) == ("warning", True)
