"""What the bot says about budgets and usage, in every language it speaks. A test holds the languages together.

Arguments that go into mrkdwn are escaped by the caller; times are Slack's own notation, shown in the reader's zone.
"""

import calendar
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from services.jobs import Language
from services.ledger import Scope


def usd(amount: Decimal) -> str:
    """An amount to the cent; below a cent to what it is."""
    cents = amount.quantize(Decimal("0.01"))
    return f"${cents:,.2f}" if cents == amount or amount >= 1 else f"${amount.normalize():f}"


class EnglishBudgets:
    """British English."""

    language: Language = "en"

    def pictures(self, count: int) -> str:
        return "1 picture" if count == 1 else f"{count:,} pictures"

    # A request that a budget does not allow.
    def over_budget(self, scope: Scope, whose: str, limit: str, left: str, asked: str, when: str) -> str:
        """`whose` is a mention, empty for the reader's own."""
        budget = {
            "person": f"{whose + ' has' if whose else 'you have'} a budget of {limit} a day",
            "channel": f"this channel has a budget of {limit} a month",
            "workspace": f"the workspace has a budget of {limit} a month",
        }[scope]
        return (
            f"Nothing was started and nothing was charged: {budget}, {left} of it is left, and this takes {asked}. "
            f"It begins anew {when}. An admin of the workspace can raise it with `/imagine budget`."
        )

    nothing_left = "nothing"

    # What admins are told.
    def nearly_used(self, used: str, limit: str, when: str) -> str:
        return (
            f"💸 80 % of this month's budget for pictures is used: {used} of {limit}. When it is used up, nothing "
            f"more is painted until it begins anew {when}."
        )

    def used_up(self, used: str, limit: str, when: str) -> str:
        return (
            f"💸 This month's budget for pictures is used up: {used} of {limit}. Requests are turned away until it "
            f"begins anew {when}, or until it is raised."
        )

    # Usage.
    usage = "Usage"
    yours = "Your pictures"
    workspace = "The workspace"
    today = "Today"
    this_month = "This month"
    by_person = "By person: pictures, US dollars"
    by_model = "By model: pictures, US dollars"
    by_day = "By day: pictures, US dollars"
    by_channel = "Channels with a budget"
    nobody_yet = "Nothing was painted this month."

    def out_of(self, used: str, limit: str) -> str:
        return f"{used} of {limit}"

    def pictures_out_of(self, used: int, limit: int) -> str:
        return f"{used:,} of {self.pictures(limit)}"

    def set_aside(self, what: str) -> str:
        return f"{what} set aside for what is being painted"

    def other_people(self, count: int, what: str) -> str:
        return f"and {count:,} more {'person' if count == 1 else 'people'}: {what}"

    def other_models(self, count: int, what: str) -> str:
        return f"and {count:,} more {'model' if count == 1 else 'models'}: {what}"

    def your_day(self, when: str) -> str:
        return f"Your day begins anew {when}. What was paid for counts; what failed or was withheld does not."

    def month_name(self, month: date) -> str:
        return f"{calendar.month_name[month.month]} {month.year}"

    def chart_alt(self, month: str, total: str, most: str, day: int, line: str) -> str:
        words = f"A bar for each day of {month}, {total} together"
        if day:
            words += f", most on the {day}{_ordinal(day)}: {most}"
        return words + (f". A line at {line} a day, the budget spread evenly." if line else ".")

    chart_line = "US dollars a day; the line is the budget, spread evenly. Days and months are UTC's."
    chart_no_line = "US dollars a day. Days and months are UTC's."
    in_utc = "Days and months are UTC's."

    # The App Home.
    your_budget = "Your budget today"
    no_daily_limit = "no limit a day"
    no_monthly_limit = "no budget is set"
    you_are_exempt = "As an admin you are never turned away."
    budget_unknown = "What you used can't be shown just now."

    def workspace_used_up(self, when: str) -> str:
        return (
            "The workspace's budget for this month is used up: nothing more is painted until it begins anew "
            f"{when}, or until an admin raises it."
        )

    def month_renews(self, when: str) -> str:
        return (
            f"Only admins see this. The month begins anew {when}. By person, model and day: `/imagine usage`."
        )

    # The form.
    budgets = "Budgets"
    change_budgets = "Change budgets"
    save = "Save"
    cancel = "Cancel"
    daily_images = "Pictures of one person a day"
    monthly_usd = "US dollars of the workspace a month"
    own_channel = "A channel with a budget of its own"
    channel_usd = "US dollars of that channel a month"
    no_limit_hint = "0 is no limit."
    channel_hint = "0 takes its budget away."
    admins = "Admins"
    admins_exempt = "Their requests are never turned away (they are counted)"
    only_admins = "Budgets are set by admins of the workspace. What you used: `/imagine usage`."
    needs_number = "A number from 0 up, please."
    needs_amount = "Say how many US dollars that channel may spend."
    saved = "The budgets are saved."
    channels_so_far = "So far"


def _ordinal(day: int) -> str:
    return "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


