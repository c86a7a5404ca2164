"""The log: one JSON object a line, whatever is logged, and nothing in it that should not be."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.app.faults import watch_faults
from console.app.logs import FILE_BYTES, FILES, TEXT_CHARS, json_lines, log_to_file, log_to_stream

log = logging.getLogger("console.mail")


@pytest.fixture(autouse=True)
def _loggers_as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("console")
    before = (root.handlers[:], root.level, ours.level)
    yield
    root.handlers[:], level, our_level = before
    root.setLevel(level)
    ours.setLevel(our_level)


@pytest.fixture
def _hooks_as_before() -> Iterator[None]:
    before = (sys.excepthook, threading.excepthook)
    yield
    sys.excepthook, threading.excepthook = before


@pytest.fixture
def stream() -> io.StringIO:
    made = io.StringIO()
    log_to_stream(made)
    return made


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_record_is_a_line_with_time_level_logger_and_words(stream: io.StringIO) -> None:
    log.warning("took in %d", 3)
    (line,) = _lines(stream.getvalue())
    assert list(line) == ["time", "level", "logger", "event"]
    assert (line["level"], line["logger"], line["event"]) == (
        "warning",
        "console.mail",
        "took in 3",
    )
    assert line["time"].endswith("Z")


def test_an_exception_is_told_with_its_trace_in_the_same_line(stream: io.StringIO) -> None:
    try:
        raise ValueError("borte")
    except ValueError:
        log.exception("failed")
    (line,) = _lines(stream.getvalue())
    assert line["exception"].endswith("ValueError: borte")
    assert "Traceback" in line["exception"]


@pytest.mark.parametrize(
    "mark",
    ["\r\n", "\n", "\x1b[31m", "\u2028", "\u2029", "\x85", "\x9b", "\u202e", "\x00", "\ud83d"],
    ids=ascii,
)
def test_what_breaks_lines_or_steers_a_terminal_is_escaped(mark: str) -> None:
    told = logging.makeLogRecord({"name": "console.mail", "msg": "før%setter", "args": (mark,)})
    line = json_lines().format(told)
    assert mark not in line
    assert line.splitlines() == [line]
    assert json.loads(line)["event"] == f"før{mark}etter"
    line.encode("utf-8")


def test_norwegian_stays_readable(stream: io.StringIO) -> None:
    log.info("Blåbærsyltetøy")
    assert "Blåbærsyltetøy" in stream.getvalue()


def test_of_an_address_only_the_domain_is_written(stream: io.StringIO) -> None:
    try:
        raise ValueError("550 <tor.lie@butikk.no> unknown")
    except ValueError:
        log.exception("not to %s", "Kari <kari@fjellsport.no>")
    written = stream.getvalue()
    assert "kari@" not in written
    assert "tor.lie" not in written
    assert "…@fjellsport.no" in written


def test_of_a_very_long_text_the_ends_are_kept(stream: io.StringIO) -> None:
    log.warning("begins%sends", "x" * 3_000_000)
    (line,) = _lines(stream.getvalue())
    assert line["event"].startswith("beginsx")
    assert line["event"].endswith("xends")
    assert len(line["event"]) < TEXT_CHARS + 10


def test_ours_is_told_from_info_on_and_a_library_when_it_warns(stream: io.StringIO) -> None:
    log.debug("too small")
    log.info("told")
    logging.getLogger("imapclient").info("too small")
    logging.getLogger("imapclient").warning("warned")
    assert [line["event"] for line in _lines(stream.getvalue())] == ["told", "warned"]


def test_the_file_holds_every_line_once_the_log_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "log" / "console.log"
    end = log_to_file(path)
    for n in range(200):
        log.info("line %d", n)
    end()
    log.warning("too late")
    assert [line["event"] for line in _lines(path.read_text("utf-8"))] == [
        f"line {n}" for n in range(200)
    ]


def test_the_files_do_not_grow_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "console.log"
    end = log_to_file(path)
    for _ in range(8 * FILE_BYTES // TEXT_CHARS):
        log.info("x" * TEXT_CHARS)
    end()
    files = list(tmp_path.iterdir())
    assert len(files) == FILES
    assert all(file.stat().st_size <= FILE_BYTES for file in files)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="taken"):
        log_to_file(tmp_path / "taken" / "console.log")


@pytest.mark.usefixtures("_hooks_as_before")
def test_what_nobody_caught_is_logged_and_told(stream: io.StringIO) -> None:
    told: list[str] = []
    watch_faults(told.append)
    error = ValueError("uventet")
    sys.excepthook(ValueError, error, None)
    (line,) = _lines(stream.getvalue())
    assert (line["level"], line["exception"]) == ("critical", "ValueError: uventet")
    assert len(told) == 1
    assert "feilen står i loggen" in told[0]


@pytest.mark.usefixtures("_hooks_as_before")
def test_a_thread_that_fails_is_logged_and_told(stream: io.StringIO) -> None:
    told: list[str] = []
    watch_faults(told.append)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    (line,) = _lines(stream.getvalue())
    assert line["exception"].endswith("ZeroDivisionError: division by zero")
    assert len(told) == 1


@pytest.mark.usefixtures("_hooks_as_before")
def test_an_interruption_by_the_keyboard_is_no_fault(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    watch_faults(told.append)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert (stream.getvalue(), told) == ("", [])
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_a_crash_leaves_the_stacks_in_its_file(tmp_path: Path) -> None:

    path = tmp_path / "log" / "crash.log"
    program = (
        "import ctypes, pathlib, sys; from console.app.faults import watch_crashes; "
        "watch_crashes(pathlib.Path(sys.argv[1])); ctypes.string_at(0)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True)
    assert done.returncode < 0
    assert "Segmentation fault" in path.read_text("utf-8")
