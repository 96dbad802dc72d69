"""What the gallery's pages say, in English and Korean."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.jobs import Language


@dataclass(frozen=True)
class Words:
    """Every sentence of the pages in one language."""

    language: Language
    title: str
    sign_in_lead: str
    sign_in: str
    sign_out: str
    views: Mapping[str, str]
    search: str
    search_hint: str
    filters: str
    model: str
    any_model: str
    origin: str
    any_origin: str
    from_words: str
    from_picture: str
    since: str
    until: str
    apply: str
    clear: str
    by: str
    in_channel: str
    one_channel: str
    style: str
    more: str
    loading: str
    end: str
    nothing_yet: str
    nothing_yet_lead: str
    nothing_found: str
    nothing_found_lead: str
    passed_over: str
    prompt: str
    original: str
    negative: str
    size: str
    seed: str
    guidance: str
    quality: str
    qualities: Mapping[str, str]
    how: str
    preset: str
    palette: str
    references: str
    price: str
    painted_by: str
    when: str
    where: str
    made_from: str
    family: str
    in_slack: str
    download: str
    favourite: str
    unfavourite: str
    delete: str
    delete_sure: str
    cancel: str
    copy_recipe: str
    copied: str
    close: str
    previous: str
    next: str
    back: str
    private: str
    tags: str
    gone: str
    gone_lead: str
    not_signed_in: str
    not_signed_in_lead: str
    elsewhere: str
    elsewhere_lead: str
    left: str
    left_lead: str
    trouble: str
    trouble_lead: str
    deleted: str
    stale: str
    stale_lead: str
    try_again: str
    keys: str
    recipe: str
    large: str
    untitled: str

    def seed_of(self, seed: int, place: int, together: int) -> str:
        """The seed and, of any but the first picture of a call, which one it is; `place` is from 0."""
        if not place:
            return str(seed)
        if self.language == "ko":
            return f"{seed}, {together}장 중 {place + 1}번째"
        return f"{seed}, picture {place + 1} of {together}"

    def day(self, moment: date) -> str:
        """A date as people write it."""
        if self.language == "ko":
            return f"{moment.year}년 {moment.month}월 {moment.day}일"
        return f"{moment.day} {moment:%B %Y}"


ENGLISH: Final = Words(
    language="en",
    title="Gallery",
    sign_in_lead="Everything that was painted in your workspace, and what you painted for yourself.",
    sign_in="Sign in with Slack",
    sign_out="Sign out",
    views={"workspace": "Workspace", "mine": "Mine", "favourites": "Favourites"},
    search="Search",
    search_hint="Words of the prompt, a style, a tag…",
    filters="Filters",
    model="Model",
    any_model="Any model",
    origin="Made from",
    any_origin="Words or pictures",
    from_words="Words",
    from_picture="A picture",
    since="From",
    until="To",
    apply="Show",
    clear="Clear all",
    by="By",
    in_channel="In",
    one_channel="In one channel",
    style="Style",
    more="More",
    loading="Loading…",
    end="That is all.",
    nothing_yet="No pictures yet",
    nothing_yet_lead="Type /imagine in Slack, and what is painted appears here.",
    nothing_found="Nothing matches",
    nothing_found_lead="Try fewer words, or clear the filters.",
    passed_over="Looked past, as it says too little to be searched for:",
    prompt="Prompt",
    original="In their own words",
    negative="Left out",
    size="Size",
    seed="Seed",
    guidance="Guidance",
    quality="Quality",
    qualities={"standard": "Standard", "premium": "Premium"},
    how="Made",
    preset="preset",
    palette="Palette",
    references="Reference",
    price="Price",
    painted_by="Asked for by",
    when="When",
    where="Where",
    made_from="Made from",
    family="Family",
    in_slack="Open in Slack",
    download="Download original",
    favourite="Add to favourites",
    unfavourite="Remove from favourites",
    delete="Delete",
    delete_sure="Delete this picture for everyone? It can't be brought back.",
    cancel="Keep it",
    copy_recipe="Copy recipe",
    copied="Copied",
    close="Close",
    previous="Previous",
    next="Next",
    back="Back to the gallery",
    private="Only you can see this",
    tags="Tags",
    gone="This picture is not here",
    gone_lead="It was deleted, or it is not yours to see.",
    not_signed_in="You are not signed in",
    not_signed_in_lead="Slack did not say who you are. Nothing was changed; please try again.",
    elsewhere="This is another workspace's gallery",
    elsewhere_lead="You signed in with a workspace that has no Imagine here. Choose another one at Slack's page.",
    left="You are not a member any more",
    left_lead="Your Slack account has been deactivated, so the gallery is closed for you.",
    trouble="Something is not working",
    trouble_lead="The gallery can't be read just now. Please try again in a minute.",
    deleted="The picture is deleted.",
    stale="This page was open too long",
    stale_lead="Nothing was changed. Go back to the gallery and try again.",
    try_again="Try again",
    keys="← → to leaf, F for favourites, Esc to close",
    recipe="Recipe",
    large="Open in a new tab",
    untitled="Untitled",
)

KOREAN: Final = Words(
    language="ko",
    title="갤러리",
    sign_in_lead="워크스페이스에서 그린 모든 그림과 나만 보려고 그린 그림이 여기에 있어요.",
    sign_in="Slack으로 로그인",
    sign_out="로그아웃",
    views={"workspace": "워크스페이스", "mine": "내 그림", "favourites": "즐겨찾기"},
    search="검색",
    search_hint="프롬프트에 쓴 말, 스타일, 태그…",
    filters="필터",
    model="모델",
    any_model="모든 모델",
    origin="바탕",
    any_origin="글 또는 그림",
    from_words="글로 그림",
    from_picture="그림에서 출발",
    since="시작일",
    until="종료일",
    apply="보기",
    clear="모두 지우기",
    by="요청한 사람",
    in_channel="채널",
    one_channel="채널 하나",
    style="스타일",
    more="더 보기",
    loading="불러오는 중…",
    end="여기까지예요.",
    nothing_yet="아직 그림이 없어요",
    nothing_yet_lead="Slack에서 /imagine 을 입력하면 그린 그림이 여기에 나타나요.",
    nothing_found="찾는 그림이 없어요",
    nothing_found_lead="단어를 줄이거나 필터를 지워 보세요.",
    passed_over="너무 흔하거나 뜻이 없는 말이라 검색에서 뺐어요:",
    prompt="프롬프트",
    original="원래 쓴 말",
    negative="제외한 것",
    size="크기",
    seed="시드",
    guidance="가이던스",
    quality="품질",
    qualities={"standard": "표준", "premium": "프리미엄"},
    how="방식",
    preset="프리셋",
    palette="색상",
    references="참고 그림",
    price="가격",
    painted_by="요청한 사람",
    when="언제",
    where="어디서",
    made_from="바탕이 된 그림",
    family="계보",
    in_slack="Slack에서 열기",
    download="원본 내려받기",
    favourite="즐겨찾기에 추가",
    unfavourite="즐겨찾기에서 빼기",
    delete="삭제",
    delete_sure="모두에게서 이 그림을 삭제할까요? 되돌릴 수 없어요.",
    cancel="그대로 두기",
    copy_recipe="레시피 복사",
    copied="복사했어요",
    close="닫기",
    previous="이전",
    next="다음",
    back="갤러리로 돌아가기",
    private="나만 볼 수 있어요",
    tags="태그",
    gone="이 그림은 여기에 없어요",
    gone_lead="삭제되었거나 볼 수 있는 그림이 아니에요.",
    not_signed_in="로그인하지 못했어요",
    not_signed_in_lead="Slack이 누구인지 알려 주지 않았어요. 바뀐 것은 없으니 다시 시도해 주세요.",
    elsewhere="다른 워크스페이스의 갤러리예요",
    elsewhere_lead="로그인한 워크스페이스에는 Imagine이 없어요. Slack 페이지에서 다른 워크스페이스를 골라 주세요.",
    left="더 이상 멤버가 아니에요",
    left_lead="Slack 계정이 비활성화되어 갤러리를 볼 수 없어요.",
    trouble="지금은 열 수 없어요",
    trouble_lead="갤러리를 읽을 수 없어요. 잠시 뒤에 다시 시도해 주세요.",
    deleted="그림을 삭제했어요.",
    stale="페이지를 너무 오래 열어 두었어요",
    stale_lead="바뀐 것은 없어요. 갤러리로 돌아가서 다시 시도해 주세요.",
    try_again="다시 시도",
    keys="← → 넘기기, F 즐겨찾기, Esc 닫기",
    recipe="레시피",
    large="새 탭에서 열기",
    untitled="제목 없음",
)

_BY_LANGUAGE: Final[Mapping[Language, Words]] = {"en": ENGLISH, "ko": KOREAN}


def words_in(language: Language) -> Words:
    return _BY_LANGUAGE[language]
