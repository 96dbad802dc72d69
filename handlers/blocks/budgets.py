"""Budgets and usage: the answer to `/imagine usage`, the admins' form, and sentences about what is left."""

import calendar
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from handlers.blocks.elements import (
    Block,
    actions,
    button,
    context,
    divider,
    escape,
    image,
    joined,
    mention,
    plain,
    section,
    shortened,
)
from handlers.texts.budgets import BudgetTexts, usd
from services.budgets import Mine, Month
from services.ledger import Count, Limits, OverBudgetError
from services.usage_chart import Chart

OPEN: Final = "budgets.open"
VIEW: Final = "modal.budgets"

DAILY, MONTHLY, CHANNEL, CHANNEL_USD, EXEMPT = "daily", "monthly", "channel", "channel_usd", "exempt"

_MOST_LINES: Final = 15
_LONGEST_NAME: Final = 60
"""Of a model, characters: longer ones would break its line."""

_FIGURE_SPACE: Final = "\u2007"
"""As wide as a digit, and never collapsed."""

_MOST_IMAGES: Final = 1_000_000
_MOST_USD: Final = 10_000_000


def open_button(texts: BudgetTexts) -> Block:
    """Opens the form, for admins."""
    return button(texts.change_budgets, OPEN, "budgets")


def moment(when: datetime) -> str:
    """A time as Slack shows it in the reader's zone."""
    fallback = f"{when.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(when.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def over_budget(error: OverBudgetError, reader: str, texts: BudgetTexts) -> str:
    """Which budget was in the way, what is left of it, when it renews, and who can raise it."""
    whose = "" if error.user == reader else mention(error.user)
    if error.scope == "person":
        amounts = [texts.pictures(int(error.limit)), texts.pictures(int(error.left))]
        asked = texts.pictures(error.asked.images)
    else:
        amounts, asked = [usd(error.limit), usd(error.left)], usd(error.asked.usd)
    left = amounts[1] if error.left else texts.nothing_left
    return texts.over_budget(error.scope, whose, amounts[0], left, asked, moment(error.renews_at))


def usage(mine: Mine, limits: Limits, day_ends: datetime, texts: BudgetTexts) -> list[Block]:
    """What one person used."""
    today = mine.today
    count = texts.pictures(today.used_images)
    if limits.daily_images:
        count = texts.pictures_out_of(today.used_images, limits.daily_images)
    pending = today.reserved
    day = joined([count, usd(today.used_usd), _pending(pending, texts)])
    month = joined([texts.pictures(mine.month.images), usd(mine.month.usd)])
    return [
        section(f"*{texts.yours}*\n{texts.today}: {day}\n{texts.this_month}: {month}", "usage.mine"),
        context(texts.your_day(moment(day_ends)), block_id="usage.day"),
    ]


def _pending(pending: Count, texts: BudgetTexts) -> str:
    return texts.set_aside(texts.pictures(pending.images)) if pending.images else ""


