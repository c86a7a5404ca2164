"""Drafts cannot be lost: on disk within 300 ms, in versions, and saved later when refused."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fixtures.waiting import until

from console.data.engine import SQLITE
from console.data.pocket import Pocket
from console.data.pocket_drafts import KEPT_VERSIONS
from console.desk.drafts import Drafts
from console.desk.errors import ActFailed
from console.desk.tasks import Tasks
from console.domain.mail import MailPart

pytestmark = pytest.mark.asyncio

CASE = "case:7"
OTHER = "case:8"
REFUSED = "Utkastet er ikke lagret: disken tar det ikke imot"
PICTURE = MailPart("kasse.png", "image/png", b"\x89PNG")


class Disk:
    """The pocket's file as another program sees it; it can be made to refuse what is written."""

    def __init__(self, path: Path) -> None:
        self._connection = SQLITE.connect(path, isolation_level=None)

    def text(self, scope: str) -> str | None:
        row = self._connection.execute("SELECT text FROM draft WHERE scope = ?", [scope])
        found = row.fetchone()
        return None if found is None else str(found[0])

    def fill(self) -> None:
        """From now on there is no room."""
        self._connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON draft "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )

    def free(self) -> None:
        """There is room again."""
        self._connection.execute("DROP TRIGGER full")

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def disk(pocket: Pocket, pocket_path: Path) -> Iterator[Disk]:
    del pocket
    opened = Disk(pocket_path)
    yield opened
    opened.close()


async def saved(drafts: Drafts, disk: Disk, scope: str, text: str) -> None:
    """Waits until the text is on disk."""
    await until(drafts.saved, lambda: disk.text(scope) == text)


async def test_what_is_typed_is_saved_by_itself(drafts: Drafts, disk: Disk) -> None:
    drafts.type(CASE, "Hei Kari", "reply")
    await saved(drafts, disk, CASE, "Hei Kari")
    assert drafts.saved.value == "Utkast lagret 09:41:00"


async def test_several_drafts_are_saved_together(drafts: Drafts, disk: Disk) -> None:
    drafts.type(CASE, "Hei Kari", "reply")
    drafts.type(OTHER, "Ring Ola", "note")
    await drafts.flush()
    assert (disk.text(CASE), disk.text(OTHER)) == ("Hei Kari", "Ring Ola")
    assert drafts.begun.value == {CASE, OTHER}


async def test_only_the_last_of_what_was_typed_is_written(drafts: Drafts, clock: FakeClock) -> None:
    for text in ("H", "He", "Hei"):
        drafts.type(CASE, text, "reply")
        clock.advance(60)
    await drafts.flush()
    assert await drafts.versions(CASE) == ()
    assert (await drafts.load(CASE)).text == "Hei"


async def test_a_draft_comes_back_as_it_was_last_typed(drafts: Drafts) -> None:
    drafts.type(CASE, "Ring Ola", "note")
    draft = await drafts.load(CASE)
    assert (draft.text, draft.mode, draft.files) == ("Ring Ola", "note", ())


async def test_a_draft_comes_back_after_the_program_has_ended(
    drafts: Drafts, pocket: Pocket, pocket_path: Path
) -> None:
    drafts.type(CASE, "Hei Kari", "reply")
    await drafts.flush()
    pocket.close()
    again = Pocket(pocket_path)
    assert again.load(CASE).text == "Hei Kari"
    assert again.scopes() == {CASE}
    again.close()


async def test_opening_a_case_says_when_its_draft_was_kept(
    drafts: Drafts, clock: FakeClock
) -> None:
    drafts.type(CASE, "Hei Kari", "reply")
    await drafts.flush()
    clock.advance(3600)
    await drafts.load(OTHER)
    assert drafts.saved.value == ""
    await drafts.load(CASE)
    assert drafts.saved.value == "Utkast lagret 09:41"


async def test_versions_are_kept_while_one_writes(drafts: Drafts, clock: FakeClock) -> None:
    for text in ("Hei", "Hei Kari", "Hei Kari, frakten"):
        drafts.type(CASE, text, "reply")
        await drafts.flush()
        clock.advance(30)
    assert [version.text for version in await drafts.versions(CASE)] == ["Hei Kari", "Hei"]
    assert drafts.saved.value == "Utkast lagret 09:42:00 · 2 versjoner"


async def test_no_more_than_twenty_versions_are_kept_the_newest(
    drafts: Drafts, clock: FakeClock
) -> None:
    for number in range(30):
        drafts.type(CASE, f"Utkast {number}", "reply")
        await drafts.flush()
        clock.advance(30)
    texts = [version.text for version in await drafts.versions(CASE)]
    assert texts == [f"Utkast {number}" for number in range(28, 28 - KEPT_VERSIONS, -1)]


async def test_a_text_that_is_cut_is_kept_as_a_version_at_once(drafts: Drafts) -> None:
    long = "Frakten til Svalbard koster 149 kr, og varen er fremme på tirsdag."
    drafts.type(CASE, "Hei", "reply")
    await drafts.flush()
    drafts.type(CASE, long, "reply")
    await drafts.flush()
    drafts.type(CASE, "", "reply")
    await drafts.flush()
    assert [version.text for version in await drafts.versions(CASE)] == [long, "Hei"]


