"""Requests, jobs and images: what is kept of them, and the states a job goes through."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import blake2b
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.ask import Ask, PictureOptions, Strength
from services.measuring import Measures, Swatch
from services.painting.frame import Frame
from services.painting.interface import Plan, Steering, Task
from services.prompting.writer import Idea, Traits

Language = Literal["en", "ko"]

Audience = Literal["workspace", "conversation", "person"]
"""Who may see what comes of a request: everyone in the workspace (asked in a public channel), those in the
conversation and its owner (private channel), or its owner alone (direct message, `--private`)."""


class State(StrEnum):
    """Where a job stands.

    ``accepted → queued → writing | painting → stored → posted``, or one of the other ends from any state
    before ``stored``. ``cancelled`` is open until the paid call: not from ``painting`` on.
    """

    ACCEPTED = "accepted"
    QUEUED = "queued"
    WRITING = "writing"
    PAINTING = "painting"
    STORED = "stored"
    POSTED = "posted"
    FAILED = "failed"
    REFUSED = "refused"
    CANCELLED = "cancelled"


FINAL: Final = frozenset({State.POSTED, State.FAILED, State.REFUSED, State.CANCELLED})
WAITING: Final = frozenset({State.ACCEPTED, State.QUEUED})
CANCELLABLE: Final = frozenset({State.ACCEPTED, State.QUEUED, State.WRITING})


MOST_ROUNDS: Final = 20
"""Of ideas in one request: an item of the table holds 400 kB (DynamoDB, "Quotas"), and a round takes up to 4."""

_REMEMBERED_PROMPTS: Final = 30

Telling = Literal["openly", "privately", "silently"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Origin(_Record):
    """Where a request came from, and who may see what comes of it.

    Attributes
    ----------
    channel
        empty until the direct message of a private request has been opened
    thread_ts
        the message whose thread everything goes to; None until the card is posted, if the card opens it
    """

    team: str
    user: str
    channel: str = ""
    thread_ts: str | None = None
    audience: Audience = "person"
    language: Language = "en"


class Reference(_Record):
    """A picture that a request is made from.

    Attributes
    ----------
    file_id
        of the conversation's own file; None for a picture of ours
    image_id
        of a picture that was painted here
    key, thumb_key
        where it is stored, fitted to what models take (PNG or JPEG, longest side 1408 pixels); empty until it
        was read
    mask_key
        where its mask is stored, white where the picture was transparent; empty if it was nowhere
    family
        of a picture that was painted here, as on `Image`
    width, height
        of the stored picture, pixels; 0 until it was read
    """

    file_id: str | None = None
    image_id: str | None = None
    name: str = ""
    key: str = ""
    thumb_key: str = ""
    mask_key: str = ""
    family: str = ""
    width: int = 0
    height: int = 0


PictureMode = Literal["off", "offer", "auto"]
"""What happens to a picture that is posted in a channel without a mention: nothing, its uploader is asked in
private, or it is read at once."""


class ChannelSettings(_Record):
    """What people have set for a channel.

    Attributes
    ----------
    model
        short name of the model that paints what is asked for here without naming one; empty for one that is chosen
    """

    pictures: PictureMode = "offer"
    model: str = ""


class PictureOffer(_Record):
    """A message with pictures whose uploader was asked whether to use them."""

    team: str
    channel: str
    ts: str
    thread_ts: str | None = None
    user: str
    text: str = ""
    references: tuple[Reference, ...]


class Reading(_Record):
    """What the reference pictures of a request look like.

    Attributes
    ----------
    traits
        in the words of the language model, of all pictures together
    measures
        of each picture, measured here
    palette
        of all pictures together, largest share first
    palette_key
        where the drawn palette is stored
    """

    traits: Traits
    measures: tuple[Measures, ...]
    palette: tuple[Swatch, ...]
    palette_key: str


class Round(_Record):
    """Ideas that were offered together; they are numbered through the whole request."""

    first_number: int = Field(ge=1)
    ideas: tuple[Idea, ...]


class Request(_Record):
    """What a person asked for: one thread, its card, the ideas offered in it.

    Attributes
    ----------
    token
        unguessable part of the keys of what is stored for the request itself, its reference pictures; empty
        without such
    reading
        of the reference pictures, once they were read
    """

    id: str
    origin: Origin
    ask: Ask
    card_ts: str | None = None
    references: tuple[Reference, ...] = ()
    token: str = ""
    reading: Reading | None = None
    rounds: tuple[Round, ...] = ()
    painted: int = 0
    cancelled: bool = False
    created_at: datetime

    def idea(self, number: int) -> Idea | None:
        for offered in self.rounds:
            if offered.first_number <= number < offered.first_number + len(offered.ideas):
                return offered.ideas[number - offered.first_number]
        return None

    @property
    def shows_something(self) -> bool:
        """Whether there are ideas or pictures in its thread."""
        return bool(self.painted or self.rounds)

    @property
    def next_number(self) -> int:
        return 1 + sum(len(offered.ideas) for offered in self.rounds)

    @property
    def prompts_offered(self) -> tuple[str, ...]:
        """The latest, which new ideas have to differ from."""
        offered = [idea.prompt for offered in self.rounds for idea in offered.ideas]
        return tuple(offered[-_REMEMBERED_PROMPTS:])


class SuggestWork(_Record):
    """Write three ideas; in the first round of a request with reference pictures, read those first."""

    kind: Literal["suggest"] = "suggest"
    round: int = Field(ge=1)
    pictures: int = 0


class ShortenWork(_Record):
    """Bring a prompt that is too long within the painter's limit, and offer the result."""

    kind: Literal["shorten"] = "shorten"
    round: int = Field(default=1, ge=1)


