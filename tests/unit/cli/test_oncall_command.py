"""`agent-console oncall`: who is on duty, the roster, and its calendar file."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest
from conftest import Type
from fixtures.house import House
from whenever import Date, Time

from console.data.commands.people import add_person, disable_person
from console.data.commands.roster import add_rotation, override
from console.data.commands.roster_steps import Stretch
from console.domain.hours.day import at_wall
from console.domain.ids import PersonId
from console.domain.oncall.turns import DutyRole
from console.domain.people import Role

MONDAY = Date(2026, 11, 30)
NIGHT = "2026-12-02T02:40"


@pytest.fixture(autouse=True)
def _meant(home: object, monkeypatch: pytest.MonkeyPatch, store_url: str) -> None:
    """The commands mean the test's store."""
    del home
    monkeypatch.setenv("AGENT_CONSOLE_STORE", store_url)


@pytest.fixture
def team(house: House, sunniva: PersonId) -> tuple[PersonId, PersonId]:
    """Kari and Ola take turns; Ola is backup the first two weeks, for Kari while she is away."""
    people = [
        PersonId(house.act(None, add_person, login, name, [Role.TECHNICIAN]).answer["person"])
        for login, name in (("kari", "Kari Moe"), ("ola", "Ola Lie"))
    ]
    kari, ola = people
    hand_over = Time(15, 30)
    house.act(sunniva, add_rotation, DutyRole.PRIMARY, (kari, ola), MONDAY, hand_over, 1)
    house.act(sunniva, add_rotation, DutyRole.BACKUP, (ola,), MONDAY, hand_over, 1)
    away = Stretch(
        DutyRole.PRIMARY, at_wall(Date(2026, 12, 3), Time(8)), at_wall(Date(2026, 12, 4), Time(8))
    )
    house.act(sunniva, override, away, ola, "Kari er på kurs")
    return kari, ola


def test_the_json_object_of_now_is_exactly_this(typed: Type, team: object) -> None:
    done = typed("oncall", "now", "--at", NIGHT, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json == {
        "at": "2026-12-02T02:40:00+01:00",
        "after_hours": True,
        "primary": {
            "login": "kari",
            "name": "Kari Moe",
            "why": "rotation",
            "reason": "",
            "until": "2026-12-03T08:00:00+01:00",
            "next_login": "ola",
        },
        "backup": {
            "login": "ola",
            "name": "Ola Lie",
            "why": "rotation",
            "reason": "",
            "until": None,
            "next_login": None,
        },
    }


def test_people_are_told_in_sentences(typed: Type, team: object) -> None:
    done = typed("oncall", "now", "--at", "2026-12-03T10:00")
    duty, backup, desk = done.out.splitlines()
    assert duty.startswith("Vakt: Ola Lie (Kari er på kurs), til fre. 4. des. ")
    assert duty.endswith(" 08:00. Deretter Kari Moe.")
    assert backup == "Reserve: Ola Lie."
    assert desk == "Innenfor åpningstid: kritiske saker går til dem som er på jobb."
    after = typed("oncall", "now", "--at", NIGHT).out
    assert after.endswith("Utenfor åpningstid: kritiske saker går til den som har vakt.\n")


def test_it_is_an_error_to_have_nobody_on_duty(typed: Type, store_path: Path) -> None:
    done = typed("oncall", "now", "--at", NIGHT)
    assert done.code == 1
    assert done.out.splitlines()[:2] == ["Vakt: ingen.", "Reserve: ingen."]
    assert typed("oncall", "now", "--json").json["primary"]["why"] == "nobody"


def test_the_roster_is_told_with_what_is_wrong(typed: Type, team: object) -> None:
    done = typed("oncall", "roster", "--from", "2026-11-30", "--weeks", "1", "--json")
    assert (done.code, done.err) == (0, "")
    told = done.json
    assert (told["from"], told["to"]) == ("2026-11-30T00:00:00+01:00", "2026-12-07T00:00:00+01:00")
    primary = [
        (shift["start"], shift["login"], shift["why"], shift["reason"])
        for shift in told["shifts"]
        if shift["role"] == "primary"
    ]
    assert primary == [
        ("2026-11-30T00:00:00+01:00", None, "nobody", ""),
        ("2026-11-30T15:30:00+01:00", "kari", "rotation", ""),
        ("2026-12-03T08:00:00+01:00", "ola", "change", "Kari er på kurs"),
        ("2026-12-04T08:00:00+01:00", "kari", "rotation", ""),
    ]
    assert told["findings"] == [
        {
            "kind": kind,
            "role": role,
            "start": f"{start}+01:00",
            "end": f"{end}+01:00",
            "login": login,
        }
        for kind, role, start, end, login in (
            ("nobody", "backup", "2026-11-30T00:00:00", "2026-11-30T15:30:00", None),
            ("nobody", "primary", "2026-11-30T00:00:00", "2026-11-30T15:30:00", None),
            ("same_person", "backup", "2026-12-03T08:00:00", "2026-12-04T08:00:00", "ola"),
        )
    ]


def test_people_read_the_roster_line_by_line(typed: Type, house: House, team: object) -> None:
    house.act(None, disable_person, "kari")
    done = typed("oncall", "roster", "--from", "2026-12-01", "--weeks", "1")
    lines = done.out.splitlines()
    assert [line.split("  ")[1] for line in lines[:4]] == [
        "Vakt: Kari Moe",
        "Reserve: Ola Lie",
        "Vakt: Ola Lie (Kari er på kurs)",
        "Vakt: Kari Moe",
    ]
    assert any(
        line.startswith("Se på: Kari Moe står på listen, men har ikke lenger tilgang, ")
        for line in lines
    )
    assert any(line.startswith("Se på: Ola Lie har vakt og er reserve samtidig") for line in lines)


def test_one_persons_shifts_are_told_alone(typed: Type, team: object) -> None:
    words = ("oncall", "roster", "--from", "2026-12-01", "--weeks", "1", "--person", "kari")
    told = typed(*words, "--json").json
    assert {shift["login"] for shift in told["shifts"]} == {"kari"}
    assert len(told["shifts"]) == 2
    assert told["findings"] == []


def test_the_roster_is_written_as_a_calendar_file(
    typed: Type, team: object, tmp_path: Path
) -> None:
    file = tmp_path / "vakt.ics"
    words = ("oncall", "roster", "--from", "2026-12-01", "--weeks", "2", "--ics", file)
    done = typed(*words)
    assert (done.code, done.out) == (0, f"Vaktlisten er skrevet til {file}.\n")
    told = [
        str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(file.read_bytes()).events
    ]
    assert told.count("Vakt: Ola Lie") == 2
    assert told.count("Reserve: Ola Lie") == 1
    typed(*words, "--person", "kari")
    assert set(_told(file)) == {"Vakt: Kari Moe"}


def _told(file: Path) -> list[str]:
    events = icalendar.Calendar.from_ical(file.read_bytes()).events
    return [str(event["SUMMARY"]) for event in events]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("now", "--at", "i natt"), "er ikke en dato med klokkeslett"),
        (("now", "--at", "2026-10-25T02:30"), "finnes to ganger"),
        (("roster", "--from", "mandag"), "«mandag» er ikke en dag"),
        (("roster", "--weeks", "0"), "--weeks kan ikke brukes slik"),
        (("roster", "--person", "per"), "Ingen heter per"),
        (("roster", "--ics", "/finnes/ikke/vakt.ics"), "/finnes/ikke/vakt.ics"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    typed: Type, team: object, words: tuple[str, ...], told: str
) -> None:
    done = typed("oncall", *words)
    assert done.code == 2
    assert told in done.mistake
