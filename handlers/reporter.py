"""What workers have to say, said in Slack. Results replace their placeholder, so saying it twice shows one."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.blocks import card, ideas, pictures, private, progress
from handlers.blocks.elements import Block, escape, mention, section
from handlers.handed import take_files_back
from handlers.prices import at_once
from handlers.replies import Asker, Replies
from handlers.slack_errors import (
    FAILURES,
    asked_to_wait,
    error_code,
    error_details,
    is_ambiguous,
    is_closed,
    not_shown,
)
from handlers.texts import texts_in
from services.estimates import estimate_request, tasks_on_each
from services.faults import AskError
from services.jobs import Image, Job, Origin, PaintWork, RefineWork, Request, Round, Shared, State
from services.painting.roster import Roster
from services.reporting import SAY_SECONDS, CardStatus, NotShownError, Said
from services.storage import Storage

logger = logging.getLogger(__name__)

CARD_EVENT: Final = "imagine_request"
JOB_EVENT: Final = "imagine_job"
SHARE_EVENT: Final = "imagine_share"

_LOOK_BACK: Final = timedelta(minutes=10)
"""Clocks differ: a message may carry a time from before its row's."""

_PAGE: Final = 200
"""Messages asked for at a time (Slack recommends no more, conversations.history)."""

_RETRY_IMAGE_SECONDS: Final = 1.0
_FILE_TRIES: Final = 5
"""A file just uploaded is not yet an image to Slack; it takes a moment."""


