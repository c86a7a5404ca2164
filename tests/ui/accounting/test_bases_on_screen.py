"""Bases on the screen: what one sees of them, what one may do, and what came of it."""

from __future__ import annotations

from pathlib import Path

from fixtures.billed import BilledNight
from PySide6.QtCore import Qt
from ui.accounting.conftest import Looks

from console.domain.billing.basis import BasisAct, BasisState
from console.domain.ids import BasisId, PersonId
from console.domain.wording import kroner
from console.ui.accounting.basis_questions import YES
from console.widgets.label import Paragraph
from console.widgets.section import Section

FIRST = BasisId(1)


def test_a_row_says_number_shop_incident_minutes_beside_hours_and_the_amount(
    looks: Looks, sunniva: PersonId
) -> None:
    at = looks(sunniva)
    at.until(lambda: at.titles)
    head, row = at.titles
    assert head == "Kladd 1"
    for words in (
        *("Grunnlag 1 · Fjellsport AS", "Hendelse 1 · Kassene står", "60 min 1 s → 2 timer"),
        *(kroner(250_000), "uten mva.", "Arbeid 20:05–21:05:01"),
    ):
        assert words in row


def test_a_night_goes_from_draft_to_invoice_by_three_people(
    looks: Looks, magnus: PersonId, sunniva: PersonId, regine: PersonId, tmp_path: Path
) -> None:
    technician = looks(magnus)
    technician.look_at(FIRST)
    technician.press(BasisAct.MADE_READY)
    technician.after_act("ready")

    lead = looks(sunniva)
    lead.look_at(FIRST)
    lead.press(BasisAct.REDUCED)
    lead.answer("Første gang", hours="1")
    lead.until(lambda: lead.screen.view.page and lead.screen.view.page.basis.started_hours == 1)
    lead.press(BasisAct.APPROVED)
    lead.screen.view.band.answered.emit(YES)
    lead.after_act("approved")

    folder = tmp_path / "regnskap"
    folder.mkdir()
    accounting = looks(regine)
    accounting.look_at(FIRST)
    accounting.press(BasisAct.EXPORTED)
    accounting.choose_folder(folder)
    accounting.until(lambda: accounting.told)
    assert len(list(folder.iterdir())) == 4
    accounting.press(BasisAct.INVOICED)
    accounting.answer("10045")
    accounting.after_act("invoiced")
    accounting.until(lambda: len(accounting.told) == 2)
    assert accounting.told == [
        f"Grunnlag 1 ligger i {folder}: grunnlag-1.json, grunnlag-1.pdf, "
        "grunnlag-1-timeliste.csv, grunnlag-1-ordre.csv",
        "Faktura 10045 er ført på grunnlag 1",
    ]


def test_whoever_may_not_is_told_who_may(
    looks: Looks, worked: BilledNight, magnus: PersonId
) -> None:
    looks.away(worked.ready)
    at = looks(magnus)
    at.look_at(FIRST)
    head = at.screen.view.head
    approve = head.buttons[BasisAct.APPROVED]
    assert approve.isVisible()
    assert not approve.isEnabled()
    assert approve.accessibleDescription() == "Bare en leder kan gjøre dette."
    assert head.reason.text() == "Bare en leder kan gjøre dette."
    assert not head.buttons[BasisAct.REDUCED].isVisible()
    assert not at.screen.list.rules.isVisible()


def test_what_is_missing_stands_on_the_page_with_who_must_act(
    looks: Looks, worked: BilledNight, magnus: PersonId, sunniva: PersonId
) -> None:
    other = looks.away(BilledNight, worked.house, magnus)
    at = looks(sunniva)
    at.look_at(looks.away(lambda: other.newest).id)
    assert not at.screen.view.head.buttons[BasisAct.MADE_READY].isEnabled()
    said = [one.text() for one in at.screen.view.sheet.findChildren(Paragraph) if one.isVisible()]
    assert any("En tekniker må velge hvem sin feil det var" in words for words in said)


def test_a_page_has_the_sentence_the_minutes_the_verdict_the_note_and_the_steps(
    looks: Looks, worked: BilledNight, sunniva: PersonId
) -> None:
    looks.away(worked.ready)
    at = looks(sunniva)
    at.look_at(FIRST)
    sheet = at.screen.view.sheet
    shown = {one.accessibleName() for one in sheet.findChildren(Section) if one.isVisible()}
    assert shown >= {"Forklaringen til kunden", "Regnet om", "Utrykninger", "Tidsliste"}
    assert shown >= {"Årsak", "Sluttnotat", "Hendelsen", "Steg"}
    words = " ".join(one.text() for one in sheet.findChildren(Paragraph))
    assert "Arbeid 20:05–21:05:01 utenfor åpningstid, 60 min 1 s, 2 påbegynte timer" in words
    assert "Stemmer til øret" in words
    assert "DNS var flyttet." in words


