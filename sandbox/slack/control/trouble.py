"""Control routes for trouble in plain words: what can be switched here, Slack's own and what is around it."""

from aiohttp import web

from sandbox.slack.control import requests as r
from sandbox.slack.control.web import answering, parsed
from sandbox.slack.core import Slack
from sandbox.slack.people.refusal import RefusalError
from sandbox.slack.state.model import Json
from sandbox.trouble import AmountError, ChoiceError, UnknownTroubleError


def add_trouble_routes(app: web.Application, slack: Slack) -> None:
    async def listed(_: web.Request) -> Json:
        return {"ok": True, "seq": slack.feed.seq, **slack.troubles.listing()}

    async def switched(request: web.Request) -> Json:
        body = await parsed(request, r.SwitchTrouble)
        try:
            await slack.troubles.switch(body.name, on=body.on, amount=body.amount, choice=body.choice)
        except UnknownTroubleError as error:
            raise RefusalError("unknown_trouble", f"there is no trouble {body.name} here") from error
        except (AmountError, ChoiceError) as error:
            raise RefusalError("bad_request", str(error)) from error
        return await listed(request)

    async def ended(request: web.Request) -> Json:
        await slack.troubles.end()
        return await listed(request)

    app.router.add_get("/_sandbox/trouble", answering(listed))
    app.router.add_post("/_sandbox/trouble", answering(switched))
    app.router.add_delete("/_sandbox/trouble", answering(ended))
