"""What the App Home says of budgets: right, within Slack's limits, in both languages."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks import budgets, home, home_budgets
from handlers.texts.budgets import EnglishBudgets, KoreanBudgets, budget_texts
from sandbox.slack.blockkit.surfaces import view_faults
from services.budgets import Mine
from services.ledger import Count, Counter, Limits

DAY_ENDS = datetime(2026, 11, 27, tzinfo=UTC)
MONTH_ENDS = datetime(2026, 12, 1, tzinfo=UTC)
ENGLISH = budget_texts("en")
each_language = pytest.mark.parametrize(
    "texts", [EnglishBudgets(), KoreanBudgets()], ids=lambda texts: texts.language
)

TODAY = Counter(used_images=13, used_usd=Decimal("0.52"), spent_images=12, spent_usd=Decimal("0.48"))
MINE = Mine(today=TODAY, month=Count(images=40, usd=Decimal("1.60")))
MONTH = Counter(used_images=210, used_usd=Decimal("8.40"), spent_images=200, spent_usd=Decimal("8.00"))


def own(limits, month=MONTH, texts=ENGLISH, **how):
    return words(home_budgets.own(MINE, limits, month, DAY_ENDS, MONTH_ENDS, texts, **how))


def words(blocks):
    return "\n".join(
        part["text"]
        for block in blocks
        for part in [block.get("text"), *block.get("elements", ())]
        if part and isinstance(part.get("text"), str)
    )


amounts = st.decimals(0, 1000, places=2)


@given(amounts, st.decimals("0.01", 1000, places=2))
def test_a_bar_is_as_full_as_the_budget_is_used(used, limit):
    cells = home_budgets.bar(used, limit)
    full = cells.count("▰")
    assert cells == "▰" * full + "▱" * (20 - full)
    assert (full == 0) is (used == 0)
    assert (full == 20) is (used >= limit)
    assert used >= limit or used == 0 or abs(full - 20 * used / limit) <= 1


@each_language
def test_ones_own_day(texts):
    said = own(Limits(daily_images=50), texts=texts)
    assert f"▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱  {texts.pictures_out_of(13, 50)}" in said
    assert texts.set_aside(texts.pictures(1)) in said
    assert "$0.52" in said
    assert "$1.60" in said
    assert f"<!date^{int(DAY_ENDS.timestamp())}^" in said
    assert texts.you_are_exempt not in said


@each_language
def test_a_day_without_a_limit_has_no_bar(texts):
    said = own(Limits(), texts=texts)
    assert texts.no_daily_limit in said
    assert "▰" not in said
    assert "▱" not in said
    assert "<!date" not in said


@each_language
def test_that_the_workspace_has_nothing_left_concerns_everybody_who_is_not_exempt(texts):
    month_ends = budgets.moment(MONTH_ENDS)
    used_up = texts.workspace_used_up(month_ends)
    assert used_up in own(Limits(monthly_usd=Decimal("8.40")), texts=texts)
    assert used_up not in own(Limits(monthly_usd=Decimal("8.41")), texts=texts)
    assert used_up not in own(Limits(), texts=texts)
    exempt = own(Limits(monthly_usd=Decimal(8), admins_exempt=True), texts=texts, exempt=True)
    assert used_up not in exempt
    assert texts.you_are_exempt in exempt


@each_language
def test_the_workspaces_month(texts):
    blocks = home_budgets.workspace(MONTH, Limits(monthly_usd=Decimal(10)), MONTH_ENDS, texts)
    said = words(blocks)
    assert f"▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▱▱▱▱  {texts.out_of('$8.40', '$10.00')} (84 %)" in said
    assert texts.month_name(datetime(2026, 11, 1, tzinfo=UTC)) in said
    assert texts.pictures(200) in said
    assert texts.set_aside("$0.40") in said
    (button,) = [one for block in blocks for one in block.get("elements", ()) if one["type"] == "button"]
    assert button["action_id"] == budgets.OPEN
    without = words(home_budgets.workspace(Counter(), Limits(), MONTH_ENDS, texts))
    assert texts.no_monthly_limit in without
    assert "$0.00" in without
    assert "▱" not in without


limits = st.builds(
    Limits, daily_images=st.integers(0, 10**6), monthly_usd=amounts, admins_exempt=st.booleans()
)
counters = st.builds(
    Counter,
    used_images=st.integers(0, 10**6),
    used_usd=amounts,
    spent_images=st.just(0),
    spent_usd=st.just(0),
)


@given(limits, counters, counters, st.booleans(), st.sampled_from([EnglishBudgets(), KoreanBudgets()]))
def test_slack_takes_whatever_it_says(limits, today, month, exempt, texts):
    mine = Mine(today=today, month=month.reserved)
    own = home_budgets.own(mine, limits, month, DAY_ENDS, MONTH_ENDS, texts, exempt=exempt)
    view = home.home([own, [], home_budgets.workspace(month, limits, MONTH_ENDS, texts)])
    assert view_faults(view) == []
    assert [block["type"] for block in view["blocks"]].count("divider") == 1


def test_more_than_slack_takes_is_cut():
    view = home.home([home_budgets.workspace(MONTH, Limits(), MONTH_ENDS, ENGLISH)] * 40)
    assert len(view["blocks"]) == home.MAX_BLOCKS
