"""The text behind `/imagine`: keywords and options as people really type them, and back again.

Keyboards and Slack change what was typed: straight quotes become curly, ``--`` becomes a dash, ``&`` becomes
``&amp;``, a name becomes ``<@U123|name>``. All of that is undone before anything is read.
"""

import difflib
import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from services.ask import (
    ENLARGING,
    MAX_COLOURS,
    MAX_COUNT,
    MAX_KEYWORDS,
    MAX_REFERENCES,
    MAX_SEED,
    SIDES,
    Ask,
    PictureOptions,
    Ratio,
    ReferenceOptions,
    Size,
    Strength,
    Use,
)
from services.faults import (
    AskError,
    Fault,
    MissingValue,
    NeedsPicture,
    NeedsWhere,
    NoKeywords,
    NotAChoice,
    NotAColour,
    NotANumber,
    NotARatio,
    NotASize,
    RepeatedOption,
    SizeAndRatio,
    TooLong,
    TooManyColours,
    TooManyPictures,
    UnexpectedValue,
    UnknownOption,
)

MAX_STYLE: Final = 200

N = TypeVar("N", int, float)
Arity = Literal["flag", "word", "text", "colours"]


@dataclass(frozen=True)
class Option:
    """One option: how much of what follows belongs to it, and an example for messages."""

    name: str
    arity: Arity
    example: str = ""

    @property
    def typed(self) -> str:
        return f"--{self.name}"


OPTIONS: Final = {
    option.name: option
    for option in (
        Option("style", "text", "watercolour"),
        Option("raw", "flag"),
        Option("n", "word", "3"),
        Option("ar", "word", "16:9"),
        Option("size", "word", "1024x1024"),
        Option("seed", "word", "7"),
        Option("cfg", "word", "8"),
        Option("quality", "word", "premium"),
        Option("no", "text", "people, text"),
        Option("palette", "colours", "#0b3954,#bfd7ea"),
        Option("creativity", "word", "0.7"),
        Option("private", "flag"),
        Option("model", "word", "core"),
        Option("use", "word", "colours"),
        Option("strength", "word", "strong"),
        Option("where", "text", "the sky"),
    )
}

_SYNONYMS: Final = {"keep": "use"}
"""Other names of options: `--keep colours` says what `--use colours` does."""

_USES: Final = {
    "colors": "colours",
    "colour": "colours",
    "color": "colours",
    "cut-out": "cutout",
    "recolor": "recolour",
    "tryon": "try-on",
    "enlarge": "upscale",
}
_MAX_WHERE: Final = 200

