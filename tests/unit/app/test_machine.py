"""The machine's clock, the language in use, and the always-on part as a child."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from peers.waiting import until
from whenever import Instant

from console.app.language import use_language
from console.app.machine_clock import MachineClock
from console.app.serve_child import ServeChild
from console.desk.places import places
from console.domain import language
from console.domain.language import tr


def test_the_clock_tells_the_time_as_finely_as_the_store_keeps_it() -> None:
    before = Instant.now()  # noqa: TID251 - the clock is what is tried
    told = MachineClock().now()
    assert abs((told - before).total("seconds")) < 5
    assert told.timestamp(unit="nanosecond") % 1000 == 0


@pytest.fixture
def _source_language() -> Iterator[None]:
    yield
    language.use(gettext.NullTranslations())


@pytest.mark.usefixtures("_source_language")
@pytest.mark.parametrize("code", ["nb", "xx", ""])
def test_a_language_that_is_not_there_is_the_source(code: str) -> None:
    use_language(code)
    assert tr("Du har saken") == "Du har saken"


def test_everything_of_a_machine_lies_in_the_persons_own_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    here = places()
    assert here.preferences == tmp_path / "config" / "agent-console" / "preferences.json"
    assert here.store == tmp_path / "data" / "agent-console" / "desk.db"
    assert here.pocket.parent == here.store.parent
    assert here.log.is_relative_to(tmp_path / "state")
    assert list(tmp_path.iterdir()) == [], "asking makes nothing"


def processes_on(store_url: str) -> list[str]:
    """The command lines of this machine's processes that name the store."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # ended meanwhile
            found.append(process.read_text("utf-8"))
    return [line for line in found if store_url in line]


def test_the_always_on_part_leads_and_ends_with_the_window(store_url: str, tmp_path: Path) -> None:
    log = tmp_path / "log" / "console.log"
    child = ServeChild(store_url, log)
    until(lambda: '"ready": true' in log.read_text("utf-8"), "serve leads")
    assert processes_on(store_url)
    child.stop()
    assert "Traceback" not in log.read_text("utf-8")
    assert not processes_on(store_url)


def test_an_always_on_part_that_cannot_begin_says_why_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "console.log"
    child = ServeChild(f"sqlite:///{tmp_path}/borte.db", log)
    until(lambda: "Lageret er tomt" in log.read_text("utf-8"), "serve says why")
    child.stop()
    child.stop()
