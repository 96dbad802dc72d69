"""What must be true of every job when all is quiet, and of all of them together."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sandbox.aws.client import ModelCall
from sandbox.chaos.people import Diary
from sandbox.chaos.world import CARD_EVENT, FINAL, JOB_EVENT, World, carried, paid, seed_in
from sandbox.journey import pictures
from sandbox.slack.state.model import Json, Message

_RENDITIONS: Final = 3
"""Objects of a picture: original, preview, thumbnail."""


@dataclass(frozen=True)
class Finding:
    """Something that must not be, and the job, message or object that it is about."""

    rule: str
    about: str
    detail: str = ""


@dataclass(frozen=True)
class Evidence:
    """What the checks look at.

    Attributes
    ----------
    crashes
        how often one that paints was killed, or hung until it was taken for dead; as many times as it does jobs at
        once
    lost_answers
        how many calls of painters were carried out without an answer
    """

    world: World
    calls: Sequence[ModelCall]
    diary: Diary
    crashes: int
    lost_answers: int


Check = Callable[[Evidence], list[Finding]]


def quiet(evidence: Evidence) -> list[Finding]:
    """No job is open, and nothing waits in the queue."""
    world = evidence.world
    found = [
        Finding("ends", job_id, f"{world.jobs[job_id]['state']}, {dict(_brief(world.jobs[job_id]))}")
        for job_id in world.open_jobs
    ]
    if world.waiting:
        found.append(Finding("waits in the queue", f"{world.waiting} messages"))
    return found


def _brief(job: Json) -> Mapping[str, str]:
    names = ("attempt", "untold", "lease_until", "open_sk", "failure", "placeholder_ts")
    return {name: str(job[name]) for name in names if name in job}


def one_message(evidence: Evidence) -> list[Finding]:
    """Each job has exactly one message, and it says how the job ended."""
    found = []
    for job_id, job in evidence.world.jobs.items():
        messages = evidence.world.of_job(job_id)
        if "annulled" in job:
            # Its person was told that nothing was started.
            found += [Finding("message of nothing", job_id, one.ts) for one in messages]
            continue
        if len(messages) != 1:
            shown = [f"{one.channel} {one.ts} {_looks(one)}" for one in messages]
            found.append(Finding("one message", job_id, f"{job['state']}: {shown}"))
            continue
        if (looks := _looks(messages[0])) != _expected(job):
            found.append(
                Finding("final message", job_id, f"looks {looks}, is {job['state']} ({job['work']['kind']})")
            )
    return found


def _looks(message: Message) -> str:
    blocks: list[Json] = message.body.get("blocks", [])
    ids = {str(block.get("block_id", "")) for block in blocks}
    if "progress" in ids:
        return "unfinished"
    if "failure" in ids:
        return "failed"
    if pictures(message.body):
        return "painted"
    if any(name.startswith("idea.") for name in ids):
        return "ideas"
    if any("|Full size>" in str(block) for block in blocks):
        return "painted"  # linked to, because Slack would not have the pictures
    return "cancelled" if str(blocks[0].get("text", {}).get("text", "")).startswith("~") else "?"


def _expected(job: Json) -> str:
    if job["state"] == "posted":
        return "painted" if job["work"]["kind"] == "paint" else "ideas"
    return "cancelled" if job["state"] == "cancelled" else "failed"


def pictures_once(evidence: Evidence) -> list[Finding]:
    """Each picture is shown once, and a message shows as many as the table knows."""
    world, found = evidence.world, []
    shown: Counter[str] = Counter()
    for message in world.messages:
        event, job_id = carried(message)
        blocks = pictures(message.body)
        if event != JOB_EVENT or not blocks or job_id not in world.jobs:
            continue
        shown.update(str(block.get("image_url") or block.get("slack_file")) for block in blocks)
        if len(blocks) != (known := len(world.images_of(job_id))):
            found.append(Finding("records and pictures", job_id, f"{len(blocks)} shown, {known} recorded"))
    found += [Finding("shown once", name, f"{times} times") for name, times in shown.items() if times > 1]
    return found


def records_of_what_was_delivered(evidence: Evidence) -> list[Finding]:
    """The table has the pictures of the jobs that were delivered, at their price, and no others."""
    world, found = evidence.world, []
    for job_id, job in world.jobs.items():
        images = world.images_of(job_id)
        if job.get("work", {}).get("kind") != "paint" or job["state"] != "posted":
            if images:
                found.append(Finding("records without delivery", job_id, f"{len(images)}, {job['state']}"))
            continue
        plan = job["work"]["plan"]
        if not 1 <= len(images) <= plan["count"]:
            found.append(Finding("number of pictures", job_id, f"{len(images)} of {plan['count']}"))
        charged = sum((Decimal(image["price_usd"]) for image in images), Decimal())
        if charged != Decimal(plan["price_each"]) * len(images):
            found.append(Finding("price", job_id, f"{charged} for {len(images)}"))
    for request_id, request in world.requests.items():
        own = sum(image["request_id"] == request_id for image in world.images.values())
        if own != request.get("painted", 0):
            found.append(Finding("count of a request", request_id, f"says {request.get('painted')}, {own}"))
    return found


def ledger(evidence: Evidence) -> list[Finding]:
    """Every counter says what the recorded pictures cost: nothing is set aside, spent twice or forgotten, and
    nothing is on another's account.
    """
    world, found = evidence.world, []
    right: dict[str, tuple[int, Decimal]] = {}
    for (job_id, _), image in world.images.items():
        for account in _accounts(image, world.jobs.get(job_id) or {}):
            images, usd = right.get(account, (0, Decimal()))
            right[account] = (images + 1, usd + Decimal(image["price_usd"]))
    for verb in ("used", "spent"):
        said: dict[str, tuple[int, Decimal]] = {}
        for (pk, sk), row in world.counters.items():
            # A run may go on past midnight: the days of one person count together, and all days of the workspace.
            account = pk if pk.startswith("BUDGET#") else "DAYS" if sk.startswith("DAY#") else sk
            images, usd = said.get(account, (0, Decimal()))
            usd += Decimal(row.get(f"{verb}_usd", 0))
            said[account] = (images + int(row.get(f"{verb}_images", 0)), usd)
        for account in sorted(right.keys() | said.keys()):
            nothing = (0, Decimal())
            if (says := said.get(account, nothing)) != (should := right.get(account, nothing)):
                found.append(Finding("ledger", account, f"{verb}: {says}; delivered: {should}"))
    for job_id, job in world.jobs.items():
        reservation = job.get("reservation")
        if reservation and not reservation.get("paid") and job["state"] in FINAL:
            found.append(Finding("set aside for nothing", job_id, str(job["state"])))
    return found


def _accounts(image: Json, job: Json) -> list[str]:
    """Whose counters a picture is on: its workspace, person, channel and model, and the days. Where nobody knew
    its person's day, it is on each that it may be.
    """
    origin = image["origin"]
    team, user, channel = origin["team"], origin["user"], str(origin["channel"])
    channels = [f"CHANNEL#{channel}"] if channel.startswith(("C", "G")) else []
    days = 1 + len((job.get("reservation") or {}).get("other_days") or ())
    people = [f"PERSON#{user}", *[f"BUDGET#{team}#{user}"] * days]
    return ["WORKSPACE", "DAYS", *people, *channels, f"MODEL#{image['model_id']}"]


def no_orphans(evidence: Evidence) -> list[Finding]:
    """No message without its row, no object without its record, no record without its objects, one card each."""
    world, found = evidence.world, []
    cards: Counter[str] = Counter()
    for message in world.messages:
        event, record_id = carried(message)
        if event == CARD_EVENT:
            cards[record_id] += 1
        rows = world.jobs if event == JOB_EVENT else world.requests
        if record_id not in rows:
            found.append(Finding("message without a row", message.ts, f"{event} {record_id}"))
    found += [Finding("one card", request, f"{count}") for request, count in cards.items() if count != 1]
    recorded = {key.rpartition("/")[0] for image in world.images.values() for key in [str(image["s3_key"])]}
    stored = Counter(key.rpartition("/")[0] for key in world.objects)
    found += [Finding("object without a record", one) for one in stored.keys() - recorded]
    found += [
        Finding("renditions", one, f"{stored[one]} objects") for one in recorded if stored[one] < _RENDITIONS
    ]
    return found


def nothing_lost(evidence: Evidence) -> list[Finding]:
    """What Slack was told is taken has a row, unless its person was told that it has not; those have none."""
    asked = {
        str(request["ask"]["text"]): request
        for request in evidence.world.requests.values()
        if any(job.get("request_id") == _id(request) for job in evidence.world.jobs.values())
    }
    refused = set(evidence.diary.refused)
    told = refused | set(evidence.diary.doubtful)
    lost = [words for words in evidence.diary.taken if words not in asked and words not in told]
    found = [Finding("taken and lost", words) for words in lost]
    for words in refused & asked.keys():
        jobs = [job for job in evidence.world.jobs.values() if job.get("request_id") == _id(asked[words])]
        if any(job["state"] != "cancelled" for job in jobs):
            found.append(Finding("refused and done", words, str([job["state"] for job in jobs])))
    return found


def _id(request: Json) -> str:
    return str(request["pk"]).removeprefix("REQUEST#")


def paid_once(evidence: Evidence) -> list[Finding]:
    """Calls that were charged and came to nothing are no more than crashes and lost answers."""
    by_job = paid_calls_by_job(evidence)
    found = []
    for job_id, count in by_job.items():
        if count > evidence.world.jobs[job_id].get("attempt", 0):
            found.append(Finding("paid more than once at an attempt", job_id, f"{count} calls"))
    wasted = wasted_calls(evidence)
    if wasted > evidence.crashes + evidence.lost_answers:
        repeated = {job_id: count for job_id, count in by_job.items() if count > 1}
        found.append(
            Finding(
                "repeated paid calls",
                f"{wasted}",
                f"{evidence.crashes} crashes, {evidence.lost_answers} lost answers; {repeated}",
            )
        )
    return found


def paid_calls_by_job(evidence: Evidence) -> Counter[str]:
    """How many calls of painters were charged for each job; jobs are known by their seeds."""
    owner: dict[int, str] = {}
    for job_id, job in evidence.world.jobs.items():
        if job.get("work", {}).get("kind") == "paint":
            plan = job["work"]["plan"]
            owner |= {int(plan["seed"]) + shift: job_id for shift in range(int(plan["count"]) + 1)}
    seeds = (seed_in(call.body) for call in paid(evidence.calls))
    return Counter(owner[seed] for seed in seeds if seed is not None and seed in owner)


def wasted_calls(evidence: Evidence) -> int:
    """How many of the charged calls were not needed for what was delivered."""
    by_job = paid_calls_by_job(evidence)
    needed = sum(1 for job_id in by_job if evidence.world.jobs[job_id]["state"] == "posted")
    return sum(by_job.values()) - needed


CHECKS: Final[Sequence[Check]] = (
    quiet,
    one_message,
    pictures_once,
    records_of_what_was_delivered,
    no_orphans,
    nothing_lost,
    paid_once,
    ledger,
)
"""Whatever else must hold is added here."""


def findings(evidence: Evidence) -> list[Finding]:
    return [finding for check in CHECKS for finding in check(evidence)]


def ends(world: World) -> Counter[str]:
    """How the jobs ended: state, and of those without a result why."""
    return Counter(
        "not started"
        if "annulled" in job
        else f"{job['state']}{': ' + str(job['failure']) if job.get('failure') else ''}"
        for job in world.jobs.values()
        if job["state"] in FINAL
    )
