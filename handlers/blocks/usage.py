"""The answer to `/imagine usage`: what one person used and, for admins, what the workspace did."""

import calendar
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from handlers.blocks.budgets import moment, open_button
from handlers.blocks.elements import (
    Block,
    actions,
    context,
    divider,
    escape,
    image,
    joined,
    mention,
    section,
    shortened,
)
from handlers.texts.budgets import BudgetTexts, usd
from services.budgets import Mine, Month
from services.ledger import Count, Limits
from services.usage_chart import Chart

_MOST_LINES: Final = 15
_LONGEST_NAME: Final = 60
"""Of a model, characters: longer ones would break its line."""

_FIGURE_SPACE: Final = "\u2007"
"""As wide as a digit, and never collapsed."""


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
