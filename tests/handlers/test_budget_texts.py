"""What the bot says of budgets: the same things in every language, with the right figures, escaped where it must be."""

import inspect
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from handlers.blocks import budgets, usage
from handlers.blocks.elements import MAX_SECTION, fits, joined
from handlers.texts.budgets import EnglishBudgets, KoreanBudgets, budget_texts, usd
from services.budgets import Mine, Month
from services.ledger import Count, Counter, Limits, OverBudgetError
from tests.jobs import job_of, request_of

SAID = [name for name in vars(EnglishBudgets) if not name.startswith("__")]
LANGUAGES = [EnglishBudgets(), KoreanBudgets()]
each_language = pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)


def test_both_languages_say_everything_and_take_the_same():
    assert sorted(SAID) == sorted(name for name in vars(KoreanBudgets) if not name.startswith("__"))
    for name in SAID:
        english, korean = vars(EnglishBudgets)[name], vars(KoreanBudgets)[name]
        if inspect.isfunction(english):
            assert inspect.signature(english) == inspect.signature(korean), name
        else:
            assert english != korean, name


@pytest.mark.parametrize(
    ("amount", "written"),
    [("0", "$0.00"), ("0.01", "$0.01"), ("0.005", "$0.005"), ("1234.5", "$1,234.50"), ("0.140", "$0.14")],
)
def test_amounts(amount, written):
    assert usd(Decimal(amount)) == written


def over(scope, limit, left, asked):
    renews = datetime(2026, 12, 1, tzinfo=UTC)
    return OverBudgetError(scope, job_of(request_of()), Decimal(limit), Decimal(left), asked, renews)


@each_language
@pytest.mark.parametrize("scope", ["person", "channel", "workspace"])
def test_a_sentence_says_which_budget_what_is_left_when_it_renews_and_who_can_raise_it(texts, scope):
    error = over(scope, "9", "2", Count(images=3, usd=Decimal("4.5")))
    word = budgets.over_budget(error, "U1", texts)
    figures = [texts.pictures(n) for n in (9, 2, 3)] if scope == "person" else ["$9.00", "$2.00", "$4.50"]
    assert all(figure in word for figure in figures)
    assert f"<!date^{int(error.renews_at.timestamp())}^" in word
    assert "2026-12-01 00:00 UTC" in word
    assert "/imagine " in word
    assert "<@U1>" not in word
    others = budgets.over_budget(error, "U2", texts)
    assert ("<@U1>" in others) is (scope == "person")
    assert (
        len(
            {
                budgets.over_budget(over(one, "9", "2", error.asked), "U1", texts)
                for one in ("channel", "workspace")
            }
        )
        == 2
    )


@each_language
def test_nothing_left(texts):
    assert texts.nothing_left in budgets.over_budget(over("person", "9", "0", Count(images=1)), "U1", texts)


def month_of(people=2, models=2, days=(1, 26)):
    count = Count(images=3, usd=Decimal("0.12"))
    return Month(
        month=date(2026, 11, 1),
        workspace=Counter(used_images=7, used_usd=Decimal("0.28"), spent_images=6, spent_usd=Decimal("0.24")),
        people={f"U{n}": Count(images=n, usd=Decimal("0.04") * n) for n in range(1, people + 1)},
        models={f"maker.<model>-{n}": count for n in range(models)},
        days=dict.fromkeys(days, count),
        channels={"C1": Counter(used_usd=Decimal("0.04")), "C2": Counter(used_usd=Decimal("0.20"))},
    )


def words(blocks):
    return "\n".join(
        part["text"]
        for block in blocks
        for part in [block.get("text"), *block.get("elements", ())]
        if part and isinstance(part.get("text"), str)
    )


@each_language
def test_usage_of_one_person(texts):
    today = Counter(used_images=3, used_usd=Decimal("0.12"), spent_images=2, spent_usd=Decimal("0.08"))
    mine = Mine(today=today, month=Count(images=1200, usd=Decimal(48)))
    word = words(usage.usage(mine, Limits(daily_images=50), datetime(2026, 11, 27, tzinfo=UTC), texts))
    for part in (
        texts.pictures_out_of(3, 50),
        texts.set_aside(texts.pictures(1)),
        texts.pictures(1200),
        "$48.00",
        "$0.12",
    ):
        assert part in word
    without = words(usage.usage(mine, Limits(), datetime(2026, 11, 27, tzinfo=UTC), texts))
    assert "50" not in without


@each_language
def test_usage_of_a_workspace(texts):
    limits = Limits(monthly_usd=Decimal(2), channels={"C2": Decimal("1.5")})
    names = {"maker.<model>-0": "A & B"}
    blocks = usage.workspace_usage(month_of(), limits, names, "https://cdn/charts/x/chart.png", texts)
    word = words(blocks)
    assert f"{texts.out_of('$0.28', '$2.00')} (14 %)" in word
    assert texts.set_aside("$0.04") in word
    # The dearest first, figures below each other.
    assert word.index("<@U2>") < word.index("<@U1>")
    assert "A &amp; B" in word
    assert "maker.&lt;model&gt;-1" in word
    assert "11-01  3  $0.12\n11-26  3  $0.12" in word
    assert f"<#C2>  {texts.out_of('$0.20', '$1.50')}" in word
    assert "<#C1>" not in word
    (chart,) = [block for block in blocks if block["type"] == "image"]
    assert "$0.24" in chart["alt_text"]
    assert "2026" in chart["alt_text"]
    assert blocks[-1]["elements"][0]["action_id"] == budgets.OPEN


