"""What pictures cost: counters of what is set aside and what is spent, and what moves them.

A job that paints sets its price aside when it is accepted, in the transaction that writes its row; the row says so
(`Reservation`). What ends the job takes that off the row and moves the counters, again in one transaction, so that
however often anything is tried, money moves once. A counter holds `used`, what is spent or set aside, beside
`spent`: DynamoDB's conditions compare but don't add, so the sum that is held against a budget has to be stored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from services.expressions import Change
from services.jobs import Earlier, Image, Job, PaintWork, RefineWork, Reservation, Share, Work
from services.table import TTL_ATTRIBUTE

Scope = Literal["person", "channel", "workspace"]
"""Whose budget: pictures of a person's day, US dollars of a channel's or the workspace's month."""

KEEP_DAYS: Final = timedelta(days=8)
KEEP_MONTHS: Final = timedelta(days=400)
"""How long counters are kept after they began: a year of months can be compared with the year before."""

_OFFSETS: Final = (timedelta(hours=-12), timedelta(hours=14))
"""The time zones that are furthest from UTC (IANA, ``Etc/GMT+12`` and ``Pacific/Kiritimati``)."""


class Count(BaseModel):
    """Pictures and US dollars."""

    model_config = ConfigDict(frozen=True)

    images: int = 0
    usd: Decimal = Decimal(0)

    def __add__(self, other: "Count") -> "Count":
        return Count(images=self.images + other.images, usd=self.usd + other.usd)

    def __sub__(self, other: "Count") -> "Count":
        return Count(images=self.images - other.images, usd=self.usd - other.usd)


NOTHING: Final = Count()


class Counter(BaseModel):
    """One counter as it is stored; `used` is `spent` and what is set aside."""

    model_config = ConfigDict(frozen=True)

    used_images: int = 0
    used_usd: Decimal = Decimal(0)
    spent_images: int = 0
    spent_usd: Decimal = Decimal(0)

    @property
    def spent(self) -> Count:
        return Count(images=self.spent_images, usd=self.spent_usd)

    @property
    def reserved(self) -> Count:
        return Count(images=self.used_images, usd=self.used_usd) - self.spent


class Limits(BaseModel):
    """The budgets of a workspace; 0 stands for none.

    Attributes
    ----------
    daily_images
        pictures of one person a day, their own day
    monthly_usd
        US dollars of the workspace a month, UTC
    channel_usd
        the same of each channel that is not named in `channels`
    channels
        channel's id → US dollars a month
    admins_exempt
        requests of admins are counted, but never turned away
    """

    model_config = ConfigDict(frozen=True)

    daily_images: int = Field(default=0, ge=0)
    monthly_usd: Decimal = Field(default=Decimal(0), ge=0)
    channel_usd: Decimal = Field(default=Decimal(0), ge=0)
    channels: Mapping[str, Decimal] = Field(default_factory=dict)
    admins_exempt: bool = False

    def of_channel(self, channel: str) -> Decimal:
        return self.channels.get(channel, self.channel_usd)


@dataclass(frozen=True)
class Caps:
    """What one interaction may come to: of each budget the limit, and when it begins anew; none where there is
    no limit.
    """

    limits: Mapping[Scope, Decimal] = field(default_factory=dict)
    renews: Mapping[Scope, datetime] = field(default_factory=dict)


NO_CAPS: Final = Caps()


class OverBudgetError(Exception):
    """A budget does not allow it: nothing was written.

    Attributes
    ----------
    team, user
        whose request it is
    limit, left
        pictures for a person's budget, US dollars for the others; what is set aside is not left
    asked
        what it would have cost
    """

    def __init__(
        self, scope: Scope, job: Job, limit: Decimal, left: Decimal, asked: Count, renews_at: datetime
    ) -> None:
        super().__init__(f"{scope}: {left} of {limit} left")
        self.scope = scope
        self.team = job.origin.team
        self.user = job.origin.user
        self.limit = limit
        self.left = left
        self.asked = asked
        self.renews_at = renews_at


def cost_of(work: Work) -> Count:
    """What `work` will cost at most. Only what paints costs: writing ideas is a fraction of a cent, and free here.

    A refinement counts as painting until its answer turns out to be words.
    """
    if isinstance(work, RefineWork):
        work = work.base
    if not isinstance(work, PaintWork):
        return NOTHING
    return Count(images=work.plan.count, usd=work.plan.price_each * work.plan.count)


def cost_with(work: PaintWork, earlier: Sequence[Earlier]) -> Count:
    """What `work` will cost at most where other models have painted some of its pictures, at their own prices."""
    there = sum(one.plan.count for one in earlier)
    usd = sum((one.plan.price_each * one.plan.count for one in earlier), Decimal(0))
    left = max(0, work.plan.count - there)
    return Count(images=there + left, usd=usd + work.plan.price_each * left)


