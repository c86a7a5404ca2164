"""The house's own chat as `serve` sees it: what is told of visits, and what becomes of ours."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from fakes.clock import FakeClock
from fakes.web_hall import WebHall

from console.channels.contract import ChannelDown, Deferred, Refused, Sent
from console.channels.web.connector import WebConnector
from console.domain.ids import MessageId
from console.domain.live_news import ChatSeen, LineSeen
from console.domain.mail import MailPart
from console.domain.outward import OutgoingLine, OutwardAct, OutwardKind
from console.domain.visits import LineKind, NewVisit, NoticeKind, VisitKind

TOKEN = "a hash"
PICTURE = MailPart("kasse.png", "image/png", b"\x89PNG")


class Doorstep:
    """A hall with Kari in it, and the connector at its other side."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.hall = WebHall(clock)
        self.connector = WebConnector(self.hall.house, clock)
        self.visit = uuid4()

    def comes(self, kind: VisitKind = VisitKind.CHAT) -> None:
        new = NewVisit(self.visit, uuid4(), TOKEN, "mystore", "nb", kind, "Kari", "kari@x.no")
        self.hall.visitors.begin(new, self.clock.now())

    def says(self, text: str, *files: UUID) -> None:
        self.hall.visitors.say(TOKEN, uuid4(), text, files, self.clock.now())

    def chat(self) -> ChatSeen:
        """As it is told last."""
        return [item for item in self._told() if isinstance(item, ChatSeen)][-1]

    def lines(self) -> list[LineSeen]:
        return [item for item in self._told() if isinstance(item, LineSeen)]

    def line(self, text: str = "Hei", *parts: MailPart) -> OutgoingLine:
        """Something that Sunniva says."""
        message, now = MessageId(uuid4()), self.clock.now()
        return OutgoingLine(message, str(self.visit), text, "Sunniva", now, parts)

    def act(self, kind: OutwardKind, **details: str) -> OutwardAct:
        return OutwardAct(uuid4(), kind, str(self.visit), self.clock.now(), details)

    def notices(self) -> list[tuple[NoticeKind | None, dict[str, str]]]:
        """What the visitor was told besides lines."""
        lines = self.hall.visitors.lines(TOKEN, 0, 100)
        told = [line for line in lines if line.kind is LineKind.NOTICE]
        return [(line.notice, dict(line.details)) for line in told]

    def _told(self) -> tuple[object, ...]:
        return self.connector.pull(None, 100).items


@pytest.fixture
def step(clock: FakeClock) -> Doorstep:
    made = Doorstep(clock)
    made.comes()
    return made


def test_a_visitor_is_told_with_name_address_and_place(step: Doorstep) -> None:
    step.says("Hei")
    chat = step.chat()
    assert (chat.remote_id, chat.visitor_name, chat.address) == (
        str(step.visit),
        "Kari",
        "kari@x.no",
    )
    assert not chat.has_left
    assert chat.ended_at is None


def test_what_is_written_while_closed_is_at_no_moment_a_chat(clock: FakeClock) -> None:
    step = Doorstep(clock)
    step.comes(VisitKind.MAIL)
    step.says("Kassen står")
    assert step.chat().ended_at == clock.now(), "also before the visitor has closed it"


def test_lines_of_one_instant_are_named_in_their_order(step: Doorstep) -> None:
    for number in range(12):
        step.says(str(number))
    told = sorted(step.lines(), key=lambda line: line.remote_id)
    assert [line.text for line in told] == [str(number) for number in range(12)]


def test_a_picture_comes_with_its_line(step: Doorstep) -> None:
    kept = step.hall.visitors.keep_file(TOKEN, uuid4(), "kasse.png", "image/png", b"\x89PNG")
    step.says("se her", kept.id)
    (line,) = step.lines()
    assert line.parts == (PICTURE,)


