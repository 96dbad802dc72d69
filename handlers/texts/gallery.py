"""What the bot says in the gallery, in every language it speaks. A test holds the languages together.

Arguments that go into mrkdwn are escaped by the caller; times are Slack's own notation, shown in the reader's zone.
"""

from collections.abc import Mapping
from typing import Final

from services.jobs import Language


class EnglishGallery:
    """British English."""

    language: Language = "en"

    # The list.
    gallery = "Gallery"
    in_browser = "Open the gallery in the browser"
    views: Mapping[str, str] = {
        "visible": "Everything",
        "conversation": "This conversation",
        "mine": "Mine",
        "workspace": "Workspace",
        "favourites": "Favourites",
    }
    search = "Search"
    search_hint = "Words of the prompt, a style, a tag …"
    looking = "🖼️ Looking through the pictures …"
    open = "Open"
    previous = "← Newer"
    next = "Older →"
    newest = "⇤ Newest"
    nothing_yet = "Nothing has been painted here yet. `/imagine lighthouse, storm` paints the first one."
    no_favourites = (
        "No favourites yet. Put :star: on a picture in a conversation, or click *Favourite* on its page here."
    )
    nothing_found = "No picture fits. Try fewer words, or fewer filters."
    further = "Nothing here yet of what was looked through; there is more."
    unknown = "The gallery can't be read just now. Open this tab again in a moment."

    def passed_over(self, words: str) -> str:
        return f"I looked past what says too little to be searched for: {words}."

    def open_label(self, title: str) -> str:
        return f"Open {title}"

    # Filters.
    filters = "Filters"
    clear = "Clear all"
    show = "Show"
    close = "Close"
    person = "Painted for"
    channel = "In"
    channel_hint = "Only channels, and what you may see of them."
    model = "Model"
    any_model = "Any model"
    style = "Style"
    style_hint = "As it was asked for, for example watercolour"
    reference = "Made from"
    references: Mapping[str, str] = {"": "Words or pictures", "no": "Words", "yes": "A picture"}
    since = "From"
    until = "Up to and including"
    dates_turned = "This day is before the first one."

    def filters_on(self, count: int) -> str:
        return f"Filters ({count}) …" if count else "Filters …"

    # A picture's page.
    picture = "Picture"
    opening = "🖼️ Fetching the picture …"
    gone = "This picture is not there any more."
    prompt = "Prompt"
    in_their_words = "In the person's words"
    who = "Painted for"
    when = "When"
    where = "Where"
    size = "Size"
    seed = "Seed"

    def seed_of(self, seed: int, place: int, together: int) -> str:
        """The seed and, of any but the first picture of a call, which one it is; `place` is from 0."""
        return f"{seed}, picture {place + 1} of {together}" if place else str(seed)

    guidance = "How literally"
    quality = "Quality"
    price = "Price"
    use = "Made"
    palette = "Palette"
    tags = "Tags"
    made_from = "Made from"
    shared = "Shared"
    see_message = "the message"
    direct_message = "a direct message"
    private_conversation = "a private conversation"
    full_size = "full size"
    family = "Family"
    only_you = "🔒 Only you see this picture."
    again = "Paint again"
    vary = "Vary"
    use_as_reference = "Use as reference"
    favourite = "☆ Favourite"
    unfavourite = "★ Favourite"
    share = "Share to …"
    copy_recipe = "Copy recipe"
    delete = "Delete"
    painting = "🎨 It is being painted"
    recipe = "Recipe"
    recipe_how = "Mark the line, copy it, and send it in any conversation: it paints the same picture."
    deleted = "🗑️ The picture is deleted."
    not_deleted = "The picture could not be deleted just now. Nothing has changed; please try again."

    def painting_in(self, link: str) -> str:
        return f"{self.painting}: <{link}|see the conversation>." if link else f"{self.painting}."

    # Sharing.
    share_title = "Share a picture"
    share_submit = "Share"
    share_channel = "To a channel"
    share_channel_hint = "I have to be in it: /invite me there first."
    share_person = "Or to a person"
    share_person_hint = "They get it in their direct message with me."
    share_note = "A word to go with it"
    share_sure = "Yes, show it there"
    share_private = (
        "🔒 *So far only you see this picture.* Everyone in the channel will see it. In a public channel everyone in the "
        "workspace will, and find it in the gallery. You can still delete it, there too."
    )
    share_narrow = (
        "🔒 *So far only those in its conversation see this picture.* Everyone in the channel will see it. In a public "
        "channel everyone in the workspace will, and find it in the gallery. You can still delete it, there too."
    )
    share_one = "Choose a channel or a person."
    share_not_both = "Choose one of the two."
    share_not_you = "This is you: your pictures are here already."
    share_must_be_sure = "Please tick this: it becomes visible to others."
    sharing = "📤 Sharing …"
    not_shared = "The picture could not be shared just now. Please try again."
    share_refused = "Only the person it was painted for can share this picture."

    def shared_in(self, where: str, link: str) -> str:
        return f"📤 Shared in {where}" + (f": <{link}|see the message>." if link else ".")

    def not_in(self, where: str) -> str:
        return f"The picture was not shared: I am not in {where}. Invite me there with `/invite @Imagine`, and share it again."

    def credit(self, sharer: str, painter: str) -> str:
        """Both are mentions."""
        return f"Shared by {sharer}, painted by {painter}" if sharer != painter else f"Shared by {sharer}"

    shared_fallback = "A picture was shared"


