"""A prompt taken apart at its commas and put together again unchanged but for what was touched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from sandbox.bedrock.writer.lexicon import Found, Kind, terms_in, words_of
from sandbox.bedrock.writer.phrases import sentence_case

_JOINT: Final = re.compile(r"([,;:]\s+|\.\s+(?=\S))")
_SCENERY: Final = frozenset({"sky"})


@dataclass(slots=True)
class Clauses:
    """The clauses, and what stands after each; `fresh` are those that were put in."""

    texts: list[str]
    joints: list[str]
    ending: str
    fresh: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, prompt: str) -> "Clauses":
        body = prompt.strip()
        bare = body.rstrip(".")
        pieces = _JOINT.split(bare)
        return cls(pieces[::2], [*pieces[1::2], ""], body[len(bare) :])

    def __str__(self) -> str:
        text = "".join(text + joint for text, joint in zip(self.texts, self.joints, strict=True))
        return sentence_case(re.sub(r"\s{2,}", " ", text).strip(" ,;:")) + self.ending

    def hits(self, kind: Kind) -> Iterator[tuple[int, Found]]:
        """Terms of a kind and the clauses they stand in, from the back, so that clauses may be dropped."""
        for number in range(len(self.texts) - 1, -1, -1):
            for hit in terms_in(words_of(self.texts[number])):
                if hit.term.kind == kind:
                    yield number, hit

    def names_a_thing(self, number: int) -> bool:
        """Whether a clause holds what is to be seen, so that it can't be put out as a whole."""
        if number == self.subject:
            return True
        found = terms_in(words_of(self.texts[number]))
        return any(hit.term.kind == "subject" and hit.term.group not in _SCENERY for hit in found)

    @property
    def subject(self) -> int:
        """The clause with the subject: the first, or the second where a light opens the sentence ("… : a fox")."""
        opened = next((number for number, joint in enumerate(self.joints[:3]) if joint.startswith(":")), -1)
        return min(opened + 1, len(self.texts) - 1)

    def put(self, text: str, number: int) -> None:
        """Put `text` in place of a clause."""
        self.texts[number] = text
        self.fresh.add(text)

    def drop(self, number: int) -> None:
        if len(self.texts) > 1:
            del self.texts[number]
            joint = self.joints.pop(number)
            if number == len(self.texts):
                self.joints[-1] = ""
            elif joint.startswith(":") and number:
                self.joints[number - 1] = joint  # the opening is shorter now, and still ends with its colon

    def after_the_subject(self, text: str) -> None:
        self._insert(text, self.subject + 1)

    def at_the_end(self, text: str) -> None:
        self._insert(text, len(self.texts))

    def _insert(self, text: str, number: int) -> None:
        self.fresh.add(text)
        self.texts.insert(number, text)
        if number == len(self.texts) - 1:
            self.joints[-1] = ", "
            self.joints.append("")
        else:
            self.joints.insert(number - 1, ", ")

    def within(self, longest: int) -> str:
        """As text of at most `longest` characters: old clauses go from the back, the subject and new ones stay."""
        number = len(self.texts) - 1
        while len(str(self)) > longest and number > self.subject:
            if self.texts[number] not in self.fresh:
                self.drop(number)
            number -= 1
        return str(self)
