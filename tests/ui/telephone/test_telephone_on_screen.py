"""Telefon on the screen: the queue, calling, who rings for me, and writing a call down."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from ui.overview.at_overview import PHONE, AtOverview
from ui.telephone.at_telephone import AtTelephone

from console.data.commands.availability import set_readiness
from console.data.commands.connectors import mark_failing
from console.data.commands.settings import set_setting
from console.data.commands.shops import import_shops
from console.domain.availability import Channel, Readiness
from console.domain.calls import MemberState
from console.domain.conversation import Said
from console.domain.ids import PersonId
from console.domain.mail import Address
from console.domain.phone_account import KEY, PhoneKind, PhoneSettings, QueueOrder, to_json
from console.domain.shops import Shop
from console.ui.acts.shop_dialog import ShopDialog
from console.ui.window.places import MAIL, TELEPHONE
from console.widgets.lamp import LampState

K = Qt.Key
REGISTER, WEBSHOP, BICYCLES = "+4701554108", "+4701328016", "+4701610522"


def test_a_pos_caller_stands_first_with_place_reason_and_register(telephone: AtTelephone) -> None:
    telephone.waits(WEBSHOP)
    telephone.waits(REGISTER, is_pos=True, name="Kasse 1", priority=10, said="valgte «kasse»")
    first, second = telephone.rows()
    assert (first.place, first.who, first.under) == (
        "1",
        "Fjordglimt Sport",
        "Kasse 1 · 01 55 41 08",
    )
    assert (first.why, first.more) == ("Datakasse går først", "valgte «kasse»")
    assert (second.place, second.who, second.under) == ("2", "01 32 80 16", "Ukjent nummer")


def test_the_chosen_row_has_a_button_that_takes_the_call(telephone: AtTelephone) -> None:
    telephone.waits(WEBSHOP)
    telephone.stand_on_first()
    key = telephone.rows()[0].key
    telephone.at.until(lambda: key in telephone.screen.buttons.strips)
    (button,) = telephone.screen.buttons.strips[key].buttons
    assert button.text() == "Ta samtalen"
    button.click()
    telephone.at.until(lambda: telephone.asked() == [("take_call", {"interface": "SIP/12"})])


def test_who_hung_up_is_called_back_from_the_row(telephone: AtTelephone) -> None:
    telephone.waits(WEBSHOP)
    telephone.gives_up(WEBSHOP)
    telephone.at.until(lambda: telephone.rows()[0].why.startswith("La på"))
    key = telephone.rows()[0].key
    telephone.at.until(lambda: telephone.buttons(key) == ["Ring"])
    telephone.screen.buttons.strips[key].buttons[0].click()
    telephone.at.until(lambda: bool(telephone.asked()))
    kind, details = telephone.asked()[0]
    assert (kind, details["number"], details["interface"]) == ("dial", WEBSHOP, "SIP/12")
    assert f"call:{details['call']}" == key


def test_f6_leads_from_anywhere_to_the_field_and_enter_dials_what_is_typed(
    telephone: AtTelephone,
) -> None:
    telephone.at.window.frame.go(MAIL)
    telephone.at.press(K.Key_F6)
    assert telephone.at.work.place == TELEPHONE
    field = telephone.screen.head.field
    assert field.hasFocus()
    telephone.at.bot.keyClicks(field, "21 98 24 75")
    telephone.at.until(lambda: [each.who for each in field.offers] == ["Ring 21 98 24 75"])
    telephone.at.press(K.Key_Return)
    telephone.at.until(lambda: bool(telephone.asked()))
    assert telephone.asked()[0][1]["number"] == "+4721982475"
    assert field.text() == ""


def test_a_shop_is_found_by_its_name_with_the_number_it_has(telephone: AtTelephone) -> None:
    shops = (Shop("7", "Bryggen Sykkel", (), (), (BICYCLES,)),)
    telephone.at.away(partial(telephone.at.house.act, None, import_shops, shops))
    field = telephone.screen.head.field
    field.begin()
    telephone.at.bot.keyClicks(field, "brygg")
    telephone.at.until(lambda: bool(field.offers))
    (found,) = field.offers
    assert (found.who, found.shown) == ("Bryggen Sykkel", "01 61 05 22")


def test_what_the_exchange_refuses_is_told_to_who_asked(telephone: AtTelephone) -> None:
    telephone.waits(WEBSHOP)
    telephone.stand_on_first()
    telephone.at.press(K.Key_T)
    telephone.at.until(lambda: bool(telephone.asked()))
    telephone.refuses("Den som ringte, har lagt på.")
    notices = telephone.at.window.frame.notices
    telephone.at.until(lambda: notices.bar is not None and "lagt på" in notices.bar.text)


def test_a_caller_stands_on_a_card_in_every_place_and_leaves_the_keyboard_alone(
    telephone: AtTelephone,
) -> None:
    telephone.at.window.frame.go(MAIL)
    before = QApplication.focusWidget()
    telephone.rings_me(REGISTER, is_pos=True)
    card = telephone.band.ringing
    assert card.name.text == "Fjordglimt Sport ringer"
    assert card.about.text == "01 55 41 08 · nummeret er ført på butikken"
    assert QApplication.focusWidget() is before
    telephone.talks_with_me(REGISTER)
    telephone.at.until(lambda: not card.isVisible())


def test_nothing_moves_under_the_hand_when_somebody_rings(telephone: AtTelephone) -> None:
    telephone.waits(WEBSHOP)
    page = telephone.at.work
    before = page.mapTo(telephone.at.window, page.rect().topLeft()), page.size()
    telephone.rings_me(REGISTER, is_pos=True)
    card = telephone.band.ringing
    telephone.at.until(card.isVisible)
    assert (page.mapTo(telephone.at.window, page.rect().topLeft()), page.size()) == before
    assert card.width() == page.width()
    assert card.height() >= card.minimumSizeHint().height()


def test_whoever_rings_for_me_is_taken_by_one_key_in_every_place(telephone: AtTelephone) -> None:
    telephone.at.window.frame.go(MAIL)
    telephone.rings_me(REGISTER, is_pos=True)
    assert telephone.band.ringing.take.isVisible()
    telephone.at.press(K.Key_F9)
    telephone.at.until(lambda: [kind for kind, *_ in telephone.asked()] == ["take_call"])


def test_one_key_hands_over_the_chat_that_picking_up_would_make_late(
    telephone: AtTelephone, jonas: PersonId
) -> None:
    house: AtOverview = telephone.house
    house.visitor("Kari", "Hei, er noen der?", ago_s=5)
    (chat,) = telephone.at.desk.live.floor.chats.values()
    telephone.at.does(jonas, set_readiness, Channel.CHAT, Readiness.READY, "")
    done = telephone.at.desk.live.acts.take_chat(chat.id)
    telephone.at.work.runner.run(done)
    floor = telephone.at.desk.live.floor
    telephone.at.until(lambda: [each.agent for each in floor.chats.values()] != [None])
    telephone.rings_me(WEBSHOP)
    relieve = telephone.band.ringing.relieve
    telephone.at.until(lambda: relieve.text() == "Gi Kari til Jonas T.")
    telephone.at.press(K.Key_F7)
    telephone.at.until(lambda: [each.agent for each in floor.chats.values()] == [jonas])
    telephone.at.until(lambda: not relieve.isVisible())


def test_a_call_is_written_down_on_its_case_by_one_key(telephone: AtTelephone) -> None:
    telephone.call_of_mine_ends(WEBSHOP)
    card = telephone.band.wrap_up
    telephone.at.press(K.Key_F8)
    assert card.editor.editor.hasFocus()
    telephone.at.bot.keyClicks(card.editor.editor, "Fikk hjelp med frakt.")
    shown = telephone.at.desk.live.telephone.to_wrap_up.value
    assert shown is not None
    card.is_solved.setChecked(True)
    telephone.at.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    telephone.at.until(lambda: not card.isVisible())
    opened = telephone.at.in_store(shown.case)
    notes = [entry.text for entry in opened.page.entries if isinstance(entry, Said)]
    assert notes == ["Fikk hjelp med frakt."]
    assert opened.summary.state.value == "closed"


def test_a_note_that_was_put_off_comes_back_by_its_key_with_what_was_typed(
    telephone: AtTelephone,
) -> None:
    telephone.call_of_mine_ends(WEBSHOP)
    card = telephone.band.wrap_up
    telephone.at.press(K.Key_F8)
    telephone.at.bot.keyClicks(card.editor.editor, "Ringer igjen.")
    telephone.at.bot.mouseClick(card.later, Qt.MouseButton.LeftButton)
    telephone.at.until(lambda: not card.isVisible())
    telephone.at.press(K.Key_F8)
    telephone.at.until(card.isVisible)
    telephone.at.until(lambda: card.editor.text == "Ringer igjen.")


def test_after_the_call_is_written_down_the_keyboard_is_where_it_was(
    telephone: AtTelephone,
) -> None:
    telephone.call_of_mine_ends(WEBSHOP)
    telephone.waits(BICYCLES)
    telephone.stand_on_first()
    former = telephone.at.window.focusWidget()
    card = telephone.band.wrap_up
    telephone.at.press(K.Key_F8)
    telephone.at.bot.keyClicks(card.editor.editor, "Fikk hjelp.")
    telephone.at.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    telephone.at.until(lambda: not card.isVisible())
    assert telephone.at.window.focusWidget() is former


def test_what_is_typed_about_a_call_is_kept_on_the_machine_while_one_goes_elsewhere(
    telephone: AtTelephone,
) -> None:
    telephone.call_of_mine_ends(WEBSHOP)
    card = telephone.band.wrap_up
    telephone.at.bot.keyClicks(card.editor.editor, "Halvt skrevet")
    telephone.at.until(lambda: "lagret" in card.kept.text)
    # The window is made anew, as with another language: nothing of the old one is left.
    telephone.at.window._rebuild()
    again = telephone.band.wrap_up
    assert again is not card
    telephone.at.until(lambda: again.editor.text == "Halvt skrevet")
    again.later.click()
    assert not again.isVisible()


def test_ctrl_enter_without_a_word_writes_nothing(telephone: AtTelephone) -> None:
    telephone.call_of_mine_ends(WEBSHOP)
    card = telephone.band.wrap_up
    telephone.at.press(K.Key_F8)
    telephone.at.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert card.isVisible()
    card.nothing.click()
    telephone.at.until(lambda: not card.isVisible())


def test_my_call_is_set_over_to_a_colleague_by_the_menu_of_its_row(
    telephone: AtTelephone,
) -> None:
    telephone.members(1, SIP12=MemberState.IN_CALL, SIP14=MemberState.READY)
    telephone.waits(WEBSHOP)
    telephone.talks_with_me(WEBSHOP)
    telephone.at.until(lambda: telephone.rows()[0].place == "")
    telephone.stand_on_first()
    telephone.at.press(K.Key_A)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Jonas T.\tklar"
    telephone.at.bot.keyClick(menu, K.Key_Return)
    telephone.at.until(lambda: bool(telephone.asked()))
    kind, details = telephone.asked()[0]
    assert (kind, details["to"], details["how"]) == ("transfer", "SIP/14", "blind")


def test_two_shops_with_one_number_are_listed_and_none_is_guessed(telephone: AtTelephone) -> None:
    shops = (
        Shop("7", "Kvitøya Hudpleie", (), (), (BICYCLES,)),
        Shop("8", "Gruvegata Skate", (), (), (BICYCLES,)),
    )
    telephone.at.away(partial(telephone.at.house.act, None, import_shops, shops))
    telephone.waits(BICYCLES)
    (row,) = telephone.rows()
    assert row.who == "01 61 05 22"
    assert [badge.text for badge in row.badges] == ["2 mulige butikker"]
    telephone.stand_on_first()
    telephone.at.until(lambda: row.key in telephone.screen.buttons.strips)
    telephone.screen.buttons.strips[row.key].buttons[-1].click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    telephone.at.bot.keyClick(menu, K.Key_Return)
    telephone.at.until(lambda: telephone.rows()[0].who in ("Kvitøya Hudpleie", "Gruvegata Skate"))


def test_f5_says_that_i_am_ready_and_what_holds_is_not_said_again(telephone: AtTelephone) -> None:
    telephone.members(1, SIP12=MemberState.PAUSED)
    state = telephone.at.desk.live.my_state
    telephone.at.press(K.Key_F5)
    telephone.at.until(lambda: state.readiness(Channel.TELEPHONE) is Readiness.READY)
    telephone.at.until(lambda: len(telephone.asked()) == 1)
    telephone.at.press(K.Key_F5)
    assert [kind for kind, _ in telephone.asked()] == ["set_member"]


def test_while_the_exchange_is_away_the_queue_stands_as_it_was(telephone: AtTelephone) -> None:
    telephone.waits(WEBSHOP)
    house, clock = telephone.at.house, telephone.at.house.clock
    fail = partial(house.act, None, mark_failing, PHONE, "Sentralen svarer ikke.")
    telephone.at.away(fail)
    source = telephone.screen.figures.source
    telephone.at.until(lambda: source.state is LampState.OFF)
    before = telephone.rows()[0].ring
    clock.advance(300)
    telephone.at.desk.live.tick()
    assert telephone.rows()[0].ring == before
    assert "svarer ikke siden" in source.text
    longest = telephone.screen.figures.line.figures[1]
    assert longest.value == "1:00"


def test_the_chats_lane_goes_on_counting_meanwhile(telephone: AtTelephone) -> None:
    house = telephone.house
    house.visitor("Kari", "Hei?", ago_s=5)
    fail = partial(telephone.at.house.act, None, mark_failing, PHONE, "Sentralen svarer ikke.")
    telephone.at.away(fail)
    telephone.at.until(lambda: telephone.at.desk.live.floor.exchange_lost_since is not None)
    telephone.at.house.clock.advance(20)
    telephone.at.desk.live.tick()
    (row,) = (row for row in telephone.at.desk.live.overview.chat.rows.rows if not row.is_head)
    assert row.clock is not None
    assert row.clock.inside == "25 s"


def test_the_palette_calls_a_number_that_is_typed_with_a_verb(telephone: AtTelephone) -> None:
    telephone.at.press(K.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = telephone.at.window._palette
    assert palette is not None
    telephone.at.bot.keyClicks(palette.panel.field, "ring 21 98 24 75")
    telephone.at.until(lambda: palette.panel.list.current == "dial")
    telephone.at.press(K.Key_Return)
    telephone.at.until(lambda: bool(telephone.asked()))
    assert telephone.asked()[0][1]["number"] == "+4721982475"


def test_a_number_beside_a_case_is_called_for_that_case(telephone: AtTelephone) -> None:
    case = telephone.at.arrive("kari", sender=Address("post@fjordglimt.example"))
    telephone.at.work.open_case(case)
    screen = telephone.at.work.case
    assert screen is not None
    facts = screen.context._card.facts
    telephone.at.until(lambda: "Fjordglimt" in screen.context._card._name.text)
    facts.action_requested.emit(REGISTER)
    telephone.at.until(lambda: bool(telephone.asked()))
    assert telephone.asked()[0][1]["case"] == str(case)


def test_a_number_that_is_taken_for_the_wrong_shop_is_set_right_and_remembered(
    telephone: AtTelephone,
) -> None:
    telephone.waits(REGISTER, is_pos=True)
    telephone.stand_on_first()
    deeds = telephone.screen.lane.deeds_here()
    telephone.screen.lane.carry_out(next(deed for deed in deeds if "annen butikk" in deed.words))
    dialog = telephone.screen.findChild(ShopDialog)
    telephone.at.bot.keyClicks(dialog.field, "fjellrev")
    telephone.at.until(dialog.confirm.isEnabled)
    telephone.at.bot.keyClick(dialog.field, K.Key_Return)
    telephone.at.until(lambda: telephone.rows()[0].who == "Fjellrev Turutstyr")


def test_in_the_consoles_own_order_a_caller_can_be_moved_forward_at_the_exchange(
    telephone: AtTelephone,
) -> None:
    own = PhoneSettings(
        kind=PhoneKind.AMI,
        queues=("kundeservice",),
        host="127.0.0.1",
        user="konsoll",
        number="21 00 00 00",
        order=QueueOrder.CONSOLE,
    )
    house = telephone.at.house
    telephone.at.away(partial(house.act, None, set_setting, KEY, to_json(own), 0))
    head = telephone.screen.head
    telephone.at.until(lambda: head.number.text == "21 00 00 00")
    telephone.waits(WEBSHOP, place=1)
    telephone.waits(REGISTER, is_pos=True, place=2)
    telephone.at.until(lambda: "konsollens rekkefølge" in telephone.rows()[0].why)
    assert telephone.rows()[0].who == "Fjordglimt Sport"
    key = telephone.stand_on_first()
    telephone.at.until(lambda: "Flytt frem i sentralen" in telephone.buttons(key))
    telephone.screen.buttons.strips[key].buttons[-1].click()
    telephone.at.until(lambda: bool(telephone.asked()))
    assert telephone.asked()[0][0] == "set_priority"


def test_what_was_written_down_too_early_is_taken_back(telephone: AtTelephone) -> None:
    telephone.call_of_mine_ends(WEBSHOP)
    card = telephone.band.wrap_up
    telephone.at.press(K.Key_F8)
    telephone.at.bot.keyClicks(card.editor.editor, "Feil samtale")
    telephone.at.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    telephone.at.until(lambda: not card.isVisible())
    telephone.at.window.setFocus()
    telephone.at.press(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    telephone.at.until(lambda: card.isVisible() and card.editor.text == "Feil samtale")


def test_the_card_has_the_shops_open_case_at_once(telephone: AtTelephone) -> None:
    case = telephone.at.arrive("kari", sender=Address("post@fjordglimt.example"))
    telephone.rings_me(REGISTER, is_pos=True)
    assert telephone.band.ringing.case.text() == f"Åpne #{case}"
    telephone.band.ringing.case.click()
    assert telephone.at.work.open_number == case
