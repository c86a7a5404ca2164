"""The door that every `serve` has: open while there is a web chat, made anew when that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from fakes.keyrings import Ring
from fixtures.house import House

from console.channels.contract import ChannelDown
from console.channels.web.hall import VisitorsHall
from console.data.commands.connectors import mark_alive
from console.data.commands.settings import set_setting
from console.data.queries.people import setting
from console.data.queries.web_doors import DoorLife, web_doors
from console.data.secrets import SecretsUnavailable
from console.domain.hours.opening_hours import Interval, OpeningHours
from console.domain.hours.stored_hours import hours_to_json
from console.domain.instants import Clock
from console.domain.web_chat import KEY, Site, WebChatSettings, to_json
from console.service.part import PartState
from console.service.web_account import WebChat
from console.service.web_door import Doorway, WebDoorPart
from console.service.web_hall import VisitorsStore

SETTINGS = WebChatSettings(sites=(Site("mystore", "Mystore", ("https://www.mystore.no",)),))
SIGNED = replace(SETTINGS, sites=(replace(SETTINGS.sites[0], has_identity=True),))


@dataclass
class OneDoor:
    """A door that was opened."""

    chat: WebChat
    hours: Callable[[], OpeningHours]
    port: int
    is_running: bool = True
    is_healthy: bool = True

    def close(self) -> None:
        self.is_running = False


@dataclass
class Machine:
    """A machine with a `serve`, and the doors that it opened."""

    house: House
    name: str = "konsoll-1"
    ring: Any = field(default_factory=Ring)
    doors: list[OneDoor] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    shut: int = 0
    has_login: bool = True

    def part(self, port: int | None = None) -> WebDoorPart:
        doorway = Doorway("door", port, self._make)
        holder, store, clock = f"{self.name}/boot:17:3", self.house.store, self.house.clock
        return WebDoorPart(store, clock, self.ring, holder, doorway, self._hall)

    def set(self, settings: WebChatSettings | None) -> None:
        self.put(KEY, "" if settings is None else to_json(settings))

    def put(self, key: str, value: Any) -> None:
        row = self.house.store.read(setting, key)
        self.house.act(None, set_setting, key, value, 0 if row is None else row.version)

    def told(self) -> tuple[DoorLife, ...]:
        return self.house.store.read(web_doors, self.house.clock.now())

    def _hall(self) -> VisitorsStore | None:
        if not self.has_login:
            return None
        return VisitorsStore(self.house.store, self.house.clock, self._shut)

    def _shut(self) -> None:
        self.shut += 1

    def _make(
        self, chat: WebChat, hall: VisitorsHall, hours: Callable[[], OpeningHours], clock: Clock
    ) -> OneDoor:
        del hall, clock
        port = chat.settings.listen_port
        if port in self.taken:
            raise ChannelDown("porten er i bruk")
        self.doors.append(OneDoor(chat, hours, port))
        return self.doors[-1]


@pytest.fixture
def machine(house: House) -> Machine:
    return Machine(house)


@pytest.fixture
def part(machine: Machine) -> Iterator[WebDoorPart]:
    made = machine.part()
    yield made
    made.close()


def test_without_a_web_chat_there_is_no_door_and_nothing_is_said(
    part: WebDoorPart, machine: Machine
) -> None:
    assert part.step().state is PartState.OK
    assert (machine.doors, machine.told()) == ([], ())


def test_a_web_chat_opens_a_door_once_and_says_where(part: WebDoorPart, machine: Machine) -> None:
    machine.set(SETTINGS)
    part.step()
    part.step()
    (door,) = machine.doors
    assert door.is_running
    assert machine.told() == (DoorLife("konsoll-1:8750", True, "døren er åpen på 127.0.0.1:8750"),)


def test_a_change_makes_another_door_after_the_first_has_closed(
    part: WebDoorPart, machine: Machine
) -> None:
    machine.set(SETTINGS)
    part.step()
    machine.set(replace(SETTINGS, public_url="https://chat.mystore.no"))
    part.step()
    assert [door.is_running for door in machine.doors] == [False, True]
    assert machine.shut == 1


def test_taken_away_or_ended_the_door_closes(part: WebDoorPart, machine: Machine) -> None:
    machine.set(SETTINGS)
    part.step()
    machine.set(None)
    assert part.step().text == "venter: ingen nettchat er lagt inn"
    machine.set(SETTINGS)
    part.step()
    part.close()
    assert [door.is_running for door in machine.doors] == [False, False]
    assert machine.shut == 2


def test_a_door_that_fell_is_opened_again(part: WebDoorPart, machine: Machine) -> None:
    machine.set(SETTINGS)
    part.step()
    machine.doors[0].is_running = False
    part.step()
    assert machine.doors[1].is_running


def test_a_door_that_the_store_does_not_wake_is_told_of_and_stays(
    part: WebDoorPart, machine: Machine
) -> None:
    machine.set(SETTINGS)
    part.step()
    machine.doors[0].is_healthy = False
    assert "hører ikke fra lageret" in part.step().text
    assert [door.is_running for door in machine.doors] == [True]


def test_a_port_that_is_taken_is_told_and_tried_again(part: WebDoorPart, machine: Machine) -> None:
    machine.set(SETTINGS)
    machine.taken.add(8750)
    assert part.step().text == "porten er i bruk"
    assert machine.told() == (DoorLife("konsoll-1:8750", False, "porten er i bruk"),)
    assert machine.shut == 1, "what was opened for it is let go of"
    machine.taken.clear()
    assert part.step().state is PartState.OK
    assert machine.doors[0].is_running


def test_who_finds_the_port_taken_by_another_serve_does_not_speak_over_its_door(
    part: WebDoorPart, machine: Machine
) -> None:
    machine.set(SETTINGS)
    machine.taken.add(8750)
    machine.house.act(None, mark_alive, "web@konsoll-1:8750", "konsoll-1/boot:9:1", "ok", "åpen")
    part.step()
    assert machine.told() == (DoorLife("konsoll-1:8750", True, "åpen"),)


def test_a_machine_may_have_a_port_of_its_own(machine: Machine) -> None:
    machine.set(SETTINGS)
    part = machine.part(9000)
    part.step()
    assert [door.port for door in machine.doors] == [9000]
    assert [door.machine for door in machine.told()] == ["konsoll-1:9000"]
    part.close()


def test_without_a_login_of_its_own_no_door_opens_and_it_says_what_to_do(
    part: WebDoorPart, machine: Machine
) -> None:
    machine.has_login = False
    machine.set(SETTINGS)
    rest = part.step()
    assert rest.state is PartState.FAILING
    assert "--door-login" in rest.text
    assert machine.doors == []


def test_a_site_whose_key_is_missing_is_told_of_and_the_door_is_open_all_the_same(
    part: WebDoorPart, machine: Machine
) -> None:
    machine.set(SIGNED)
    rest = part.step()
    assert rest.state is PartState.FAILING
    assert "Mystore" in rest.text
    assert machine.doors[0].is_running


def test_a_new_key_is_taken_into_use_beside_the_one_before(
    part: WebDoorPart, machine: Machine
) -> None:
    machine.ring.set("web:mystore", "gammel")
    machine.set(SIGNED)
    part.step()
    machine.ring.set("web:mystore:before", "gammel")
    machine.ring.set("web:mystore", "ny")
    part.step()
    assert [door.chat.secrets["mystore"] for door in machine.doors] == [
        ("gammel",),
        ("ny", "gammel"),
    ]


class Handed:
    """What systemd handed over; behind it there is no keyring."""

    def __init__(self, **given: str) -> None:
        self.given = given
        self.is_locked = False

    def get(self, name: str) -> str | None:
        if self.is_locked or name not in self.given:
            raise SecretsUnavailable("ingen nøkkelring")
        return self.given[name]


def test_a_service_without_a_keyring_signs_with_the_key_that_it_was_handed(
    machine: Machine,
) -> None:
    machine.set(SIGNED)
    machine.ring = handed = Handed(**{"web:mystore": "nøkkel"})
    part = machine.part()
    assert part.step().state is PartState.OK
    handed.is_locked = True
    assert part.step().state is PartState.OK, "what is known goes on while nobody answers"
    assert [door.chat.secrets for door in machine.doors] == [{"mystore": ("nøkkel",)}]
    part.close()


def test_a_keyring_that_does_not_answer_shuts_nobody_out(machine: Machine) -> None:
    machine.set(SIGNED)
    machine.ring = Handed()
    part = machine.part()
    assert "Mystore" in part.step().text
    assert machine.doors[0].is_running
    part.close()


def test_hours_that_change_reach_an_open_door(part: WebDoorPart, machine: Machine) -> None:
    machine.set(SETTINGS)
    part.step()
    short = replace(OpeningHours(), chat=(Interval.parse("10:00-11:00"),))
    machine.put("hours", hours_to_json(short))
    part.step()
    (door,) = machine.doors
    assert door.hours() == short


def test_a_setting_that_is_broken_closes_the_door_and_says_so(
    part: WebDoorPart, machine: Machine
) -> None:
    machine.set(SETTINGS)
    part.step()
    machine.put(KEY, "{")
    assert "kan ikke leses" in part.step().text
    assert not machine.doors[0].is_running
