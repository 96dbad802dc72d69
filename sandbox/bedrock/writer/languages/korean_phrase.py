"""One Korean phrase on its way into English word order."""

import re
from dataclasses import dataclass, field
from typing import Final

from sandbox.bedrock.writer.languages.korean_dictionary import beings, media, nouns, numbers, places
from sandbox.bedrock.writer.languages.korean_forms import VerbForm
from sandbox.bedrock.writer.phrases import listed, plural, with_article, words

_ON: Final = frozenset(
    words(
        """
    hill beach island rooftop roof path street bridge rock sofa bed bench desk table chair stairs road
    balcony field wall sea water lake day
    """
    )
)
_AT: Final = frozenset(words("window night dawn dusk midnight midday sunset sunrise market party well"))
_UNIQUE: Final = frozenset(
    words("sea sky moon sun stars universe rain snow wind window river fog sunset sunrise")
)
_WORN: Final = {
    "umbrella": "holding",
    "hat": "wearing",
    "glasses": "wearing",
    "mask": "wearing",
    "crown": "wearing",
}
_THROUGH: Final = {
    "flying": "through", "walking": "along", "drifting": "through", "running": "along", "swimming": "through",
    "passing": "by", "sailing": "across", "travelling": "through", "strolling": "along", "floating": "through",
    "leaving": "", "climbing": "", "descending": "", "crossing": "",
}  # fmt: skip
_SCENES_OF: Final = frozenset(words("모습 장면 광경"))
_TOWARDS: Final = {"on": "over", "under": "below", "in": "into", "inside": "into"}
_BARE_TIMES: Final = frozenset(words("night dawn dusk midnight midday sunset sunrise"))
_IN_TIME: Final = frozenset(["spring", "summer", "autumn", "winter", "space"])
_BESIDE: Final = frozenset(["window", "lakeside", "riverside", "fireplace", "campfire"])

# Nouns that colour the noun after them ("겨울 바다", winter sea) instead of standing beside it.
_COLOURING: Final = frozenset(
    words(
        """
    새벽 아침 낮 오후 저녁 밤 한밤 봄 여름 가을 겨울 숲 숲속 산 바다 강 도시 시골 우주 유리 종이 나무 돌
    대리석 네온 크리스마스 전통 고대 눈 비 안개 벚꽃 단풍 달빛 별빛 황금 은빛 금빛 서울 부산 제주 한강 골목
    사막 북극 정글 얼음 불 커피 녹차 와인 생일 초록색 파란색 빨간색 노란색 보라색 분홍색 하늘색 회색 검은색
    흰색 초록 노랑 빨강 파랑
    """
    )
)


