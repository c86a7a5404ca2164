"""The telephone in the settings: checked beside its fields, tried, stored, its password kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from ui.window.at_the_window import AtTheWindow

from console.data.commands.settings import set_setting
from console.data.queries.people import setting
from console.desk.phone_setting import PhoneSetting, Tried
from console.domain.people import Role
from console.domain.phone_account import KEY, PhoneKind, PhoneSettings, from_json, to_json
from console.domain.telephones import KEY as TELEPHONES
from console.ui.settings.phone_answers import PhoneField
from console.ui.settings.phone_form import PhoneForm
from console.ui.settings.settings_screen import PHONE
from console.ui.window.places import SETTINGS

STORED = PhoneSettings(
    kind=PhoneKind.AMI,
    queues=("kundeservice",),
    host="sentral.mystore.example",
    port=5039,
    is_tls=True,
    user="konsoll",
    shop_variable="BUTIKK",
)


@pytest.fixture
def form(at_window: AtTheWindow) -> PhoneForm:
    """The telephone's form; nothing is stored yet."""
    at_window.window.frame.go(SETTINGS)
    settings = at_window.work.settings
    assert settings is not None
    settings.show_part(PHONE)
    at_window.until(lambda: settings.phone.save.isVisible())
    return settings.phone


def write(field: QLineEdit, text: str) -> None:
    field.setText(text)


def press(at: AtTheWindow, button: QPushButton) -> None:
    at.bot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(form: PhoneForm, kind: PhoneKind | None) -> None:
    form.fields.kind.choose(kind or "")
    form.fields.kind.activated.emit(form.fields.kind.currentIndex())


def fill(form: PhoneForm) -> None:
    choose(form, PhoneKind.AMI)
    write(form.fields.server.host, "sentral.mystore.example")
    write(form.fields.user, "konsoll")
    write(form.fields.queues, "kundeservice, salg")


def stored(at: AtTheWindow) -> PhoneSettings | None:
    row = at.away(lambda: at.house.store.read(setting, KEY))
    return None if row is None or not row.value else from_json(row.value)


def owners(at: AtTheWindow) -> object:
    row = at.away(lambda: at.house.store.read(setting, TELEPHONES))
    return None if row is None else row.value


def test_without_an_exchange_only_its_kind_is_asked(form: PhoneForm) -> None:
    assert form.fields.kind.isVisible()
    assert not form.fields.server.isVisible()
    assert not form.fields.queues.isVisible()
    assert not form.trial.isVisible()


def test_a_webhook_is_asked_for_its_port_and_its_key(form: PhoneForm) -> None:
    choose(form, PhoneKind.WEBHOOK)
    assert form.fields.listen_port.isVisible()
    assert form.fields.key.isVisible()
    assert form.fields.act_url.isVisible()
    assert not form.fields.server.isVisible()
    assert form.trial.isVisible()


def test_an_exchange_is_stored_and_its_password_lies_in_the_keyring(
    at_window: AtTheWindow, form: PhoneForm
) -> None:
    fill(form)
    write(form.fields.password.field, "hemmelig")
    press(at_window, form.save)
    at_window.until(lambda: stored(at_window) is not None)
    found = stored(at_window)
    assert found is not None
    assert (found.host, found.port, found.is_tls) == ("sentral.mystore.example", 5039, True)
    assert found.queues == ("kundeservice", "salg")
    assert at_window.keyring.kept == {"phone:konsoll@sentral.mystore.example": "hemmelig"}
    at_window.until(lambda: form.fields.password.field.text() == "")


