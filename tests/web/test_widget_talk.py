"""A visitor writes and is answered: in a real browser, through the real door."""

from __future__ import annotations

from pathlib import Path

from fakes.clock import FakeClock
from selenium.webdriver.common.keys import Keys
from web.web_house import WebHouse
from web.web_visitor import WebVisitor, picture

from console.domain.visits import NoticeKind


def test_a_visitor_writes_and_is_answered(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.open(house.page())
    assert visitor.state == "Åpent. Vi svarer som regel innen ett minutt"
    visitor.say("Kassen får ikke kontakt")
    house.hears("Kassen får ikke kontakt")
    house.answer("Jeg ser på den nå")
    visitor.reads("Kassen får ikke kontakt", "Jeg ser på den nå")
    assert visitor.text("#lines .ours .author") == "Mona"
    visitor.wait(lambda: "Mona: Jeg ser på den nå" in visitor.text("#said"), "it is read out")


def test_shift_and_enter_makes_a_line_and_sends_nothing(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(house.page())
    visitor.write("Hei")
    visitor.press(Keys.SHIFT + Keys.ENTER + Keys.NULL)
    visitor.say("Kassen er død")
    house.hears("Hei\nKassen er død")


def test_what_is_written_is_shown_as_it_was_written(house: WebHouse, visitor: WebVisitor) -> None:
    nasty = "<img src=x onerror=alert(1)> & <b>fet</b>"
    visitor.open(house.page())
    visitor.say(nasty)
    house.hears(nasty)
    house.answer("<script>alert(2)</script> se https://hjelp.mystore.no/kasse. javascript:alert(3)")
    visitor.wait(lambda: len(visitor.lines) == 2, "the answer")
    assert visitor.lines[0] == nasty
    assert "<script>" in visitor.lines[1]
    links = "return [...document.querySelectorAll('#lines a')].map(a => [a.href, a.rel])"
    assert visitor.ask(links) == [["https://hjelp.mystore.no/kasse", "noopener noreferrer"]]


def test_pictures_go_both_ways(house: WebHouse, visitor: WebVisitor, kasse: Path) -> None:
    visitor.open(house.page())
    visitor.attach(kasse)
    visitor.say("Slik ser den ut")
    house.hears("Slik ser den ut")
    (file,) = house.stays()[0].lines[0].files
    assert (file.name, file.content_type) == ("kasse 2.png", "image/png")
    assert house.stays()[0].files[file.id][1] == kasse.read_bytes()
    house.answer("Slik skal den se ut", ("riktig.png", "image/png", picture(400, 120)))
    width = "return document.querySelector('#lines .ours img')?.naturalWidth"
    visitor.wait(lambda: visitor.ask(width) == 400, "our picture")
    visitor.click("#lines .ours .picture")
    visitor.sees("#picture", "riktig.png")
    visitor.press(Keys.ESCAPE, css="#picture button")
    visitor.sees_not("#picture")
    assert visitor.is_open


def test_a_file_of_a_wrong_kind_is_not_taken(
    house: WebHouse, visitor: WebVisitor, tmp_path: Path
) -> None:
    path = tmp_path / "regnskap.exe"
    path.write_bytes(b"MZ")
    visitor.open(house.page())
    visitor.part("#composer input[type=file]").send_keys(str(path))
    visitor.sees("#composer .files-wrong", "regnskap.exe er en filtype vi ikke tar imot")
    assert visitor.texts("#composer .attached li") == []


def test_each_sees_that_the_other_types_and_has_seen(
    house: WebHouse, visitor: WebVisitor, clock: FakeClock
) -> None:
    visitor.open(house.page())
    visitor.say("Hei")
    house.hears("Hei")
    visitor.write("Kassen")
    visitor.wait(lambda: house.stays()[0].typing_until, "the house sees the visitor type")
    house.hall.agent_types(house.visit, clock.now().add(seconds=8))
    visitor.sees("#typing", "Mystore skriver")
    clock.advance(9)
    visitor.sees_not("#typing")
    house.hall.agent_saw(house.visit, house.stays()[0].lines[0].at)
    visitor.sees("#lines .mine .about", "Sett")
    ours = house.answer("Hva skjer?")
    visitor.wait(lambda: house.stays()[0].seen_at == ours.at, "the house sees that it was seen")


def test_what_comes_while_it_is_hidden_is_counted_on_the_button(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(house.page())
    visitor.say("Hei")
    house.hears("Hei")
    visitor.click("#hide")
    visitor.wait(lambda: not visitor.is_open, "it is hidden")
    house.answer("Hei, hva gjelder det?")
    house.answer("Er du der?")
    visitor.wait(lambda: visitor.unread == "2", "two unread")
    assert visitor.launcher.get_attribute("aria-label") == "Åpne chat, 2 uleste meldinger"
    assert house.stays()[0].seen_at is None
    visitor.launcher.click()
    visitor.wait(lambda: house.stays()[0].seen_at is not None, "they were seen")
    assert visitor.unread == ""


def test_moved_to_mail_the_visitor_is_told_where_and_when(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(house.page())
    visitor.say("Kan dere se på ordren?")
    house.hears("Kan dere se på ordren?")
    house.notify(NoticeKind.ASK_ADDRESS)
    visitor.sees("#address", "Skriv e-postadressen din")
    visitor.write("kari@fjord", css="#address-field")
    visitor.click("#address .main")
    visitor.sees("#address-wrong", "ser ikke riktig ut")
    visitor.write("glimt.no", css="#address-field")
    visitor.click("#address .main")
    visitor.sees_not("#address")
    assert house.stays()[0].visit.address == "kari@fjordglimt.no"
    house.notify(NoticeKind.TO_MAIL, address="k***@fjordglimt.no", answer_by="2026-11-23T12:00:00Z")
    told = "Vi fortsetter på e-post til k***@fjordglimt.no. Du får svar senest kl. 13:00."
    visitor.sees("#lines .notice:last-child", told)
    visitor.sees("#state", "Vi svarer på e-post")
    visitor.sees_not("#composer")


def test_who_ends_it_may_write_again_and_it_goes_on_from_there(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(house.page())
    visitor.say("Det virket")
    house.hears("Det virket")
    visitor.click("#more")
    visitor.click("#leave")
    visitor.click("#leaving [value=yes]")
    visitor.sees("#over")
    assert house.stays()[0].visit.ended_at is not None
    visitor.click("#again")
    visitor.say("Nei, likevel ikke")
    house.hears("Det virket", "Nei, likevel ikke")
    assert house.stays()[1].visit.continues == house.stays()[0].visit.id
    visitor.reads("Nei, likevel ikke")


def test_we_end_it_and_say_so(house: WebHouse, visitor: WebVisitor) -> None:
    visitor.open(house.page("en"))
    visitor.say("Thanks")
    house.hears("Thanks")
    house.notify(NoticeKind.ENDED, solved="1")
    visitor.sees("#lines .notice", "Mystore ended the chat. If it is not solved, just write again.")
    visitor.sees("#state", "The conversation has ended")


_GIVE = """const [kind, name] = arguments;
const begins = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);
const file = new File([begins], name, {type: 'image/png'});
const carried = new DataTransfer();
carried.items.add(file);
const told = kind === 'paste' ? new ClipboardEvent('paste', {clipboardData: carried, bubbles: true})
  : new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true});
document.getElementById('text').dispatchEvent(told);"""


def test_pictures_are_dropped_and_pasted_and_one_is_thought_better_of(
    house: WebHouse, visitor: WebVisitor
) -> None:
    visitor.open(house.page())
    visitor.ask(_GIVE, "dragover", "a.png")
    visitor.sees("#drop", "Slipp bildet her")
    visitor.ask(_GIVE, "drop", "sluppet.png")
    visitor.ask(_GIVE, "paste", "limt inn.png")
    visitor.sees_not("#drop")
    visitor.click("#composer .attached [aria-label='Fjern sluppet.png']")
    visitor.press(Keys.ENTER)
    house.hears("")
    assert [file.name for file in house.stays()[0].lines[0].files] == ["limt inn.png"]


def test_who_waits_longer_than_promised_may_leave_an_address(
    house: WebHouse, visitor: WebVisitor, clock: FakeClock
) -> None:
    visitor.open(house.page())
    visitor.say("Hei")
    house.hears("Hei")
    clock.advance(61)
    visitor.click("#hide")
    visitor.launcher.click()
    visitor.sees("#address", "Dette tar litt lenger tid enn vi lover")
    visitor.click("#address-not")
    visitor.sees_not("#address")


def test_the_conversation_can_be_kept(house: WebHouse, visitor: WebVisitor, tmp_path: Path) -> None:
    told = {"behavior": "allow", "downloadPath": str(tmp_path)}
    visitor.chrome.execute_cdp_cmd("Browser.setDownloadBehavior", told)
    visitor.open(house.page())
    visitor.say("Hei")
    house.hears("Hei")
    visitor.click("#more")
    visitor.click("#transcript")
    visitor.wait(lambda: [*tmp_path.glob("samtale*.txt")], "the file")
    visitor.wait(lambda: "Hei" in next(tmp_path.glob("samtale*.txt")).read_text(), "its words")