class KoreanGallery(EnglishGallery):
    """Korean, in the polite informal style."""

    language: Language = "ko"

    gallery = "갤러리"
    in_browser = "브라우저에서 갤러리 열기"
    views: Mapping[str, str] = {
        "visible": "전체",
        "conversation": "이 대화",
        "mine": "내 그림",
        "workspace": "워크스페이스",
        "favourites": "즐겨찾기",
    }
    search = "검색"
    search_hint = "프롬프트의 단어, 스타일, 태그 …"
    looking = "🖼️ 그림을 찾아보고 있어요 …"
    open = "열기"
    previous = "← 최신 쪽"
    next = "이전 그림 →"
    newest = "⇤ 맨 처음"
    nothing_yet = "아직 그린 그림이 없어요. `/imagine 등대, 폭풍` 처럼 입력하면 첫 그림을 그릴 수 있어요."
    no_favourites = "아직 즐겨찾기가 없어요. 대화의 그림에 :star: 반응을 달거나, 여기서 그림을 열어 *즐겨찾기* 버튼을 눌러 보세요."
    nothing_found = "맞는 그림이 없어요. 단어나 필터를 줄여 보세요."
    further = "지금까지 찾아본 데에는 없지만, 더 찾아볼 그림이 있어요."
    unknown = "지금은 갤러리를 읽을 수 없어요. 잠시 뒤에 이 탭을 다시 열어 주세요."

    def passed_over(self, words: str) -> str:
        return f"너무 흔하거나 뜻이 없는 말이라 검색에서 뺐어요: {words}"

    def open_label(self, title: str) -> str:
        return f"{title} 열기"

    filters = "필터"
    clear = "초기화"
    show = "보기"
    close = "닫기"
    person = "요청한 사람"
    channel = "채널"
    channel_hint = "채널만 고를 수 있고, 볼 수 있는 그림만 나와요."
    model = "모델"
    any_model = "모든 모델"
    style = "스타일"
    style_hint = "요청할 때 쓴 말 그대로, 예: 수채화"
    reference = "무엇으로"
    references: Mapping[str, str] = {"": "글이나 그림", "no": "글", "yes": "그림"}
    since = "시작일"
    until = "종료일 (그날까지)"
    dates_turned = "시작일보다 앞선 날이에요."

    def filters_on(self, count: int) -> str:
        return f"필터 ({count}) …" if count else "필터 …"

    picture = "그림"
    opening = "🖼️ 그림을 가져오고 있어요 …"
    gone = "이 그림은 이제 없어요."
    prompt = "프롬프트"
    in_their_words = "요청한 말"
    who = "요청한 사람"
    when = "날짜"
    where = "장소"
    size = "크기"
    seed = "시드"

    def seed_of(self, seed: int, place: int, together: int) -> str:
        return f"{seed}, {together}장 중 {place + 1}번째" if place else str(seed)

    guidance = "프롬프트 충실도"
    quality = "품질"
    price = "가격"
    use = "방식"
    palette = "팔레트"
    tags = "태그"
    made_from = "바탕이 된 그림"
    shared = "공유됨"
    see_message = "메시지"
    direct_message = "다이렉트 메시지"
    private_conversation = "비공개 대화"
    full_size = "원본 크기"
    family = "내력"
    only_you = "🔒 나만 볼 수 있는 그림이에요."
    again = "다시 그리기"
    vary = "변형하기"
    use_as_reference = "참고 그림으로 쓰기"
    favourite = "☆ 즐겨찾기"
    unfavourite = "★ 즐겨찾기"
    share = "공유하기 …"
    copy_recipe = "레시피 복사"
    delete = "삭제"
    painting = "🎨 그리고 있어요"
    recipe = "레시피"
    recipe_how = "아래 줄을 선택해 복사한 뒤 아무 대화에나 보내면 같은 그림이 나와요."
    deleted = "🗑️ 그림을 삭제했어요."
    not_deleted = "지금은 그림을 삭제할 수 없었어요. 바뀐 것은 없으니 다시 시도해 주세요."

    def painting_in(self, link: str) -> str:
        return f"{self.painting}. <{link}|대화 보기>" if link else f"{self.painting}."

    share_title = "그림 공유"
    share_submit = "공유"
    share_channel = "채널에 공유"
    share_channel_hint = "제가 들어가 있는 채널이어야 해요. 먼저 /invite 로 초대해 주세요."
    share_person = "또는 사람에게"
    share_person_hint = "그 사람과 저의 다이렉트 메시지로 보내요."
    share_note = "함께 보낼 말"
    share_sure = "네, 그곳에 보여 주세요"
    share_private = (
        "🔒 *지금은 나만 볼 수 있는 그림이에요.* 공유하면 그 채널의 모든 사람이 보게 돼요. 공개 채널이면 워크스페이스의 "
        "모든 사람이 볼 수 있고 갤러리에서도 찾을 수 있어요. 공유한 뒤에도 삭제할 수 있고, 그러면 거기서도 사라져요."
    )
    share_narrow = (
        "🔒 *지금은 그 대화에 있는 사람만 볼 수 있는 그림이에요.* 공유하면 그 채널의 모든 사람이 보게 돼요. 공개 채널이면 "
        "워크스페이스의 모든 사람이 볼 수 있고 갤러리에서도 찾을 수 있어요. 공유한 뒤에도 삭제할 수 있고, 그러면 거기서도 사라져요."
    )
    share_one = "채널이나 사람을 골라 주세요."
    share_not_both = "둘 중 하나만 골라 주세요."
    share_not_you = "본인이에요. 그림은 이미 여기에 있어요."
    share_must_be_sure = "다른 사람이 볼 수 있게 되니 여기에 표시해 주세요."
    sharing = "📤 공유하고 있어요 …"
    not_shared = "지금은 그림을 공유할 수 없었어요. 다시 시도해 주세요."
    share_refused = "이 그림은 요청한 사람만 공유할 수 있어요."

    def shared_in(self, where: str, link: str) -> str:
        return f"📤 {where} 에 공유했어요." + (f" <{link}|메시지 보기>" if link else "")

    def not_in(self, where: str) -> str:
        return f"그림을 공유하지 못했어요. 제가 {where} 에 들어가 있지 않아요. `/invite @Imagine` 으로 초대한 뒤 다시 공유해 주세요."

    def credit(self, sharer: str, painter: str) -> str:
        return f"{sharer} 님이 공유, {painter} 님의 그림" if sharer != painter else f"{sharer} 님이 공유"

    shared_fallback = "그림이 공유됐어요"


_TEXTS: Final[Mapping[Language, EnglishGallery]] = {"en": EnglishGallery(), "ko": KoreanGallery()}

GalleryTexts = EnglishGallery


def gallery_texts(language: Language) -> GalleryTexts:
    return _TEXTS[language]
