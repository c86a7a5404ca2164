"""`agent-console phone replay`: a recorded session told mark by mark, and files that are none."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import Type
from fixtures.ami_recordings import FOLDER, folder, marks

SESSION = FOLDER / "02-normal-prioritet.ami"


Line = dict[str, Any]


def lines(out: str) -> list[Line]:
    return [json.loads(line) for line in out.splitlines()]


def by_interface(queue: Line) -> Line:
    return {**queue, "members": sorted(queue["members"], key=lambda one: one["interface"])}


def true_queue(queue: Line) -> Line:
    """The truth of a mark, in the words of the command."""
    return {
        "waiting": [
            {
                "uniqueid": caller["Uniqueid"],
                "number": caller["CallerIDNum"],
                "name": caller["CallerIDName"],
                "position": int(caller["Position"]),
                "priority": int(caller["Priority"]),
            }
            for caller in queue["waiting"]
        ],
        "members": [
            {
                "interface": member["Location"],
                "status": int(member["Status"]),
                "paused": member["Paused"] == "1",
                "paused_reason": member["PausedReason"],
                "in_call": member["InCall"] == "1",
            }
            for member in queue["members"]
        ],
    }


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A recording without its index."""
    folder()
    return Path(shutil.copy(SESSION, tmp_path))


@pytest.mark.parametrize("cut", [(), ("--cut", 7), ("--seed", 6), ("--cut", 300, "--seed", 6)])
def test_one_line_a_mark_then_one_of_counts_however_it_is_cut(
    typed: Type, cut: tuple[object, ...]
) -> None:
    folder()
    done = typed("phone", "replay", SESSION, "--json", *cut)
    assert (done.code, done.err) == (0, "")
    *told, counted = lines(done.out)
    truth = marks(SESSION.stem)
    assert [line["nr"] for line in told] == sorted(truth)
    assert {name: by_interface(queue) for name, queue in told[6]["queues"].items()} == {
        name: by_interface(true_queue(queue)) for name, queue in truth[7]["queues"].items()
    }
    assert [caller["priority"] for caller in told[6]["queues"]["kundeservice"]["waiting"]] == [
        10,
        10,
        0,
        0,
        0,
        0,
    ]
    assert counted["counts"] == {
        "marks": 15,
        "dropped": 0,
        "messages": 720,
        "events": 684,
        "ignored": 542,
        "suspicious": 0,
        "lists": 3,
        "broken": 0,
    }
    assert counted["figures"]["kundeservice"] == {
        "answered": 9,
        "abandoned": 1,
        "average_wait_s": pytest.approx(89 / 9),
        "service_level_s": 20,
        "service_share": pytest.approx(7 / 9),
    }


def test_for_people_it_is_told_in_words(typed: Type) -> None:
    folder()
    done = typed("phone", "replay", SESSION)
    first, *_, last = done.out.splitlines()
    assert first == (
        "Merke 1  kundeservice: 0 venter, 4 telefoner; salg: 0 venter, 0 telefoner; "
        "vakt: 0 venter, 0 telefoner"
    )
    assert last == "720 meldinger, 3 lister trodd, 0 forkastet, 0 mistenkelige"


def test_a_file_that_is_missing_or_no_session_is_said_so(typed: Type, tmp_path: Path) -> None:
    missing, other, empty = tmp_path / "a.ami", tmp_path / "b.ami", tmp_path / "c.ami"
    other.write_bytes(b"\x89PNG\r\n\r\n" * 9)
    empty.write_bytes(b"")
    assert "kan ikke leses" in typed("phone", "replay", missing, "--json").mistake
    assert "kan ikke leses" in typed("phone", "replay", tmp_path).mistake
    for file in (other, empty):
        done = typed("phone", "replay", file, "--json")
        assert "er ikke et opptak" in done.mistake
        assert done.code == 2


def test_without_its_index_one_says_oneself_how_it_is_cut(typed: Type, copied: Path) -> None:
    done = typed("phone", "replay", copied)
    assert "02-normal-prioritet.index.json kan ikke leses" in done.mistake
    assert "--cut N" in done.mistake
    assert typed("phone", "replay", copied, "--cut", 1000).code == 0


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"chunks": 7}',
        b'{"chunks": [[1, 0]]}',
        b'{"chunks": [[1, 0, "x"]]}',
        b'{"chunks": []}',
        b'{"chunks": [[1, 0, 10]]}',
        b'{"chunks": [[1, 0, 308887], [1, 308887, 1]]}',
        b'{"chunks": [[1, 0, 308897], [1, 308897, -10]]}',
        b'{"chunks": [[1e999, 0, 308887]]}',
        b'{"chunks": [[9e30, 0, 308887]]}',
        b"[" * 100_000,
    ],
)
def test_an_index_that_does_not_fit_is_said_so(typed: Type, copied: Path, broken: bytes) -> None:
    copied.with_name("02-normal-prioritet.index.json").write_bytes(broken)
    done = typed("phone", "replay", copied, "--json")
    assert "passer ikke til opptaket" in done.mistake
    assert done.code == 2


@pytest.mark.parametrize("cut", ["0", "-1", "x"])
def test_a_cut_that_is_none_is_said_so(typed: Type, cut: str) -> None:
    assert "--cut kan ikke brukes slik" in typed("phone", "replay", SESSION, "--cut", cut).mistake
