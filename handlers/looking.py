"""What somebody looks at in the gallery: kept in the view that shows it, so that nothing is lost on the way."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Final, Self, get_args

from handlers.replies import Asker
from services.gallery import Filters, View, chosen

MAX_WORDS: Final = 200
MAX_STYLE: Final = 100
"""Characters: a view keeps 3000 in all (Block Kit reference, "private_metadata")."""

HOME: Final = "home"


@dataclass(frozen=True)
class Looking:
    """Which pictures, and how far somebody has leafed through them.

    Attributes
    ----------
    reference
        "yes", "no", or empty for either
    since, until
        days (ISO 8601, of UTC), both within; empty for any
    cursor
        of the page; empty for the newest
    here, here_name
        the conversation that is looked from and what Slack calls it; empty in the App Home
    turn
        how often other words were looked for, so that no search box is taken for an earlier one
    """

    view: View = "workspace"
    words: str = ""
    person: str = ""
    channel: str = ""
    model: str = ""
    style: str = ""
    reference: str = ""
    since: str = ""
    until: str = ""
    cursor: str = ""
    here: str = ""
    here_name: str = ""
    turn: str = ""

    @classmethod
    def of(cls, metadata: str) -> Self:
        """What a view was given to keep; the newest of the workspace where that is nothing."""
        return cls.read(json.loads(metadata or "{}"))

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        known = {one.name: str(kept[one.name]) for one in fields(cls) if kept.get(one.name)}
        if known.get("view") not in get_args(View):
            known.pop("view", None)
        return cls(**known)  # type: ignore[arg-type]

    def kept(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}

    def written(self) -> str:
        return json.dumps(self.kept(), ensure_ascii=False, separators=(",", ":"))

    @property
    def filters(self) -> Filters:
        return chosen(
            self.view,
            words=self.words,
            person=self.person,
            channel=self.channel,
            model=self.model,
            style=self.style,
            reference=self.reference,
            since=self.since,
            until=self.until,
        )

    @property
    def filtered(self) -> int:
        """How many filters there are, the search aside; the days count once."""
        single = (self.person, self.channel, self.model, self.style, self.reference)
        return sum(map(bool, single)) + bool(self.since or self.until)

    def searching(self, words: str) -> Self:
        """The same for other words, from the newest on."""
        words = words.strip()[:MAX_WORDS]
        return self if words == self.words else replace(self, words=words, cursor="", turn=self._next_turn())

    def cleared(self) -> Self:
        """The same without words and filters."""
        kept = {"view": self.view, "here": self.here, "here_name": self.here_name}
        return type(self).read({**kept, "turn": self._next_turn()})

    def _next_turn(self) -> str:
        return str(int(self.turn) + 1 if self.turn.isdecimal() else 1)


@dataclass(frozen=True)
class Form:
    """What a form of the gallery belongs to.

    Attributes
    ----------
    below
        the id of the view with the list, "home" for the App Home
    page
        the id of the view with the picture, once there is one
    """

    looking: Looking = field(default_factory=Looking)
    below: str = ""
    image: str = ""
    page: str = ""

    @classmethod
    def of(cls, metadata: str) -> Self:
        kept = json.loads(metadata or "{}")
        texts = {name: str(kept.get(name) or "") for name in ("below", "image", "page")}
        return cls(Looking.read(kept.get("looking") or {}), **texts)

    def written(self) -> str:
        kept = {
            "looking": self.looking.kept(),
            "below": self.below,
            "image": self.image,
            "page": self.page,
        }
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def asker_in(body: Mapping[str, Any], looking: Looking) -> Asker:
    """Who clicked in a view of the gallery, and from where they look."""
    return Asker(
        team=body["team"]["id"],
        user=body["user"]["id"],
        channel=looking.here,
        # From the App Home the answer comes in the direct message, which nobody else reads.
        channel_name=looking.here_name if looking.here else "directmessage",
    )
