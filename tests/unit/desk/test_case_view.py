"""A case on the screen: it loses nothing and doubles nothing, and is never two cases at once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

import pytest
import pytest_asyncio
from fakes.mails import KARI, message_id
from fixtures.house import House, picture

from console.data.commands.cases import close_case, set_kind, snooze_case, take_case
from console.data.commands.messages import add_note
from console.data.commands.shops import import_shops
from console.data.commands.undo import undo_act
from console.data.queries.case import PAGE, timeline
from console.data.transaction import Transaction
from console.desk.backlog_rows import Mark, RowMaker
from console.desk.case_view import CaseFace, CaseView
from console.desk.entries import Entry, EntryKind, timeline_entries
from console.desk.errors import ActFailed
from console.desk.workers import Workers
from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point
from console.domain.conversation import Said
from console.domain.history import Happening
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid
from console.domain.mail import Address
from console.domain.shops import Shop
from console.domain.targets import Targets
from console.domain.waits import Meaning

pytestmark = pytest.mark.asyncio

OWN = Address("kundeservice@mystore.no")


@pytest_asyncio.fixture
async def view(house: House, workers: Workers, sunniva: PersonId) -> CaseView:
    """Sunniva's screen."""
    maker = RowMaker(WorkingTime(WorkCalendar(OpeningHours())), Targets(), sunniva)
    return CaseView(workers, house.clock, maker, lambda: OWN, lambda _case: None)


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


def face(view: CaseView) -> CaseFace:
    assert view.face.value is not None
    return view.face.value


def write_notes(house: House, case: CaseId, person: PersonId, count: int) -> None:
    """So many notes in one breath: they share an instant, as pages must bear."""
    house.clock.advance(1)
    house.act(person, _many_notes, case, count)


def _many_notes(tx: Transaction, case: CaseId, count: int) -> None:
    for number in range(count):
        add_note(tx, case, MessageId(new_uuid()), f"merknad {number}", ())


def whole(house: House, case: CaseId) -> list[Said | Happening]:
    """Everything that was said and happened, straight from the store."""
    page = house.store.read(timeline, case, None)
    items = list(page.entries)
    while page.earlier is not None:
        page = house.store.read(timeline, case, page.earlier)
        items = [*page.entries, *items]
    return items


def shown(view: CaseView) -> list[str]:
    """Keys of what is shown, without the lines between days."""
    return [entry.key for entry in view.entries.rows if entry.kind is not EntryKind.DAY]


def keys(house: House, items: Sequence[Said | Happening]) -> list[str]:
    entries = timeline_entries(items, house.clock.now())
    return [entry.key for entry in entries if entry.kind is not EntryKind.DAY]


def bodies(view: CaseView) -> list[str]:
    return [entry.body for entry in view.entries.rows if entry.kind is EntryKind.NOTE]


async def load_all(view: CaseView) -> None:
    while view.has_earlier.value is not None:
        await view.load_earlier()


async def test_a_case_is_shown_whole_when_it_is_short(
    view: CaseView, house: House, case: CaseId
) -> None:
    await view.show(case)
    assert view.case == case
    assert shown(view) == keys(house, whole(house, case))
    assert view.has_earlier.value is None


async def test_a_long_case_is_shown_from_its_newest_page_and_paged_back(
    view: CaseView, house: House, case: CaseId, jonas: PersonId
) -> None:
    write_notes(house, case, jonas, 2 * PAGE + 10)
    await view.show(case)
    assert bodies(view)[0] == f"merknad {PAGE + 10}"
    await view.load_earlier()
    assert bodies(view)[0] == "merknad 10"
    await load_all(view)
    assert shown(view) == keys(house, whole(house, case))
    assert len(set(shown(view))) == len(shown(view))


async def test_asking_twice_for_earlier_entries_fetches_them_once(
    view: CaseView, house: House, case: CaseId, jonas: PersonId
) -> None:
    write_notes(house, case, jonas, 3 * PAGE)
    await view.show(case)
    await asyncio.gather(view.load_earlier(), view.load_earlier())
    assert bodies(view) == [f"merknad {number}" for number in range(PAGE, 3 * PAGE)]


async def test_nothing_earlier_is_nothing_to_load(
    view: CaseView, house: House, case: CaseId
) -> None:
    await view.show(case)
    before = view.entries.rows
    await view.load_earlier()
    assert view.entries.rows == before


async def test_a_refresh_brings_what_is_new_and_keeps_what_was_fetched(
    view: CaseView, house: House, case: CaseId, jonas: PersonId
) -> None:
    write_notes(house, case, jonas, PAGE + 10)
    await view.show(case)
    await load_all(view)
    write_notes(house, case, jonas, 3)
    await view.refresh()
    assert shown(view) == keys(house, whole(house, case))