REFERENCE_OPTIONS: Final = ("use", "strength", "where")
"""They need a picture."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»〝〞＂", '"') | dict.fromkeys("‘’‚‛", "'"))
_LINK = re.compile(r"<([^<>|\s]+)(?:\|([^<>]*))?>")
_EMOJI = re.compile(r"(?<![\w:]):([a-z0-9_+'-]*[a-z][a-z0-9_+'-]*)(?:::skin-tone-\d)?:(?![\w:])")
_DASHES = r"(?P<dashes>[-\u2010-\u2015\u2212\uff0d]{1,3})(?P<name>[^\W\d_][^\s=\"]*)"
_TOKEN = re.compile(rf'(?P<option>{_DASHES}=)?"(?P<quoted>(?:\\"|[^"])*)"(?=\s|$)|(?P<bare>\S+)')
"""Within quotes, a quote has a backslash in front."""
_OPTION = re.compile(rf"{_DASHES}(?:=(?P<value>.*))?")
_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True)
class _Token:
    text: str
    quoted: bool = False


def parse(text: str, *, pictures: int = 0) -> Ask:
    """Read what stands behind `/imagine`, or in a message.

    Parameters
    ----------
    pictures
        how many reference pictures came with it: then it needs no keywords

    Raises
    ------
    AskError
        with every fault found, in the order of the text
    """
    return _Reading(_tokens(unescape(text)), pictures).ask()


def keywords_of(text: str, pictures: int) -> Ask:
    """What a message asks for that was written beside pictures, but not to the bot: its options where it reads as
    an ask, otherwise just its words, as many as fit.
    """
    try:
        return parse(text, pictures=pictures)
    except AskError:
        return Ask(text=unescape(text)[:MAX_KEYWORDS])


def from_values(text: str, values: Mapping[str, str], *, pictures: int = 0) -> Ask:
    """The ask of a form: `text`, and option name → what was entered, "" for a flag that is set.

    Parameters
    ----------
    pictures
        how many reference pictures came with it

    Raises
    ------
    AskError
        with every fault found
    """
    reading = _Reading([_Token(text, quoted=True)] if text.strip() else [], pictures)
    return reading.ask({name: value.strip() for name, value in values.items()})


def has_options(text: str) -> bool:
    """Whether there is any option in `text`, known or mistyped."""
    return any(_option_match(token) is not None for token in _tokens(unescape(text)))


def unescape(text: str) -> str:
    """Undo Slack's escapes and the keyboard's typography; newlines and tabs become spaces."""
    text = unicodedata.normalize("NFC", text).translate(_QUOTES)
    text = _LINK.sub(_plain_link, text)
    text = html.unescape(text)
    text = _EMOJI.sub(lambda match: match[1].replace("_", " "), text)
    return " ".join(text.split())


def _plain_link(match: re.Match[str]) -> str:
    target, label = match[1], match[2]
    match target[0]:
        case "@":
            return label or ""
        case "#":
            return f"#{label}" if label else ""
        case "!":
            return (label or target[1:].split("^")[0]).lstrip("@")
        case _:
            return label or target.removeprefix("mailto:")


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(text):
        if match["bare"] is not None:
            tokens.append(_Token(match["bare"]))
        elif match["option"] is not None:
            tokens += [_Token(match["option"].removesuffix("=")), _unquoted(match["quoted"])]
        else:
            tokens.append(_unquoted(match["quoted"]))
    return tokens


def _joined(tokens: Iterable[_Token]) -> str:
    return " ".join(f'"{token.text}"' if token.quoted else token.text for token in tokens)


def _unquoted(text: str) -> _Token:
    return _Token(text.replace('\\"', '"'), quoted=True)


def _quoted(text: str) -> str:
    """`text` in quotes, as it is read back."""
    plain = text.replace('"', '\\"')
    return f'"{plain}"'


class _Reading:
    """One pass over the tokens, collecting values and faults."""

    def __init__(self, tokens: list[_Token], pictures: int) -> None:
        self._tokens = tokens
        self._pictures = pictures
        self._position = 0
        self._keywords: list[_Token] = []
        self._values: dict[str, str] = {}
        self._faults: list[Fault] = []
        self._swallowed_by: str | None = None

    def ask(self, values: Mapping[str, str] | None = None) -> Ask:
        self._values.update(values or {})
        while (token := self._next()) is not None:
            option = self._option(token)
            if option is None:
                self._keywords.append(token)
            elif option:
                self._take(*option)
        text = self._text()
        style = self._values.get("style", "")
        if not text and not self._faults and not self._pictures:
            self._faults.append(NoKeywords(self._swallowed_by))
        if len(text) > MAX_KEYWORDS:
            self._faults.append(TooLong("keywords", len(text), MAX_KEYWORDS))
        if len(style) > MAX_STYLE:
            self._faults.append(TooLong("style", len(style), MAX_STYLE))
        picture = self._picture()
        creativity = self._decimal("creativity", 0, 1)
        reference = self._reference()
        if self._faults:
            raise AskError(*self._faults)
        return Ask(
            text=text,
            style=style,
            raw="raw" in self._values,
            creativity=creativity,
            private="private" in self._values,
            model=self._values.get("model", ""),
            picture=picture,
            reference=reference,
        )

    def _text(self) -> str:
        """The keywords; quotes around all of them only hold them together, others are part of the text."""
        if len(self._keywords) == 1:
            return self._keywords[0].text.strip()
        return _joined(self._keywords)

    def _next(self) -> _Token | None:
        if self._position >= len(self._tokens):
            return None
        self._position += 1
        return self._tokens[self._position - 1]

    def _option(self, token: _Token) -> tuple[Option, str | None] | tuple[()] | None:
        """The option a token names and the value joined to it; None for a word, () for an unknown option."""
        match = _option_match(token)
        if match is None:
            return None
        name = _SYNONYMS.get(match["name"].lower(), match["name"].lower())
        if name in OPTIONS:
            return OPTIONS[name], match["value"]
        nearest = _nearest(name, OPTIONS)
        self._faults.append(UnknownOption(f"--{match['name']}", f"--{nearest}" if nearest else None))
        if match["value"] is None and self._peek() is not None:
            self._position += 1  # probably its value, surely no keyword
        return ()

    def _take(self, option: Option, joined: str | None) -> None:
        if option.arity == "flag":
            value: str | None = ""
            if joined is not None:
                self._faults.append(UnexpectedValue(option.typed, joined))
        else:
            value = joined if joined is not None else self._value(option)
        if option.name in self._values:
            self._faults.append(RepeatedOption(option.typed))
        elif value is None or (not value.strip() and option.arity != "flag"):
            self._faults.append(MissingValue(option.typed, f"{option.typed} {option.example}"))
        else:
            self._values[option.name] = value.strip().strip("'") if option.arity == "text" else value.strip()

    def _value(self, option: Option) -> str | None:
        first = self._peek()
        if first is None:
            return None
        self._position += 1
        taken = [first.text]
        if option.arity == "text" and not first.quoted:
            while (token := self._peek()) is not None and not token.quoted:
                self._position += 1
                taken.append(token.text)
            self._swallowed_by = option.typed
        elif option.arity == "colours" and not first.quoted:
            while (token := self._peek()) is not None and (taken[-1].endswith(",") or _colours(token.text)):
                self._position += 1
                taken.append(token.text)
        return " ".join(taken)

    def _peek(self) -> _Token | None:
        """The next token, unless it opens another option."""
        if self._position >= len(self._tokens):
            return None
        token = self._tokens[self._position]
        return token if _option_match(token) is None else None

    def _picture(self) -> PictureOptions:
        size, ratio = self._size(), self._ratio()
        if size is not None and ratio is not None:
            self._faults.append(SizeAndRatio())
        quality = self._choice("quality", ("standard", "premium"))
        return PictureOptions.model_construct(
            count=self._integer("n", 1, MAX_COUNT) or 1,
            ratio=ratio,
            size=size,
            seed=self._integer("seed", 0, MAX_SEED),
            guidance=self._decimal("cfg", 1.1, 10),
            quality="premium" if quality == "premium" else "standard",
            negative=self._values.get("no", ""),
            palette=self._palette(),
        )

    def _reference(self) -> ReferenceOptions:
        """How the pictures are used; every option about them is a fault where there are none."""
        given = [name for name in REFERENCE_OPTIONS if name in self._values]
        if given and not self._pictures:
            self._faults += [NeedsPicture(f"--{name}") for name in given]
            return ReferenceOptions()
        if "use" in self._values:
            plain = self._values["use"].lower()
            self._values["use"] = _USES.get(plain, plain)
        use = Use(self._choice("use", tuple(Use)) or Use.SPIRIT)
        strength = Strength(self._choice("strength", tuple(Strength)) or Strength.MEDIUM)
        where = self._values.get("where", "")
        if use is Use.EXTEND and where:
            where = self._choice("where", SIDES) or ""
        if use is Use.UPSCALE and where:
            where = self._choice("where", ENLARGING) or ""
        if use is Use.RECOLOUR and not where and not self._faults:
            self._faults.append(NeedsWhere())
        if len(where) > _MAX_WHERE:
            self._faults.append(TooLong("where", len(where), _MAX_WHERE))
        if self._pictures > MAX_REFERENCES:
            self._faults.append(TooManyPictures(self._pictures, MAX_REFERENCES))
        return ReferenceOptions(use=use, strength=strength, where=where)

    def _integer(self, name: str, low: int, high: int) -> int | None:
        return self._number(name, int, low, high)

    def _decimal(self, name: str, low: float, high: float) -> float | None:
        return self._number(name, float, low, high)

    def _number(self, name: str, kind: Callable[[str], N], low: float, high: float) -> N | None:
        given = self._values.get(name)
        if given is None:
            return None
        try:
            number = kind(unicodedata.normalize("NFKC", given))
        except ValueError:
            number = None
        if number is None or not low <= number <= high:
            self._faults.append(NotANumber(f"--{name}", given, low, high))
            return None
        return number

    def _choice(self, name: str, choices: tuple[str, ...]) -> str | None:
        given = self._values.get(name)
        if given is None or given.lower() in choices:
            return given and given.lower()
        self._faults.append(NotAChoice(f"--{name}", given, choices, _nearest(given.lower(), choices)))
        return None

    def _ratio(self) -> Ratio | None:
        given = self._values.get("ar")
        if given is None:
            return None
        pair = _pair(given, r"[:/x×]", 100)
        if pair is None:
            self._faults.append(NotARatio(given))
            return None
        return Ratio(width=pair[0], height=pair[1])

    def _size(self) -> Size | None:
        given = self._values.get("size")
        if given is None:
            return None
        pair = _pair(given, r"[x×*]", 10_000)
        if pair is None:
            self._faults.append(NotASize(given))
            return None
        return Size(width=pair[0], height=pair[1])

    def _palette(self) -> tuple[str, ...]:
        given = self._values.get("palette")
        if given is None:
            return ()
        names = [name for name in re.split(r"[\s,;]+", unicodedata.normalize("NFKC", given)) if name]
        self._faults += [NotAColour(name) for name in names if not _HEX.fullmatch(name)]
        colours = tuple(dict.fromkeys(_long_hex(name) for name in names if _HEX.fullmatch(name)))
        if len(colours) > MAX_COLOURS:
            self._faults.append(TooManyColours(len(colours), MAX_COLOURS))
        if not names:
            self._faults.append(MissingValue("--palette", f"--palette {OPTIONS['palette'].example}"))
        return colours


def _option_match(token: _Token) -> re.Match[str] | None:
    """The token as an option, known or mistyped; None for a word.

    Two dashes always open an option. One long dash is what phones make of two, but it may also stand in
    front of an ordinary word: then the name must be known or nearly so. One short dash needs a known name.
    """
    match = None if token.quoted else _OPTION.fullmatch(token.text)
    if match is None:
        return None
    name, dashes = match["name"].lower(), match["dashes"]
    if len(dashes) > 1 or name in OPTIONS or name in _SYNONYMS or (dashes != "-" and _nearest(name, OPTIONS)):
        return match
    return None


def _nearest(name: str, choices: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(name, list(choices), n=1, cutoff=0.6)), None)


def _pair(given: str, between: str, most: int) -> tuple[int, int] | None:
    """Two whole numbers from 1 to `most` with one of `between` in the middle."""
    plain = unicodedata.normalize("NFKC", given).lower()
    match = re.fullmatch(rf"([0-9]{{1,6}})\s*{between}\s*([0-9]{{1,6}})", plain)
    if match is None:
        return None
    width, height = int(match[1]), int(match[2])
    return (width, height) if min(width, height) >= 1 and max(width, height) <= most else None


def _colours(text: str) -> bool:
    """Whether a word is made of colours: "#fff", ",#fff,", "#0b3954,#bfd7ea"."""
    names = [name for name in text.split(",") if name]
    return bool(names) and all(name.startswith("#") and _HEX.fullmatch(name) for name in names)


def _long_hex(name: str) -> str:
    digits = name.lstrip("#").lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def options_text(ask: Ask) -> str:
    """The options of `ask` as they would be typed, in the order of `OPTIONS`; empty for none."""
    picture = ask.picture
    values: dict[str, object] = {
        "style": ask.style,
        "raw": ask.raw,
        "n": picture.count if picture.count != 1 else None,
        "ar": picture.ratio,
        "size": picture.size,
        "seed": picture.seed,
        "cfg": picture.guidance,
        "quality": picture.quality if picture.quality != "standard" else None,
        "no": picture.negative,
        "palette": ",".join(picture.palette),
        "creativity": ask.creativity,
        "private": ask.private,
        "model": ask.model,
        "use": ask.reference.use if ask.reference.use is not Use.SPIRIT else None,
        "strength": ask.reference.strength if ask.reference.strength is not Strength.MEDIUM else None,
        "where": ask.reference.where,
    }
    words = []
    for option in OPTIONS.values():
        value = values[option.name]
        if option.arity == "flag":
            words += [option.typed] if value else []
        elif value is not None and value != "":
            plain = f"{value:g}" if isinstance(value, float) else str(value)
            quoted = option.arity == "text" or " " in plain
            words.append(f"{option.typed} {_quoted(plain) if quoted else plain}")
    return " ".join(words)


def command_text(ask: Ask) -> str:
    """The text behind `/imagine` that asks for exactly `ask` again."""
    tokens = _tokens(ask.text)
    bare = len(tokens) > 1 and _joined(tokens) == ask.text and not any(map(_option_match, tokens))
    text = ask.text if bare or not ask.text else _quoted(ask.text)
    return f"{text} {options_text(ask)}".strip()
