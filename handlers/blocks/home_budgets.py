"""What may be spent, in the App Home: a bar for one's own day and, for admins, one for the workspace's month."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from handlers.blocks.budgets import moment, open_button
from handlers.blocks.elements import Block, actions, context, joined, section
from handlers.texts.budgets import BudgetTexts, usd
from services.budgets import Mine
from services.ledger import Count, Counter, Limits

_CELLS: Final = 20
_FULL, _EMPTY = "▰", "▱"


def bar(used: Decimal, limit: Decimal) -> str:
    """How much of `limit`, more than 0, is used. Only nothing leaves it empty, and only all of it fills it."""
    cells = int(_CELLS * used / limit)
    cells = min(max(cells, 1 if used > 0 else 0), _CELLS if used >= limit else _CELLS - 1)
    return _FULL * cells + _EMPTY * (_CELLS - cells)


def own(
    mine: Mine,
    limits: Limits,
    month: Counter,
    day_ends: datetime,
    month_ends: datetime,
    texts: BudgetTexts,
    *,
    exempt: bool = False,
) -> list[Block]:
    """One person's own budget.

    Parameters
    ----------
    month
        of the workspace: nobody paints when it is used up
    exempt
        they are never turned away
    """
    today = mine.today
    lines = [f"*{texts.your_budget}*"]
    aside = texts.set_aside(texts.pictures(today.reserved.images)) if today.reserved.images else ""
    if limits.daily_images:
        counted = texts.pictures_out_of(today.used_images, limits.daily_images)
        lines.append(f"{bar(Decimal(today.used_images), Decimal(limits.daily_images))}  {counted}")
        money = usd(today.used_usd) if today.used_usd else ""
        if details := joined([money, aside]):
            lines.append(details)
    else:
        lines.append(
            joined([texts.pictures(today.used_images), usd(today.used_usd), texts.no_daily_limit, aside])
        )
    lines.append(f"{texts.this_month}: {joined([texts.pictures(mine.month.images), usd(mine.month.usd)])}")
    hints = [texts.your_day(moment(day_ends))] if limits.daily_images else []
    if exempt:
        hints.append(texts.you_are_exempt)
    elif limits.monthly_usd and month.used_usd >= limits.monthly_usd:
        lines.append(f"💸 {texts.workspace_used_up(moment(month_ends))}")
    return [
        section("\n".join(lines), "home.budget"),
        *([context(*hints, block_id="home.budget.hint")] if hints else []),
    ]


def workspace(month: Counter, limits: Limits, month_ends: datetime, texts: BudgetTexts) -> list[Block]:
    """The workspace's month, for its admins."""
    lines = [f"*{texts.workspace} · {texts.month_name(month_ends.date() - timedelta(days=1))}*"]
    used = usd(month.used_usd)
    details = [texts.pictures(month.spent_images)]
    if month.reserved != Count():
        details.append(texts.set_aside(usd(month.reserved.usd)))
    if limits.monthly_usd:
        share = int(100 * month.used_usd / limits.monthly_usd)
        lines.append(
            f"{bar(month.used_usd, limits.monthly_usd)}  {texts.out_of(used, usd(limits.monthly_usd))} ({share} %)"
        )
        lines.append(joined(details))
    else:
        lines.append(joined([used, texts.no_monthly_limit, *details]))
    return [
        section("\n".join(lines), "home.workspace"),
        actions("home.workspace.actions", open_button(texts)),
        context(texts.month_renews(moment(month_ends)), block_id="home.workspace.hint"),
    ]
