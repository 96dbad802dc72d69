"""봇이 한국어로 하는 말."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import assert_never

from handlers.texts.english import English, pixels
from handlers.texts.korean_colours import NAMES
from services.ask import Use
from services.faults import (
    Fault,
    MissingValue,
    ModelUnavailable,
    NeedsColour,
    NeedsPicture,
    NeedsPictures,
    NeedsWhere,
    NoKeywords,
    NoPainter,
    NotAChoice,
    NotAColour,
    NotANumber,
    NotARatio,
    NotASize,
    NotPainted,
    PictureNotTaken,
    RepeatedOption,
    SizeAndRatio,
    SizeNotPainted,
    TooLong,
    TooManyColours,
    TooManyPictures,
    UnexpectedValue,
    UnknownModel,
    UnknownOption,
)
from services.jobs import FAR, Language
from services.painting.interface import Capabilities, Note, Shrunk
from services.palette_match import Nearness


class Korean(English):
    """한국어, 해요체."""

    language: Language = "ko"

    style = "스타일"
    default_style = "영화 같은 사진 (지정하지 않음)"
    status_thinking = "💭 아이디어 세 가지를 생각하고 있어요 …"
    status_ideas = "💡 스레드에 아이디어가 있어요. 하나를 골라 그려 보세요."
    status_use = "💡 요청하신 작업은 스레드의 버튼 하나로 할 수 있어요."
    status_painting = "🎨 그리는 중 …"
    status_failed = "⚠️ 문제가 생겼어요. 스레드를 확인해 주세요."
    status_cancelled = "취소되었어요."

    def asked(self, who: str) -> str:
        return f"{who} 님이 그림을 요청했어요"

    def status_painted(self, count: int) -> str:
        return f"🖼️ 스레드에 그림 {count}장이 있어요."

    def asked_with_pictures(self, who: str, count: int) -> str:
        pictures = "사진" if count == 1 else f"사진 {count}장"
        return f"{who} 님이 {pictures}의 분위기로 새 그림을 요청했어요"

    def asked_to_change(self, who: str, count: int) -> str:
        pictures = "사진" if count == 1 else f"사진 {count}장"
        return f"{who} 님이 {pictures}에 작업을 요청했어요"

    status_reading = "👀 사진을 살펴보고 있어요 …"

    listening = "💭 말씀하신 내용을 생각하고 있어요 …"
    painting_change = "🎨 바뀐 그림을 그리고 있어요 …"

    def looking(self, count: int) -> str:
        return "👀 사진을 살펴보고 있어요 …" if count == 1 else f"👀 사진 {count}장을 살펴보고 있어요 …"

    thinking = "💭 아이디어 세 가지를 생각하고 있어요 …"
    thinking_more = "💭 아이디어 세 가지를 더 생각하고 있어요 …"
    shortening = "✂️ 프롬프트를 줄이고 있어요 …"

    def painting(self, number: int | None, count: int) -> str:
        if number:
            return f"🎨 아이디어 {number}번을 그리고 있어요 …"
        return (
            "🎨 프롬프트를 그리고 있어요 …"
            if count == 1
            else f"🎨 프롬프트로 그림 {count}장을 그리고 있어요 …"
        )

    def elapsed(self, doing: str, seconds: int) -> str:
        minutes, rest = divmod(seconds, 60)
        return f"{doing} {minutes}분 {rest}초째" if minutes else f"{doing} {rest}초째"

    def what_waits(self, number: int | None, *, painting: bool) -> str:
        if not painting:
            return "아이디어가 기다리고 있어요"
        return f"아이디어 {number}번이 기다리고 있어요" if number else "프롬프트가 기다리고 있어요"

    change_waits = "요청하신 작업이 기다리고 있어요"

    def waits(self, what: str) -> str:
        return f"⏳ {what}. 차례가 되면 바로 시작할게요."

    def in_line(self, what: str, position: int, seconds: int | None) -> str:
        if position >= FAR:
            return f"⏳ {what}. 앞에 {FAR - 1}건 넘게 있어요."
        place = "바로 다음 차례" if position == 1 else f"{position}번째 순서"
        return f"⏳ {what}. {place}예요." + ("" if seconds is None else f" {self.about(seconds)} 남았어요.")

    def about(self, seconds: int) -> str:
        if seconds < 10:
            return "몇 초"
        if seconds < 60:
            return f"약 {seconds}초"
        return f"약 {seconds // 60}분" if seconds < 3600 else f"약 {seconds // 3600}시간"

    def trying_again(self, seconds: int) -> str:
        return f"모델이 바빠요. 약 {seconds}초 뒤에 다시 시도할게요."

    def ideas_intro(self, who: str) -> str:
        return f"{who} 님, 아이디어 세 가지예요. 그대로 그리거나, 먼저 고쳐 보세요."

    def use_intro(self, who: str) -> str:
        return (
            f"{who} 님, 사진을 이렇게 봤어요. 요청하신 작업은 버튼 하나로 할 수 있어요. 새 그림 아이디어가 필요하면 "
            f"*{self.use_names['spirit']}* 항목을 골라 주세요."
        )

    def shortened_intro(self, who: str, length: int) -> str:
        return f"{who} 님, 프롬프트를 {length}자로 줄였어요. 그대로 그리거나, 먼저 고쳐 보세요."

    def idea_title(self, number: int, title: str) -> str:
        return f"*{number} · {title}*" if title else f"*{number}*"

    def paint_idea(self, number: int) -> str:
        return f"{number}번 그리기"

    edit = "고치기"
    paint_all = "세 가지 모두 그리기"
    more_ideas = "아이디어 더 보기"
    cancel = "취소"
    ideas_closed = "이 아이디어들은 취소되었어요."

    trait_names: Mapping[str, str] = {
        "subject": "대상",
        "medium": "매체",
        "style": "스타일",
        "light": "빛",
        "mood": "분위기",
        "composition": "구도",
        "texture": "질감",
    }
    brightness = "밝기"
    contrast = "대비"
    saturation = "채도"

    def warm_or_cool(self, warmth: float) -> str:
        if abs(warmth) < 0.05:
            return "중간 색온도"
        return "따뜻한 색" if warmth > 0 else "차가운 색"

    def reference_alt(self, name: str) -> str:
        return f"참고 사진 {name}".rstrip()

    def palette_alt(self, colours: str) -> str:
        return f"사진의 색: {colours}"

    use_question = "사진을 어떻게 쓸까요?"
    use_names: Mapping[str, str] = {
        "spirit": "분위기만",
        "colours": "색",
        "style": "화풍",
        "layout": "배치",
        "sketch": "스케치 완성하기",
        "variation": "비슷한 변형",
        "change": "일부 바꾸기",
        "erase": "지우기",
        "recolour": "색 바꾸기",
        "extend": "바깥으로 넓히기",
        "cutout": "대상 오려 내기",
        "upscale": "크게 만들기",
        "restyle": "두 번째 그림의 화풍 입히기",
        "try-on": "두 번째 사진의 옷 입혀 보기",
    }
    use_lines: Mapping[str, str] = {
        "spirit": "프롬프트만으로 새 그림을 그려요",
        "colours": "사진의 색으로 새 그림을 그려요",
        "style": "사진의 재료와 붓질, 빛을 살려 새 그림을 그려요",
        "layout": "사진의 배치를 그대로 두고 새 그림을 그려요",
        "sketch": "스케치의 선을 따라 완성된 그림을 그려요",
        "variation": "같은 그림을 조금 다르게 다시 그려요",
        "change": "어느 부분을 무엇으로 바꿀지 알려 주세요",
        "erase": "무엇을 지울지 알려 주세요. 빈자리는 주변에 맞춰 채워요",
        "recolour": "무엇을 어떤 색으로 바꿀지 알려 주세요",
        "extend": "한쪽으로, 또는 다른 비율로 그림을 이어 그려요",
        "cutout": "배경을 지우고 대상만 투명하게 남겨요",
        "upscale": "같은 그림을 더 크고 또렷하게 만들어요",
        "restyle": "첫 번째 그림을 두 번째 그림의 화풍으로 바꿔요",
        "try-on": "첫 번째 사진의 인물이 두 번째 사진의 옷을 입어요",
    }
    strength_question = "얼마나 강하게 할까요?"
    strength_names: Mapping[str, str] = {"light": "약하게", "medium": "보통", "strong": "강하게"}
    do_names: Mapping[str, str] = {
        "change": "바꾸기",
        "erase": "지우기",
        "recolour": "색 바꾸기",
        "extend": "넓히기",
        "cutout": "오려 내기",
        "upscale": "크게 만들기",
        "restyle": "화풍 입히기",
        "try-on": "입혀 보기",
    }
    first_picture_only = "여러 장 가운데 첫 번째 사진을 써요."
    status_answered = "💬 스레드에 답이 있어요."
    change_failed = "그림을 바꾸지 못했어요"
    made_stays = (
        "이렇게 만든 그림은 말만으로 바꿀 수 없어요. 그림 아래의 버튼이나 *참고로 쓰기* 버튼을 이용해 주세요."
    )
    cut_out_stays = "오려 낸 그림은 말로 바꿀 수 없어요. *참고로 쓰기* 버튼으로 새로 시작해 보세요."

    def use_changed(self, use: str) -> str:
        return f"사진을 쓰는 방법이 그사이 바뀌었어요: {use}. 메시지를 다시 확인한 다음 그려 주세요."

    use_as_reference = "참고로 쓰기"
    undo = "이 변경 되돌리기"
    undone = "되돌렸어요. 이제 이 스레드에 쓰는 말은 바꾸기 전의 그림에 대한 것으로 받아들일게요."

    def part_to_change(self, where: str) -> str:
        return f"이 부분만 바뀌어요: {where}"

    def part_to_erase(self, where: str) -> str:
        return f"이것을 지워요: {where}"

    def part_to_recolour(self, where: str, colour: str) -> str:
        return f"이 부분의 색을 바꿔요: {where} → {colour}" if colour else f"이 부분의 색을 바꿔요: {where}"

    def garment_to_try(self, where: str) -> str:
        return f"이 옷을 바꿔 입어요: {where}"

    def cost(self, painter: str, price: str) -> str:
        return f"{painter} 모델 사용, 요금 {price}"

    def cost_up_to(self, painter: str, price: str) -> str:
        return f"{painter} 모델 사용, 요금은 크기에 따라 최대 {price}"

    def cost_of_ideas(self, one: str, three: str) -> str:
        return f"아이디어 하나에 {one}, 세 가지 모두 {three}"

    def picture_offer(self, count: int) -> str:
        what = "이 사진을" if count == 1 else f"이 사진 {count}장을"
        return f"🖼️ {what} 참고로 쓸까요? 느낌을 읽고 새 그림 아이디어 세 가지를 드릴게요."

    offer_use = "참고로 쓰기"
    offer_dismiss = "괜찮아요"
    offer_settings = "이 채널에서 언제 물어볼지는 `/imagine 설정`에서 바꿀 수 있어요."

    def not_pictures(self, names: Sequence[str]) -> str:
        listed = ", ".join(f"‘{name}’" for name in names)
        return f"{listed} 파일은 쓸 수 없어요. 사진만 쓸 수 있어요 (PNG, JPEG, GIF, WebP, HEIC)."

    def picture_trouble(self, code: str, reference: str) -> str:
        reason = self._reasons.get(code, self._reasons["internal"])
        return f"⚠️ 사진을 쓸 수 없었어요. {reason} 요금은 들지 않았어요. ({self.reference(reference)})"

    no_picture_here = (
        "이 메시지에는 쓸 수 있는 사진이 없어요. 누군가 올린 사진 파일이나 제가 그린 그림만 쓸 수 있어요."
    )

    again = "다시 그리기"
    vary_lightly = "조금 변형"
    vary_strongly = "크게 변형"
    edit_prompt = "프롬프트 고치기"
    upscale = "크게 만들기…"
    remove_background = "배경 지우기"
    extend = "넓히기…"
    change_part = "일부 바꾸기…"
    erase = "지우기…"
    recolour = "색 바꾸기…"
    restyle = "다른 그림의 화풍 입히기…"
    history = "내력"
    delete = "삭제"
    ask_delete = "삭제…"

    ask_first = "이대로 진행할까요?"
    go_on = "진행"

    def more_with(self, number: int) -> str:
        return f"{number}번 그림으로 더…"

    full_size = "원본 크기"
    in_your_words = "입력한 말"
    for_the_painter = "모델에 전달한 말"
    without = "제외"
    seed = "시드"

    def seed_of(self, seed: int, place: int = 0, together: int = 1) -> str:
        return f"시드 {seed}, {together}장 중 {place + 1}번째" if place else f"시드 {seed}"

    def picture_alt(self, prompt: str) -> str:
        return f"다음 프롬프트로 그린 그림: {prompt}"

    made_names: Mapping[str, str] = {
        "variation": "*변형*",
        "change": "*일부 바꿈*",
        "erase": "*지움*",
        "recolour": "*색 바꿈*",
        "extend": "*넓힘*",
        "cutout": "*배경 지움*",
        "upscale": "*크게 만듦*",
        "restyle": "*화풍 입힘*",
        "try-on": "*옷 입혀 봄*",
    }
    varied: Mapping[str, str] = {"strong": "*조금 변형*", "light": "*크게 변형*"}
    grown: Mapping[str, str] = {
        "left": "왼쪽으로",
        "right": "오른쪽으로",
        "top": "위로",
        "bottom": "아래로",
        "wider": "양옆으로",
        "taller": "위아래로",
        "around": "사방으로",
    }
    steered: Mapping[str, str] = {"light": "약하게", "strong": "강하게"}
    qualities: Mapping[str, str] = {"standard": "표준 품질", "premium": "프리미엄 품질"}
    enlarging_names: Mapping[str, str] = {"fast": "빠르게", "faithful": "충실하게", "creative": "창의적으로"}
    masked_part = "투명했던 부분"

    def made_of(self, url: str, number: int, *, own: bool) -> str:
        name = f"{number}번 그림" if number else ("올린 사진" if own else "이전 그림")
        return f"바탕: <{url}|{name}>"

    def made_after(self, url: str) -> str:
        return f"화풍: <{url}|다른 그림>"

    preset = "프리셋"

    def in_style(self, style: str) -> str:
        return f"스타일 {style}"

    def picture_made(self, made: str) -> str:
        return f"그림: {made}"

    doing: Mapping[str, str] = {
        "colours": "🎨 사진의 색으로 그리고 있어요 …",
        "style": "🎨 사진의 화풍으로 그리고 있어요 …",
        "layout": "🎨 사진의 배치대로 그리고 있어요 …",
        "sketch": "🎨 스케치를 완성하고 있어요 …",
        "variation": "🎨 변형을 그리고 있어요 …",
        "change": "🎨 일부를 바꾸고 있어요 …",
        "erase": "🧽 지우고 있어요 …",
        "recolour": "🎨 색을 바꾸고 있어요 …",
        "extend": "🎨 그림을 넓히고 있어요 …",
        "cutout": "✂️ 대상을 오려 내고 있어요 …",
        "upscale": "🔍 크게 만들고 있어요 …",
        "restyle": "🎨 화풍을 입히고 있어요 …",
        "try-on": "👕 옷을 입혀 보고 있어요 …",
    }

    def of_several(self, index: int, count: int) -> str:
        return f"{count}장 중 {index}번째"

    def seconds(self, seconds: float) -> str:
        return f"{seconds:.1f}초" if seconds < 10 else f"{seconds:.0f}초"

    def withheld(self, count: int) -> str:
        return f"그림 {count}장은 콘텐츠 필터에 걸렸거나 오류로 그려지지 않았고, 요금도 들지 않았어요."

    def too_busy_for(self, count: int) -> str:
        return f"모델이 계속 바쁘거나 연결되지 않아 그림 {count}장은 그리지 못했고, 요금도 들지 않았어요."

    palette_legend = "🎨 위는 요청한 색, 아래는 그려진 색"
    palette_in_codes = "🎨 요청한 색 → 그려진 색"
    palette_in_words = "요청한 색과 실제로 그려진 색"
    also_painted = "그 밖에 그려진 색"
    nearness_names: Mapping[Nearness | None, str] = {
        "very_close": "아주 비슷함",
        "close": "비슷함",
        "far": "차이 큼",
        None: "없음",
    }

    def as_near(self, count: int, nearness: Nearness | None) -> str:
        return f"{self.nearness_names[nearness]} {count}"

    def colour(self, name: str) -> str:
        return NAMES[name]

    def colour_became(self, asked: str, painted: str, nearness: Nearness) -> str:
        return f"{asked} → {painted}, {self.nearness_names[nearness]}"

    def colour_missing(self, asked: str) -> str:
        return f"{asked}, 그림에 없음"

    delete_title = "이 그림을 삭제할까요?"
    delete_text = "여기와 갤러리에서 사라지고, 되돌릴 수 없어요."
    delete_confirm = "삭제"
    delete_keep = "그대로 두기"

    def deleted(self, who: str) -> str:
        return f"🗑️ {who} 님이 이 그림을 삭제했어요."

    it = "이"

    def note(self, note: Note, painter: str) -> str:
        match note:
            case "palette_approximate":
                return f"{painter} 모델은 이 작업에서 팔레트를 받지 않아 색 이름을 프롬프트에 넣어요. 색이 똑같지는 않아요 (*근사치*)."
            case "guidance_ignored":
                return f"{painter} 모델은 이 작업에 `--cfg`를 쓰지 않아서 빼고 진행해요."
            case "quality_ignored":
                return f"{painter} 모델은 이 작업에서 품질이 한 가지뿐이에요."
            case "ratio_nearest":
                return f"{painter} 모델이 그릴 수 있는 가장 가까운 비율로 그려요."
            case "size_ignored":
                return f"{painter} 모델은 이 작업에서 크기 대신 비율을 받아, 가장 가까운 비율로 그려요."
            case "colours_approximate":
                return (
                    f"{painter} 모델은 그림에서 색을 직접 가져오지 못해 그림의 색 이름을 프롬프트에 넣어요. "
                    "색이 똑같지는 않아요 (*근사치*)."
                )
            case "ratio_of_picture":
                return "결과의 비율과 크기는 바탕이 된 그림을 따라요."
            case "palette_ignored":
                return f"{painter} 모델은 이 작업에서 팔레트를 받지 않아 지정한 팔레트를 빼고 그려요."
            case "pictures_ignored":
                return f"{painter} 모델은 이 작업에서 주신 것보다 적은 수의 그림만 써서 뒤쪽 그림은 빠져요."
            case "count_ignored":
                return "이 작업은 결과가 한 가지뿐이라 그림이 한 장만 나와요."
            case "negative_ignored":
                return f"{painter} 모델은 이 작업에서 뺄 것을 글로 받지 않아 `--no`의 내용이 반영되지 않아요."
            case "negative_cut":
                return f"{painter} 모델은 뺄 것을 더 짧게만 받아서 `--no`의 끝부분을 잘라 내요."
            case "strength_ignored":
                return f"{painter} 모델은 이 작업에 `--strength`를 쓰지 않아서 빼고 진행해요."
            case "recolour_repaints":
                return (
                    f"{painter} 모델은 그 부분을 새 색으로 다시 그리기 때문에 세부 모양이 달라질 수 있어요."
                )
            case "seed_ignored":
                return f"{painter} 모델은 이 작업에서 시드를 받지 않아 지정한 시드를 빼고 그려요."
            case "seed_changed":
                return f"{painter} 모델이 받지 않는 시드예요. 대신 쓰는 시드는 그림과 함께 보여 드려요."
            case Shrunk(was=was, becomes=becomes):
                return (
                    f"{painter} 모델이 이 작업에서 더 작은 그림만 받아서 그림을 먼저 줄여요: "
                    f"{pixels(was)} → {pixels(becomes)}."
                )
            case _:
                assert_never(note)

    def shrunk_by_shape(self, painter: str, was: tuple[int, int], least: tuple[int, int]) -> str:
        return (
            f"{painter} 모델이 이 작업에서 더 작은 그림만 받아서 그림을 먼저 줄여요: {pixels(was)} → "
            f"{pixels(least)} 이상 (고른 모양에 따라 달라요)."
        )

    try_again = "다시 시도"

    def reference(self, reference: str) -> str:
        return f"참조 번호 {reference}"

    def ended(self, code: str, what: str) -> str:
        reason = self._reasons.get(code, self._reasons["slack_refused"])
        return f"⚠️ {what}. {reason} 요금은 들지 않았어요."

    def what_failed(self, number: int | None, *, painting: bool) -> str:
        if not painting:
            return "아이디어를 만들지 못했어요"
        return f"아이디어 {number}번을 그리지 못했어요" if number else "프롬프트를 그리지 못했어요"

    def job_cancelled(self, who: str) -> str:
        return f"{who} 님이 취소했어요. 요금은 들지 않았어요."

    _reasons: Mapping[str, str] = {
        "model_busy": "지금 모델에 요청이 몰려 있어요. 몇 분 뒤에 다시 시도해 주세요.",
        "model_fault": "모델에서 오류가 났어요. 다시 시도하면 대개 해결돼요.",
        "model_unreachable": "지금 모델에 연결할 수 없어요. 몇 분 뒤에 다시 시도해 주세요.",
        "not_stored": "그림을 보관하는 곳에 연결하지 못했어요. 나중에 다시 시도해 보고, 계속되면 관리자에게 알려 주세요.",
        "quota_spent": "계정의 모델 사용 한도가 찼어요. 나중에 다시 시도해 주세요. 관리자가 AWS에서 한도를 올릴 수도 있어요.",
        "model_gone": "이 모델은 더 이상 제공되지 않고, 대신할 모델도 없어요. 관리자가 다른 모델을 골라야 해요.",
        "no_painter": "지금 쓸 수 있는 그림 모델이 없어요. 까닭은 `/imagine 모델`에서 볼 수 있어요.",
        "model_forbidden": "이 계정은 모델을 사용할 권한이 없어요. 관리자에게 확인을 부탁해 주세요.",
        "request_refused": "모델이 요청을 받아들이지 않았어요. 저희 잘못이니 관리자에게 알려 주세요.",
        "prompt_refused": "콘텐츠 필터가 이 표현을 허용하지 않았어요. 다르게 표현해 보세요.",
        "over_budget": "쓰려던 모델이 없어졌고, 대신할 모델은 남은 예산보다 비싸요. 관리자가 예산을 올리면 다시 시도해 주세요.",
        "picture_refused": "콘텐츠 필터가 그림을 막았어요. 다시 시도하면 다른 그림이 나와요.",
        "source_refused": "바탕이 될 그림이 콘텐츠 필터를 통과하지 못했어요. 다른 그림으로 시작해 주세요.",
        "source_unsuitable": "바탕이 될 그림이 너무 작거나 지나치게 길쭉해서 이 모델이 받지 않아요. 다른 그림으로 시작해 주세요.",
        "file_gone": "파일이 삭제되었거나 제가 볼 수 없어요.",
        "file_too_large": "파일이 50MB보다 커요. 더 작은 파일을 올려 주세요.",
        "file_not_picture": "사진으로 읽을 수 없어요. PNG나 JPEG로 저장해서 다시 올려 주세요.",
        "file_unreachable": "Slack에서 파일을 가져오지 못했어요. 몇 분 뒤에 다시 시도해 주세요.",
        "source_gone": "바탕이 될 그림이 삭제되었어요.",
        "not_a_picture": "모델이 보낸 것이 그림이 아니었어요. 다시 시도하면 대개 해결돼요.",
        "pictures_not_taken": "여기서 쓰는 언어 모델은 그림을 받지 못해요. 관리자가 다른 모델을 골라야 해요.",
        "unusable_answer": "언어 모델의 답을 두 번 모두 쓸 수 없었어요. 다시 시도하거나 키워드를 바꿔 보세요.",
        "not_in_channel": "제가 이제 그 채널에 없어요. `/invite @Imagine`으로 다시 초대한 뒤 시도해 주세요.",
        "channel_not_found": "제가 이제 그 대화에 없어요. `/invite @Imagine`으로 다시 초대한 뒤 시도해 주세요.",
        "is_archived": "채널이 보관되었어요.",
        "no_permission": "그 채널에 글을 올릴 권한이 없어요. 워크스페이스 관리자가 바꿀 수 있어요.",
        "slack_refused": "Slack이 결과를 받아 주지 않았어요. 몇 분 뒤에 다시 시도해 보고, 계속되면 관리자에게 알려 주세요.",
        "internal": "저희 쪽에 문제가 생겼어요. 다시 시도해 보고, 계속되면 관리자에게 알려 주세요.",
    }

    only_owner = "이 버튼은 그림을 요청한 사람만 쓸 수 있어요. `/imagine`으로 직접 시작해 보세요."
    gone = "너무 오래되어 기록이 남아 있지 않아요. `/imagine`으로 새로 시작해 주세요."
    picture_gone = "이 그림은 삭제되었어요."
    no_such_idea = "이 아이디어를 찾을 수 없어요. *아이디어 더 보기* 버튼을 눌러 주세요."
    enough_ideas = (
        "한 요청에 담을 수 있는 아이디어가 다 찼어요. 더 보시려면 `/imagine`으로 새로 시작해 주세요."
    )
    already_cancelled = "이미 취소되었어요. `/imagine`으로 새로 시작해 주세요."
    too_late = "이미 그리고 있어서 취소할 수 없어요. 그림이 나오면 삭제할 수 있어요."
    nothing_to_cancel = "취소할 것이 남아 있지 않아요."
    not_started = "죄송해요. 요청을 기록하지 못해 아무것도 시작되지 않았고 요금도 들지 않았어요. 잠시 뒤에 다시 시도해 주세요."
    not_sure = (
        "죄송해요. 요청이 기록되었는지 아직 확인하지 못했어요. 계속 확인해서, 여기에 결과를 보여 드리거나 "
        "취소되었다고 알려 드릴게요. 둘 다 없으면 취소된 것이고 요금도 들지 않아요."
    )
    broken = "죄송해요. 저희 쪽에 문제가 생겼어요. 다시 시도해 보고, 계속되면 관리자에게 알려 주세요."
    in_direct_message = "🔒 나만 볼 수 있어요. 다이렉트 메시지로 답할게요."

    def already_painting(self, number: int | None) -> str:
        return f"아이디어 {number}번은 이미 그리고 있어요." if number else "이미 진행하고 있어요."

    def not_in_conversation(self) -> str:
        return "저는 이 대화에 들어올 수 없어서 여기에 올릴 수 없어요. 저와의 다이렉트 메시지에서 이어 가 주세요. 요금은 청구되지 않았어요."

    def not_a_member(self, channel: str) -> str:
        return (
            f"제가 {channel}에 들어가 있지 않아 글을 올릴 수 없어요. `/invite @Imagine`으로 초대한 뒤 다시 요청하거나, "
            "다이렉트 메시지에서 계속해 주세요. 요금은 들지 않았어요."
        )

    this_conversation = "이 대화"
    carry_on = "다이렉트 메시지에서 계속하기"

    faulty = "시작하지 못했어요:"
    you_typed = "입력한 내용"
    see_help = "`/imagine help`에 모든 옵션 설명이 있어요."
    shorten = "줄여 주세요"
    edit_it = "직접 고치기"

    def fault(self, fault: Fault) -> str:
        match fault:
            case UnknownOption(option, nearest):
                hint = f" 혹시 `{nearest}`인가요?" if nearest else ""
                return f"`{option}` 옵션은 없어요.{hint}"
            case MissingValue(option, example):
                return f"`{option}`에는 값이 필요해요. 예: `{example}`"
            case UnexpectedValue(option, given):
                return f"`{option}`에는 값이 없어요. `{given}`을(를) 빼 주세요."
            case RepeatedOption(option):
                return f"`{option}`이(가) 두 번 있어요. 하나만 남겨 주세요."
            case NotANumber(option, given, lowest, highest):
                return f"`{option}`에는 {lowest:.10g}부터 {highest:.10g}까지의 숫자를 넣어 주세요. `{given}`은(는) 쓸 수 없어요."
            case NotAChoice(option, given, choices, nearest):
                hint = f" 혹시 `{nearest}`인가요?" if nearest else ""
                return f"`{option}`에는 {self.either(choices)}만 쓸 수 있어요. `{given}`은(는) 쓸 수 없어요.{hint}"
            case NotARatio(given):
                return f"`--ar`에는 `16:9`, `1:1` 같은 비율을 넣어 주세요. `{given}`은(는) 쓸 수 없어요."
            case NotASize(given):
                return f"`--size`에는 `1024x1024` 같은 픽셀 크기를 넣어 주세요. `{given}`은(는) 쓸 수 없어요."
            case SizeNotPainted(given, nearest, painter):
                return f"{painter} 모델은 `{given}` 크기로 그리지 못해요. 가장 가까운 크기는 `{nearest}`예요."
            case SizeAndRatio():
                return "`--size`와 `--ar`은 함께 쓸 수 없어요. 하나만 남겨 주세요."
            case NotAColour(given):
                return f"`{given}`은(는) 색이 아니에요. `#0b3954`처럼 써 주세요."
            case TooManyColours(count, most):
                return f"팔레트는 최대 {most}색이에요. 지금은 {count}색이에요."
            case NoKeywords(swallowed_by):
                if swallowed_by is None:
                    return "키워드가 없어요. 그림에 무엇이 나오면 좋을지 써 주세요."
                return (
                    f"키워드가 없어요. `{swallowed_by}` 뒤의 글을 모두 그 값으로 읽었어요. 값을 따옴표로 묶어 주세요. "
                    f'예: `{swallowed_by} "유화" 등대, 폭풍`'
                )
            case TooLong(what, length, longest):
                return f"{self._parts[what]} {length}자예요. {longest}자까지 쓸 수 있으니 {length - longest}자를 줄여 주세요."
            case NeedsPicture(option):
                return (
                    f"`{option}`에는 그림이 필요해요. 저를 멘션하는 메시지에 그림을 첨부하거나, `/imagine`만 입력해 "
                    "열리는 창을 이용해 주세요."
                )
            case NeedsWhere():
                return "그림의 어느 부분을 바꿀지 알려 주세요. 예: `--where 하늘`"
            case NotPainted(use, painter):
                return (
                    f"{painter} 모델도, 지금 쓸 수 있는 다른 모델도 {self._uses[use]} 못해요. `--use spirit`처럼 다른 "
                    "방법을 골라 주세요."
                )
            case PictureNotTaken(use, width, height):
                return (
                    f"이 그림({width}×{height})은 너무 길쭉하거나 너무 작아서, 지금 쓸 수 있는 모델로는 {self._uses[use]} "
                    "못해요. 비율이 다른 그림으로 해 보세요."
                )
            case NeedsPictures(_, needed):
                return f"이 방법에는 그림이 {needed}장 필요해요. 두 번째 그림도 첨부해 주세요."
            case NeedsColour():
                return "어떤 색으로 바꿀지 알려 주세요. 예: `짙은 초록`"
            case NoPainter(still):
                if not still:
                    return "지금 쓸 수 있는 그림 모델이 없어요. 까닭은 `/imagine 모델`에서 볼 수 있어요."
                uses = ", ".join(f"`{use}`" for use in still)
                return (
                    "글로 그림을 그리는 모델을 지금 쓸 수 없어서, 이 그림에서 나온 새 아이디어를 그릴 수 없어요. 까닭은 "
                    f"`/imagine 모델`에서 볼 수 있어요. `--use` 뒤에 쓸 수 있는 것은 다음과 같아요: {uses}."
                )
            case UnknownModel(given, nearest, choices):
                hint = f" `{nearest}` 모델을 찾으셨나요?" if nearest else ""
                there = (
                    f" {self.either(choices)} 중에서 골라 주세요. `/imagine 모델`에서 볼 수 있어요."
                    if choices
                    else ""
                )
                return f"`{given}` 모델은 없어요.{hint}{there}"
            case ModelUnavailable(name, state, end_of_life, choices):
                choice = f" {self.either(choices)} 중에서 고르거나 비워 두면 제가 골라요." if choices else ""
                return f"{self.model_state(name, state, end_of_life)}{choice}"
            case TooManyPictures(count, most):
                return f"그림은 한 번에 {most}장까지 쓸 수 있어요. 지금은 {count}장이니 몇 장을 빼 주세요."
            case _:
                assert_never(fault)

    def model_state(self, name: str, state: str, end_of_life: date | None) -> str:
        """Why a model can't be called."""
        match state:
            case "ended":
                when = f"{self.day(end_of_life)}에 " if end_of_life else ""
                return f"{name} 모델은 {when}서비스가 끝났어요."
            case "forbidden":
                return f"이 AWS 계정에는 {name} 모델을 쓸 권한이 없어요."
            case _:
                return f"{name} 모델은 제가 쓸 수 있는 리전에 없어요."

    def day(self, day: date) -> str:
        return f"{day.year}년 {day.month}월 {day.day}일"

    this_picture = "이 그림"
    painted_from_words = "글로 그린 그림"
    history_alone = "이 그림으로 만든 그림도, 이 그림의 바탕이 된 그림도 아직 없어요."

    def history_shortened(self, count: int) -> str:
        return f"{count}장은 여기에 보이지 않아요."

    def painted_instead(self, old: str, painter: str) -> str:
        return f"{old} 모델을 더는 쓸 수 없어서 {painter} 모델이 그렸어요."

    def painted_the_rest(self, old: str, painter: str) -> str:
        return f"{old} 모델을 더는 쓸 수 없어서 나머지는 {painter} 모델이 그렸어요."

    _uses: Mapping[Use, str] = {
        Use.SPIRIT: "그림의 느낌을 살려 그리지",
        Use.COLOURS: "그림의 색을 가져오지",
        Use.STYLE: "그림의 화풍을 가져오지",
        Use.SKETCH: "스케치를 완성하지",
        Use.ERASE: "그림에서 무언가를 지우지",
        Use.RECOLOUR: "그림에서 색을 바꾸지",
        Use.UPSCALE: "그림을 크게 만들지",
        Use.RESTYLE: "다른 그림의 화풍을 입히지",
        Use.TRY_ON: "옷을 입혀 보지",
        Use.LAYOUT: "그림의 구도를 유지하지",
        Use.VARIATION: "그림의 변형을 그리지",
        Use.CHANGE: "그림의 일부를 바꾸지",
        Use.EXTEND: "그림을 바깥으로 넓히지",
        Use.CUTOUT: "그림에서 대상만 오려 내지",
    }

    _parts: Mapping[str, str] = {
        "keywords": "키워드가",
        "style": "스타일이",
        "prompt": "프롬프트가",
        "negative": "`--no`의 내용이",
        "where": "`--where`의 내용이",
    }

    def either(self, choices: tuple[str, ...]) -> str:
        return " 또는 ".join(f"`{choice}`" for choice in choices)

    modal_title = "새 그림"
    edit_title = "프롬프트 고치기"
    modal_submit = "시작"
    edit_submit = "그리기"
    close = "닫기"
    keywords_label = "무엇을 그릴까요?"
    keywords_hint = "아이디어 세 가지를 위한 키워드, 또는 완성된 프롬프트."
    keywords_placeholder = "등대, 폭풍"
    mode_label = "그다음은요?"
    mode_ideas = "아이디어 세 가지 중에서 고르기"
    mode_raw = "이대로 바로 그리기"
    style_label = "스타일"
    style_placeholder = "수채화, 제품 사진, 종이 오리기 …"
    prompt_label = "프롬프트"
    count_label = "그림 수"
    shape_label = "비율"
    shape_any = "모델에 맡기기"
    size_label = "픽셀 크기"
    size_hint = "비율 대신 정확한 크기를 정할 때."
    seed_label = "시드"
    seed_hint = "시드와 프롬프트가 같으면 같은 그림이 나와요. 비우면 새로 정해요."
    guidance_label = "프롬프트를 따르는 정도 (cfg)"
    guidance_hint = "1.1(느슨하게)부터 10(그대로)까지."
    quality_label = "품질"
    quality_standard = "표준"
    quality_premium = "프리미엄"
    negative_label = "제외할 것"
    negative_placeholder = "사람, 글자"
    palette_label = "팔레트"
    palette_placeholder = "#0b3954, #bfd7ea, #ff6663"
    creativity_label = "아이디어의 대담함"
    creativity_hint = "0(무난하게)부터 1(대담하게)까지."
    keywords_with_picture = "새 그림에 담을 내용. 비워 두면 참고 사진에 어울리는 것으로 골라요."
    pictures_label = "참고 사진"
    pictures_hint = "다섯 장까지 올릴 수 있어요. 스타일, 빛, 분위기, 색을 읽어요."
    form_titles: Mapping[str, str] = {
        "change": "일부 바꾸기",
        "erase": "지우기",
        "recolour": "색 바꾸기",
        "extend": "그림 넓히기",
        "upscale": "크게 만들기",
        "restyle": "다른 그림의 화풍 입히기",
        "try-on": "옷 입혀 보기",
    }
    erase_label = "무엇을 지울까요?"
    erase_placeholder = "배, 오른쪽의 간판 …"
    recolour_label = "무엇의 색을 바꿀까요?"
    recolour_placeholder = "배, 외투 …"
    colour_label = "어떤 색으로 바꿀까요?"
    colour_placeholder = "짙은 초록, 옅은 금색 …"
    garment_label = "어떤 옷을 바꿀까요?"
    garment_hint = "비워 두면 상의를 바꿔요."
    garment_placeholder = "재킷, 바지 …"
    enlarging_label = "어떻게 할까요?"
    enlarging_lines: Mapping[str, str] = {
        "fast": "빠르게: 더 크고 또렷하게, 더하는 것 없이",
        "faithful": "충실하게: 그림에 맞는 세부를 살려서",
        "creative": "창의적으로: 새로운 세부를 더해서",
    }
    size_now = "현재"

    def enlarged_to(self, size: str, price: str, painter: str) -> str:
        return f"{size or '수백만 픽셀'} · {price} · {painter}"

    large_already = "이 그림은 이미 크게 만들 수 있는 최대 크기예요."
    manner_label = "어떤 그림의 화풍을 입힐까요?"
    manner_hint = "화풍을 가져올 그림을 올려 주세요."
    manner_hint_or = "화풍을 가져올 그림을 올리거나, 아래에서 골라 주세요."
    painted_label = "또는 여기서 그린 그림"
    painted_none = "없음: 위에 올린 그림 사용"
    where_label = "어느 부분인가요?"
    where_placeholder = "하늘, 왼쪽의 자동차 …"
    instead_label = "그 자리에 무엇이 있으면 좋을까요?"
    instead_hint = "어떤 언어로든, 512자까지."
    beyond_label = "그곳에 무엇이 보이면 좋을까요?"
    beyond_hint = "비워 두면 그대로 이어 그려요."
    side_label = "어느 쪽으로 넓힐까요?"
    side_names = grown
    shape_by_side = "넓힌 만큼 그대로"
    settings_title = "채널 설정"
    save = "저장"
    picture_mode_label = "누군가 저를 부르지 않고 사진을 올리면"
    mode_off = "아무것도 하지 않기"
    mode_offer = "참고로 쓸지 올린 사람에게만 물어보기"
    mode_auto = "바로 살펴보고 스레드에 아이디어 올리기"
    settings_of_channels = "다이렉트 메시지에서는 모든 사진을 바로 살펴봐요. 설정은 채널에서 열어 주세요."

    channel_model_label = "이 채널의 요청을 그릴 모델"
    channel_model_hint = "모델을 정하지 않은 요청에 써요. 쓸 수 없게 되면 제가 골라요."

    def settings_saved(self, mode: str, painter: str) -> str:
        what = {"off": self.mode_off, "offer": self.mode_offer, "auto": self.mode_auto}[mode]
        paints = f" 그림은 {painter} 모델이 그려요." if painter else ""
        return f"이 채널의 설정을 저장했어요: {what}.{paints}"

    private_label = "누가 볼 수 있나요?"
    private_option = "나만, 다이렉트 메시지에서"

    def help_painter(self, painter: str, prompt_limit: int) -> str:
        return f"그리는 모델은 {painter}이고, 프롬프트는 {prompt_limit}자까지예요."

    def help(self, painter: str) -> str:
        return (
            "*떠오른 생각을 그림으로*\n"
            "`/imagine 등대, 폭풍` 하면 스레드에 아이디어 세 가지가 나와요. 하나를 누르면 그려요.\n"
            "`/imagine`만 쓰면 모든 옵션이 있는 창이 열려요. 스레드 안에서는 `@Imagine 등대, 폭풍`이라고 써 주세요.\n\n"
            "*사진에서 시작하기*\n"
            "사진을 1~5장 올리면서 저를 멘션하거나, 다이렉트 메시지로 보내거나, 메시지 메뉴에서 *Use as reference* 항목을 "
            "골라 주세요. `--use`로 쓰임을 정해요: `spirit`, `colours`, `style`, `layout`, `sketch`, `variation`, `change`, `erase`, "
            "`recolour`, `extend`, `cutout`, `upscale`, `restyle`, `try-on`(이 둘은 사진 두 장). "
            "`--strength light`, `medium`, `strong`으로 세기를, `--where 하늘`로 바꿀 부분을 정할 수 있어요.\n"
            "*그다음* 그림 아래의 버튼으로 변형하고, 키우고, 넓히고, 지우고, 바꾸고, 색이나 화풍을 바꿀 수 있어요. *내력* "
            "버튼은 무엇에서 나온 그림인지 보여 줘요. 스레드에 이렇게 답해도 돼요: `@Imagine 밤으로, 더 가까이`.\n"
            "`/imagine 모델`은 그릴 수 있는 모델과 가격을, `/imagine 설정`은 이 채널의 모델과 사진 설정을 보여 줘요. "
            "`/imagine 사용량`과 홈 탭에서 내 사용량을 볼 수 있어요. 관리자는 거기서 워크스페이스의 사용량도 보고, `/imagine "
            "예산`으로 예산을 정해요. 그림은 `/imagine 갤러리 등대`나 홈 탭에서 찾고, ⭐ 반응을 달면 즐겨찾기에 들어가요.\n\n"
            "*옵션*\n"
            "`--style 수채화`  원하는 스타일을 자유롭게\n"
            "`--raw`  쓴 그대로 바로 그리기\n"
            "`--n 3`  그림 1~5장\n"
            "`--ar 16:9`  비율, 또는 `--size 1024x1024`\n"
            "`--seed 7`  시드와 프롬프트가 같으면 같은 그림\n"
            "`--cfg 8`  프롬프트를 따르는 정도: 1.1~10\n"
            "`--quality premium`  더 세밀하게, 조금 더 비싸게\n"
            "`--no 사람, 글자`  제외할 것\n"
            "`--palette #0b3954,#bfd7ea`  1~10가지 색\n"
            "`--creativity 0.7`  아이디어의 대담함: 0~1\n"
            "`--private`  다이렉트 메시지에서 나만 보기\n"
            "`--model ultra`  그릴 모델\n\n"
            f"{painter} *그리기* 버튼을 누르거나 `--raw`를 쓰기 전에는 요금이 들지 않아요."
        )

    model_label = "모델"
    models_title = "모델"
    models_from_words = "글로 그리는 모델"
    models_none = "지금 글로 그릴 수 있는 모델이 없어요."
    models_with_pictures = "그림으로 할 수 있는 일과 맡는 모델"
    models_missing = "쓸 수 없는 모델"
    models_writing = "글을 쓰고 그림을 읽는 모델 (이 순서로)"
    models_how = (
        "✅ 표시가 지금 선택된 모델이에요. `--model`로 다른 모델을 고르거나 `/imagine 설정`에서 채널의 모델을 정할 수 있어요. "
        "가격은 그림 한 장당 미국 달러이고, 글 모델은 백만 토큰당 읽기 / 쓰기 가격이에요."
    )
    models_check = "다시 확인"
    models_fallback = "모델 목록과 할 수 있는 일"
    only_admins = "워크스페이스 관리자만 다시 확인할 수 있어요."

    def model_chosen(self, default: str) -> str:
        return f"알아서 골라 주기 ({default})"

    def model_of_channel(self, default: str) -> str:
        return f"이 채널의 모델 ({default})"

    def model_not_now(self, name: str) -> str:
        return f"{name} (지금은 쓸 수 없음)"

    def model_until(self, day: str) -> str:
        return f"{day}까지"

    def abilities(self, model: Capabilities) -> list[str]:
        shapes = f"크기 {len(model.sizes)}가지" if model.sizes else f"비율 {len(model.ratios)}가지"
        calls = f"한 번에 {model.images_per_call}장까지" if model.images_per_call > 1 else "한 번에 한 장"
        palette = {"native": "정확한 팔레트", "approximate": "말로 전하는 팔레트", "none": "팔레트 없음"}
        return [shapes, calls, palette[model.palette]]

    def token_price(self, read: float, written: float) -> str:
        return f"${read:.2f} / ${written:.2f}"

    def voice_state(self, why_not: str, ends: date | None) -> str:
        match why_not:
            case "ended":
                return f"{self.day(ends)}에 서비스가 끝났어요" if ends else "서비스가 끝났어요"
            case "not_granted":
                return "이 AWS 계정에 권한이 없어요"
            case "not_here":
                return "이 리전에 없어요"
            case _:
                return "부르지 못했어요. 한 시간 안에 다시 불러 볼게요"

    home_start = (
        "•  아무 채널에서나 `/imagine 등대, 폭풍`: 아이디어 세 가지가 나오고, 누르면 그려요\n"
        "•  여기에, 또는 `@Imagine`과 함께 그림을 보여 주세요: 그 느낌을 살린 아이디어 세 가지\n"
        "•  그림에 “밤으로, 더 가까이”라고 답해 보세요: 그림이 바뀌어요"
    )
    home_new = "새 그림"
    home_models = "모델"
    home_warnings = "관리자에게: 살펴볼 모델"
    home_warnings_hint = "관리자에게만 보여요. `/imagine 모델`에서 모두 보고 다시 확인할 수 있어요."

    def home_greeting(self, who: str) -> str:
        return f"{who} 님, 안녕하세요. 무엇을 그려 볼까요?"

    def ends_soon(self, name: str, last_day: date, days: int, instead: str | None, *, paints: bool) -> str:
        left = "오늘이 마지막 날이에요" if days == 0 else f"{days}일 남았어요"
        does = "그림은" if paints else "글은"
        then = f"그 뒤 {does} {instead} 모델이 맡아요." if instead else "그 뒤를 이을 모델이 없어요."
        return f"*{name}* 모델은 {self.day(last_day)}까지예요. {left}. {then}"

    def named_in_vain(self, name: str, instead: str | None, *, paints: bool) -> str:
        does = "그림은" if paints else "글은"
        now = f"지금 {does} {instead} 모델이 맡고 있어요." if instead else f"지금 {does} 맡을 모델이 없어요."
        return f"설정에 있는 *{name}* 모델을 쓸 수 없어요. {now}"

    def fallback_card(self, keywords: str) -> str:
        return f"그림 요청: {keywords}"

    fallback_ideas = "그림 아이디어 세 가지"
    fallback_use = "사진과, 사진으로 할 수 있는 일"
    fallback_picture = "그림이 완성되었어요"
