"""What is seen from outside: the address under which people and Slack reach the bot, and the distribution."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import aiohttp
from botocore.exceptions import BotoCoreError, ClientError

from bot.checks.aws import said
from bot.checks.interface import Finding, failed, ok, warning
from bot.installing import INSTALL_PATH
from bot.settings import Settings

if TYPE_CHECKING:
    from types_aiobotocore_cloudfront import CloudFrontClient

_SECONDS: Final = 10
_SERVER_ERRORS: Final = 500


class OutsideChecks:
    """Of what `settings` name."""

    def __init__(
        self, settings: Settings, http: aiohttp.ClientSession, cloudfront: "CloudFrontClient"
    ) -> None:
        self._settings = settings
        self._http = http
        self._cloudfront = cloudfront

    async def address(self) -> Sequence[Finding]:
        """Whether the bot answers under its public address. It need not run yet, and not every machine may reach
        it, so only an answer of something else fails.
        """
        url = self._settings.public_url
        if url is None:
            return []
        what = f"address {url}"
        fix = (
            "IMAGINE_PUBLIC_URL must lead to the bot's port (PORT), by HTTPS with a certificate for that name"
        )
        found: list[str] = []
        for path, signs in self._signs():
            try:
                async with self._http.get(
                    f"{url}{path}", allow_redirects=False, timeout=aiohttp.ClientTimeout(total=_SECONDS)
                ) as response:
                    body = await response.text(errors="replace")
            except aiohttp.ClientSSLError as error:
                return [failed(what, f"its certificate is not right: {error}", fix)]
            except (aiohttp.ClientError, TimeoutError) as error:
                why = str(error) or type(error).__name__
                return [warning(what, f"this machine can't reach it: {why}", f"look from elsewhere: {fix}")]
            if response.status >= _SERVER_ERRORS:
                told = f"{path} answers {response.status}: nothing runs behind it"
                return [warning(what, told, "start the bot, and check again")]
            if response.status in signs and ("alive" in body or path != _HEALTH):
                return [ok(what, f"the bot answers at {path}")]
            found.append(f"{path} answers {response.status}")
        return [failed(what, f"something else is there: {', '.join(found)}", fix)]

    def _signs(self) -> Sequence[tuple[str, Sequence[int]]]:
        """Paths, and with what the bot answers there; a load balancer may hide the first."""
        signs: list[tuple[str, Sequence[int]]] = [(_HEALTH, [HTTPStatus.OK])]
        if self._settings.many_workspaces:
            signs.append((INSTALL_PATH, [HTTPStatus.OK, HTTPStatus.FOUND]))
        if self._settings.web_gallery:
            signs.append(("/gallery", [HTTPStatus.OK]))
        if not self._settings.socket_mode:
            # It takes nothing but POST.
            signs.append(("/slack/events", [HTTPStatus.METHOD_NOT_ALLOWED]))
        return signs

    async def distribution(self) -> Sequence[Finding]:
        """Whether the distribution whose copies are taken back is there, and shows the pictures."""
        name = self._settings.imagine_distribution
        if not name:
            fix = "set IMAGINE_DISTRIBUTION: else copies of deleted pictures stay until they expire"
            return [warning("distribution", "none is named", fix)] if self._behind_cloudfront() else []
        what = f"distribution {name}"
        try:
            told: Any = (await self._cloudfront.get_distribution(Id=name))["Distribution"]
        except (BotoCoreError, ClientError) as error:
            if isinstance(error, ClientError) and "AccessDenied" in str(error.response.get("Error", {})):
                return [warning(what, said(error), "allow cloudfront:GetDistribution to whoever runs this")]
            return [failed(what, said(error), "copy the distribution's id into IMAGINE_DISTRIBUTION")]
        config = told["DistributionConfig"]
        if not config.get("Enabled", True):
            return [failed(what, "it is disabled", "enable it in CloudFront")]
        host = urlsplit(str(self._settings.imagine_cdn_url)).hostname
        names = {told["DomainName"], *config.get("Aliases", {}).get("Items", [])}
        if host not in names:
            fix = "see that IMAGINE_DISTRIBUTION is the one behind IMAGINE_CDN_URL"
            return [warning(what, f"it is known as {', '.join(sorted(names))}, not as {host}", fix)]
        return [ok(what, f"shows the pictures as {host}")]

    def _behind_cloudfront(self) -> bool:
        return (urlsplit(str(self._settings.imagine_cdn_url)).hostname or "").endswith(".cloudfront.net")


_HEALTH: Final = "/healthz"
