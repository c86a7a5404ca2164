"""What the mail connector promises of sending, held against a real sink and a real Dovecot."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from peers.accounts import SECRET, answer, attached, settings_for, written_mail
from peers.dovecot import PASSWORD, Dovecot, Mailbox
from peers.smtp_sink import Behaviour, SmtpSink

from console.channels.contract import Absent, Deferred, Refused, Sent, Unknown
from console.channels.mail.connector import Limits, MailConnector
from console.channels.mail.wire import Timeouts
from console.domain.mail_account import Security, Server


@pytest.fixture
def connector(mailbox: Mailbox, smtp_sink: SmtpSink) -> Iterator[MailConnector]:
    made = MailConnector(settings_for(mailbox, smtp_sink), PASSWORD, SECRET)
    yield made
    made.close()


def test_what_is_taken_is_sent_with_the_servers_receipt(
    connector: MailConnector, smtp_sink: SmtpSink
) -> None:
    rendered = connector.render(answer("kari@butikk.no", "per@butikk.no"))
    outcome = connector.send(rendered)
    assert outcome == Sent("250 2.0.0 Queued as 1")
    assert smtp_sink.taken[0].raw == rendered.raw
    assert smtp_sink.taken[0].recipients == ("kari@butikk.no", "per@butikk.no")


def test_lines_that_begin_with_a_dot_arrive_as_written(
    connector: MailConnector, smtp_sink: SmtpSink
) -> None:
    rendered = connector.render(answer(text=".\n..\n.punkt\n.\n"))
    assert isinstance(connector.send(rendered), Sent)
    assert smtp_sink.taken[0].raw == rendered.raw


def test_what_may_not_go_on_is_asked_of_last_and_hands_nothing_over(
    connector: MailConnector, smtp_sink: SmtpSink
) -> None:
    rendered = connector.render(answer())
    assert isinstance(connector.send(rendered, lambda: False), Deferred)
    assert smtp_sink.taken == []
    assert isinstance(connector.send(rendered), Sent)


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        (Behaviour.REFUSE, Refused),
        (Behaviour.DEFER, Deferred),
        (Behaviour.REFUSE_CONTENT, Refused),
        (Behaviour.DEFER_CONTENT, Deferred),
        (Behaviour.DROP_EARLY, Deferred),
    ],
)
def test_what_was_not_taken_is_said_so(
    connector: MailConnector, smtp_sink: SmtpSink, behaviour: Behaviour, expected: type
) -> None:
    smtp_sink.behaviour = behaviour
    assert isinstance(connector.send(connector.render(answer())), expected)
    assert smtp_sink.taken == []


@pytest.mark.parametrize("behaviour", [Behaviour.DROP_TAKEN, Behaviour.LOSE_TAKEN])
def test_taken_but_never_confirmed_is_unknown(
    connector: MailConnector, smtp_sink: SmtpSink, behaviour: Behaviour
) -> None:
    smtp_sink.behaviour = behaviour
    assert isinstance(connector.send(connector.render(answer())), Unknown)
    assert len(smtp_sink.taken) == 1


def test_a_server_that_never_answers_is_unknown_after_its_time(
    mailbox: Mailbox, smtp_sink: SmtpSink
) -> None:
    smtp_sink.behaviour = Behaviour.HANG_TAKEN
    limits = Limits(timeouts=Timeouts(after_data_s=0.3))
    connector = MailConnector(settings_for(mailbox, smtp_sink), PASSWORD, SECRET, limits=limits)
    assert isinstance(connector.send(connector.render(answer())), Unknown)
    connector.close()


def test_a_recipient_that_is_refused_is_named_and_the_others_get_it(
    connector: MailConnector, smtp_sink: SmtpSink
) -> None:
    smtp_sink.refused_addresses = frozenset({"borte@butikk.no"})
    outcome = connector.send(connector.render(answer("kari@butikk.no", "borte@butikk.no")))
    assert isinstance(outcome, Sent)
    assert [who for who, _ in outcome.refused_recipients] == ["borte@butikk.no"]
    assert smtp_sink.taken[0].recipients == ("kari@butikk.no",)


def test_a_server_away_or_a_wrong_password_takes_nothing(
    mailbox: Mailbox, smtp_sink: SmtpSink
) -> None:
    settings = settings_for(mailbox, smtp_sink)
    wrong = MailConnector(settings, "feil", SECRET)
    outcome = wrong.send(wrong.render(answer()))
    assert isinstance(outcome, Deferred)
    assert "passord" in outcome.reason
    smtp_sink.stop()
    away = wrong.send(wrong.render(answer()))
    assert isinstance(away, Deferred)
    assert smtp_sink.taken == []
    wrong.close()


def test_a_mail_too_big_for_the_server_is_refused_before_it_goes(
    connector: MailConnector, smtp_sink: SmtpSink
) -> None:
    smtp_sink.size_limit = 50_000
    big = answer(parts=(attached("film.mp4", b"\0" * 60_000, "video/mp4"),))
    outcome = connector.send(connector.render(big))
    assert isinstance(outcome, Refused)
    assert "MB" in outcome.reason


def test_a_copy_is_filed_once_however_often_it_is_asked(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    rendered = connector.render(answer())
    for _ in range(3):
        connector.file_sent(rendered)
    assert mailbox.raws("Sent") == [rendered.raw]
    assert mailbox.unseen("Sent") == 0


def test_what_lies_in_sent_is_found_again_after_a_lost_answer(connector: MailConnector) -> None:
    filed, other = connector.render(answer()), connector.render(answer())
    connector.file_sent(filed)
    assert isinstance(connector.reconcile(filed), Sent)
    assert isinstance(connector.reconcile(other), Unknown)


def test_where_the_server_files_what_it_took_a_missing_copy_proves_absence(
    mailbox: Mailbox, smtp_sink: SmtpSink
) -> None:
    settings = settings_for(mailbox, smtp_sink, server_files_sent=True)
    connector = MailConnector(settings, PASSWORD, SECRET)
    rendered = connector.render(answer())
    assert isinstance(connector.reconcile(rendered), Absent)
    connector.file_sent(rendered)
    assert mailbox.raws("Sent") == []
    mailbox.append(rendered.raw, "Sent")
    assert isinstance(connector.reconcile(rendered), Sent)
    connector.close()


def test_a_copy_the_server_or_a_person_filed_is_not_filed_again(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    rendered = connector.render(answer())
    mailbox.append(rendered.raw, "Sent")
    connector.file_sent(rendered)
    assert len(mailbox.raws("Sent")) == 1


def test_reading_goes_on_after_looking_into_another_folder(
    mailbox: Mailbox, connector: MailConnector
) -> None:
    mailbox.append(written_mail("en"))
    cursor = connector.pull(None, 10).cursor
    connector.file_sent(connector.render(answer()))
    mailbox.append(written_mail("to"))
    assert [m.subject for m in connector.pull(cursor, 10).mails] == ["to"]


def test_attachments_arrive_byte_for_byte_both_ways(
    mailbox: Mailbox, dovecot: Dovecot, smtp_sink: SmtpSink
) -> None:
    customer = dovecot.mailbox(f"kunde-{mailbox.user}")
    smtp_sink.deliver_to(dovecot, customer.user, mailbox.user)
    parts = (
        attached("faktura æøå.pdf", bytes(range(256)) * 500),
        attached("tom.txt", b"", "text/plain"),
        attached("linjer.csv", b"a;b\r\n1;2\n\r3", "text/csv"),
        attached("bilde.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 1000, "image/png"),
    )
    desk = MailConnector(settings_for(mailbox, smtp_sink), PASSWORD, SECRET)
    shop = MailConnector(settings_for(customer, smtp_sink), PASSWORD, b"another key")

    assert isinstance(desk.send(desk.render(answer(customer.user, case=12, parts=parts))), Sent)
    (arrived,) = shop.pull(None, 10).mails
    assert [(p.name, p.content) for p in arrived.parts] == [(p.name, p.content) for p in parts]

    assert arrived.reply_to is not None
    back = answer(arrived.reply_to.address, references=(arrived.message_id,), parts=arrived.parts)
    assert isinstance(shop.send(shop.render(back)), Sent)
    (answered,) = desk.pull(None, 10).mails
    assert [(p.name, p.content) for p in answered.parts] == [(p.name, p.content) for p in parts]
    assert answered.case_tag == 12
    assert answered.in_reply_to == arrived.message_id
    desk.close()
    shop.close()


def test_the_thread_names_the_case_where_the_address_was_stripped(
    mailbox: Mailbox, dovecot: Dovecot, smtp_sink: SmtpSink
) -> None:
    smtp_sink.deliver_to(dovecot, mailbox.user)
    settings = settings_for(mailbox, smtp_sink, plus_addressing=False)
    desk = MailConnector(settings, PASSWORD, SECRET)
    out = desk.render(answer(case=88))
    assert b"\r\nReply-To:" not in out.raw
    reply = dataclasses.replace(answer(mailbox.user), references=(out.message_id,))
    desk.send(desk.render(reply))
    (mail,) = desk.pull(None, 10).mails
    assert mail.case_tag == 88
    desk.close()


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_stranger_in_the_servers_place_gets_neither_password_nor_mail(
    mailbox: Mailbox, dovecot: Dovecot, security: Security
) -> None:
    identity = dovecot.identity()
    sink = SmtpSink(
        tls_from_start=identity if security is Security.TLS else None,
        tls_offered=identity if security is Security.STARTTLS else None,
    )
    sink.start()
    settings = settings_for(mailbox, smtp=Server("localhost", sink.port, security))
    stranger = MailConnector(settings, PASSWORD, SECRET)
    outcome = stranger.send(stranger.render(answer()))
    assert isinstance(outcome, Deferred)
    assert "Passordet ble ikke sendt" in outcome.reason
    assert sink.taken == []

    known = MailConnector(settings, PASSWORD, SECRET, tls=dovecot.trust())
    assert isinstance(known.send(known.render(answer())), Sent)
    sink.stop()


def test_a_server_that_stopped_offering_protection_gets_no_password(
    mailbox: Mailbox, smtp_sink: SmtpSink
) -> None:
    settings = settings_for(mailbox, smtp=Server("localhost", smtp_sink.port, Security.STARTTLS))
    connector = MailConnector(settings, PASSWORD, SECRET)
    assert isinstance(connector.send(connector.render(answer())), Deferred)
    assert smtp_sink.taken == []


def test_nothing_secret_is_shown_of_a_connector(connector: MailConnector) -> None:
    assert PASSWORD not in repr(connector)
    assert PASSWORD not in repr(vars(connector)["_settings"])
