"""What the mail connector promises of reading, held against a real Dovecot."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime

import pytest
from peers.accounts import SECRET, settings_for, written_mail
from peers.dovecot import PASSWORD, Dovecot, Mailbox
from peers.smtp_sink import SmtpSink
from whenever import Instant

from console.channels.contract import AuthFailed, ChannelDown, ChannelError, Page
from console.channels.mail.connector import Limits, MailConnector
from console.channels.mail.inbox import PageLimits
from console.channels.mail.protocol.parse import parse_job
from console.domain.mail_account import Security, Server


@pytest.fixture
def connector(mailbox: Mailbox) -> Iterator[MailConnector]:
    made = MailConnector(settings_for(mailbox), PASSWORD, SECRET)
    yield made
    made.close()


def _connector(mailbox: Mailbox, page: PageLimits) -> MailConnector:
    return MailConnector(settings_for(mailbox), PASSWORD, SECRET, limits=Limits(page=page))


def _pull_all(connector: MailConnector, budget: int = 200) -> list[str]:
    """Subjects of every page, in order."""
    subjects: list[str] = []
    cursor: bytes | None = None
    while True:
        page = connector.pull(cursor, budget)
        subjects += [m.subject for m in page.mails]
        cursor = page.cursor
        if not page.more:
            return subjects


def test_a_fresh_desk_reads_the_whole_inbox_oldest_first(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    mailbox.append_all([written_mail(f"sak {n}") for n in range(5)])
    page = connector.pull(None, 50)
    assert [m.subject for m in page.mails] == [f"sak {n}" for n in range(5)]
    assert not page.more
    assert page.failed == ()


def test_pages_together_bring_every_mail_once(mailbox: Mailbox, connector: MailConnector) -> None:
    mailbox.append_all([written_mail(f"sak {n}") for n in range(23)])
    assert _pull_all(connector, budget=5) == [f"sak {n}" for n in range(23)]


def test_a_cursor_at_the_end_brings_nothing_though_the_server_names_the_last_mail(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    mailbox.append(written_mail("den siste"))
    cursor = connector.pull(None, 50).cursor
    again = connector.pull(cursor, 50)
    assert again.mails == ()
    assert not again.more


def test_an_answer_that_was_lost_is_pulled_again_the_same(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    mailbox.append_all([written_mail("a"), written_mail("b")])
    first, again = connector.pull(None, 50), connector.pull(None, 50)
    assert first == again


def test_mail_that_comes_between_two_pages_is_in_the_next(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    mailbox.append_all([written_mail("1"), written_mail("2"), written_mail("3")])
    page = connector.pull(None, 2)
    mailbox.append(written_mail("4"))
    rest = connector.pull(page.cursor, 50)
    assert [m.subject for m in rest.mails] == ["3", "4"]


def test_mail_deleted_between_two_pages_stops_nothing(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    mailbox.append_all([written_mail(str(n)) for n in range(5)])
    page = connector.pull(None, 2)
    mailbox.delete(2)
    assert [m.subject for m in connector.pull(page.cursor, 50).mails] == ["3", "4"]


def test_reading_leaves_mail_unread_for_people(mailbox: Mailbox, connector: MailConnector) -> None:
    mailbox.append(written_mail("ulest"))
    connector.pull(None, 50)
    assert mailbox.unseen() == 1


def test_the_bytes_and_the_time_of_arrival_are_the_servers(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    raw = written_mail("bytes").replace(b"\n", b"\r\n")
    mailbox.append(raw, at=datetime(2026, 1, 5, 7, 30, tzinfo=UTC))
    mail = connector.pull(None, 1).mails[0]
    assert mail.raw == raw
    assert mail.received_at == Instant.from_utc(2026, 1, 5, 7, 30)


def test_a_new_life_of_the_folder_brings_the_same_mails_under_new_names(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    mailbox.append_all([written_mail("a"), written_mail("b")])
    before = connector.pull(None, 50)
    mailbox.change_uidvalidity()
    after = connector.pull(before.cursor, 50)
    assert _identities(after) == _identities(before)
    assert not {m.remote_id for m in after.mails} & {m.remote_id for m in before.mails}
    assert connector.pull(after.cursor, 50).mails == ()


def _identities(page: Page) -> list[tuple[str, bytes]]:
    return [(m.message_id, hashlib.sha256(m.raw).digest()) for m in page.mails]


def test_a_cursor_nobody_can_read_starts_from_the_beginning(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    mailbox.append(written_mail("a"))
    for broken in (b"", b"\xff", b"[]", b'{"v": 1}', b'{"v": "x", "u": 1}'):
        assert len(connector.pull(broken, 50).mails) == 1


def test_a_page_holds_at_most_its_bytes_and_always_one_mail(
    mailbox: Mailbox,
) -> None:
    connector = _connector(mailbox, PageLimits(bytes=30_000))
    mailbox.append_all([written_mail(str(n), "y\n" * 3_500) for n in range(4)])
    mailbox.append(written_mail("stor", "z\n" * 60_000))
    assert [m.subject for m in connector.pull(None, 50).mails] == ["0", "1"]
    assert _pull_all(connector) == ["0", "1", "2", "3", "stor"]
    connector.close()


def test_of_a_mail_above_the_cap_only_the_header_is_fetched(
    mailbox: Mailbox,
) -> None:
    connector = _connector(mailbox, PageLimits(mail_bytes=50_000))
    mailbox.append_all([written_mail("liten"), written_mail("svær", "z\n" * 60_000)])
    small, huge = connector.pull(None, 50).mails
    assert small.problem == ""
    assert huge.subject == "svær"
    assert "hodet" in huge.problem
    assert len(huge.raw) < 2_000
    connector.close()


def test_a_mail_the_server_cannot_read_is_named_and_the_rest_comes(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    mailbox.append_all([written_mail(str(n)) for n in range(4)])
    mailbox.files()[1].chmod(0)
    page = connector.pull(None, 50)
    assert [m.subject for m in page.mails] == ["0", "2", "3"]
    assert [name.rpartition("/")[2] for name, _ in page.failed] == ["2"]
    assert not page.more

    mailbox.files()[1].chmod(0o644)
    mended = connector.pull(page.cursor, 50)
    assert [m.subject for m in mended.mails] == ["1"]
    assert connector.pull(mended.cursor, 50).mails == ()


def test_mails_nobody_can_parse_arrive_among_the_others(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    broken = [
        b"",
        b"\r\n",
        b"\x80\xff\xfe no header at all",
        b"Content-Type: text/plain; charset=X-UNKNOWN\r\n\r\n\xe6\xf8\xe5",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
    ]
    stored = [b for b in broken if b]
    mailbox.append_all([written_mail("før"), *stored, written_mail("etter")])
    page = connector.pull(None, 50)
    assert len(page.mails) == len(stored) + 2
    assert page.mails[0].subject == "før"
    assert page.mails[-1].subject == "etter"


def test_a_pool_of_processes_parses_a_page_to_the_same_values(mailbox: Mailbox) -> None:
    mailbox.append_all([written_mail(f"æøå {n}") for n in range(6)])
    here = MailConnector(settings_for(mailbox), PASSWORD, SECRET)
    with ProcessPoolExecutor(2) as pool:
        pooled = MailConnector(
            settings_for(mailbox),
            PASSWORD,
            SECRET,
            parse_many=lambda jobs: list(pool.map(parse_job, jobs)),
        )
        assert pooled.pull(None, 50) == here.pull(None, 50)
        pooled.close()
    here.close()


def test_a_wrong_password_is_for_a_person_to_mend(mailbox: Mailbox) -> None:
    connector = MailConnector(settings_for(mailbox), "feil", SECRET)
    with pytest.raises(AuthFailed, match="passord"):
        connector.pull(None, 50)
    connector.close()


def test_a_password_beyond_ascii_reaches_the_server(mailbox: Mailbox) -> None:
    connector = MailConnector(settings_for(mailbox), "blåbærøl", SECRET)
    with pytest.raises(AuthFailed):
        connector.pull(None, 50)
    connector.close()


def test_receiving_is_proven_although_sending_cannot_be(
    mailbox: Mailbox, smtp_sink: SmtpSink
) -> None:
    connector = MailConnector(settings_for(mailbox, smtp_sink), PASSWORD, SECRET)
    assert connector.check_sending().identity == mailbox.user
    smtp_sink.stop()
    with pytest.raises(ChannelDown):
        connector.check_sending()
    health = connector.check_receiving()
    assert health.identity == mailbox.user
    assert "IDLE" in health.details
    connector.close()


def test_sending_is_proven_although_receiving_cannot_be(
    own_dovecot: Dovecot, smtp_sink: SmtpSink
) -> None:
    mailbox = own_dovecot.mailbox("ute@mystore.no")
    connector = MailConnector(settings_for(mailbox, smtp_sink), PASSWORD, SECRET)
    own_dovecot.stop()
    assert connector.check_sending().identity == mailbox.user
    with pytest.raises(ChannelDown):
        connector.check_receiving()
    connector.close()


def test_a_server_that_went_away_and_came_back_is_read_on_from_the_same_place(
    own_dovecot: Dovecot,
) -> None:
    mailbox = own_dovecot.mailbox("desk@mystore.no")
    connector = MailConnector(settings_for(mailbox), PASSWORD, SECRET)
    mailbox.append(written_mail("før"))
    cursor = connector.pull(None, 50).cursor
    own_dovecot.stop()
    with pytest.raises(ChannelDown):
        connector.pull(cursor, 50)
    own_dovecot.start()
    mailbox.append(written_mail("etter"))
    assert [m.subject for m in connector.pull(cursor, 50).mails] == ["etter"]
    connector.close()


def test_a_stranger_in_the_servers_place_is_not_told_the_password(
    mailbox: Mailbox, dovecot: Dovecot
) -> None:
    for security, port in ((Security.TLS, dovecot.tls_port), (Security.STARTTLS, dovecot.port)):
        settings = settings_for(mailbox, imap=Server("localhost", port, security))
        stranger = MailConnector(settings, PASSWORD, SECRET)
        with pytest.raises(ChannelDown, match="Passordet ble ikke sendt"):
            stranger.pull(None, 50)
        stranger.close()
        known = MailConnector(settings, PASSWORD, SECRET, tls=dovecot.trust())
        assert known.pull(None, 50).mails == ()
        known.close()


def test_a_certificate_for_another_name_is_not_enough(mailbox: Mailbox, dovecot: Dovecot) -> None:
    settings = settings_for(mailbox, imap=Server("127.0.0.1", dovecot.tls_port, Security.TLS))
    connector = MailConnector(settings, PASSWORD, SECRET, tls=dovecot.trust())
    with pytest.raises(ChannelDown):
        connector.pull(None, 50)
    connector.close()


def test_a_closed_connector_answers_that_it_is_closed(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    connector.pull(None, 50)
    connector.close()
    with pytest.raises(ChannelDown, match="lukket"):
        connector.pull(None, 50)


def test_two_threads_share_a_connector(mailbox: Mailbox, connector: MailConnector) -> None:
    mailbox.append_all([written_mail(str(n)) for n in range(30)])
    pages: list[int] = []

    def read() -> None:
        pages.extend(len(connector.pull(None, 50).mails) for _ in range(5))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pages == [30] * 15


def test_a_folder_that_does_not_exist_is_an_error_in_our_words(mailbox: Mailbox) -> None:
    settings = dataclasses.replace(settings_for(mailbox), folder="Finnes ikke")
    connector = MailConnector(settings, PASSWORD, SECRET)
    with pytest.raises(ChannelError):
        connector.pull(None, 50)
    connector.close()