def test_what_a_colleague_does_is_on_the_screen_by_itself(
    looks: Looks, worked: BilledNight, sunniva: PersonId
) -> None:
    at = looks(sunniva)
    at.look_at(FIRST)
    looks.away(worked.ready)
    at.until(lambda: at.state == "ready")
    assert at.titles[0] == "Klar til godkjenning 1"


def test_a_credit_asks_why_and_waits_for_approval(
    looks: Looks, worked: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    looks.away(worked.ready)
    looks.away(worked.approved, sunniva)
    looks.away(worked.exported, regine)
    at = looks(regine)
    at.look_at(FIRST)
    at.press(BasisAct.CREDITED)
    at.answer("Feil butikk")
    at.after_act("credited")
    at.until(lambda: at.told)
    assert at.told == ["Grunnlag 1 er kreditert. Kreditgrunnlag 2 venter på godkjenning."]
    at.look_at(BasisId(2))
    assert at.screen.view.head.title.text == "Kreditgrunnlag 2"
    assert not at.screen.view.head.buttons[BasisAct.APPROVED].isEnabled()


def test_hours_that_are_no_reduction_are_refused_beside_their_field(
    looks: Looks, worked: BilledNight, sunniva: PersonId
) -> None:
    looks.away(worked.ready)
    at = looks(sunniva)
    at.look_at(FIRST)
    at.press(BasisAct.REDUCED)
    dialog = at.screen.view.acts.dialog
    assert dialog is not None
    dialog.text.setText("Første gang")
    for hours in ("2", "3", "-1", "1,5", "en", ""):
        dialog.hours.setText(hours)
        assert not dialog.done_button.isEnabled()
    dialog.hours.setText("0")
    assert dialog.done_button.isEnabled()
    dialog.text.setText("  ")
    assert not dialog.done_button.isEnabled()


def test_where_there_is_little_room_the_basis_covers_the_list_and_gives_it_back(
    looks: Looks, sunniva: PersonId
) -> None:
    at = looks(sunniva)
    at.screen.resize(700, 700)
    at.until(lambda: len(at.titles) == 2)
    assert not at.screen.view.isVisible()
    at.screen.list.stand_on(FIRST)
    at.screen.list.view.opened.emit("basis:1")
    at.until(lambda: at.screen.view.page is not None)
    assert at.screen.view.isVisible()
    assert not at.screen.list.isVisible()
    at.screen.view.head.back.click()
    assert at.screen.list.isVisible()


def test_what_is_done_stands_in_a_list_of_its_own(
    looks: Looks, worked: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    at = looks(sunniva)
    at.screen.list.show_which("done")
    at.until(lambda: at.screen.list.state_title == "Ingen ferdige grunnlag")
    looks.away(worked.ready)
    looks.away(worked.approved, sunniva)
    looks.away(worked.exported, regine)
    at.screen.list.show_which("open")
    at.until(lambda: [row.state for row in at.screen.list.rows][:1] == [BasisState.EXPORTED])


def test_the_list_is_walked_by_keys_and_a_basis_left_again(
    looks: Looks, worked: BilledNight, magnus: PersonId, sunniva: PersonId
) -> None:
    looks.away(BilledNight, worked.house, magnus)
    at = looks(sunniva)
    at.screen.activateWindow()
    at.look_at(BasisId(2))
    at.screen.list.view.setFocus()
    for key, basis in ((Qt.Key.Key_J, 1), (Qt.Key.Key_K, 2)):
        at.bot.keyClick(at.screen.list.view, key)
        at.until(lambda basis=basis: at.screen.view.basis == basis)
    at.bot.keyClick(at.screen.list.view, Qt.Key.Key_Return)
    at.until(at.screen.view.sheet.hasFocus)
    at.bot.keyClick(at.screen.view.sheet, Qt.Key.Key_Escape)
    at.until(at.screen.list.view.hasFocus)


def test_a_night_is_approved_by_keys_alone(looks: Looks, sunniva: PersonId) -> None:
    at = looks(sunniva)
    at.look_at(FIRST)
    at.screen.activateWindow()
    at.until(at.screen.isActiveWindow)
    at.screen.list.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Backtab, Qt.Key.Key_Space):
        at.key(key)
    at.after_act("ready")
    at.until(lambda: at.heard == "Grunnlaget")
    for _ in range(3):
        at.key(Qt.Key.Key_Backtab)
    assert at.heard == "Godkjenn"
    at.key(Qt.Key.Key_Space)
    assert at.heard == "Avbryt"
    at.key(Qt.Key.Key_Tab)
    at.key(Qt.Key.Key_Space)
    at.after_act("approved")
    at.until(lambda: at.heard == "Grunnlaget")