async def test_files_are_kept_with_the_draft_and_taken_off(drafts: Drafts) -> None:
    first = await drafts.add_file(CASE, PICTURE)
    second = await drafts.add_file(CASE, MailPart("rapport.pdf", "application/pdf", b"%PDF"))
    assert (await drafts.load(CASE)).files[0] == (first, PICTURE)
    await drafts.remove_file(first)
    assert [no for no, _ in (await drafts.load(CASE)).files] == [second]
    assert (await drafts.load(OTHER)).files == ()


async def test_a_draft_that_was_sent_is_gone_and_its_text_a_version(
    drafts: Drafts, disk: Disk
) -> None:
    drafts.type(CASE, "Hei Kari", "reply")
    await drafts.flush()
    await drafts.add_file(CASE, PICTURE)
    await drafts.clear(CASE)
    assert disk.text(CASE) is None
    draft = await drafts.load(CASE)
    assert (draft.text, draft.files, draft.versions) == ("", (), 1)
    assert drafts.begun.value == frozenset()


async def test_a_draft_that_was_sent_while_it_waited_does_not_come_back(
    drafts: Drafts, disk: Disk
) -> None:
    """Two drafts wait; while the first is being written, the second is sent."""
    drafts.type(OTHER, "Ring Ola", "note")
    drafts.type(CASE, "Hei Kari", "reply")
    writing = asyncio.get_running_loop().create_task(drafts.flush())
    await asyncio.sleep(0)
    await drafts.clear(CASE)
    await writing
    assert disk.text(CASE) is None
    assert drafts.begun.value == {OTHER}


async def test_an_emptied_draft_is_not_begun(drafts: Drafts) -> None:
    drafts.type(CASE, "Hei", "reply")
    await drafts.flush()
    drafts.type(CASE, "", "reply")
    await drafts.flush()
    assert drafts.begun.value == frozenset()
    await drafts.find_begun()
    assert drafts.begun.value == frozenset()


async def test_what_was_begun_before_is_found_at_the_start(
    drafts: Drafts, pocket: Pocket, clock: FakeClock
) -> None:
    pocket.save_text(OTHER, "Fra i går", "reply", clock.now())
    await drafts.find_begun()
    assert drafts.begun.value == {OTHER}


async def test_a_refusing_disk_is_told_once_and_in_words(
    drafts: Drafts, disk: Disk, failures: list[BaseException]
) -> None:
    disk.fill()
    drafts.type(CASE, "Hei Kari", "reply")
    await until(drafts.saved, lambda: drafts.saved.value == REFUSED)
    for _ in range(3):
        with pytest.raises(ActFailed, match="full"):
            await drafts.flush()
    (error,) = failures
    assert isinstance(error, ActFailed)


async def test_what_was_written_stands_in_no_log(
    drafts: Drafts, disk: Disk, caplog: pytest.LogCaptureFixture, failures: list[BaseException]
) -> None:
    disk.fill()
    drafts.type(CASE, "Hemmelig tekst", "reply")
    await until(drafts.saved, lambda: drafts.saved.value == REFUSED)
    await asyncio.sleep(0)
    assert failures
    assert "save draft" in caplog.text
    assert "Hemmelig" not in caplog.text


async def test_a_refused_text_stays_and_is_saved_when_there_is_room(
    drafts: Drafts, disk: Disk, failures: list[BaseException]
) -> None:
    disk.fill()
    drafts.type(CASE, "Hei Kari", "reply")
    drafts.type(OTHER, "Ring Ola", "note")
    await until(drafts.saved, lambda: drafts.saved.value == REFUSED)
    assert (await drafts.load(CASE)).text == "Hei Kari"
    disk.free()
    await until(drafts.begun, lambda: drafts.begun.value == {CASE, OTHER})
    assert (disk.text(CASE), disk.text(OTHER)) == ("Hei Kari", "Ring Ola")
    assert len(failures) == 1
    assert drafts.saved.value.startswith("Utkast lagret")


async def test_a_disk_that_refuses_one_draft_lets_another_be_read(
    drafts: Drafts, disk: Disk, pocket: Pocket, clock: FakeClock
) -> None:
    pocket.save_text(OTHER, "Fra i går", "reply", clock.now())
    disk.fill()
    drafts.type(CASE, "Hei Kari", "reply")
    with pytest.raises(ActFailed):
        await drafts.flush()
    assert (await drafts.load(OTHER)).text == "Fra i går"
    assert drafts.saved.value == REFUSED


async def test_stopping_the_tasks_does_not_lose_what_was_being_written(
    drafts: Drafts, disk: Disk, tasks: Tasks
) -> None:
    drafts.type(OTHER, "Ring Ola", "note")
    drafts.type(CASE, "Hei Kari", "reply")
    writing = tasks.spawn(drafts.flush(), "save draft")
    await asyncio.sleep(0)
    await tasks.stop()
    assert writing.cancelled()
    await drafts.flush()
    assert (disk.text(CASE), disk.text(OTHER)) == ("Hei Kari", "Ring Ola")
