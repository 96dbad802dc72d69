"""Reads a prompt: words in, `Intent` out. No chance in it; any text gives an intent."""

from dataclasses import dataclass, field, replace

from sandbox.painter import grammar
from sandbox.painter import vocabulary as words
from sandbox.painter.intent import Intent, Mention
from sandbox.painter.lexicon import BREAK, Hit, meanings, singulars, tokens
from sandbox.painter.rendition import DEFAULT


@dataclass
class _Reader:
    """The state of one pass over the tokens."""

    stream: list[str]
    mentions: list[Mention] = field(default_factory=list)
    tags: dict[str, dict[str, None]] = field(default_factory=dict)
    loose: dict[str, None] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)
    banned: set[str] = field(default_factory=set)
    unknown: dict[str, None] = field(default_factory=dict)
    count: int = 1
    relation: str = ""
    negated: bool = False
    back: int = -1
    """Index of the mention that a following "painted red" would colour."""
    scale: float = 1.0
    last: int = -1
    """Index of the last mention: what a following "on …" would place."""
    painted: bool = False
    """The last word said that a colour of `back` follows."""

    def run(self) -> None:
        at = 0
        while at < len(self.stream):
            at += self._step(at)
        self._release()

    def _step(self, at: int) -> int:
        token = self.stream[at]
        if token in grammar.SCOPE_ENDS:
            self._release()
            self.negated = False
            self.relation = "with" if token == "with" else ""
            self.painted = False
            if token == BREAK:
                self.count, self.back, self.scale = 1, -1, 1.0
            return 1
        hits, length = meanings(self.stream, at)
        skipped = self._negation(at) or (self._grammar(token, at, hits) if length <= 1 else 0)
        if skipped:
            return skipped
        if not hits:
            self._no_word(token)
            return 1
        self._take(self._choose(hits, at, length), at)
        return length

    def _grammar(self, token: str, at: int, hits: list[Hit]) -> int:
        """Words that say how others go together: how many tokens they take, 0 for any other word."""
        following = self.stream[at + 1] if at + 1 < len(self.stream) else BREAK
        if token in grammar.PAINTED and self.back >= 0:
            self.painted = True
        elif token in grammar.RELATIONS:
            if token not in ("and", "front", "next"):
                self._release()
                self.painted = False
            if token != "and" or not self.relation:
                self.relation = grammar.RELATIONS[token]
        elif token in words.NUMBERS and (following == "of" or not hits):
            self.count = words.NUMBERS[token]
            return 2 if following == "of" else 1
        elif token in grammar.SIZES:
            self.scale = grammar.SIZES[token]
        elif token in ("a", "an", "the"):
            self.painted = False
        elif token.isdigit() and not hits:
            self.count = min(int(token[:3]), 12) or 1
        else:
            made_of = token in grammar.MATERIALS and following != BREAK
            return int(made_of and any(hit.kind == "subject" for hit in meanings(self.stream, at + 1)[0]))
        return 1

    def _negation(self, at: int) -> int:
        for phrase in words.NEGATIONS:
            parts = phrase.split()
            if self.stream[at : at + len(parts)] == parts:
                self._release()
                self.negated = True
                return len(parts)
        return 0

    def _no_word(self, token: str) -> None:
        for name in singulars(token):
            if name in words.GROUPS:
                if self.negated:
                    self.banned.update(words.GROUPS[name])
                else:
                    self._mention(f"any {name}", name, plural=token != name)
                return
        if token in grammar.PARTS and self.pending and self.last >= 0:
            owner = self.mentions[self.last]
            self.mentions[self.last] = replace(owner, colours=owner.colours or tuple(self.pending))
            self.pending = []
            return
        if (
            len(token) > 2
            and token not in grammar.STOP
            and token not in grammar.PAINTED
            and not token.isdigit()
        ):
            self.unknown[token] = None

    def _choose(self, hits: list[Hit], at: int, length: int) -> Hit:
        """One meaning: a word for a colour and a thing is the colour when something follows that it can colour."""
        if len(hits) == 1:
            return hits[0]
        colour = next((hit for hit in hits if hit.kind == "colour"), None)
        other = next(hit for hit in hits if hit.kind != "colour")
        if colour is None:
            return other
        after = self.stream[at + length] if at + length < len(self.stream) else BREAK
        before = self.stream[at - 1] if at else BREAK
        following, _ = meanings(self.stream, at + length) if after != BREAK else ([], 0)
        colours_near = any(hit.kind == "colour" for hit in following) or after in grammar.PALETTE
        paired = before == "and" and bool(self.loose or self.pending)
        joined = after == "and" and any(
            hit.kind == "colour" for hit in meanings(self.stream, at + length + 1)[0]
        )
        if other.plural or (
            before in ("a", "an", "the") and after in (BREAK, "in", "on", "with", "and", "of", "at", "under")
        ):
            return other
        noun_follows = any(hit.kind == "subject" for hit in following)
        return colour if colours_near or paired or joined or noun_follows else other

    def _take(self, hit: Hit, at: int) -> None:
        if hit.kind == "colour":
            self._colour(words.COLOURS[hit.name])
        elif hit.kind == "subject":
            if self.negated:
                general = (words.GROUPS.get(name, ()) for name in singulars(self.stream[at]))
                self.banned.update((hit.name, *(name for names in general for name in names)))
            else:
                start = at - 1 if at and self.stream[at - 1] in grammar.AGES else at
                self._mention(hit.name, " ".join(self.stream[start : at + hit.length]), plural=hit.plural)
        elif self.negated:
            self.banned.add(hit.name)
        else:
            self.tags.setdefault(hit.kind, {})[hit.name] = None

    def _colour(self, value: str) -> None:
        if self.negated:
            return
        if self.painted and self.back >= 0:
            mention = self.mentions[self.back]
            self.mentions[self.back] = replace(mention, colours=(*mention.colours, value))
            return
        self.pending.append(value)

    def _mention(self, subject: str, word: str, *, plural: bool) -> None:
        count = self.count if self.count != 1 else (0 if plural else 1)
        known = next((i for i, mention in enumerate(self.mentions) if mention.subject == subject), -1)
        colours = tuple(dict.fromkeys(self.pending))
        if known >= 0:
            old = self.mentions[known]
            if colours and old.colours and colours != old.colours and not subject.startswith("any "):
                known = -1
            else:
                self.mentions[known] = replace(
                    old, colours=old.colours or colours, count=max(old.count, count)
                )
        before = self.mentions[self.last] if self.last >= 0 else None
        if before and self.relation == "of" and before.subject in grammar.HOLDERS:
            self.mentions[self.last] = replace(before, word=f"{before.word} of {word}", inside=colours)
            self.pending, self.count, self.relation = [], 1, ""
            return
        flower = before is not None and before.subject in grammar.CUT_FLOWERS
        if before and flower and (self.relation, subject) == ("on", "table"):
            vase = Mention("vase", before.count, word=f"vase of {before.word}", inside=before.colours)
            self.mentions[self.last] = vase
        if before and flower and (self.relation, subject) == ("in", "vase"):
            vase = Mention("vase", count, colours, word=f"{word} of {before.word}", inside=before.colours)
            self.mentions[self.last] = vase
            self.pending, self.count, self.relation, self.back = [], 1, "", self.last
            return
        if known < 0:
            self.mentions.append(Mention(subject, count, colours, word=word, scale=self.scale))
            known = len(self.mentions) - 1
        if (
            self.relation not in ("", "of")
            and 0 <= self.last != known
            and not self.mentions[self.last].relation
        ):
            self.mentions[self.last] = replace(self.mentions[self.last], relation=self.relation, anchor=known)
        self.pending, self.count, self.relation, self.painted, self.scale = [], 1, "", False, 1.0
        self.back = self.last = known

    def _release(self) -> None:
        """Colours that met no subject belong to the picture."""
        for value in self.pending:
            self.loose[value] = None
        self.pending = []