@each_language
def test_usage_of_a_large_workspace_is_within_slacks_limits(texts):
    month = month_of(people=3000, models=60, days=range(1, 31))
    limits = Limits(monthly_usd=Decimal(100), channel_usd=Decimal(1))
    blocks = usage.workspace_usage(month, limits, {}, "https://cdn/x.png", texts)
    assert fits(blocks)
    assert all(len(block["text"]["text"]) < MAX_SECTION for block in blocks if block["type"] == "section")
    rest = sum(range(1, 3000 - 15 + 1))
    assert texts.other_people(2985, joined([texts.pictures(rest), usd(Decimal("0.04") * rest)])) in words(
        blocks
    )
    assert texts.other_models(45, joined([texts.pictures(3 * 45), "$5.40"])) in words(blocks)


@each_language
def test_one_person_alone_has_no_others(texts):
    blocks = usage.workspace_usage(month_of(people=1, models=1, days=(3,)), Limits(), {}, None, texts)
    said = words(blocks)
    assert said.count("<@U1>") == 1
    assert texts.other_people(0, "")[:6] not in said
    assert texts.in_utc in said


@each_language
def test_a_name_without_an_end_is_cut(texts):
    names = {"maker.<model>-0": "Our very own " * 20}
    said = words(usage.workspace_usage(month_of(models=1), Limits(), names, None, texts))
    (line,) = (line for line in said.splitlines() if "Our very own" in line)
    assert line.endswith("…")
    assert len(line) < 100


@each_language
def test_a_month_without_pictures(texts):
    blocks = usage.workspace_usage(Month(month=date(2026, 2, 1)), Limits(), {}, None, texts)
    assert texts.nobody_yet in words(blocks)
    assert not [block for block in blocks if block["type"] == "image"]


def test_days_are_counted_in_english():
    alts = {
        day: EnglishBudgets().chart_alt("May 2026", "$9", "$3", day, "")
        for day in (1, 2, 3, 4, 11, 12, 13, 21)
    }
    assert [alt.split(" on the ")[1].split(":")[0] for alt in alts.values()] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
    ]


# The form.


def state(*, where="", ticked=False, **values):
    """What Slack sends of a form."""
    return {
        **{name: {"input": {"type": "number_input", "value": value}} for name, value in values.items()},
        "channel": {"input": {"type": "conversations_select", "selected_conversation": where or None}},
        "exempt": {
            "input": {"type": "checkboxes", "selected_options": [{"value": "exempt"}] if ticked else []}
        },
    }


def test_what_was_set_is_what_the_form_shows():
    before = Limits(daily_images=3, channel_usd=Decimal(7), channels={"C1": Decimal(1)})
    entered, wrong = budgets.entered(
        state(daily="20", monthly="5.50", channel_usd="2.25", where="C2", ticked=True),
        before,
        budget_texts("en"),
    )
    assert wrong == {}
    assert entered == Limits(
        daily_images=20,
        monthly_usd=Decimal("5.50"),
        channel_usd=Decimal(7),
        channels={"C1": Decimal(1), "C2": Decimal("2.25")},
        admins_exempt=True,
    )
    form = budgets.form(entered, budget_texts("en"), "{}")
    values = {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}
    assert (values["daily"]["initial_value"], values["monthly"]["initial_value"]) == ("20", "5.50")
    assert values["exempt"]["initial_options"]
    assert "<#C2>  $2.25" in words(form["blocks"])


def test_nought_takes_a_channels_budget_away():
    before = Limits(channels={"C1": Decimal(1)})
    entered, _ = budgets.entered(
        state(daily="0", monthly="0", channel_usd="0", where="C1"), before, budget_texts("en")
    )
    assert entered is not None
    assert entered.of_channel("C1") == 0
    # Where every channel has one, it is this one's exemption.
    before = Limits(channel_usd=Decimal(5), channels={"C1": Decimal(1)})
    entered, _ = budgets.entered(
        state(daily="0", monthly="0", channel_usd="0", where="C1"), before, budget_texts("en")
    )
    assert entered is not None
    assert [int(entered.of_channel(channel)) for channel in ("C1", "C2")] == [0, 5]


@each_language
@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"daily": "-1"}, "daily"),
        ({"daily": "1.5"}, "daily"),
        ({"daily": ""}, "daily"),
        ({"daily": "NaN"}, "daily"),
        ({"monthly": "ten"}, "monthly"),
        ({"monthly": "Infinity"}, "monthly"),
        ({"monthly": "1e99"}, "monthly"),
        ({"monthly": "0.00001"}, "monthly"),
        ({"channel_usd": "-2"}, "channel_usd"),
        ({"where": "C1"}, "channel_usd"),
    ],
)
def test_what_is_no_budget_is_said_at_its_input(texts, values, where):
    entered, wrong = budgets.entered(state(**{"daily": "1", "monthly": "1", **values}), Limits(), texts)
    assert entered is None
    assert list(wrong) == [where]
    assert wrong[where] in {texts.needs_number, texts.needs_amount}