class Source(_Record):
    """A stored picture that another is made from.

    Attributes
    ----------
    image_id
        of a picture that was painted here; None for a person's own
    mask_key
        of the mask that says which part of it is meant; empty without
    number
        which of several pictures of one message it is, from 1; 0 if it was alone
    """

    image_id: str | None = None
    key: str
    mask_key: str = ""
    number: int = 0


class Made(_Record):
    """How a picture was made, beside its words and its settings.

    Attributes
    ----------
    where
        the part that was meant, as the person said it
    masked
        it was the part that was transparent in the picture
    strength
        how strongly the picture steered that it was made from; None where there was none, or it is not known
    frame
        the canvas of a picture that was continued beyond its edges
    preset
        the style by the name that its model has for it; empty for one that only the prompt says
    """

    where: str = ""
    masked: bool = False
    strength: Strength | None = None
    frame: Frame | None = None
    preset: str = ""


class PaintWork(_Record):
    """Paint one prompt.

    Attributes
    ----------
    keywords, style
        what the request asked for
    prompt
        what is painted; before ``painting`` perhaps not yet in English
    original
        the person's own words, where they were translated
    tags, alt
        as on the idea (`services.prompting.writer.Idea`); empty for a prompt of the person's own
    number
        of the idea, None for a prompt of the person's own
    sources, steering
        the pictures it is made from, as `plan.task` uses them
    manner
        the last of them, if it is a person's file that was not fetched yet
    frame
        the canvas of a picture that is continued beyond its edges
    changes
        what a refinement changed, in the person's language; empty for anything else
    refines
        id of the picture that this is a refinement of
    parent
        id of the picture that this is made from; empty if there is none, or a person's own
    family
        id of the picture that all its forebears come from; empty if it has none
    instead_of
        name of the model that was to paint it and could not be called any more
    token
        unguessable part of the pictures' keys, fixed with the job
    secret
        from which each picture's own part of its key is made; in no address. Empty for work that was accepted
        before there was such a part
    """

    kind: Literal["paint"] = "paint"
    keywords: str
    style: str = ""
    prompt: str
    original: str | None = None
    title: str = ""
    tags: tuple[str, ...] = ()
    alt: str = ""
    number: int | None = None
    options: PictureOptions = PictureOptions()
    plan: Plan
    sources: tuple[Source, ...] = ()
    manner: Reference | None = None
    steering: Steering | None = None
    frame: Frame | None = None
    changes: str = ""
    refines: str | None = None
    parent: str = ""
    family: str = ""
    instead_of: str = ""
    token: str
    secret: str = ""

    @model_validator(mode="before")
    @classmethod
    def _placed(cls, data: object) -> object:
        """A work stored before steering knew how a picture stands on its canvas."""
        if isinstance(data, dict) and isinstance(data.get("steering"), dict):
            steering, frame = data["steering"], data.get("frame")
            if isinstance(frame, dict) and not steering.get("placed"):
                placed = frame["picture_width"], frame["picture_height"]
                return data | {"steering": steering | {"placed": placed}}
        return data

    @property
    def made(self) -> Made:
        """How its pictures are made, as their records keep it."""
        steering = self.steering
        return Made(
            where=(steering.where if steering else "") or self.plan.where,
            masked=bool(self.sources and self.sources[0].mask_key),
            strength=steering.strength if steering and self.plan.task is not Task.COLOURS else None,
            frame=self.frame,
            preset=self.plan.preset or "",
        )