class KoreanBudgets(EnglishBudgets):
    """Polite Korean."""

    language: Language = "ko"

    def pictures(self, count: int) -> str:
        return f"{count:,}장"

    def over_budget(self, scope: Scope, whose: str, limit: str, left: str, asked: str, when: str) -> str:
        budget = {
            "person": f"{whose + ' 님의 ' if whose else ''}하루 예산",
            "channel": "이 채널의 한 달 예산",
            "workspace": "워크스페이스의 한 달 예산",
        }[scope]
        return (
            f"아무것도 시작하지 않았고 비용도 들지 않았어요. 남은 예산보다 큰 요청이에요 ({budget} {limit}, 남은 예산 "
            f"{left}, 이번 요청 {asked}). 예산은 {when}에 새로 시작돼요. 워크스페이스 관리자가 `/imagine 예산`으로 늘릴 "
            "수 있어요."
        )

    nothing_left = "없음"

    def nearly_used(self, used: str, limit: str, when: str) -> str:
        return (
            f"💸 이번 달 그림 예산의 80%를 썼어요: {limit} 중 {used}. 다 쓰면 {when}에 새로 시작될 때까지 그림을 "
            "그리지 않아요."
        )

    def used_up(self, used: str, limit: str, when: str) -> str:
        return (
            f"💸 이번 달 그림 예산을 다 썼어요: {limit} 중 {used}. {when}에 새로 시작되거나 예산을 늘릴 때까지 요청을 "
            "받지 않아요."
        )

    usage = "사용량"
    yours = "내 그림"
    workspace = "워크스페이스"
    today = "오늘"
    this_month = "이번 달"
    by_person = "사람별 그림 수, 미국 달러"
    by_model = "모델별 그림 수, 미국 달러"
    by_day = "날짜별 그림 수, 미국 달러"
    by_channel = "예산이 있는 채널"
    nobody_yet = "이번 달에는 아직 그린 그림이 없어요."

    def out_of(self, used: str, limit: str) -> str:
        return f"{limit} 중 {used}"

    def pictures_out_of(self, used: int, limit: int) -> str:
        return f"{limit:,}장 중 {used:,}장"

    def set_aside(self, what: str) -> str:
        return f"그리고 있는 그림에 잡아 둔 예산 {what}"

    def other_people(self, count: int, what: str) -> str:
        return f"그 밖에 {count:,}명: {what}"

    def other_models(self, count: int, what: str) -> str:
        return f"그 밖에 모델 {count:,}개: {what}"

    def your_day(self, when: str) -> str:
        return f"하루 예산은 {when}에 새로 시작돼요. 실패했거나 걸러진 그림은 세지 않아요."

    def month_name(self, month: date) -> str:
        return f"{month.year}년 {month.month}월"

    def chart_alt(self, month: str, total: str, most: str, day: int, line: str) -> str:
        words = f"{month}의 날짜별 막대그래프, 모두 {total}"
        if day:
            words += f", 가장 많은 날은 {day}일 {most}"
        return words + (f". 예산을 고르게 나눈 하루 {line}에 선이 있음." if line else ".")

    chart_line = "하루에 쓴 미국 달러예요. 선은 예산을 고르게 나눈 값이에요. 날짜와 달은 UTC 기준이에요."
    chart_no_line = "하루에 쓴 미국 달러예요. 날짜와 달은 UTC 기준이에요."
    in_utc = "날짜와 달은 UTC 기준이에요."

    your_budget = "오늘 내 예산"
    no_daily_limit = "하루 제한 없음"
    no_monthly_limit = "정해 둔 예산 없음"
    you_are_exempt = "관리자의 요청은 거절하지 않아요."
    budget_unknown = "지금은 사용량을 보여 드릴 수 없어요."

    def workspace_used_up(self, when: str) -> str:
        return (
            f"워크스페이스의 이번 달 예산을 다 썼어요. {when}에 새로 시작되거나 관리자가 예산을 늘릴 때까지 그림을 "
            "그리지 않아요."
        )

    def month_renews(self, when: str) -> str:
        return (
            f"관리자에게만 보여요. 한 달 예산은 {when}에 새로 시작돼요. 사람, 모델, 날짜별 사용량은 `/imagine "
            "사용량`에서 볼 수 있어요."
        )

    budgets = "예산"
    change_budgets = "예산 바꾸기"
    save = "저장"
    cancel = "취소"
    daily_images = "한 사람이 하루에 그릴 수 있는 그림 수"
    monthly_usd = "워크스페이스의 한 달 예산(미국 달러)"
    own_channel = "예산을 따로 두는 채널"
    channel_usd = "그 채널의 한 달 예산(미국 달러)"
    no_limit_hint = "0이면 제한이 없어요."
    channel_hint = "0이면 따로 두지 않아요."
    admins = "관리자"
    admins_exempt = "관리자의 요청은 거절하지 않아요(세기는 해요)"
    only_admins = "예산은 워크스페이스 관리자가 정해요. 내 사용량은 `/imagine 사용량`으로 볼 수 있어요."
    needs_number = "0 이상의 숫자를 써 주세요."
    needs_amount = "그 채널이 쓸 수 있는 미국 달러를 써 주세요."
    saved = "예산을 저장했어요."
    channels_so_far = "지금까지"


BudgetTexts = EnglishBudgets

_TEXTS: Final[Mapping[Language, BudgetTexts]] = {"en": EnglishBudgets(), "ko": KoreanBudgets()}


def budget_texts(language: Language) -> BudgetTexts:
    return _TEXTS[language]
