"""What browsers are told while the bot is installed, in every language."""

from dataclasses import dataclass
from typing import Final

from services.jobs import Language


@dataclass(frozen=True)
class InstallingTexts:
    """Of one language. `reasons` are named as Slack and Bolt name them."""

    language: Language
    installed: str
    installed_in: str
    next_steps: tuple[str, ...]
    open_slack: str
    not_installed: str
    reasons: dict[str, str]
    other_reason: str
    again: str
    gone: str

    def reason(self, code: str) -> str:
        return self.reasons.get(code, self.other_reason)


ENGLISH: Final = InstallingTexts(
    language="en",
    installed="Imagine is installed",
    installed_in="It is ready to paint in {team}.",
    next_steps=(
        "Invite it to a channel: /invite @Imagine",
        "Then type /imagine and a few words: lighthouse, storm",
        "Or write to it directly. /imagine help shows everything it can do.",
    ),
    open_slack="Open Slack",
    not_installed="Nothing was installed",
    reasons={
        "access_denied": "You chose Cancel, so nothing has changed.",
        "invalid_browser": "The answer came to another browser than the one you started in.",
        "invalid_state": "This took longer than ten minutes, or the page was opened a second time.",
        "invalid_code": "Slack no longer accepts the code it gave us.",
        "missing_code": "Slack's answer was incomplete.",
        "storage_error": "The installation could not be saved just now.",
    },
    other_reason="Something went wrong between Slack and the bot.",
    again="Try again",
    gone="Imagine is not installed in this workspace any more. An admin can install it again.",
)

KOREAN: Final = InstallingTexts(
    language="ko",
    installed="Imagine이 설치되었어요",
    installed_in="이제 {team}에서 그림을 그릴 수 있어요.",
    next_steps=(
        "채널에 초대하세요: /invite @Imagine",
        "그런 다음 /imagine 뒤에 몇 단어만 적어 보세요: 등대, 폭풍",
        "다이렉트 메시지로 바로 말을 걸어도 돼요. 할 수 있는 일은 /imagine help에서 볼 수 있어요.",
    ),
    open_slack="Slack 열기",
    not_installed="새로 설치된 것은 없어요",
    reasons={
        "access_denied": "취소를 누르셔서 아무것도 바뀌지 않았어요.",
        "invalid_browser": "시작한 브라우저가 아닌 다른 브라우저에서 열렸어요.",
        "invalid_state": "10분이 넘게 걸렸거나 같은 페이지를 두 번 열었어요.",
        "invalid_code": "Slack에서 받은 코드를 더 이상 쓸 수 없어요.",
        "missing_code": "Slack의 응답에 빠진 내용이 있어요.",
        "storage_error": "지금은 설치 정보를 저장하지 못했어요.",
    },
    other_reason="Slack과 봇 사이에 문제가 생겼어요.",
    again="다시 시도하기",
    gone="이 워크스페이스에는 이제 Imagine이 설치되어 있지 않아요. 관리자가 다시 설치할 수 있어요.",
)

NOT_HERE: Final = f"{ENGLISH.gone}\n{KOREAN.gone}"
"""To whom the language is not known."""


def installing_texts(accepted: str) -> InstallingTexts:
    """In the language that a browser prefers, by its ``Accept-Language``."""
    ranked = []
    for part in accepted.split(","):
        name, _, quality = part.strip().partition(";q=")
        try:
            ranked.append((-float(quality or 1), name.lower()[:2]))
        except ValueError:
            continue
    known = [name for _, name in sorted(ranked, key=lambda one: one[0]) if name in ("en", "ko")]
    return KOREAN if known[:1] == ["ko"] else ENGLISH
