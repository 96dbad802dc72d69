"""Budgets: the admins' form, and sentences about what is left."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from handlers.blocks.elements import (
    Block,
    button,
    context,
    mention,
    plain,
)
from handlers.texts.budgets import BudgetTexts, usd
from services.ledger import Limits, OverBudgetError

OPEN: Final = "budgets.open"
VIEW: Final = "modal.budgets"

DAILY, MONTHLY, CHANNEL, CHANNEL_USD, EXEMPT = "daily", "monthly", "channel", "channel_usd", "exempt"

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
