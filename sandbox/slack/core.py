"""Everything one running workspace consists of; the Web API, the people and the control API share it."""

from collections.abc import Callable

import aiohttp

from sandbox.constants import SIGNING_SECRET
from sandbox.faults import FaultPlan
from sandbox.slack.api.limits import RateLimits
from sandbox.slack.delivery.courier import Courier
from sandbox.slack.delivery.http import HttpSender
from sandbox.slack.delivery.socket import SocketHub
from sandbox.slack.oauth.grants import Grants
from sandbox.slack.oauth.signing import Signer
from sandbox.slack.people.responses import Passes
from sandbox.slack.pictures import Pictures
from sandbox.slack.state.clock import Clock
from sandbox.slack.state.feed import Feed
from sandbox.slack.state.log import Log
from sandbox.slack.state.manifest import Manifest
from sandbox.slack.state.model import Json, Message
from sandbox.slack.state.seed import APP_ID
from sandbox.slack.state.workspace import Workspace
from sandbox.slack.trouble import own_troubles
from sandbox.trouble import Troubles


class Slack:
    """The parts of a workspace. `base_url` has no slash at its end and is known once the server listens.

    Parameters
    ----------
    installed
        whether the app is there from the start, with `BOT_TOKEN`; else somebody installs it by OAuth
    """

    def __init__(self, manifest: Manifest, session: aiohttp.ClientSession, *, installed: bool = True) -> None:
        self.manifest = manifest
        self._installed = installed
        self.base_url = ""
        self.faults = FaultPlan()
        self.clock = Clock()
        self.feed = Feed()
        self.log = Log(self.feed, self.clock)
        self.limits = RateLimits(self.clock)
        self.pictures = Pictures(session, self.clock, self.log, self.faults)
        self.passes = Passes(self.clock)
        self.workspace = self._fresh_workspace()
        self.grants = Grants(manifest, self.clock, installed=installed)
        self.signer = Signer()
        self.troubles = Troubles(lambda listing: self.feed.publish("trouble", listing))
        """Slack's own; whoever starts more than Slack includes what can go wrong there."""
        self.troubles.include(self.faults, own_troubles(self.faults, self.limits))
        self.processing_seconds = 0.0
        """How long an uploaded file is processed before it can be shown; Slack does it in the background."""
        self.courier = Courier(
            SocketHub(self.clock, self.log, APP_ID),
            HttpSender(session, self.clock, SIGNING_SECRET),
            self.clock,
            self.log,
            self.faults,
            lambda: self.grants.installed,
        )

    def _fresh_workspace(self) -> Workspace:
        workspace = Workspace(self.manifest, self.clock, self.feed)
        if not self._installed:
            workspace.bot_leaves()
        return workspace

    async def reset(self) -> None:
        """Back to a fresh workspace: no messages, faults, views or pending redeliveries; connections stay."""
        await self.courier.stop()
        self.faults.clear()
        self.limits.switch(on=False)
        self.troubles.tell()
        self.pictures.clear()
        self.processing_seconds = 0.0
        self.passes = Passes(self.clock)
        self.workspace = self._fresh_workspace()
        self.grants = Grants(self.manifest, self.clock, installed=self._installed)
        self.feed.publish("reset", {})

    def later(self, seconds: float, work: Callable[[], object]) -> None:
        """Do `work` now, or once the workspace's clock has moved by `seconds`."""
        if seconds > 0:
            self.clock.after(seconds, work)
        else:
            work()

    def team(self) -> Json:
        return {"id": self.workspace.team_id, "domain": self.workspace.team_domain}

    def permalink(self, message: Message) -> str:
        """A link a person can open; the page understands it."""
        path = f"{self.base_url}/archives/{message.channel}/p{message.ts.replace('.', '')}"
        return f"{path}?thread_ts={message.thread_ts}&cid={message.channel}" if message.thread_ts else path