def read(prompt: str, negative: str = "") -> Intent:
    """Understand `prompt`; what `negative` names is banned as if the prompt had said "no …"."""
    reader = _Reader(tokens(prompt))
    reader.run()
    refusal = _Reader(
        ["no", *(token for token in tokens(negative) if token != BREAK and token not in grammar.SCOPE_ENDS)]
    )
    if negative:
        refusal.run()
    banned = frozenset(reader.banned | refusal.banned)

    def tagged(kind: str) -> tuple[str, ...]:
        return tuple(name for name in reader.tags.get(kind, {}) if name not in banned)

    mentions = _kept(reader.mentions, banned)
    media, times, seasons = tagged("medium"), tagged("time"), tagged("season")
    return Intent(
        mentions=mentions,
        medium=next((name for name in media if name != DEFAULT), media[0] if media else None),
        time=times[0] if times else None,
        weather=tagged("weather"),
        season=seasons[0] if seasons else None,
        lights=tagged("light"),
        moods=tagged("mood"),
        tones=tagged("tone"),
        views=tagged("view"),
        colours=tuple(reader.loose),
        banned=banned,
        unknown=tuple(reader.unknown),
    )


def _kept(mentions: list[Mention], banned: frozenset[str]) -> tuple[Mention, ...]:
    """`mentions` without the banned ones, anchors renumbered."""
    staying = [i for i, mention in enumerate(mentions) if mention.subject not in banned]
    places = {old: new for new, old in enumerate(staying)}
    kept = []
    for i in staying:
        anchor = places.get(mentions[i].anchor, -1)
        kept.append(replace(mentions[i], anchor=anchor, relation=mentions[i].relation if anchor >= 0 else ""))
    return tuple(kept)