def reserved(job: Job, moment: datetime, utc_offset: int | None) -> Job:
    """The job with its price set aside; as it is where it costs nothing.

    Parameters
    ----------
    utc_offset
        of the person, seconds east of UTC: a day is their own. None where it is not known: then every day counts
        that may be theirs
    """
    cost = cost_of(job.work)
    if cost == NOTHING:
        return job
    channel = job.origin.channel if job.origin.channel.startswith(("C", "G")) else ""
    day, *others = _days(moment.astimezone(UTC), utc_offset)
    reservation = Reservation(
        images=cost.images,
        usd=cost.usd,
        day=day,
        other_days=tuple(others),
        booked_on=moment.astimezone(UTC).date(),
        channel=channel,
    )
    return job.model_copy(update={"reservation": reservation})


def _days(moment: datetime, utc_offset: int | None) -> list[date]:
    """The days that it may be for somebody at `moment`, UTC's first where their offset is not known."""
    if utc_offset is not None:
        return [(moment + timedelta(seconds=utc_offset)).date()]
    return list(dict.fromkeys((moment + offset).date() for offset in (timedelta(), *_OFFSETS)))


def caps_of(limits: Limits, reservation: Reservation, utc_offset: int | None, *, exempt: bool) -> Caps:
    """What `limits` mean for a reservation."""
    if exempt:
        return NO_CAPS
    month = month_end(reservation.booked_on)
    day = datetime.combine(reservation.day, datetime.min.time(), UTC)
    day += timedelta(days=1, seconds=-(utc_offset or 0))
    found: dict[Scope, Decimal] = {"person": Decimal(limits.daily_images), "workspace": limits.monthly_usd}
    if reservation.channel:
        found["channel"] = limits.of_channel(reservation.channel)
    return Caps(
        {scope: limit for scope, limit in found.items() if limit},
        {"person": day, "channel": month, "workspace": month},
    )