async def test_more_than_a_page_that_came_meanwhile_leaves_no_gap(
    view: CaseView, house: House, case: CaseId, jonas: PersonId
) -> None:
    write_notes(house, case, jonas, 10)
    await view.show(case)
    write_notes(house, case, jonas, 2 * PAGE)
    await view.refresh()
    await load_all(view)
    assert shown(view) == keys(house, whole(house, case))


async def test_a_mail_that_came_late_stands_where_it_belongs(
    view: CaseView, house: House, case: CaseId, jonas: PersonId
) -> None:
    """The server had it an hour ago; it was fetched after much else was written."""
    early = house.clock.now()
    house.clock.advance(3600)
    write_notes(house, case, jonas, 2 * PAGE)
    await view.show(case)
    await load_all(view)
    house.arrive("sent", in_reply_to=message_id("frakt"), received_at=early.add(minutes=1))
    await view.refresh()
    assert shown(view) == keys(house, whole(house, case))


async def test_a_mail_that_came_late_stands_first_in_a_case_that_is_shown_whole(
    view: CaseView, house: House, case: CaseId, jonas: PersonId
) -> None:
    early = house.clock.now().subtract(seconds=600)
    write_notes(house, case, jonas, PAGE + 10)
    await view.show(case)
    await load_all(view)
    house.arrive("sent", in_reply_to=message_id("frakt"), received_at=early)
    await view.refresh()
    assert view.has_earlier.value is None
    assert shown(view) == keys(house, whole(house, case))


async def test_what_is_taken_back_far_up_is_seen_there(
    view: CaseView, house: House, case: CaseId, jonas: PersonId
) -> None:
    done = house.act(jonas, add_note, case, MessageId(new_uuid()), "hemmelig", ())
    write_notes(house, case, jonas, PAGE + 10)
    await view.show(case)
    await load_all(view)
    house.act(jonas, undo_act, done.act)
    await view.refresh()
    assert "hemmelig" not in bodies(view)
    assert sum(entry.is_withdrawn for entry in view.entries.rows) == 1


@pytest.mark.parametrize("seed", range(3))
async def test_paging_and_refreshing_in_any_order_loses_and_doubles_nothing(
    view: CaseView, house: House, case: CaseId, jonas: PersonId, seed: int
) -> None:
    chance = random.Random(seed)
    write_notes(house, case, jonas, chance.randrange(2 * PAGE))
    await view.show(case)
    for _ in range(6):
        write_notes(house, case, jonas, chance.choice([0, 1, 2, PAGE + 5]))
        steps = [chance.choice([view.refresh, view.load_earlier])() for _ in range(3)]
        await asyncio.gather(*steps)
        await view.refresh()
        expected = keys(house, whole(house, case))
        assert shown(view) == expected[-len(shown(view)) :]
    await load_all(view)
    assert shown(view) == keys(house, whole(house, case))


async def test_another_case_takes_the_screen_whole(
    view: CaseView, house: House, case: CaseId, jonas: PersonId
) -> None:
    write_notes(house, case, jonas, PAGE + 10)
    other = house.arrive("betaling")
    await view.show(case)
    await view.show(other)
    assert (view.case, face(view).case) == (other, other)
    assert shown(view) == keys(house, whole(house, other))
    assert view.has_earlier.value is None


async def test_a_case_that_is_left_while_it_is_read_is_not_shown(
    view: CaseView, house: House, case: CaseId
) -> None:
    other = house.arrive("betaling")
    await asyncio.gather(view.show(case), view.show(other))
    assert (view.case, face(view).case) == (other, other)
    await asyncio.gather(view.refresh(), view.show(case))
    assert (view.case, face(view).case) == (case, case)


async def test_earlier_entries_asked_for_while_another_case_opens_do_not_mix(
    view: CaseView, house: House, case: CaseId, jonas: PersonId
) -> None:
    write_notes(house, case, jonas, 2 * PAGE)
    other = house.arrive("betaling", received_at=house.clock.now().subtract(seconds=7 * 86400))
    await view.show(case)
    opening = asyncio.get_running_loop().create_task(view.show(other))
    await asyncio.sleep(0)
    await view.load_earlier()
    await opening
    assert shown(view) == keys(house, whole(house, other))


async def test_a_case_that_is_not_there_leaves_the_one_on_the_screen(
    view: CaseView, house: House, case: CaseId, jonas: PersonId
) -> None:
    write_notes(house, case, jonas, PAGE + 10)
    await view.show(case)
    with pytest.raises(ActFailed, match="Sak 999 finnes ikke"):
        await view.show(CaseId(999))
    assert (view.case, face(view).case) == (case, case)
    await view.load_earlier()
    assert shown(view) == keys(house, whole(house, case))