class RefineWork(_Record):
    """Answer what somebody said about a picture: with a new one painted from a changed prompt, or in words.

    Attributes
    ----------
    words
        what they said
    image_id, base
        the picture they spoke of, and what it was painted from
    token, secret
        for the new picture's key, as on `PaintWork`
    """

    kind: Literal["refine"] = "refine"
    words: str
    image_id: str
    base: PaintWork
    token: str
    secret: str = ""


Work = Annotated[SuggestWork | ShortenWork | PaintWork | RefineWork, Field(discriminator="kind")]


class Earlier(_Record):
    """What one model painted of a job before another had to go on with it.

    Attributes
    ----------
    prompt
        that it painted from
    plan
        that it kept to; `count` is how many pictures there are of it
    """

    prompt: str
    plan: Plan


class Share(_Record):
    """What was paid for the pictures of one model."""

    model_id: str
    images: int = Field(ge=0)
    usd: Decimal = Field(ge=0)


class Reservation(_Record):
    """What is set aside of budgets for a job and, once its pictures are stored, what was paid for them.

    Attributes
    ----------
    day
        the person's own, whose pictures are counted
    other_days
        which it may have been for them as well, where nobody knew: the pictures are counted in each
    booked_on
        UTC; its month is the one whose money is counted
    channel
        id of the channel that is counted; empty for direct messages
    paid
        it is spent, on pictures of `model_id`
    shares
        of each model, where the pictures are of several; `model_id` is then that of the first
    """

    images: int = Field(ge=0)
    usd: Decimal = Field(ge=0)
    day: date
    other_days: tuple[date, ...] = ()
    booked_on: date
    channel: str = ""
    paid: bool = False
    model_id: str = ""
    shares: tuple[Share, ...] = ()


FAR: Final = 51
"""The place from which on nobody counts them."""


class Announced(_Record):
    """What the placeholder of a waiting job says of its place in line.

    Attributes
    ----------
    position
        from 1; `FAR` for whoever stands there or further behind
    seconds
        until it is there, rounded as it is said; None where that is not known
    """

    position: int = Field(ge=1)
    seconds: int | None = None
    said_at: datetime