def month_end(day: date | None = None) -> datetime:
    """When the month of `day`, today by default, is over, UTC."""
    day = day or datetime.now(UTC).date()
    return datetime(day.year + day.month // 12, day.month % 12 + 1, 1, tzinfo=UTC)


def day_key(team: str, user: str, day: date) -> dict[str, str]:
    """Of a person's day."""
    return {"pk": f"BUDGET#{team}#{user}", "sk": f"DAY#{day.isoformat()}"}


def month_key(team: str, month: date, part: str = "WORKSPACE") -> dict[str, str]:
    """Of a workspace's month or a part of it: ``CHANNEL#id``, ``PERSON#id``, ``MODEL#id``, ``DAY#26``."""
    return {"pk": f"USAGE#{team}#{month:%Y-%m}", "sk": part}


def limits_key(team: str) -> dict[str, str]:
    """Of what admins have set; it does not fade."""
    return {"pk": f"LIMITS#{team}", "sk": "LIMITS"}


def _counters(job: Job, reservation: Reservation) -> list[tuple[Scope, dict[str, str]]]:
    """The counters that are held against budgets."""
    origin = job.origin
    keys: list[tuple[Scope, dict[str, str]]] = [
        ("person", day_key(origin.team, origin.user, day))
        for day in (reservation.day, *reservation.other_days)
    ]
    if reservation.channel:
        channel = month_key(origin.team, reservation.booked_on, f"CHANNEL#{reservation.channel}")
        keys.append(("channel", channel))
    return [*keys, ("workspace", month_key(origin.team, reservation.booked_on))]


Move = tuple[dict[str, str], Change]
"""An item's key, and what becomes of it."""


def together(moves: Iterable[Move]) -> list[Move]:
    """Moves that have no conditions, as one for each counter: a transaction changes no item twice."""
    found: dict[tuple[str, str], Move] = {}
    for key, change in moves:
        name = key["pk"], key["sk"]
        before = found[name][1].add if name in found else {}
        sums = {part: count + before.get(part, 0) for part, count in change.add.items()}
        found[name] = key, replace(change, add=sums)
    return list(found.values())


def reserving(jobs: Sequence[Job], caps: Caps) -> list[tuple[Scope, Move]]:
    """What sets the prices of `jobs`, all of one request, aside: one change for each counter, each on the
    condition that its budget allows it.
    """
    paying = [(job, job.reservation) for job in jobs if job.reservation]
    if not paying:
        return []
    asked = total(reservation for _, reservation in paying)
    moves: list[tuple[Scope, Move]] = []
    for scope, key in _counters(*paying[0]):
        condition, values = "", {}
        if scope in caps.limits:
            attribute = "used_images" if scope == "person" else "used_usd"
            room = caps.limits[scope] - _measure(scope, asked)
            # A counter that is not there yet has all of its limit.
            condition = f"attribute_not_exists({attribute}) OR " if room >= 0 else ""
            condition += f"{attribute} <= :room"
            values = {":room": room}
        moves.append((scope, (key, _changed(scope, asked, NOTHING, condition, values))))
    return moves


def returning(job: Job) -> list[Move]:
    """What gives back all that is set aside for `job`, or was paid for it."""
    reservation = job.reservation
    if reservation is None:
        return []
    back = NOTHING - total([reservation])
    spent = back if reservation.paid else NOTHING
    moves = [(key, _changed(scope, back, spent)) for scope, key in _counters(job, reservation)]
    return [*moves, *_listed(job, reservation, spent)]


def paid(job: Job, images: Sequence[Image]) -> Reservation | None:
    """What becomes of the reservation of `job` when it is paid for `images`."""
    if job.reservation is None:
        return None
    spent, shares = _price(images), _shares(images)
    update = {"images": spent.images, "usd": spent.usd, "paid": True}
    update |= {"model_id": images[0].model_id if images else "", "shares": shares if len(shares) > 1 else ()}
    return job.reservation.model_copy(update=update)


def _shares(images: Sequence[Image]) -> tuple[Share, ...]:
    """What the images of each model cost, in the order in which the models come."""
    prices = {
        model_id: _price([one for one in images if one.model_id == model_id])
        for model_id in dict.fromkeys(one.model_id for one in images)
    }
    return tuple(Share(model_id=name, images=of.images, usd=of.usd) for name, of in prices.items())


def _price(images: Sequence[Image]) -> Count:
    return Count(images=len(images), usd=sum((one.price_usd for one in images), Decimal(0)))


def _listed(job: Job, reservation: Reservation, spent: Count) -> list[Move]:
    """What counts it for its person, model and day."""
    if spent == NOTHING:
        return []
    team, day = job.origin.team, reservation.booked_on
    parts = {f"PERSON#{job.origin.user}": spent, f"DAY#{day:%d}": spent}
    if reservation.shares:
        # All of it is spent, or all of it given back.
        shares = {one.model_id: Count(images=one.images, usd=one.usd) for one in reservation.shares}
        back = spent.images < 0
        parts |= {f"MODEL#{name}": NOTHING - share if back else share for name, share in shares.items()}
    else:
        parts[f"MODEL#{reservation.model_id}"] = spent
    return [
        (month_key(team, day, part), _changed("workspace", count, count)) for part, count in parts.items()
    ]


def settling(job: Job, images: Sequence[Image]) -> list[Move]:
    """What pays for `images` from what is set aside for `job`, and gives back the rest.

    What they really cost counts, also where it is more: a model that could not be called may have been replaced by
    a dearer one.
    """
    settled = paid(job, images)
    if job.reservation is None or settled is None:
        return []
    spent = _price(images)
    rest = spent - total([job.reservation])
    moves = [(key, _changed(scope, rest, spent)) for scope, key in _counters(job, settled)]
    return [*moves, *_listed(job, settled, spent)]


def repricing(job: Job, cost: Count, caps: Caps) -> list[tuple[Scope, Move]]:
    """What sets `cost` aside in place of what is; what is more than that must be within the budgets."""
    if job.reservation is None:
        return []
    more = cost - total([job.reservation])
    moves: list[tuple[Scope, Move]] = []
    for scope, key in _counters(job, job.reservation):
        condition, values = "", {}
        if scope in caps.limits and _measure(scope, more) > 0:
            attribute = "used_images" if scope == "person" else "used_usd"
            condition, values = f"{attribute} <= :room", {":room": caps.limits[scope] - _measure(scope, more)}
        moves.append((scope, (key, _changed(scope, more, NOTHING, condition, values))))
    return moves


def over_budget(scope: Scope, job: Job, counter: Counter, asked: Count, caps: Caps) -> OverBudgetError:
    """What to say about a counter that has no room for `asked`."""
    used = Decimal(counter.used_images) if scope == "person" else counter.used_usd
    limit = caps.limits[scope]
    return OverBudgetError(scope, job, limit, max(Decimal(0), limit - used), asked, caps.renews[scope])


def total(reservations: Iterable[Reservation]) -> Count:
    return sum((Count(images=one.images, usd=one.usd) for one in reservations), NOTHING)


def _measure(scope: Scope, count: Count) -> Decimal:
    return Decimal(count.images) if scope == "person" else count.usd


def _changed(
    scope: Scope,
    used: Count,
    spent: Count,
    condition: str = "",
    values: Mapping[str, Any] | None = None,
) -> Change:
    keep = KEEP_DAYS if scope == "person" else KEEP_MONTHS
    return Change(
        condition,
        values or {},
        keep={TTL_ATTRIBUTE: int((datetime.now(UTC) + keep).timestamp())},
        add={
            "used_images": used.images,
            "used_usd": used.usd,
            "spent_images": spent.images,
            "spent_usd": spent.usd,
        },
    )