class SlackReporter:
    """Says it through `client`; addresses come from `storage`.

    Parameters
    ----------
    poster
        posts new messages; it repeats nothing that may have been done
    mentioner
        says how far jobs are; it repeats nothing at all
    roster
        what there is to paint with: it decides what may be done with pictures
    """

    def __init__(
        self,
        client: AsyncWebClient,
        poster: AsyncWebClient,
        mentioner: AsyncWebClient,
        storage: Storage,
        roster: Roster,
    ) -> None:
        self._client = client
        self._poster = poster
        self._mentioner = mentioner
        self._storage = storage
        self._roster = roster
        self._replies = Replies(client)

    async def show_card(self, request: Request, job: Job, *, look_first: bool) -> tuple[Origin, str]:
        origin = request.origin
        texts = texts_in(origin.language)
        if not origin.channel:
            origin = origin.model_copy(update={"channel": await self._direct_message(origin.user)})
        opening: CardStatus = "painting" if isinstance(job.work, PaintWork) else "thinking"
        if isinstance(job.work, RefineWork):
            opening = "listening"
        ts = await self._post_once(
            origin,
            CARD_EVENT,
            request.id,
            card.card(request, opening, texts),
            texts.fallback_card(request.ask.text),
            since=request.created_at if look_first else None,
        )
        # A request that was not made in a thread opens its own.
        return origin.model_copy(update={"thread_ts": origin.thread_ts or ts}), ts

    async def show_placeholder(self, job: Job, *, look_first: bool) -> str:
        texts = texts_in(job.origin.language)
        blocks = progress.placeholder(job, texts)
        text = progress.going_on(job, texts)
        since = job.accepted_at if look_first else None
        return await self._post_once(job.origin, JOB_EVENT, job.id, blocks, text, since=since)

    async def queued(self, job: Job) -> Said:
        if job.announced is None:
            return Said()
        texts, place = texts_in(job.origin.language), job.announced
        blocks = progress.waiting(job, texts, place.position, place.seconds)
        return await self._mention(job, blocks, progress.in_line(job, texts, place.position, place.seconds))

    async def elapsed(self, job: Job, seconds: int | None) -> Said:
        texts = texts_in(job.origin.language)
        blocks = progress.placeholder(job, texts, elapsed=seconds)
        return await self._mention(job, blocks, progress.going_on(job, texts, seconds))

    async def _mention(self, job: Job, blocks: list[Block], text: str) -> Said:
        """Change the placeholder, once and soon or not at all."""
        if job.placeholder_ts is None:
            return Said()
        try:
            async with asyncio.timeout(SAY_SECONDS):
                await self._mentioner.chat_update(
                    channel=job.origin.channel, ts=job.placeholder_ts, blocks=blocks, text=text
                )
        except FAILURES as error:
            logger.info("job %s: how far it is was not said: %s", job.id, error_code(error))
            return Said(sure=not is_ambiguous(error), pause=asked_to_wait(error))
        return Said()

    async def waiting(self, job: Job, seconds: float) -> None:
        texts = texts_in(job.origin.language)
        blocks = progress.placeholder(job, texts, trying_again_in=max(1, round(seconds)))
        await self._replace(job, blocks, progress.going_on(job, texts))

    async def offered(self, request: Request, job: Job, offered: Round) -> None:
        texts = texts_in(job.origin.language)

        async def show(*, as_text: bool = False) -> None:
            blocks = self.ideas_blocks(request, offered, as_text=as_text)
            await self._replace_raw(job, blocks, ideas.fallback(request, texts))

        if request.reading is not None:
            for attempt in (show, lambda: _after(_RETRY_IMAGE_SECONDS, show)):
                if await self._shows(attempt):
                    return
            logger.warning("job %s: Slack can't fetch the pictures of its reading", job.id)
        try:
            await show(as_text=True)
        except FAILURES as error:
            raise not_shown(error) from error

    def ideas_blocks(self, request: Request, offered: Round, *, as_text: bool = False) -> list[Block]:
        """The message of a round of ideas; see `handlers.blocks.ideas`."""
        keys = [one.thumb_key for one in request.references]
        if request.reading is not None:
            keys.append(request.reading.palette_key)
        plan = None
        # Where nobody can do it, a click says so.
        with contextlib.suppress(AskError):
            plan = estimate_request(self._roster, request)
        return ideas.ideas(
            request,
            offered,
            texts_in(request.origin.language),
            self._roster.tasks_on(*((one.width, one.height) for one in request.references)),
            {key: self._storage.url(key) for key in keys if key},
            as_text=as_text,
            plan=plan,
        )

    async def answered(self, job: Job, text: str) -> None:
        await self._replace(
            job, [section(f"{mention(job.origin.user)} {escape(text)}", "answer")], escape(text)
        )

    async def refining(self, job: Job) -> None:
        texts = texts_in(job.origin.language)
        try:
            await self._replace(job, progress.placeholder(job, texts), progress.going_on(job, texts))
        except NotShownError as error:
            logger.info("job %s: its change is not shown yet: %s", job.id, error.code)

    async def withdrawn(self, request: Request, job: Job) -> None:
        texts = texts_in(job.origin.language)
        origin = job.origin
        card_ts = None if request.shows_something else request.card_ts
        for ts in (job.placeholder_ts, card_ts):
            if ts is None:
                continue
            await self.remove(origin, ts)
        sentence = texts.picture_trouble(job.failure or "internal", job.reference)
        thread = None if card_ts and origin.thread_ts == card_ts else origin.thread_ts
        asker = Asker(team=origin.team, user=origin.user, channel=origin.channel, thread_ts=thread)
        await self._replies.privately(asker, private.sentence(sentence), sentence)

    async def taken_back(self, request: Request, job: Job) -> None:
        origin = request.origin
        if not origin.channel:
            origin = origin.model_copy(update={"channel": await self._direct_message(origin.user)})
        opened = None
        if request.card_ts is None:
            opened = await self._find(origin, CARD_EVENT, request.id, request.created_at)
        if opened is not None:
            origin = origin.model_copy(update={"thread_ts": origin.thread_ts or opened})
        placeholder = None
        if origin.thread_ts is not None:
            placeholder = await self._find(origin, JOB_EVENT, job.id, job.accepted_at)
        for ts in (placeholder, opened):
            if ts is not None:
                await self.remove(origin, ts)

    async def remove(self, origin: Origin, ts: str) -> None:
        """Take a message of ours back; one that is gone already is not missed.

        Raises
        ------
        NotShownError
            if that may work a little later
        """
        try:
            await self._client.chat_delete(channel=origin.channel, ts=ts)
        except FAILURES as error:
            logger.info("message %s in %s stays: %s", ts, origin.channel, error_code(error))
            if (failed := not_shown(error)).passing:
                raise failed from error

    async def painted(self, job: Job, images: Sequence[Image]) -> None:
        """Show the pictures by their address; if Slack can't fetch them, hand it the files; if it won't take
        those, link to them.
        """

        async def show(
            files: Mapping[str, str] | None = None, *, as_links: bool = False, cards: bool = True
        ) -> None:
            await self._show_pictures(job, images, files=files, as_links=as_links, cards=cards)

        attempts = [show, lambda: _after(_RETRY_IMAGE_SECONDS, show)]
        if any(one.palette_key for one in images):
            # If it is the cards that Slack can't fetch, the pictures are not to suffer for it.
            attempts.append(lambda: show(cards=False))
        for attempt in attempts:
            if await self._shows(attempt):
                return
        logger.warning("job %s: Slack can't fetch its pictures; handing them over", job.id)
        try:
            files = {one.preview_key: await self._upload(one) for one in images}
        except FAILURES as error:
            logger.warning("job %s: its pictures can't be handed to Slack: %s", job.id, error_code(error))
        else:
            for _ in range(_FILE_TRIES):
                if await self._shows(lambda: _after(_RETRY_IMAGE_SECONDS, lambda: show(files))):
                    return
        logger.warning("job %s: linking to its pictures", job.id)
        try:
            await show(as_links=True)
        except FAILURES as error:
            raise not_shown(error) from error

    async def show_anew(self, job: Job, images: Sequence[Image], blocks: Sequence[Block]) -> None:
        """Show the message again as it was shown, in `blocks`, but with menus from which nothing is chosen."""
        palettes = [block for block in blocks if str(block.get("block_id")).startswith("palette.")]
        shown = [block for block in blocks if block.get("type") == "image" and block not in palettes]
        ids = [str(block["slack_file"]["id"]) for block in shown if "slack_file" in block]
        files = None
        if ids and len(ids) == len(images):
            files = {one.preview_key: file for one, file in zip(images, ids, strict=True)}
        turn = f"{datetime.now(UTC).timestamp():.3f}".replace(".", "")
        cards = all(block["type"] == "image" for block in palettes)
        await self._show_pictures(job, images, files=files, as_links=not shown, cards=cards, turn=turn)

    async def _show_pictures(
        self,
        job: Job,
        images: Sequence[Image],
        *,
        files: Mapping[str, str] | None = None,
        as_links: bool = False,
        cards: bool = True,
        turn: str = "",
    ) -> None:
        texts = texts_in(job.origin.language)
        if not isinstance(job.work, PaintWork):
            raise TypeError(f"job {job.id} paints nothing")
        keys = [
            key
            for one in images
            for key in (one.s3_key, one.preview_key, one.thumb_key, one.palette_key)
            if key
        ]
        keys += [one.key for one in job.work.sources]
        blocks = pictures.pictures(
            job,
            job.work,
            images,
            {key: self._storage.url(key) for key in keys},
            texts,
            tasks=tasks_on_each(self._roster, images),
            files=files,
            as_links=as_links,
            cards=cards,
            turn=turn,
            plans=at_once(self._roster, job.work, images[0]),
        )
        await self._replace_raw(job, blocks, texts.fallback_picture)

    async def ended(self, job: Job, *, again: bool = False) -> str:
        texts = texts_in(job.origin.language)
        text = texts.ended(job.failure or "internal", progress.what_failed(job, texts))
        if is_closed(job.failure or ""):
            # Nowhere to say it in the conversation: tell the person.
            nowhere = Origin(team=job.origin.team, user=job.origin.user)
            job = job.model_copy(update={"origin": nowhere, "placeholder_ts": None})
        if job.state is State.CANCELLED:
            text = texts.status_cancelled
        if again:
            blocks = progress.ended(job, texts, by=job.ended_by)
            await self._mention(job, blocks, text)
            return job.placeholder_ts or ""
        return await self._replace(job, progress.ended(job, texts, by=job.ended_by), text)

    async def deleted(self, image: Image, job: Job | None, left: Sequence[Image], by: str) -> None:
        ts = image.message_ts if job is None else job.placeholder_ts
        if ts is not None:
            await take_files_back(self._client, image.origin, ts)
        if job is not None and left:
            await self.painted(job, left)
            return
        if ts is None:
            return
        if left:
            await self._show_remembered(image.origin, ts, left)
            return
        texts = texts_in(image.origin.language)
        work = job.work if job is not None and isinstance(job.work, PaintWork) else None
        try:
            await self._client.chat_update(
                channel=image.origin.channel,
                ts=ts,
                blocks=pictures.deleted_pictures(work, by, texts),
                text=texts.deleted(mention(by)),
            )
        except FAILURES as error:
            raise not_shown(error) from error

    async def _show_remembered(self, origin: Origin, ts: str, images: Sequence[Image]) -> None:
        """Show pictures whose job is forgotten: as much as their own records say."""
        texts = texts_in(origin.language)
        urls = {key: self._storage.url(key) for one in images for key in (one.s3_key, one.preview_key)}

        async def show(*, as_links: bool = False) -> None:
            blocks = pictures.remembered_pictures(images, urls, texts, as_links=as_links)
            await self._client.chat_update(
                channel=origin.channel, ts=ts, blocks=blocks, text=texts.fallback_picture
            )

        if not await self._shows(show):
            try:
                await show(as_links=True)
            except FAILURES as error:
                raise not_shown(error) from error

    async def unshared(self, image: Image, shared: Shared, by: str) -> None:
        texts = texts_in(image.origin.language)
        where = Origin(team=image.origin.team, user=shared.by, channel=shared.channel)
        # One that was posted by somebody who could not write it down any more is found by what it carries.
        ts = shared.ts or await self._find(where, SHARE_EVENT, shared.id, shared.at)
        if ts is None:
            return
        try:
            await self._client.chat_update(
                channel=shared.channel,
                ts=ts,
                blocks=pictures.deleted_pictures(None, by, texts),
                text=texts.deleted(mention(by)),
            )
        except FAILURES as error:
            raise not_shown(error) from error

    async def share(self, origin: Origin, share_id: str, blocks: list[Block], text: str) -> str:
        """Post a message with a shared picture, once; returns its timestamp.

        Raises
        ------
        SlackApiError
            with ``invalid_blocks``, if Slack can't fetch the picture
        NotShownError
        """
        return await self._post_once(origin, SHARE_EVENT, share_id, blocks, text, since=None)

    async def status(self, request: Request, status: CardStatus) -> None:
        if request.card_ts is None:
            return
        texts = texts_in(request.origin.language)
        try:
            await self._client.chat_update(
                channel=request.origin.channel,
                ts=request.card_ts,
                blocks=card.card(request, status, texts),
                text=texts.fallback_card(request.ask.text),
            )
        except FAILURES as error:
            logger.info("request %s: its status is not shown: %s", request.id, error_code(error))

    async def _shows(self, show: Callable[[], Awaitable[None]]) -> bool:
        """Whether Slack took the message; False if its pictures were the trouble."""
        try:
            await show()
        except SlackApiError as error:
            if error_code(error) != "invalid_blocks":
                raise not_shown(error) from error
            logger.info("Slack refused the pictures: %s", error_details(error))
            return False
        except FAILURES as error:
            raise not_shown(error) from error
        return True

    async def _upload(self, image: Image) -> str:
        """Hand a preview to Slack; returns the file's id."""
        data = await self._storage.get(image.preview_key)
        if data is None:
            raise NotShownError("picture_gone", passing=False)
        name = image.preview_key.rsplit("/", 1)[-1]
        response = await self._client.files_upload_v2(content=data, filename=name, title=image.title or name)
        uploaded: Any = response["files"]
        return str(uploaded[0]["id"])

    async def _direct_message(self, user: str) -> str:
        try:
            response = await self._client.conversations_open(users=user)
        except FAILURES as error:
            raise not_shown(error) from error
        opened: Any = response["channel"]
        return str(opened["id"])

    async def _replace(self, job: Job, blocks: list[Block], text: str) -> str:
        try:
            return await self._replace_raw(job, blocks, text)
        except FAILURES as error:
            raise not_shown(error) from error

    async def _replace_raw(self, job: Job, blocks: list[Block], text: str) -> str:
        """Turn the placeholder into something else; where it can't be reached, post it where it can be seen.

        Returns the timestamp of the message.
        """
        origin = job.origin
        if job.placeholder_ts is not None:
            try:
                await self._client.chat_update(
                    channel=origin.channel, ts=job.placeholder_ts, blocks=blocks, text=text
                )
            except SlackApiError as error:
                code = error_code(error)
                if code != "message_not_found" and not is_closed(code):
                    raise
                logger.info("job %s: its placeholder is out of reach: %s", job.id, code)
                if is_closed(code):
                    origin = Origin(team=origin.team, user=origin.user)
            else:
                return job.placeholder_ts
        if not origin.channel:
            origin = origin.model_copy(update={"channel": await self._direct_message(origin.user)})
        found = await self._find(origin, JOB_EVENT, job.id, job.accepted_at)
        if found is None:
            return await self._post_once(origin, JOB_EVENT, job.id, blocks, text, since=None)
        # What another has posted for this job without coming to write it down.
        await self._client.chat_update(channel=origin.channel, ts=found, blocks=blocks, text=text)
        return found

    async def _post_once(
        self,
        origin: Origin,
        event: str,
        record_id: str,
        blocks: list[Block],
        text: str,
        *,
        since: datetime | None,
    ) -> str:
        """Post a message that carries `record_id`, unless it is there already.

        Parameters
        ----------
        since
            look for it first, among what was posted since then; None if it can't be there
        """
        if since is not None and (found := await self._find(origin, event, record_id, since)):
            return found
        try:
            return await self._post(origin, event, record_id, blocks, text)
        except FAILURES as error:
            if error_code(error) == "invalid_blocks":
                raise
            if not is_ambiguous(error):
                raise not_shown(error) from error
        started = since or datetime.now(UTC) - _LOOK_BACK
        if found := await self._find(origin, event, record_id, started):
            return found
        try:
            return await self._post(origin, event, record_id, blocks, text)
        except FAILURES as error:
            raise not_shown(error) from error

    async def _post(self, origin: Origin, event: str, record_id: str, blocks: list[Block], text: str) -> str:
        response = await self._poster.chat_postMessage(
            channel=origin.channel,
            thread_ts=origin.thread_ts,
            blocks=blocks,
            text=text,
            metadata={"event_type": event, "event_payload": {"id": record_id}},
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(response["ts"])

    async def _find(self, origin: Origin, event: str, record_id: str, since: datetime) -> str | None:
        """The timestamp of the message that carries `record_id`, in its thread or channel."""
        oldest = f"{(since - _LOOK_BACK).timestamp():.6f}"
        where: dict[str, Any] = {"channel": origin.channel, "oldest": oldest, "limit": _PAGE}
        ask: Callable[..., Awaitable[Any]] = self._client.conversations_history
        if origin.thread_ts is not None:
            ask, where = self._client.conversations_replies, where | {"ts": origin.thread_ts}
        while True:
            try:
                response = await ask(**where, include_all_metadata=True)
            except FAILURES as error:
                raise not_shown(error) from error
            messages: Any = response.get("messages") or []
            for message in messages:
                metadata = message.get("metadata") or {}
                carried = metadata.get("event_payload", {}).get("id")
                if metadata.get("event_type") == event and carried == record_id:
                    return str(message["ts"])
            following: Any = response.get("response_metadata") or {}
            if not following.get("next_cursor"):
                return None
            where["cursor"] = following["next_cursor"]


async def _after(seconds: float, then: Callable[[], Awaitable[None]]) -> None:
    await asyncio.sleep(seconds)
    await then()
