"""A tour of one open case: its menus, its sheets, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.app.pictures.looking import Looking
from console.app.pictures.settled import settled
from console.desk.entries import EntryKind
from console.ui.acts.moment_dialog import MomentDialog
from console.ui.case.case_screen import CaseScreen
from console.ui.window.places import MAIL
from console.ui.window.workplace import Workplace

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.domain.ids import CaseId


async def tour_of_case(looking: Looking, work: Workplace, case: CaseId) -> None:
    """Shows a case, what opens over it, and leaves it. Raises PicturesFailed."""
    work.open_case(case)
    screen = work.case
    assert screen is not None
    await settled(lambda: screen.pictures.previews and screen.talk.timeline.isVisible())
    await settled(screen.context.note.editor.toPlainText)
    await looking.at_window("case")
    await _menus(looking, screen)
    await _writing(looking, screen)
    await _sheets(looking, screen)
    was_open = screen.folding.is_open
    if was_open:
        screen.folding.turn()
    await looking.at_window("case-folded")
    if was_open:
        screen.folding.turn()
    work.back()


async def begun_elsewhere(looking: Looking, work: Workplace, case: CaseId) -> None:
    """Shows a case in which one began an answer at another machine, and leaves it."""
    work.open_case(case)
    assert work.case is not None
    await settled(work.case.writing.elsewhere.isVisible)
    await looking.at_window("case-elsewhere")
    work.back()


async def solve(looking: Looking, desk: Desk, work: Workplace, case: CaseId) -> None:
    """Shows a case that has just been solved, with the offer to undo it."""
    work.go(MAIL)
    work.open_case(case)
    screen = work.case
    assert screen is not None
    await settled(lambda: screen.talk.timeline.entries)
    screen.head.close_requested.emit()
    await settled(lambda: desk.backlog.summary(case) is None)
    await looking.at_window("case-solved")
    work.back()


async def _menus(looking: Looking, screen: CaseScreen) -> None:
    screen.ask_colleague()
    await looking.at_menu("hand-over")
    screen.ask_rest()
    await looking.at_menu("case-menu")
    screen.ask_time()
    times = await looking.at_menu("snooze")
    times.actions()[-1].trigger()
    await looking.at_dialog("snooze-until", MomentDialog)


async def _writing(looking: Looking, screen: CaseScreen) -> None:
    screen.writing.recipients.unfold()
    await looking.at_window("recipients")
    screen.writing.recipients.unfold()
    screen.writing.write_note()
    await looking.at_window("note")
    screen.writing.write_reply()


async def _sheets(looking: Looking, screen: CaseScreen) -> None:
    shown = [screen.talk.entry(each.key) for each in screen.talk.timeline.entries]
    entries = [each for each in shown if each is not None]
    mail = next(each for each in entries if each.kind is EntryKind.MAIL_IN)
    screen.entry_acts.show_original(mail)
    await settled(screen.entry_acts.text.sheet.isVisible)
    await looking.at_window("original")
    picture = next(file for each in entries for file in each.files if file.is_picture)
    screen.close_sheets()
    screen.files.look_at(str(picture.id))
    await settled(screen.files.pictures.sheet.isVisible)
    await looking.at_window("picture")
    screen.close_sheets()
