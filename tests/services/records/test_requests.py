"""Requests change in parts."""

import asyncio

from services.ask import ReferenceOptions, Strength, Use
from tests.jobs import accepted


async def test_parts_of_a_request_are_changed_without_the_rest(records):
    request, _ = await accepted(records)
    await asyncio.gather(
        records.requests.update(request.id, **{"ask.reference.use": "layout", "ask.reference.where": ""}),
        records.requests.update(request.id, **{"ask.reference.strength": "strong"}),
    )
    now_there = await records.requests.get(request.id)
    assert now_there.ask.reference == ReferenceOptions(use=Use.LAYOUT, strength=Strength.STRONG)
    assert now_there.ask.text == request.ask.text