@dataclass(slots=True)
class KoreanPhrase:
    """What has been read of one phrase and waits for its place in the English one.

    `bare` is a noun without a particle: it may yet colour the next noun, be counted, or be the last word.
    """

    adjectives: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    bare: str = ""
    bare_korean: str = ""
    bare_clauses: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    marked: bool = False
    objects: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    acting: list[str] = field(default_factory=list)
    final: str = ""

    def take_bare(self) -> str:
        whole = " ".join([self.bare, *self.bare_clauses]).strip()
        self.bare, self.bare_korean, self.bare_clauses = "", "", []
        return whole

    def flush_bare(self) -> None:
        if whole := self.take_bare():
            self.subjects.append(whole)

    def noun(self, korean: str, english: str, role: str) -> None:
        if korean in _SCENES_OF and self.clauses and self.clauses[-1].startswith("with "):
            self.flush_bare()
            self.subjects.append(re.sub(r"^with (an? )?", "", self.clauses.pop()))
            return  # 고양이가 자는 모습: the cat is what is seen
        if self.bare_korean in _COLOURING and korean not in media():
            self.adjectives.insert(0, self.bare)
            self.clauses = [*self.bare_clauses, *self.clauses]
            self.bare, self.bare_korean, self.bare_clauses = "", "", []
        self.flush_bare()
        if role == "plural":
            english, role = plural(english), ""
        counted = self.adjectives and self.adjectives[0] in numbers().values() and self.adjectives[0] != "one"
        named = " ".join([*self.adjectives, plural(english) if counted else english])
        clauses, self.adjectives, self.clauses = self.clauses, [], []
        self.marked = role == "subject"
        if not role and not self.joined:
            self.bare, self.bare_korean, self.bare_clauses = named, korean, clauses
            return
        built = " ".join([named, *clauses])
        if self.joined and role not in ("and", "of"):
            built, self.joined = listed([*self.joined, built]), []
        self._placed(korean, english, built, role)

    def _placed(self, korean: str, english: str, built: str, role: str) -> None:
        match role:
            case "object":
                self.objects.append(built)
            case "at":
                self.places.append(_at(english, built))
            case "with" if korean in media():
                self.styles.append(built)
            case "with" | "to" | "from" | "like":
                self.places.append(f"{role} {_thing(built)}")
            case "and":
                self.joined.append(built)
            case "of" if korean in beings():
                self.adjectives.append(f"{built}'s")
            case "of" if korean not in nouns():
                self.adjectives.append(f"{built.capitalize()}'s")
            case "of" if korean in places() or english in _BARE_TIMES | _IN_TIME:
                self.clauses.append(_at(english, built))
            case "of":
                self.clauses.append(f"of the {built}")
            case "at of":
                self.clauses.append(_at(english, built))
            case _:
                self.subjects.append(built)

    def relation(self, preposition: str, role: str) -> None:
        """A place beside what was just named: 의자 위에, 의자 위의 고양이."""
        anchor = self.take_bare()
        if not anchor and self.clauses:
            anchor = re.sub(r"^(of|in|on|at|by) (the )?", "", self.clauses.pop())
        if self.joined:
            anchor, self.joined = listed([*self.joined, *([anchor] if anchor else [])]), []
        if not anchor:
            return
        if role == "with":
            preposition = _TOWARDS.get(preposition, preposition)  # 위로: over, not on
        where = f"{preposition} {'' if preposition == 'between' else 'the '}{anchor}"
        (self.clauses if role == "of" else self.places).append(where)

    def verb(self, form: VerbForm) -> None:
        self.marked = False
        if self.styles and form.participle in ("painting", "making"):
            return  # 수채화로 그린: the style says it
        action = self._action(form.participle)
        if form.kind == "joining":
            self.acting.append(action)
        elif form.kind == "final":
            self.final, self.acting = " and ".join([*self.acting, action]), []
        else:
            self._before_noun(action)

    def exists(self, form: str) -> None:
        """있는 and 없는: the end of a progressive, or having and lacking."""
        if self.acting:
            action = self.acting.pop()
            if form.endswith("다"):
                self.final = " and ".join([*self.acting, action])
            else:
                self._before_noun(action)
        elif form in ("없는", "있는"):
            thing = self.take_bare() or (self.subjects.pop() if self.subjects else "")
            if thing:
                self.clauses.append(f"{'without' if form == '없는' else 'with'} {with_article(thing)}")
            elif self.places:
                self.clauses.append(self.places.pop())

    def _action(self, participle: str) -> str:
        if whole := self.take_bare():
            self.objects.append(whole)
        worn = [thing for thing in self.objects if thing.rpartition(" ")[2] in _WORN]
        if participle == "writing" and worn:
            participle = _WORN[worn[0].rpartition(" ")[2]]
        things = [_thing(thing) for thing in self.objects]
        if things and participle in _THROUGH:
            things[0] = f"{_THROUGH[participle]} {things[0]}"
        places = self.places
        if participle.endswith((" on", " at")) and places and not things:
            places = [places[0].partition(" ")[2], *places[1:]]  # "leaning on" brings its own preposition
        self.objects, self.places = [], []
        return " ".join([participle, *things, *places])

    def _before_noun(self, action: str) -> None:
        action = " and ".join([*self.acting, action])
        self.acting = []
        if self.subjects:
            action = f"with {with_article(self.subjects.pop())} {action}"
        self.clauses.append(action)

    def english(self) -> str:
        self.flush_bare()
        actions = [self.final] if self.final else self.acting
        loose = [*self.joined, *self.objects, *self.clauses, " ".join(self.adjectives), *self.styles]
        told = " ".join([*self.subjects[-1:], *actions, *self.places])
        return ", ".join(part for part in (*self.subjects[:-1], told, *loose) if part)


def _thing(built: str) -> str:
    return f"the {built}" if built.rpartition(" ")[2] in _UNIQUE else with_article(built)


def _at(english: str, built: str) -> str:
    if english in _BARE_TIMES and english == built:
        return f"at {built}"
    if english in _IN_TIME and english == built:
        return f"in {built}"
    head = english.rpartition(" ")[2]
    if head in _BESIDE:
        return f"by the {built}"
    preposition = "on" if head in _ON else "at" if head in _AT else "in"
    return f"{preposition} {built if built[:1].isupper() else f'the {built}'}"
