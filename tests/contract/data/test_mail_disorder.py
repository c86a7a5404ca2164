"""Mails in any order, and more than once, end in the same cases."""

from __future__ import annotations

from dataclasses import dataclass

from fakes.clock import MONDAY_MORNING, FakeClock
from fakes.mails import mail, message_id
from fixtures.house import MAIL, House, picture
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whenever import Instant

from console.data.commands.intake import take_in
from console.data.queries.backlog import cases_by_id, open_cases
from console.data.queries.case import timeline
from console.data.store import Store
from console.domain.conversation import Said
from console.domain.ids import CaseId, new_uuid
from console.domain.mail import IncomingMail


@dataclass(frozen=True)
class Plan:
    """Threads as lists of parents (an index into the thread), and two orders of taking them in."""

    threads: tuple[tuple[int, ...], ...]
    first: tuple[int, ...]
    second: tuple[int, ...]
    pages: int


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    threads = tuple(
        tuple(draw(st.integers(0, number)) for number in range(draw(st.integers(0, 4))))
        for _ in range(draw(st.integers(1, 3)))
    )
    count = sum(len(parents) + 1 for parents in threads)
    numbers = list(range(count))
    return Plan(
        threads,
        tuple(draw(st.permutations(numbers))),
        (
            *draw(st.permutations(numbers)),
            *draw(st.lists(st.sampled_from(numbers), max_size=4)),
        ),
        draw(st.integers(1, 4)),
    )


def _mails(plan: Plan, run: str) -> list[IncomingMail]:
    """Every mail names all those above it, as mail programs do."""
    written: list[IncomingMail] = []  # their subjects are the same in every run
    for thread, parents in enumerate(plan.threads):
        own = [mail(f"{run}-{thread}-0", subject=f"{thread}-0", received_at=_minute(len(written)))]
        for number, parent in enumerate(parents, start=1):
            above = own[parent]
            own.append(
                mail(
                    f"{run}-{thread}-{number}",
                    subject=f"{thread}-{number}",
                    in_reply_to=above.message_id,
                    references=(*above.references, above.message_id),
                    received_at=_minute(len(written) + number),
                    visible_text=f"Melding {number}",
                    parts=(picture(),) * (number % 2),
                )
            )
        written += own
    return written


def _minute(number: int) -> Instant:
    return MONDAY_MORNING.add(minutes=number)


def _told(
    house: House, mails: list[IncomingMail], order: tuple[int, ...], pages: int
) -> set[tuple[object, ...]]:
    """The cases that came of it: who lies together, since when, and what the row says."""
    found: set[CaseId] = set()
    for first in range(0, len(order), pages):
        page = [mails[number] for number in order[first : first + pages]]
        changes = house.act(None, take_in, MAIL, page, b"1")
        found |= {CaseId(int(key)) for entity, key in changes.touched if entity == "case"}
    return {
        (
            _subjects(house, case.id),
            case.opened_at,
            case.waiting_since,
            case.last_at,
            case.snippet,
            case.attachments,
            case.known,
        )
        for case in house.store.read(cases_by_id, sorted(found))
    }


def _subjects(house: House, case: CaseId) -> frozenset[str]:
    entries = house.store.read(timeline, case, None).entries
    return frozenset(entry.subject for entry in entries if isinstance(entry, Said))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plan=plans())
def test_mails_in_any_order_and_with_duplicates_end_in_the_same_cases(
    store: Store, clock: FakeClock, plan: Plan
) -> None:
    house = House(store, clock)
    in_order = tuple(range(sum(len(parents) + 1 for parents in plan.threads)))
    told = [
        _told(house, _mails(plan, str(new_uuid())), order, plan.pages)
        for order in (in_order, plan.first, plan.second)
    ]
    assert len(told[0]) == len(plan.threads)
    assert told[0] == told[1] == told[2]


def test_two_threads_are_two_cases(house: House) -> None:
    house.take_in(mail("a"), mail("b"), mail("c", in_reply_to=message_id("b")))
    assert len(house.store.read(open_cases)) == 2