class Job(_Record):
    """One piece of work, and where it stands.

    Attributes
    ----------
    doing
        the state a worker takes it into: ``writing``, or ``painting`` where nothing has to be written first
    attempt
        how often a worker has taken it; a worker's writes count only while it is still its attempt
    put_off
        how many of these ended without anything having been tried that could fail: what it depends on, such as
        Slack, was out of reach, or it went to another line
    holder
        names the claim that it is held by
    lease_until
        until when its worker is taken to be alive
    failure
        code of the error it ended with (`services.bedrock.ModelError.code` or one of the bot's own)
    announced
        where it is said to stand in line; None if that was not said since it last began to wait
    answer
        in words, to what was said about a picture
    earlier
        what other models have painted of it, which can't be called any more
    missed
        indices of pictures that are not asked for again: their calls came to none, and asking again is no use
    withheld
        how many of the pictures it was to paint are not there
    busy
        how many of these only because the model was busy or out of reach, however often it was asked
    reservation
        None where it costs nothing, or ended without pictures
    ended_by
        who cancelled it
    untold
        it has ended without a result, and that is still to be shown: in its conversation, or to its person alone.
        Or nothing is to be shown of it, and what is there of its messages is still to be removed
    turn
        its round in the line of its lane (`services.line`); None until it was given one
    line_sk
        its place there, while it is in line
    """

    id: str
    request_id: str
    origin: Origin
    work: Work
    state: State = State.ACCEPTED
    doing: State = State.WRITING
    attempt: int = 0
    put_off: int = 0
    holder: str = ""
    placeholder_ts: str | None = None
    lease_until: datetime | None = None
    failure: str | None = None
    announced: Announced | None = None
    answer: str = ""
    earlier: tuple[Earlier, ...] = ()
    missed: tuple[int, ...] = ()
    withheld: int = 0
    busy: int = 0
    ended_by: str | None = None
    untold: Telling | None = None
    turn: int | None = None
    line_sk: str | None = None
    accepted_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    reservation: Reservation | None = None

    @property
    def reference(self) -> str:
        """A short number that a person can quote and an engineer can find in the log."""
        return self.id[:8]

    @property
    def tries(self) -> int:
        """The attempts that count where something is tried so often and no more."""
        return self.attempt - self.put_off


class Shared(_Record):
    """A message with which somebody shared a picture elsewhere.

    Attributes
    ----------
    channel
        where; of a direct message with the bot too
    audience
        who may see the picture for it: everyone in the workspace (a public channel), or those in that conversation
    by
        who shared it
    ts
        None until the message is there: until then nobody may see the picture for it
    """

    id: str
    channel: str
    audience: Literal["workspace", "conversation"] = "conversation"
    by: str
    at: datetime
    ts: str | None = None


class Image(_Record):
    """One stored picture and its recipe.

    Attributes
    ----------
    tags, alt
        by which it may be looked for, and what is read out in its place (`services.prompting.writer.Idea`); empty
        where nobody wrote any
    parent
        id of the picture that it was made from
    family
        id of the picture that all its forebears come from; empty if it has none
    seed
        of the call that painted it
    place, together
        which picture of that call it is, from 0, and for how many the call was: what a seed makes of any but the
        first is documented nowhere, so such a picture is painted again for certain by the same call alone
    references
        keys of the pictures that it was made from
    made
        how; of pictures from before that was kept, nothing is known
    reference_ids
        the id of each of them that was painted here, empty for a person's own; none on records from before it was
        kept
    palette
        as it was asked for
    painted_palette
        as it was measured in the picture, largest share first; only where `palette` could be kept to
        approximately
    palette_key
        where both palettes, drawn, are stored; empty where they are not
    shared
        where else it was shown by somebody who might
    """

    job_id: str
    index: int = Field(ge=0)
    request_id: str
    origin: Origin
    message_ts: str | None = None
    keywords: str
    style: str
    title: str = ""
    tags: tuple[str, ...] = ()
    alt: str = ""
    prompt: str
    original: str | None = None
    negative: str = ""
    model_id: str
    model_name: str = ""
    task: Task
    width: int
    height: int
    seed: int
    place: int = Field(default=0, ge=0)
    together: int = Field(default=1, ge=1)
    guidance: float | None = None
    quality: str | None = None
    palette: tuple[str, ...] = ()
    painted_palette: tuple[Swatch, ...] = ()
    palette_key: str = ""
    parent: str | None = None
    family: str = ""
    references: tuple[str, ...] = ()
    made: Made = Made()
    reference_ids: tuple[str, ...] = ()
    price_usd: Decimal
    s3_key: str
    preview_key: str
    thumb_key: str
    seconds: float = 0.0
    shared: tuple[Shared, ...] = ()
    created_at: datetime

    @property
    def id(self) -> str:
        return image_id(self.job_id, self.index)


def image_id(job_id: str, index: int) -> str:
    return f"{job_id}.{index}"


def key_of(*parts: str) -> str:
    """A key derived from `parts`: the same interaction always gives the same job."""
    digest = blake2b("\x1f".join(parts).encode(), digest_size=15).digest()
    return digest.hex()


def now() -> datetime:
    """The time to the millisecond, as finely as it is kept."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
