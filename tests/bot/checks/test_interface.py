"""A check that breaks does not keep the others from being made."""

from bot.checks.interface import findings_of, ok


async def test_a_check_that_breaks_is_a_finding():
    async def breaks():
        raise RuntimeError("the floor is wet")

    async def works():
        return [ok("roof", "tight")]

    found = [one async for one in findings_of([("floor", breaks), ("roof", works)])]
    assert [(one.what, one.verdict) for one in found] == [("floor", "failed"), ("roof", "ok")]
    assert "the floor is wet" in found[0].told
    assert found[0].fix