async def test_a_refresh_with_no_case_on_the_screen_does_nothing(view: CaseView) -> None:
    await view.refresh()
    assert view.face.value is None


async def test_the_face_says_whose_case_it_is_and_how_long_it_waits(
    view: CaseView, house: House, case: CaseId, sunniva: PersonId, jonas: PersonId
) -> None:
    await view.show(case)
    assert (face(view).title, face(view).number) == ("Frakt til Svalbard", f"Sak {case}")
    assert (face(view).owner_text, face(view).since_text) == (
        "Ingen har saken",
        "hos oss siden 09:41",
    )
    house.act(sunniva, take_case, case)
    await view.refresh()
    assert face(view).owner_text == "Eier: deg"
    other = house.arrive("betaling")
    house.act(jonas, take_case, other)
    await view.show(other)
    assert face(view).owner_text == "Eier: Jonas T."


async def test_the_face_says_where_the_case_is(
    view: CaseView, house: House, case: CaseId, sunniva: PersonId
) -> None:
    await view.show(case)
    house.act(sunniva, snooze_case, case, house.clock.now().add(hours=1), face(view).seen)
    await view.refresh()
    assert face(view).since_text == "utsatt til i dag 10:41"
    house.act(sunniva, close_case, case, face(view).seen)
    await view.refresh()
    assert (face(view).state, face(view).since_text) == (CaseState.CLOSED, "løst")


async def test_the_face_carries_what_its_author_has_seen(
    view: CaseView, house: House, case: CaseId, sunniva: PersonId
) -> None:
    await view.show(case)
    before = face(view).seen
    house.act(sunniva, take_case, case)
    assert face(view).seen == before
    await view.refresh()
    assert face(view).seen == house.open(case).seen > before


async def test_a_fault_report_shows_what_is_known_and_what_is_missing(
    view: CaseView, house: House, sunniva: PersonId
) -> None:
    words = "Kassen stopper hver gang vi trykker på betal, den burde gå videre."
    case = house.arrive("feil", text=words, visible_text=words, parts=(picture(),))
    house.act(sunniva, set_kind, case, CaseKind.BUG)
    await view.show(case)
    assert face(view).marks == (Mark("Feil", "bug"),)
    assert face(view).missing == (Point.WHERE,)
    assert face(view).known == 4
    assert [file.name for file in face(view).files] == ["kasse.png"]


async def test_an_answer_goes_to_who_wrote_and_whom_they_copied_but_not_to_us(
    view: CaseView, house: House
) -> None:
    cc = (Address("lager@fjellsport.no"), OWN)
    case = house.arrive("frakt", cc=cc)
    await view.show(case)
    assert (face(view).to, face(view).cc) == ((KARI,), (cc[0],))
    assert (face(view).contact_name, face(view).first_name) == ("Kari Nordmann", "Kari")


async def test_the_shop_and_its_earlier_cases_stand_beside(view: CaseView, house: House) -> None:
    shop = Shop("10417", "Fjellsport", ("kari@fjellsport.no",), registers=(("kasse 1", ""),))
    house.act(None, import_shops, [shop])
    first = house.arrive("frakt")
    house.clock.advance(3 * 86400)
    second = house.arrive("betaling", subject="Betaling")
    await view.show(second)
    card = face(view).shop
    assert card is not None
    assert (card.name, card.registers) == ("Fjellsport", 1)
    assert face(view).marks[0] == Mark("POS", "", "pos")
    (earlier,) = face(view).earlier
    assert (earlier.case, earlier.subject, earlier.state) == (
        first,
        "Frakt til Svalbard",
        "hos oss",
    )
    assert earlier.date == "man. 23. nov."


async def test_the_clock_goes_on_between_readings(
    view: CaseView, house: House, case: CaseId
) -> None:
    view.tick()
    await view.show(case)
    assert view.clock.value is not None
    assert view.clock.value.meaning is Meaning.CALM
    house.clock.advance(6 * 3600)
    view.tick()
    assert view.clock.value.meaning is Meaning.SOON


async def test_only_what_changed_is_told(
    view: CaseView, house: House, case: CaseId, jonas: PersonId
) -> None:
    await view.show(case)
    told: list[object] = []
    faces: list[CaseFace | None] = []
    view.entries.listen(told.append)
    view.face.listen(faces.append)
    await view.refresh()
    assert (told, faces) == ([], [])
    write_notes(house, case, jonas, 1)
    await view.refresh()
    (ops,) = told
    assert len(ops) == 1  # type: ignore[arg-type]


async def test_entries_are_those_of_the_timeline(
    view: CaseView, house: House, case: CaseId
) -> None:
    await view.show(case)
    expected: tuple[Entry, ...] = timeline_entries(whole(house, case), house.clock.now())
    assert view.entries.rows == expected
