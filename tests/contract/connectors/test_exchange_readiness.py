"""Over a real wire: readiness and the telephone follow each other, cases follow their calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from connector_ami import AmiExchange, settings_of
from connector_serving import Serving
from fakes.clock import FakeClock
from fixtures.house import House
from peers.waiting import until

from console.channels.phone.pace import Pace
from console.data.commands.availability import set_readiness
from console.data.commands.calls import ask_to_hang_up
from console.data.commands.settings import set_setting
from console.data.commands.telephone_acts import ask_to_dial, ask_to_transfer
from console.data.commands.wrap_up import wrap_up
from console.data.queries.floor import floor_now
from console.domain.availability import Channel, Readiness
from console.domain.calls import Call, CallState
from console.domain.ids import PersonId
from console.domain.outward import Transfer
from console.domain.phone_account import KEY as PHONE
from console.domain.phone_account import to_json
from console.domain.telephone_agreement import ECHO_S
from console.domain.telephones import KEY
from console.service.telephones import TelephoneKeeping

QUICK = Pace(answer_s=0.3, ping_s=0.1, settle_s=0.02, first_s=0.02, longest_s=0.05)
BOX, OTHER = "PJSIP/22", "PJSIP/23"
REASON = "Møte på «Høyloftet» – " + "æøå" * 30


class Desk:
    """Sunniva, whose telephone sits in the queue."""

    def __init__(self, serving: Serving, ami: AmiExchange, sunniva: PersonId) -> None:
        self.serving, self.ami, self.sunniva = serving, ami, sunniva
        ami.outside.seats(BOX, "Sunniva Lund")
        ami.outside.seats(OTHER, "Jonas Tveit")
        for interface in (BOX, OTHER):
            ami.outside.knows(interface)
        serving.house.act(None, set_setting, KEY, {BOX: "sunniva", OTHER: "jonas"}, 0)
        serving.fetch()
        self.keeping = TelephoneKeeping(serving.desk)

    def says(self, readiness: Readiness, reason: str = "") -> None:
        act, channel = self.serving.house.act, Channel.TELEPHONE
        act(self.sunniva, set_readiness, channel, readiness, reason)
        self.serving.until_done()

    @property
    def said(self) -> tuple[Readiness, str] | None:
        found = self.serving.house.store.read(floor_now).availability or ()
        return next(((one.readiness, one.reason) for one in found), None)

    def talks(self) -> Call:
        """A caller whom Sunniva has."""
        name = self.ami.comes("+4700000001")
        self.ami.outside.rings(name, BOX)
        self.ami.outside.answers(BOX)
        return self.hears(lambda call: call.answered_by == self.sunniva)

    def hears(self, is_wanted: Callable[[Call], bool]) -> Call:
        """The first call in the store that is so, in time."""
        found: list[Call] = []

        def is_so() -> bool:
            self.serving.house.clock.advance(1)
            self.serving.fetch()
            calls = self.serving.house.store.read(floor_now).calls
            found.extend(call for call in calls if is_wanted(call))
            return bool(found)

        until(is_so, "such a call to be in the store")
        return found[0]

    def comes_to(self, readiness: Readiness, reason: str = "") -> None:
        """In time, what is said here is this."""

        def is_so() -> bool:
            self.serving.house.clock.advance(1)
            self.serving.fetch()
            self.keeping.step()
            return self.said == (readiness, reason)

        until(is_so, f"{readiness} to be said, not {self.said}")

    def stays(self, readiness: Readiness, reason: str = "") -> None:
        """However long one listens."""
        for _ in range(4):
            self.serving.house.clock.advance(ECHO_S + 11)
            self.serving.fetch()
            self.keeping.step()
            assert self.said == (readiness, reason)


@pytest.fixture
def ami(clock: FakeClock) -> Iterator[AmiExchange]:
    made = AmiExchange(clock, QUICK)
    yield made
    made.end()


@pytest.fixture
def desk(house: House, ami: AmiExchange, sunniva: PersonId, jonas: PersonId) -> Desk:
    return Desk(Serving(house, ami.connector), ami, sunniva)


def test_what_is_said_here_is_so_at_the_exchange_and_stays(desk: Desk) -> None:
    desk.says(Readiness.PAUSE, REASON)
    member = desk.ami.outside.member(BOX)
    assert member is not None
    assert member.is_paused
    assert REASON.startswith(member.paused_reason)
    assert 76 <= len(member.paused_reason.encode()) <= 79
    desk.stays(Readiness.PAUSE, REASON)
    desk.says(Readiness.READY)
    member = desk.ami.outside.member(BOX)
    assert member is not None
    assert not member.is_paused
    desk.stays(Readiness.READY)


def test_what_is_said_at_the_telephone_is_so_here_and_stays(desk: Desk) -> None:
    desk.says(Readiness.READY)
    desk.ami.outside.member_says(BOX, is_paused=True, reason="Lunsj på «Loftet»")
    desk.comes_to(Readiness.PAUSE, "Lunsj på «Loftet»")
    desk.stays(Readiness.PAUSE, "Lunsj på «Loftet»")
    desk.ami.outside.member_says(BOX, is_paused=False)
    desk.comes_to(Readiness.READY)


def test_after_a_restart_who_is_on_a_pause_is_rung_by_nobody(desk: Desk) -> None:
    desk.says(Readiness.PAUSE, "Lunsj")
    desk.stays(Readiness.PAUSE, "Lunsj")
    desk.ami.outside.restart()

    def is_paused_again() -> bool:
        desk.serving.house.clock.advance(1)
        desk.serving.fetch()
        desk.serving.deliver()
        member = desk.ami.outside.member(BOX)
        return member is not None and member.is_paused

    until(is_paused_again, "the telephone to be paused again")
    desk.stays(Readiness.PAUSE, "Lunsj")


@pytest.mark.parametrize("how", Transfer)
def test_a_call_that_is_passed_on_takes_its_case_along(
    desk: Desk, jonas: PersonId, how: Transfer
) -> None:
    call, house = desk.talks(), desk.serving.house
    assert call.case is not None
    assert house.open(call.case).summary.owner == desk.sunniva
    desk.ami.outside.picks_up(OTHER)
    house.act(desk.sunniva, ask_to_transfer, call.id, jonas, how)
    desk.serving.until_done()
    if how is Transfer.ATTENDED:
        house.act(desk.sunniva, ask_to_hang_up, call.id)
        desk.serving.until_done()
    desk.hears(lambda one: (one.id, one.answered_by) == (call.id, jonas))
    assert house.open(call.case).summary.owner == jonas


def test_a_call_dialled_from_a_case_belongs_to_it(desk: Desk) -> None:
    house = desk.serving.house
    case = house.arrive("frakt")
    desk.ami.outside.picks_up(BOX)
    desk.ami.outside.picks_up("+4721982474")
    house.act(desk.sunniva, ask_to_dial, "21 98 24 74", None, case)
    desk.serving.until_done()
    call = desk.hears(lambda one: one.state is CallState.TALKING)
    assert (call.is_outgoing, call.number, call.case) == (True, "+4721982474", case)


def test_after_a_call_the_telephone_is_quiet_until_it_is_written_down(desk: Desk) -> None:
    house, outside = desk.serving.house, desk.ami.outside
    settings = replace(settings_of(outside), wrap_up_s=300)
    house.act(None, set_setting, PHONE, to_json(settings), 0)
    desk.says(Readiness.READY)
    call = desk.talks()
    outside.completes(BOX)
    desk.comes_to(Readiness.WRAP_UP)
    desk.serving.until_done()
    member = outside.member(BOX)
    assert member is not None
    assert (member.is_paused, member.paused_reason) == (True, "Etterarbeid")
    desk.stays(Readiness.WRAP_UP)
    house.act(desk.sunniva, wrap_up, call.id, "Frakten er 149 kr.", True)
    desk.serving.until_done()
    desk.stays(Readiness.READY)
    member = outside.member(BOX)
    assert member is not None
    assert not member.is_paused