def test_ours_is_heard_with_name_and_picture_and_comes_back_by_its_key(step: Doorstep) -> None:
    line = step.line("Slik", PICTURE)
    assert isinstance(step.connector.say(line), Sent)
    (heard,) = step.hall.visitors.lines(TOKEN, 0, 10)
    assert (heard.text, heard.author, heard.at) == ("Slik", "Sunniva", line.written_at)
    assert [file.name for file in heard.files] == ["kasse.png"]
    (back,) = step.lines()
    assert (back.key, back.parts) == (line.message.hex, (PICTURE,))


def test_the_visitor_is_told_that_we_ended_it(step: Doorstep) -> None:
    assert isinstance(step.connector.act(step.act(OutwardKind.END_CHAT)), Sent)
    assert [notice for notice, _ in step.notices()] == [NoticeKind.ENDED]
    assert step.chat().ended_at is not None
    assert step.lines() == [], "a notice is nobody's line"


def test_the_visitor_is_told_that_it_goes_on_by_mail_and_where(step: Doorstep) -> None:
    visitors = {"address": "k***@x.no", "answer_by": "2026-11-23T12:00:00Z"}
    details = {"how": "mail", "letter": "17", "then": "open", **visitors}
    assert isinstance(step.connector.act(step.act(OutwardKind.END_CHAT, **details)), Sent)
    ((notice, told),) = step.notices()
    assert (notice, told) == (NoticeKind.TO_MAIL, visitors), "and nothing of the house's own"


def test_the_visitor_is_asked_for_an_address(step: Doorstep) -> None:
    assert isinstance(step.connector.act(step.act(OutwardKind.ASK_ADDRESS)), Sent)
    assert step.notices() == [(NoticeKind.ASK_ADDRESS, {})]
    assert step.chat().ended_at is None


def test_a_visit_that_is_over_is_ended_as_wanted_and_hears_no_line(step: Doorstep) -> None:
    step.hall.visitors.close(TOKEN, step.clock.now())
    assert isinstance(step.connector.act(step.act(OutwardKind.END_CHAT)), Sent)
    assert isinstance(step.connector.say(step.line()), Refused)


def test_a_visit_that_nobody_knows_is_refused(step: Doorstep) -> None:
    step.visit = uuid4()
    assert isinstance(step.connector.say(step.line()), Refused)


def test_what_a_chat_cannot_do_is_refused(step: Doorstep) -> None:
    assert isinstance(step.connector.act(step.act(OutwardKind.HANG_UP)), Refused)


def test_a_store_that_is_away_puts_ours_off_and_tells_nothing(step: Doorstep) -> None:
    step.hall.is_closed = True
    assert isinstance(step.connector.say(step.line()), Deferred)
    with pytest.raises(ChannelDown):
        step.connector.pull(None, 10)


def test_who_may_not_go_on_says_nothing(step: Doorstep) -> None:
    assert isinstance(step.connector.say(step.line(), lambda: False), Deferred)
    assert step.hall.visitors.lines(TOKEN, 0, 10) == ()


def test_several_are_said_in_one_go_and_who_is_gone_is_told_alone(step: Doorstep) -> None:
    said = [step.line("Hei"), step.line("Er du der?")]
    nobody = replace(step.line(), chat="gjettet")
    gone = replace(step.line(), chat=str(uuid4()))
    assert all(isinstance(outcome, Sent) for outcome in step.connector.say_together(said))
    mixed = step.connector.say_together([nobody, said[0], gone])
    assert [type(outcome) for outcome in mixed] == [Refused, Sent, Refused]
    assert [line.text for line in step.lines()] == ["Hei", "Er du der?"]


def test_several_that_may_not_go_or_find_the_store_away_are_put_off(step: Doorstep) -> None:
    lines = [step.line(), step.line()]
    stopped = step.connector.say_together(lines, lambda: False)
    step.hall.is_closed = True
    away = step.connector.say_together(lines)
    step.hall.is_closed = False
    assert {type(outcome) for outcome in (*stopped, *away)} == {Deferred}
    assert step.lines() == []


def test_a_cursor_of_another_door_is_none(step: Doorstep) -> None:
    step.says("Hei")
    assert step.connector.pull(b"practice:7", 10).items == step.connector.pull(None, 10).items
