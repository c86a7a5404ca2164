"""How ready I am in each channel, in finished words, and saying so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whenever import Instant

from console.desk.acts import Done
from console.desk.live import LiveValue
from console.desk.live_acts import LiveActs
from console.desk.live_floor import LiveFloor
from console.desk.team_standing import (
    OF_READINESS,
    Standing,
    call_of,
    channel_name,
    ringing_for,
    said_by,
    standing_name,
    standing_words,
)
from console.domain.availability import Availability, Channel, Readiness
from console.domain.calls import MemberState
from console.domain.ids import ActId, CaseId, PersonId, new_uuid
from console.domain.instants import Clock, seconds_between
from console.domain.language import tr
from console.domain.load import Load, units_words
from console.domain.people import Person
from console.domain.wording import minutes_short, since_label

CHANNELS = (Channel.CHAT, Channel.TELEPHONE, Channel.MAIL)
"""In the order in which they are shown."""

_COUNTED = (Standing.IN_CALL, Standing.WRAP_UP)
"""What is shown with how long it has lasted."""


@dataclass(frozen=True, slots=True)
class ChannelState:
    """One channel: "Klar" and "4/6", "Etterarbeid" and "0:38", "Pause · møte" and nothing."""

    channel: Channel
    standing: Standing
    words: str
    figure: str
    sentence: str


class MyState:
    """`channels` in the order of `CHANNELS`. Threads: the loop's only."""

    def __init__(
        self,
        me: Person,
        floor: LiveFloor,
        loads: LiveValue[Mapping[PersonId, Load]],
        acts: LiveActs,
        clock: Clock,
    ) -> None:
        self._me = me
        self._floor = floor
        self._loads = loads
        self._acts = acts
        self._clock = clock
        self.channels: LiveValue[tuple[ChannelState, ...]] = LiveValue(self._read())
        floor.changed.listen(self._changed)
        loads.listen(self._changed)

    @property
    def may_say(self) -> bool:
        """Whoever works at the desk says how ready they are."""
        return self._me.may_work

    def tick(self) -> None:
        """Time has gone on."""
        self.channels.set(self._read())

    def readiness(self, channel: Channel) -> Readiness:
        """What I have said of a channel; who has said nothing is off."""
        said = said_by(self._floor, self._me.id).get(channel)
        return Readiness.OFF if said is None else said.readiness

    def all_for(self, readiness: Readiness) -> tuple[Channel, ...]:
        """The channels that "all" means: nobody comes into a channel that they have left, unless
        they have left every one.
        """
        on = tuple(each for each in CHANNELS if self.readiness(each) is not Readiness.OFF)
        return on if on and readiness is not Readiness.OFF else CHANNELS

    async def say(
        self, channels: Iterable[Channel], readiness: Readiness, reason: str = ""
    ) -> Done:
        """Says how ready I am: the window shows it, so there is nothing more to tell.

        Raises ActFailed; what was said of the channels before the one that failed stands.
        """
        for channel in channels:
            said = said_by(self._floor, self._me.id).get(channel)
            now = (Readiness.OFF, "") if said is None else (said.readiness, said.reason)
            if now != (readiness, reason):
                await self._acts.set_readiness(channel, readiness, reason)
        return Done("", ActId(new_uuid()), CaseId(0), can_be_undone=False)

    def _changed(self, _news: object) -> None:
        self.tick()

    def _read(self) -> tuple[ChannelState, ...]:
        said = said_by(self._floor, self._me.id)
        return tuple(self._state(channel, said.get(channel)) for channel in CHANNELS)

    def _state(self, channel: Channel, said: Availability | None) -> ChannelState:
        standing, since = self._standing(channel, said)
        now = self._clock.now()
        words = standing_words(standing, said)
        parts = [tr("{channel}: {state}", channel=channel_name(channel), state=words)]
        figure = ""
        if since is not None and standing in _COUNTED:
            figure = minutes_short(max(0.0, seconds_between(since, now)))
            parts.append(figure)
        elif since is not None:
            parts.append(tr("siden {time}", time=since_label(since, now)))
        if channel is Channel.CHAT and standing is Standing.READY:
            load = self._loads.value.get(self._me.id, Load())
            figure = f"{load.used}/{load.units.capacity}"
            parts.append(units_words(load))
        other = self._exchange_says() if channel is Channel.TELEPHONE else ""
        if other and standing is Standing.READY:
            figure = other
            parts.append(tr("sentralen sier {state}", state=other))
        return ChannelState(channel, standing, words, figure, ", ".join(parts))

    def _exchange_says(self) -> str:
        """What the exchange has my telephone as, where it does not ring there; "" where it does, or
        where nothing is known of telephones.
        """
        members = self._floor.members
        mine = {each.state for each in members if each.person == self._me.id}
        if not members or mine - {MemberState.PAUSED, MemberState.AWAY}:
            return ""
        paused = Standing.PAUSE if MemberState.PAUSED in mine else Standing.OFF
        return standing_name(paused).lower()

    def _standing(
        self, channel: Channel, said: Availability | None
    ) -> tuple[Standing, Instant | None]:
        if channel is Channel.TELEPHONE:
            call = call_of(self._floor, self._me.id)
            if call is not None:
                return Standing.IN_CALL, call.answered_at
        rings = ringing_for(self._floor, self._me.id)
        if rings is not None and rings.channel is channel:
            return Standing.RINGING, None
        return (Standing.OFF, None) if said is None else (OF_READINESS[said.readiness], said.since)