def workspace_usage(
    month: Month,
    limits: Limits,
    model_names: Mapping[str, str],
    chart_url: str | None,
    texts: BudgetTexts,
) -> list[Block]:
    """What the workspace used, for its admins.

    Parameters
    ----------
    model_names
        model's id → its name
    chart_url
        address of the drawn chart; None leaves it out
    """
    counter = month.workspace
    used = usd(counter.used_usd)
    if limits.monthly_usd:
        share = int(100 * counter.used_usd / limits.monthly_usd)
        used = f"{texts.out_of(used, usd(limits.monthly_usd))} ({share} %)"
    reserved = texts.set_aside(usd(counter.reserved.usd)) if counter.reserved.usd else ""
    head = joined([used, texts.pictures(counter.spent_images), reserved])
    title = f"{texts.workspace} · {texts.month_name(month.month)}"
    blocks = [divider(), section(f"*{title}*\n{head}", "usage.workspace")]
    if month.days:
        if chart_url is not None:
            has_line = chart_of(month, limits).shows_line
            blocks.append(image(chart_url, chart_alt(month, limits, texts)))
            blocks.append(context(texts.chart_line if has_line else texts.chart_no_line))
        names = {key: escape(shortened(model_names.get(key, key), _LONGEST_NAME)) for key in month.models}
        people = {person: mention(person) for person in month.people}
        blocks += [
            section(
                f"*{texts.by_person}*\n{_lines(month.people, people, texts, texts.other_people)}",
                "usage.people",
            ),
            section(
                f"*{texts.by_model}*\n{_lines(month.models, names, texts, texts.other_models)}",
                "usage.models",
            ),
            section(f"*{texts.by_day}*\n{_days(month)}", "usage.days"),
            *([] if chart_url is not None else [context(texts.in_utc)]),
        ]
    else:
        blocks.append(context(texts.nobody_yet))
    limited = [
        f"<#{channel}>  {texts.out_of(usd(counter.used_usd), usd(limits.of_channel(channel)))}"
        for channel, counter in sorted(month.channels.items())
        if limits.of_channel(channel)
    ]
    if limited:
        words = "\n".join(limited[:_MOST_LINES])
        blocks.append(section(f"*{texts.by_channel}*\n{words}", "usage.channels"))
    return [*blocks, actions("usage.actions", open_button(texts))]


def _lines(
    counts: Mapping[str, Count],
    names: Mapping[str, str],
    texts: BudgetTexts,
    others_say: Callable[[int, str], str],
) -> str:
    """A line for each, the dearest first; the figures stand below each other."""
    dearest = sorted(counts.items(), key=lambda item: (-item[1].usd, item[0]))
    shown, rest = dearest[:_MOST_LINES], dearest[_MOST_LINES:]
    lines = [
        f"`{figures}`  {names[key]}"
        for (key, _), figures in zip(shown, _figures(one for _, one in shown), strict=True)
    ]
    if rest:
        others = sum((one for _, one in rest), Count())
        what = joined([texts.pictures(others.images), usd(others.usd)])
        lines.append(others_say(len(rest), what))
    return "\n".join(lines)


def _days(month: Month) -> str:
    """A table of the days on which something was painted: day, pictures, US dollars."""
    days = sorted(month.days.items())
    rows = zip(days, _figures(one for _, one in days), strict=True)
    return "```" + "\n".join(f"{month.month:%m}-{day:02}  {figures}" for (day, _), figures in rows) + "```"


def _figures(counts: Iterable[Count]) -> list[str]:
    """Pictures and dollars of each, in two columns."""
    cells = [(f"{one.images:,}", usd(one.usd)) for one in counts]
    widths = [max((len(row[column]) for row in cells), default=0) for column in (0, 1)]
    return [
        "  ".join(cell.rjust(width, _FIGURE_SPACE) for cell, width in zip(row, widths, strict=True))
        for row in cells
    ]


def chart_of(month: Month, limits: Limits) -> Chart:
    """What the chart of a month shows."""
    days = calendar.monthrange(month.month.year, month.month.month)[1]
    return Chart(
        days=tuple(float(month.days.get(day, Count()).usd) for day in range(1, days + 1)),
        line=float(limits.monthly_usd) / days,
    )


def chart_alt(month: Month, limits: Limits, texts: BudgetTexts) -> str:
    day, most = max(month.days.items(), key=lambda item: item[1].usd, default=(0, Count()))
    total = sum((one.usd for one in month.days.values()), Decimal(0))
    chart = chart_of(month, limits)
    return texts.chart_alt(
        texts.month_name(month.month),
        usd(total),
        usd(most.usd),
        day,
        usd(Decimal(str(round(chart.line, 2)))) if chart.shows_line else "",
    )


def day_end(utc_offset: int) -> datetime:
    """The next midnight of somebody so many seconds east of UTC."""
    theirs = datetime.now(UTC) + timedelta(seconds=utc_offset)
    midnight = datetime.combine(theirs.date() + timedelta(days=1), datetime.min.time(), UTC)
    return midnight - timedelta(seconds=utc_offset)


