"""Colleagues see that one is in a case and writes there, and one sees them: advice, no lock."""

from __future__ import annotations

from ui.case.at_the_desk import AtTheDesk

from console.data.commands.presence import be_present, leave
from console.data.queries.presence import present
from console.domain.ids import CaseId, PersonId
from console.domain.presence import LASTS_S, Doing

READS, WRITES = Doing.READS, Doing.WRITES


def told(at_desk: AtTheDesk) -> set[tuple[int, Doing]]:
    """Where colleagues see Sunniva."""
    there = at_desk.read(present, at_desk.house.clock.now())
    return {(each.case, each.doing) for each in there if each.person == at_desk.desk.me.id}


def head(at_desk: AtTheDesk) -> str:
    label = at_desk.screen.head.facts.visitors
    return label.text if label.isVisible() else ""


def advice(at_desk: AtTheDesk) -> str:
    return at_desk.screen.writing.advice.text


def test_opening_a_case_says_so_and_typing_too(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.wait(lambda: told(at_desk) == {(case, READS)})
    at_desk.write("Hei Kari.")
    at_desk.wait(lambda: told(at_desk) == {(case, WRITES)})


def test_a_note_is_writing_too(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.screen.writing.write_note()
    at_desk.write("Ring henne")
    at_desk.wait(lambda: told(at_desk) == {(case, WRITES)})


def test_a_draft_that_comes_back_is_not_writing(at_desk: AtTheDesk) -> None:
    one, other = at_desk.arrive("a"), at_desk.arrive("b", subject="Noe annet")
    at_desk.open(one)
    at_desk.write("Hei Kari.")
    at_desk.open(other)
    at_desk.open(one)
    assert at_desk.reply == "Hei Kari."
    at_desk.wait(lambda: told(at_desk) == {(one, READS)})


def test_a_case_out_of_sight_is_left_and_entered_again(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.wait(lambda: told(at_desk) == {(case, READS)})
    at_desk.screen.hide()
    at_desk.wait(lambda: told(at_desk) == set())
    at_desk.screen.show()
    at_desk.wait(lambda: told(at_desk) == {(case, READS)})


def test_a_colleague_who_comes_writes_and_goes_is_told_of(
    at_desk: AtTheDesk, jonas: PersonId
) -> None:
    case = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.says(jonas, be_present, case, READS)
    at_desk.wait(lambda: head(at_desk) == "Jonas T. leser")
    assert advice(at_desk) == ""
    at_desk.says(jonas, be_present, case, WRITES)
    at_desk.wait(lambda: head(at_desk) == "Jonas T. skriver")
    assert advice(at_desk) == "Jonas T. skriver her"
    at_desk.write("Hei Kari")
    assert advice(at_desk) == "Jonas T. skriver også her"
    assert at_desk.screen.writing.composer.isEnabled()
    at_desk.says(jonas, leave, case)
    at_desk.wait(lambda: (head(at_desk), advice(at_desk)) == ("", ""))


def test_a_colleague_in_another_case_is_not_told_of_here(
    at_desk: AtTheDesk, jonas: PersonId
) -> None:
    one, other = at_desk.arrive("a"), at_desk.arrive("b", subject="Noe annet")
    at_desk.open(one)
    at_desk.says(jonas, be_present, other, WRITES)
    at_desk.wait(lambda: other in at_desk.desk.whereabouts.visitors.value)
    assert (head(at_desk), advice(at_desk)) == ("", "")
    at_desk.open(other)
    at_desk.wait(lambda: head(at_desk) == "Jonas T. skriver")


def test_a_colleague_whose_machine_died_goes_by_itself(at_desk: AtTheDesk, jonas: PersonId) -> None:
    case: CaseId = at_desk.arrive("a")
    at_desk.open(case)
    at_desk.says(jonas, be_present, case, WRITES)
    at_desk.wait(lambda: head(at_desk) == "Jonas T. skriver")
    at_desk.house.clock.advance(LASTS_S)
    at_desk.wait(lambda: (head(at_desk), advice(at_desk)) == ("", ""))