def test_saving_twice_is_no_conflict_with_oneself(at_window: AtTheWindow, form: PhoneForm) -> None:
    fill(form)
    press(at_window, form.save)
    at_window.until(lambda: stored(at_window) is not None and form.save.isEnabled())
    write(form.fields.number, "22 00 00 00")
    press(at_window, form.save)
    at_window.until(lambda: getattr(stored(at_window), "number", "") == "22 00 00 00")


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        (PhoneField.SERVER, "", "er ikke et servernavn"),
        (PhoneField.USER, "", "Brukernavnet mangler"),
        (PhoneField.QUEUES, " , ", "Ingen kø"),
        (PhoneField.CONTEXT, "to ord", "kontekst"),
        (PhoneField.PREFIX, "x", "Prefikset"),
        (PhoneField.WRAP_UP, "to minutter", "sekunder"),
        (PhoneField.WRAP_UP, "99999", "3600"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_stored(
    at_window: AtTheWindow, form: PhoneForm, field: PhoneField, wrong: str, words: str
) -> None:
    fill(form)
    boxes = {
        PhoneField.SERVER: form.fields.server.host,
        PhoneField.USER: form.fields.user,
        PhoneField.QUEUES: form.fields.queues,
        PhoneField.CONTEXT: form.fields.context,
        PhoneField.PREFIX: form.fields.prefix,
        PhoneField.WRAP_UP: form.fields.wrap_up,
    }
    write(boxes[field], wrong)
    press(at_window, form.save)
    assert words in form.error(field)
    assert [each for each in PhoneField if form.error(each)] == [field]
    assert stored(at_window) is None


def test_without_protection_over_the_net_it_is_refused(
    at_window: AtTheWindow, form: PhoneForm
) -> None:
    fill(form)
    form.fields.server.security.setCurrentIndex(1)
    form.fields.server.security.activated.emit(1)
    assert form.fields.server.port.text() == "5038"
    press(at_window, form.save)
    assert "ubeskyttet" in form.error(PhoneField.SERVER)


def test_telephones_are_given_to_people(at_window: AtTheWindow, form: PhoneForm) -> None:
    press(at_window, form.owners.add)
    (line,) = form.owners.lines
    write(line.interface, "PJSIP/21")
    line.person.choose("sunniva")
    press(at_window, form.save)
    at_window.until(lambda: owners(at_window) == {"PJSIP/21": "sunniva"} and form.save.isEnabled())
    press(at_window, line.remove)
    press(at_window, form.save)
    at_window.until(lambda: owners(at_window) == {})


def test_a_telephone_of_two_people_is_told_of(at_window: AtTheWindow, form: PhoneForm) -> None:
    for login in ("sunniva", "jonas"):
        press(at_window, form.owners.add)
        write(form.owners.lines[-1].interface, "PJSIP/21")
        form.owners.lines[-1].person.choose(login)
    press(at_window, form.save)
    assert "står på to personer" in form.error(PhoneField.TELEPHONES)
    assert owners(at_window) is None


def test_a_try_tells_what_works_and_what_is_missing(
    at_window: AtTheWindow, form: PhoneForm
) -> None:
    tried: list[tuple[PhoneSettings, str]] = []

    def look(settings: PhoneSettings, password: str) -> Tried:
        tried.append((settings, password))
        return Tried(True, "innlogget som konsoll", ("Køen salg finnes ikke.",))

    desk = at_window.desk
    workers, me = desk._workers, desk.me
    desk.phone_setting = PhoneSetting(workers, desk.clock, me, at_window.keyring, look)
    fill(form)
    write(form.fields.password.field, "nytt")
    press(at_window, form.trial)
    at_window.until(lambda: form.words.texts == ("innlogget som konsoll", "Køen salg finnes ikke."))
    assert [password for _, password in tried] == ["nytt"]
    assert stored(at_window) is None


def test_a_failed_try_says_from_where_it_was_tried(at_window: AtTheWindow, form: PhoneForm) -> None:
    fill(form)
    write(form.fields.password.field, "nytt")
    press(at_window, form.trial)
    at_window.until(lambda: form.words.texts == ("Sentralen kan ikke prøves herfra.",))
    at_window.desk.account.store = "postgresql://sunniva@desk.mystore.example/desk"
    press(at_window, form.trial)
    at_window.until(lambda: "fra denne maskinen" in form.words.texts[-1])


def test_what_the_form_does_not_ask_is_kept_as_it_was_stored(
    at_window: AtTheWindow, sunniva: int
) -> None:
    at_window.away(lambda: at_window.house.act(None, set_setting, KEY, to_json(STORED), 0))
    at_window.window.frame.go(SETTINGS)
    settings = at_window.work.settings
    assert settings is not None
    form = settings.phone
    settings.show_part(PHONE)
    at_window.until(lambda: form.fields.user.text() == "konsoll")
    write(form.fields.number, "22 00 00 00")
    press(at_window, form.save)
    at_window.until(lambda: getattr(stored(at_window), "number", "") == "22 00 00 00")
    assert getattr(stored(at_window), "shop_variable", "") == "BUTIKK"


@pytest.mark.parametrize(
    ("role", "may_change", "may_assign"),
    [
        (Role.AGENT, False, False),
        (Role.LEAD, False, True),
        (Role.ADMINISTRATOR, True, True),
    ],
)
def test_on_a_server_it_is_changed_by_whom_the_server_lets(
    at_window: AtTheWindow, form: PhoneForm, role: Role, may_change: bool, may_assign: bool
) -> None:
    desk = at_window.desk
    desk.me = replace(desk.me, roles=frozenset({role}))
    desk.account.store = "postgresql://sunniva@desk.mystore.example/desk"
    form.release()
    form.attach(desk, desk._spawn)
    assert form.fields.kind.isEnabled() is may_change
    assert form.owners.isEnabled() is may_assign
    at_window.until(lambda: form.save.isVisible() is may_assign)
    at_window.until(lambda: bool(form.reads_only.text()) is not may_change)
