"""The desk: everything that a window shows and does, kept current by the change feed.

Threads: made and used on the loop; `_arrived` crosses over from the feed's thread.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import Any

from whenever import Instant

from console.data.blobs import read_blob
from console.data.feed import Cursor
from console.data.pocket import Pocket
from console.data.pocket_unsent import UnsentAct
from console.data.queries.case import message_html, message_raw_sha
from console.data.store import Store
from console.desk.acts import Acts
from console.desk.ages import Ages
from console.desk.backlog import Backlog
from console.desk.backlog_rows import RowMaker
from console.desk.bases import Bases, MakeFiles, only_json
from console.desk.billing_policy import KEY as BILLING_POLICY
from console.desk.billing_policy import learn_policy
from console.desk.case_view import CaseView
from console.desk.draft_copies import DraftCopies
from console.desk.drafts import Drafts
from console.desk.errors import ActFailed
from console.desk.escalations import Escalations
from console.desk.escalations_acts import EscalationActs
from console.desk.finding import Finder
from console.desk.follow import Arrival, Batch, Everything, Follower, Lost
from console.desk.freshness import Absence
from console.desk.keeping import Keeping
from console.desk.kept import Kept, Without
from console.desk.live import LiveValue
from console.desk.live_work import LiveWork
from console.desk.mailbox import KEY as MAILBOX
from console.desk.mailbox import Mailbox, Secrets
from console.desk.oncall.machine_time import BootClock
from console.desk.oncall.on_call import OnCall
from console.desk.open_views import OpenViews
from console.desk.own_account import OwnAccount
from console.desk.own_note import OwnNotes
from console.desk.phone_setting import PhoneSetting, TryPhone, cannot_try
from console.desk.presence import Whereabouts
from console.desk.roster import DutyRoster
from console.desk.shops import ShopFinder
from console.desk.signs_of_life import SignsOfLife
from console.desk.sounds import PlaySound, no_sound
from console.desk.status_page import StatusPage
from console.desk.team_targets import TeamTargets
from console.desk.turns import Part, Turns
from console.desk.unsent import Unsent
from console.desk.web_chat_setting import WebChatSetting
from console.desk.workers import Workers
from console.domain.billing.policy import Policy
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.report import hours_sentence
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import MessageId
from console.domain.instants import Clock
from console.domain.mail import Address
from console.domain.people import Person
from console.domain.presence import Presence
from console.domain.targets import Targets

TICK_S = 1.0

log = logging.getLogger("console.desk")

Spawn = Callable[[Coroutine[Any, Any, Any], str], Any]


class Desk:
    """One person's live desk on one store.

    `half_typed` is what is being written on call; it is no draft of a case, and stays here.
    The work log counts by `boot`; without one by the clock alone. `basis_files` makes what
    accounting is handed of a basis's document, `play` the sounds of alarms.
    """

    def __init__(
        self,
        store: Store,
        pocket: Pocket,
        me: Person,
        clock: Clock,
        secrets: Secrets,
        hours: OpeningHours,
        spawn: Spawn,
        boot: BootClock | None = None,
        basis_files: MakeFiles = only_json,
        play: PlaySound = no_sound,
        try_phone: TryPhone = cannot_try,
    ) -> None:
        self.me = me
        self._store, self._pocket = store, pocket
        self.clock = clock
        self._spawn = spawn
        self.calendar = WorkCalendar(hours)
        self._maker = RowMaker(WorkingTime(self.calendar), Targets(), me.id)
        self._workers = Workers(store)
        self.drafts = Drafts(pocket, self._workers, clock, spawn)
        url = store.engine.url.render_as_string()
        account = f"{me.login} {url}"
        self.unsent = Unsent(pocket.unsent, self._workers, clock, me, account, self.drafts, spawn)
        self.acts = Acts(self._workers, clock, me, self.unsent)
        self.mailbox = Mailbox(self._workers, clock, me, secrets)
        self.phone_setting = PhoneSetting(self._workers, clock, me, secrets, try_phone)
        self.web_chat_setting = WebChatSetting(self._workers, clock, me, secrets)
        self.account = OwnAccount(self._workers, url, clock, me, secrets)
        self.backlog = Backlog(self._maker, clock)
        self.shops = ShopFinder(self._workers)
        self.finding = Finder(self._workers, self._maker, clock)
        self.bases = Bases(self._workers, clock, me, spawn, basis_files)
        self.roster = DutyRoster(self._workers, clock, me, spawn)
        self.policy: LiveValue[Policy] = LiveValue(Policy())
        self.people: LiveValue[tuple[Person, ...]] = LiveValue(())
        self.hours_text: LiveValue[str] = LiveValue("")
        self.is_loaded: LiveValue[bool] = LiveValue(False)
        self.absence: LiveValue[Absence | None] = LiveValue(None)
        self.present: LiveValue[tuple[Presence, ...]] = LiveValue(())
        self.whereabouts = Whereabouts(
            self._workers, clock, me, spawn, lambda: self.people.value, self._has_store
        )
        self.own_notes = OwnNotes(self._workers, pocket, clock, me, spawn)
        self.draft_copies = DraftCopies(self._workers, clock, me, spawn, self._has_store)
        self.oncall = OnCall(
            pocket.oncall, self._workers, clock, boot, me, account, lambda: self.people.value, spawn
        )
        self._begin(play)

    def _begin(self, play: PlaySound) -> None:
        """Nothing has been read yet; who listens to whom."""
        self._loop = asyncio.get_running_loop()
        self._turns = Turns(self._loop)
        self.views = OpenViews(self._spawn)
        self._follower: Follower | None = None
        own_serve_since = self.clock.now() if _is_embedded(self._store) else None
        self._ages = Ages(self.clock, own_serve_since)
        self.feed = self._ages.feed
        self.mail, self.mail_problem = self._ages.mail.freshness, self._ages.mail.problem
        self._own = Address("")
        self._ticking: asyncio.TimerHandle | None = None
        self.status_page = StatusPage(self._workers, self._spawn)
        self.targets = TeamTargets(self._workers, self._spawn)
        self.targets.in_force.listen(self.backlog.measure_by)
        self.half_typed = Drafts(self._pocket, self._workers, self.clock, self._spawn)
        self.escalation_acts = EscalationActs(self.acts.do, self.clock)
        there = self.whereabouts.visitors
        self.escalations = Escalations(
            self._workers, self.clock, self._maker, self.backlog.board, self._spawn, there
        )
        self.live = LiveWork(
            self._workers,
            self.clock,
            self.me,
            self._maker,
            self.backlog,
            self.escalations,
            self.people,
            self._spawn,
            play,
        )
        self.live.follow(self._ages)
        self._ticks = (self.escalations.tick, *self.live.ticks, self._tick_the_rest)
        self.signs = SignsOfLife(self._workers, self.clock, self.me, self.live.floor, self._spawn)
        self.oncall.views.listen(partial(self.live.hear_reports, self.calendar))
        self.present.listen(self.whereabouts.hear)
        self.whereabouts.visitors.listen(self.backlog.show_present)
        self.unsent.waiting.listen(self._show_unsent)
        self.drafts.begun.listen(self.backlog.show_begun)
        what = partial(_to_keep, self)
        self.keeping = Keeping(self._pocket.kept, self._workers, self.clock, self._spawn, what)
        for kept in (self.people, self.policy, self.roster.roster, self.oncall.views):
            kept.listen(self.keeping.changed)
        if not _is_embedded(self._store):
            # A store in one file has no other machine to go on at.
            self.drafts.typed.listen(self.draft_copies.take)

    def start(self, whole: Everything | Without, cursor: Cursor) -> None:
        """Shows what was read, or what is kept here of a store that is away, and follows it."""
        if isinstance(whole, Without):
            kept, lost = whole.kept, whole.lost
            self.people.set(kept.people)
            self.policy.set(kept.policy)
            self.roster.roster.set(kept.roster)
            self.keeping.begin_on(kept)
            self.absence.set(Absence(lost.at, lost.reason, lost.remedy, kept.at))
            self._lose(lost)
            self._spawn(self.oncall.remember(kept.incidents), "incidents of before")
        else:
            self._take_everything(whole)
        is_lost = self.absence.value is not None
        self._follower = Follower(self._store, self.clock, self._cross, cursor, is_lost=is_lost)
        self._follower.start()
        self._spawn(self.drafts.find_begun(), "find drafts")
        self._spawn(self.unsent.load(), "find what waits")
        self._spawn(self.oncall.load(), "find the work log")
        for tick in self._ticks:
            tick()
        self._ticking = self._loop.call_later(TICK_S, self._tick)

    async def stop(self) -> None:
        """Keeps what is being written, then ends the threads."""
        self._store.hurry()
        if self._ticking is not None:
            self._ticking.cancel()
        self._turns.stop()
        self.views.clear()
        self.live.stop()
        self.unsent.stop()
        await self.oncall.stop()
        for keep in (self.drafts.stop, self.half_typed.stop, self.own_notes.stop):
            try:
                await keep()
            except ActFailed:
                log.exception("what was being written could not be kept")
        await self.draft_copies.stop()
        await self.whereabouts.stop()
        if self._follower is not None:
            await self._workers.on_files(self._follower.stop)
        self._workers.close()
        self._pocket.close()
        self._store.close()

    def open_view(self) -> CaseView:
        """A case's screen; kept current until `close_view`."""
        row_clock = self.live.overview.clock
        view = CaseView(self._workers, self.clock, self._maker, lambda: self._own, row_clock)
        return self.views.add(view)

    def close_view(self, view: CaseView) -> None:
        self.views.drop(view)

    def try_again(self) -> None:
        """Tries at once to reach a store that is away."""
        if self._follower is not None:
            self._follower.try_again()

    async def content(self, sha256: str) -> bytes:
        """The bytes of an attachment. Raises ActFailed."""
        here = self.unsent.content(sha256)
        return await self._workers.read(read_blob, sha256) if here is None else here

    async def html(self, message: MessageId) -> str:
        """The cleaned HTML of a mail."""
        return await self._workers.read(message_html, message)

    async def original(self, message: MessageId) -> bytes:
        """A mail as it came or went, byte for byte; empty when it has no such form."""
        sha256 = await self._workers.read(message_raw_sha, message)
        return b"" if sha256 is None else await self.content(sha256)

    async def on_files(self, call: Callable[[], Any]) -> Any:
        """Runs file work (reading, decoding, saving) away from the window."""
        return await self._workers.on_files(call)

    def _cross(self, arrival: Arrival) -> None:
        """The one crossing from the feed's thread to the loop."""
        self._loop.call_soon_threadsafe(partial(self._arrived, arrival, self._loop.time()))

    def _arrived(self, arrival: Arrival, crossed_s: float) -> None:
        parts: tuple[Part, ...]
        match arrival:
            case Everything():
                parts = (partial(self._take_everything, arrival),)
            case Batch():
                following = self.live.following(arrival)
                parts = (partial(self._take, arrival), *following, partial(self._hear, arrival))
            case Lost():
                parts = (partial(self._lose, arrival),)
        self._turns.hand_in((*parts, partial(self._taken, arrival, crossed_s)))

    def _taken(self, arrival: Arrival, crossed_s: float) -> None:
        if isinstance(arrival, Batch) and arrival.delay_s is not None:
            self._ages.took(arrival.delay_s + self._loop.time() - crossed_s)
        self._tell_freshness()
        if self._follower is not None:
            # What is to be painted has been painted by now.
            self._follower.taken()

    def _take_everything(self, whole: Everything) -> None:
        self._found(whole)
        self._own = Address(whole.own_address)
        self.people.set(whole.people)
        self.oncall.follow(whole.cursor.epoch, is_new=True)
        self.present.set(whole.present)
        self.roster.read_again()
        self.status_page.read_again()
        self.escalations.read_again()
        self.targets.read_again()
        self.live.take_everything(whole)
        self.bases.start_over()
        self._spawn(learn_policy(self._workers, self.policy), "billing policy")
        self.is_loaded.set(True)
        self.views.read_again()

    def _take(self, batch: Batch) -> None:
        """What of it the lists show."""
        self._found(batch)
        if batch.people is not None:
            self.people.set(batch.people)
        if batch.present is not None:
            self.present.set(batch.present)
        self.escalations.hear(batch.items, batch.cases)
        self.live.show(batch)

    def _hear(self, batch: Batch) -> None:
        """All else."""
        self.oncall.follow(batch.cursor.epoch, is_new=False)
        self.oncall.take(batch.items)
        self.bases.hear(batch.items)
        self.roster.hear(batch.items)
        self.status_page.hear(batch.items)
        self.targets.hear(batch.items)
        self.views.hear({item.case for item in batch.items})
        settings = {item.entity_id for item in batch.items if item.entity == "setting"}
        if MAILBOX in settings:
            self._spawn(self._learn_own_address(), "own address")
        if BILLING_POLICY in settings:
            self._spawn(learn_policy(self._workers, self.policy), "billing policy")

    def _lose(self, lost: Lost) -> None:
        before = self.absence.value or Absence(lost.at, lost.reason, lost.remedy)
        self.unsent.lose(lost.reason)
        self.oncall.lose(before.since)
        self.live.lose(lost.reason)
        self.absence.set(replace(before, reason=lost.reason, remedy=lost.remedy))

    def _found(self, arrival: Everything | Batch) -> None:
        self._ages.read(arrival)
        self.unsent.follow(arrival.cursor)
        self.absence.set(None)

    def _show_unsent(self, waiting: tuple[UnsentAct, ...]) -> None:
        self.backlog.show_unsent(frozenset(act.case for act in waiting))

    def _has_store(self) -> bool:
        """What is mere advice is not tried where the store is known to be away."""
        return self.absence.value is None

    async def _learn_own_address(self) -> None:
        stored = await self.mailbox.load()
        self._own = Address("" if stored.settings is None else stored.settings.address.lower())
        self._tell_freshness()

    def _tick(self) -> None:
        self._ticking = self._loop.call_later(TICK_S, self._tick)
        self._turns.hand_in(self._ticks)

    def _tick_the_rest(self) -> None:
        self.live.show_hours(self.calendar)
        self.whereabouts.tick()
        self.oncall.tick()
        self.draft_copies.tick()
        if self.is_loaded.value and self._has_store() and not _is_embedded(self._store):
            self.keeping.tick()
            self.signs.tick()
        self.views.tick()
        self._tell_freshness()
        self.hours_text.set(hours_sentence(self.calendar, self.clock.now()))

    def _tell_freshness(self) -> None:
        self._ages.has_mailbox = bool(self._own.address)
        self._ages.tell(self.absence.value, self.unsent.held.value)


def _to_keep(desk: Desk, now: Instant) -> Kept:
    """What the store says now, for a start without it."""
    everybody = desk.people.value
    return Kept(
        me=next((one for one in everybody if one.login == desk.me.login), desk.me),
        people=everybody,
        hours=desk.calendar.hours,
        policy=desk.policy.value,
        roster=desk.roster.roster.value,
        incidents=desk.oncall.seen(),
        at=now,
    )


def _is_embedded(store: Store) -> bool:
    return store.engine.dialect.name == "sqlite"