def form(limits: Limits, texts: BudgetTexts, metadata: str) -> Block:
    """The admins' form."""
    exempt = {"text": plain(texts.admins_exempt), "value": EXEMPT}
    ticked = {"initial_options": [exempt]} if limits.admins_exempt else {}
    so_far = "\n".join(f"<#{channel}>  {usd(most)}" for channel, most in sorted(limits.channels.items())[:20])
    return {
        "type": "modal",
        "callback_id": VIEW,
        "private_metadata": metadata,
        "title": plain(texts.budgets),
        "submit": plain(texts.save),
        "close": plain(texts.cancel),
        "blocks": [
            _number(DAILY, texts.daily_images, str(limits.daily_images), texts.no_limit_hint, _MOST_IMAGES),
            _number(
                MONTHLY,
                texts.monthly_usd,
                f"{limits.monthly_usd:f}",
                texts.no_limit_hint,
                _MOST_USD,
                decimal=True,
            ),
            {
                "type": "input",
                "block_id": CHANNEL,
                "label": plain(texts.own_channel),
                "optional": True,
                "element": {
                    "type": "conversations_select",
                    "action_id": "input",
                    "filter": {"include": ["public", "private"], "exclude_bot_users": True},
                },
            },
            _number(CHANNEL_USD, texts.channel_usd, "", texts.channel_hint, _MOST_USD, decimal=True),
            *([context(f"{texts.channels_so_far}:\n{so_far}")] if so_far else []),
            {
                "type": "input",
                "block_id": EXEMPT,
                "label": plain(texts.admins),
                "optional": True,
                "element": {"type": "checkboxes", "action_id": "input", "options": [exempt], **ticked},
            },
        ],
    }


def _number(block_id: str, label: str, value: str, hint: str, most: int, *, decimal: bool = False) -> Block:
    element: Block = {
        "type": "number_input",
        "action_id": "input",
        "is_decimal_allowed": decimal,
        "min_value": "0",
        "max_value": str(most),
    }
    if value:
        element["initial_value"] = value
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "hint": plain(hint),
        "optional": block_id == CHANNEL_USD,
        "element": element,
    }


def entered(
    state: Mapping[str, Any], limits: Limits, texts: BudgetTexts
) -> tuple[Limits | None, dict[str, str]]:
    """The limits that a form says, and what is wrong with it: input's id → sentence."""
    wrong: dict[str, str] = {}
    numbers = {}
    for block_id in (DAILY, MONTHLY, CHANNEL_USD):
        text = str(state.get(block_id, {}).get("input", {}).get("value") or "").strip()
        number = _read(text, whole=block_id == DAILY)
        if number is None and (text or block_id != CHANNEL_USD):
            wrong[block_id] = texts.needs_number
        numbers[block_id] = number
    channel = state.get(CHANNEL, {}).get("input", {}).get("selected_conversation")
    if channel and numbers[CHANNEL_USD] is None and not wrong:
        wrong[CHANNEL_USD] = texts.needs_amount
    if wrong:
        return None, wrong
    channels = dict(limits.channels)
    own = numbers[CHANNEL_USD]
    if channel and own is not None:
        channels[channel] = own
        if not channels[channel] and not limits.channel_usd:
            del channels[channel]
    found = Limits(
        daily_images=int(numbers[DAILY] or 0),
        monthly_usd=numbers[MONTHLY] or Decimal(0),
        channel_usd=limits.channel_usd,
        channels=channels,
        admins_exempt=bool(state.get(EXEMPT, {}).get("input", {}).get("selected_options")),
    )
    return found, {}


def _read(text: str, *, whole: bool) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    most = _MOST_IMAGES if whole else _MOST_USD
    exponent = number.as_tuple().exponent
    fine = isinstance(exponent, int) and -exponent <= (0 if whole else 4)
    return number if fine and 0 <= number <= most else None
