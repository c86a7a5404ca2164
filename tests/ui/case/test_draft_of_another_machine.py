"""What one wrote in a case on another machine is offered, and never put over what stands there."""

from __future__ import annotations

from ui.case.at_the_desk import AtTheDesk

from console.data.commands.drafts import copy_draft
from console.desk.case_draft import case_scope, note_scope
from console.domain.ids import CaseId
from console.widgets.ask_band import AskBand
from console.widgets.composer import ComposerMode


def wrote(at_desk: AtTheDesk, scope: str, text: str) -> None:
    """Sunniva writes at another machine, now."""
    now = at_desk.house.clock.now()
    at_desk.says(at_desk.desk.me.id, copy_draft, scope, text, "reply", now)


def offer(at_desk: AtTheDesk) -> AskBand:
    return at_desk.screen.writing.elsewhere


def offered(at_desk: AtTheDesk, case: CaseId) -> None:
    at_desk.open(case)
    at_desk.wait(offer(at_desk).isVisible)
    assert offer(at_desk).accessibleName() == "Du skrev her 09:41 på en annen maskin"


def test_the_text_is_fetched_when_asked_for(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    wrote(at_desk, case_scope(case), "Hei Kari, frakten")
    offered(at_desk, case)
    assert at_desk.reply == ""
    at_desk.click("Hent teksten")
    at_desk.wait(lambda: at_desk.reply == "Hei Kari, frakten")
    assert offer(at_desk).isHidden()


def test_what_was_typed_meanwhile_becomes_a_version(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    wrote(at_desk, case_scope(case), "Hei Kari, frakten")
    offered(at_desk, case)
    at_desk.write("Noe nytt")
    at_desk.click("Hent teksten")
    at_desk.wait(lambda: at_desk.reply == "Hei Kari, frakten")
    assert at_desk.versions(case_scope(case)) == ["Noe nytt"]


def test_not_now_leaves_everything_as_it_is(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    wrote(at_desk, case_scope(case), "Hei Kari, frakten")
    offered(at_desk, case)
    at_desk.write("Noe nytt")
    at_desk.click("Ikke nå")
    assert offer(at_desk).isHidden()
    assert at_desk.reply == "Noe nytt"


def test_a_note_is_offered_after_the_answer_and_lands_in_the_note(at_desk: AtTheDesk) -> None:
    case = at_desk.arrive("a")
    wrote(at_desk, case_scope(case), "Hei Kari, frakten")
    wrote(at_desk, note_scope(case), "Ring henne")
    offered(at_desk, case)
    at_desk.click("Ikke nå")
    assert offer(at_desk).isVisible()
    at_desk.click("Hent teksten")
    at_desk.wait(lambda: at_desk.note == "Ring henne")
    assert at_desk.screen.writing.composer.mode is ComposerMode.NOTE
    assert at_desk.reply == ""


def test_another_case_has_no_offer_of_this_one(at_desk: AtTheDesk) -> None:
    one, other = at_desk.arrive("a"), at_desk.arrive("b", subject="Noe annet")
    wrote(at_desk, case_scope(one), "Hei Kari, frakten")
    offered(at_desk, one)
    at_desk.open(other)
    assert offer(at_desk).isHidden()
