"""What comes from the wire more than once lies in the store once."""

from __future__ import annotations

import pytest
from fakes.mails import mail, message_id
from fixtures.house import MAIL, House, picture
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.blobs import read_blob
from console.data.commands.intake import take_in
from console.data.errors import StoreError
from console.data.queries.backlog import open_cases
from console.data.queries.case import message_html, message_raw_sha
from console.data.queries.wire import cursor
from console.domain.conversation import Said
from console.domain.ids import CaseId
from console.domain.mail import Address, AutoKind


def _said(house: House, case: CaseId) -> list[Said]:
    return [entry for entry in house.open(case).page.entries if isinstance(entry, Said)]


def _messages(session: Session) -> int:
    count: int = session.execute(text("SELECT count(*) FROM message")).scalar_one()
    return count


def test_a_mail_becomes_a_case_with_everything_it_brought(house: House) -> None:
    case = house.arrive(
        "frakt",
        subject="SV: Re: Frakt til Svalbard",
        html="<p>Hei</p>",
        cc=(Address("tor@fjellsport.no", "Tor"),),
        parts=(picture(content=b"bilde"),),
        raw=b"alt som kom",
    )
    opened = house.open(case)
    (said,) = _said(house, case)
    assert opened.summary.subject == "Frakt til Svalbard"
    assert opened.summary.snippet == "Hei, hva koster frakten?"
    assert opened.summary.contact_name == "Kari Nordmann"
    assert opened.summary.waiting_since == house.clock.now()
    assert said.subject == "SV: Re: Frakt til Svalbard"
    assert said.cc == (Address("tor@fjellsport.no", "Tor"),)
    assert (said.has_html, house.store.read(message_html, said.id)) == (True, "<p>Hei</p>")
    sha = house.store.read(message_raw_sha, said.id)
    assert sha is not None
    assert house.store.read(read_blob, sha) == b"alt som kom"
    assert house.store.read(read_blob, opened.attachments[0].sha256) == b"bilde"


def test_the_same_mail_pulled_again_is_known(house: House) -> None:
    assert house.take_in(mail("a"), mail("b")) == {"new": 2, "known": 0}
    assert house.take_in(mail("b"), mail("c")) == {"new": 1, "known": 1}
    assert house.store.read(_messages) == 3


def test_the_same_mail_twice_on_a_page_is_one(house: House) -> None:
    assert house.take_in(mail("a"), mail("a")) == {"new": 1, "known": 1}


def test_a_rebuilt_mailbox_brings_no_mail_twice(house: House) -> None:
    house.take_in(mail("a"), mail("b"))
    again = [mail(name, remote_id=f"INBOX/8/{name}") for name in ("a", "b", "c")]
    assert house.take_in(*again) == {"new": 1, "known": 2}
    assert house.take_in(*again) == {"new": 0, "known": 3}
    assert house.store.read(_messages) == 3


def test_two_accounts_may_use_the_same_names(house: House) -> None:
    house.take_in(mail("a", remote_id="INBOX/7/1"))
    other = mail("b", remote_id="INBOX/7/1")
    assert house.act(None, take_in, "mail2", [other], b"1").answer == {"new": 1, "known": 0}


def test_another_mail_with_the_same_message_id_is_kept_in_the_same_case(house: House) -> None:
    first = house.arrive("a")
    second = house.arrive("b", message_id=message_id("a"), raw=b"en annen")
    assert first == second
    assert len(_said(house, first)) == 2


def test_the_cursor_moves_with_the_mails_it_brought(house: House) -> None:
    house.act(None, take_in, MAIL, [mail("a")], b"uid 17")
    assert house.store.read(cursor, MAIL) == b"uid 17"


def test_a_page_that_cannot_be_stored_moves_no_cursor_and_stores_no_mail(house: House) -> None:
    house.act(None, take_in, MAIL, [mail("a")], b"uid 17")
    broken = mail("c", raw=None)
    with pytest.raises((StoreError, TypeError)):
        house.act(None, take_in, MAIL, [mail("b"), broken], b"uid 19")
    assert house.store.read(cursor, MAIL) == b"uid 17"
    assert house.store.read(_messages) == 1
    assert len(house.store.read(open_cases)) == 1


def test_an_account_that_was_never_read_has_no_cursor(house: House) -> None:
    assert house.store.read(cursor, MAIL) is None


def test_a_cursor_taken_back_reads_from_the_beginning_and_doubles_nothing(house: House) -> None:
    house.take_in(mail("a"))
    assert house.act(None, take_in, MAIL, [mail("a")], None).answer == {"new": 0, "known": 1}
    assert house.store.read(cursor, MAIL) is None


def test_a_mail_that_could_not_be_read_is_kept_and_says_so(house: House) -> None:
    case = house.arrive(
        "rar",
        raw=b"\xff\xfe",
        sender=Address(""),
        subject="",
        text="",
        visible_text="",
        problem="Hodet er skadet",
    )
    (said,) = _said(house, case)
    opened = house.open(case)
    assert (said.problem, opened.summary.snippet) == ("Hodet er skadet", "Hodet er skadet")
    assert opened.reply_to == (), "there is nobody to answer"
    sha = house.store.read(message_raw_sha, said.id)
    assert sha is not None
    assert house.store.read(read_blob, sha) == b"\xff\xfe"


def test_two_mails_that_could_not_be_read_are_two_cases(house: House) -> None:
    unread = {"sender": Address(""), "subject": "", "text": "", "visible_text": ""}
    first = house.arrive("rar", problem="Hodet er skadet", **unread)
    second = house.arrive("sær", problem="Hodet er skadet", **unread)
    assert first != second
    assert house.open(first).earlier_cases == ()


def test_a_mail_without_a_subject_is_called_by_its_first_words(house: House) -> None:
    case = house.arrive("tom", subject="SV: ", visible_text="Kassa\nvil ikke starte")
    assert house.open(case).summary.subject == "Kassa vil ikke starte"


@pytest.mark.parametrize("auto", [AutoKind.BULK, AutoKind.BOUNCE, AutoKind.OUT_OF_OFFICE])
def test_a_programs_mail_of_its_own_is_a_case_that_a_person_looks_at(
    house: House, auto: AutoKind
) -> None:
    case = house.arrive("nyhetsbrev", auto=auto)
    assert house.open(case).summary.waiting_since == house.clock.now()
    assert _said(house, case)[0].auto is auto
