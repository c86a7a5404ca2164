"""The practice day's mailbox: whole mails, threads that hold together, writers who answer."""

from __future__ import annotations

from dataclasses import replace

from fakes.practice_world import answer, at, quiet_world, served_day, world

from console.channels.contract import Absent, Deferred, Sent
from console.channels.mail.protocol.parse import Fetched, ParseJob, parse_job
from console.channels.practice.connectors import PracticeMail
from console.channels.practice.world import World
from console.domain.mail import AutoKind, IncomingMail


def _mails(day: World) -> tuple[IncomingMail, ...]:
    return PracticeMail(day).pull(None, 10_000).mails


def test_the_bytes_of_a_mail_say_what_is_told_of_it() -> None:
    team = served_day()
    assert len(team.mails) > 60
    for mail in team.mails:
        fetched = Fetched(mail.remote_id, mail.received_at)
        read = parse_job(ParseJob(mail.raw, fetched, b"secret", "kundeservice@mystore.no"))
        assert not read.problem
        assert (read.message_id, read.subject, read.sender) == (
            mail.message_id,
            mail.subject,
            mail.sender,
        )
        assert (read.in_reply_to, read.references) == (mail.in_reply_to, mail.references)
        assert read.visible_text.split() == mail.visible_text.split()
        assert [(part.name, part.content) for part in read.parts] == [
            (part.name, part.content) for part in mail.parts
        ]
        assert read.auto is mail.auto


def test_pages_bring_each_mail_once() -> None:
    day = world("08:00")
    mailbox = PracticeMail(day)
    first = mailbox.pull(None, 3)
    assert first.more
    assert len(first.mails) == 3
    rest = mailbox.pull(first.cursor, 10_000)
    assert not rest.more
    assert (*first.mails, *rest.mails) == _mails(day)
    assert mailbox.pull(rest.cursor, 10).mails == ()
    assert mailbox.pull(b"another box:7", 10_000).mails == _mails(day)


def test_an_answer_joins_the_thread_and_what_follows_answers_it() -> None:
    team = served_day()
    ours = team.world.postbox.sent
    replies = [mail for mail in team.mails if mail.in_reply_to]
    assert len(replies) > 10
    theirs = {mail.message_id for mail in team.mails}
    for reply in replies:
        assert reply.references[0] in theirs
        assert reply.in_reply_to == reply.references[-1]
        assert reply.in_reply_to in {*ours, *theirs}
    assert any(reply.in_reply_to in ours for reply in replies)
    assert any("> " in reply.text and "> " not in reply.visible_text for reply in replies)


def test_the_same_answer_twice_goes_once() -> None:
    day = quiet_world()
    day.mail_comes("Frakt", "Hva koster frakten?")
    mailbox = PracticeMail(day)
    (mail,) = _mails(day)
    rendered = mailbox.render(answer(1, mail, "Hei. 99 kr.", day.now))
    assert mailbox.render(answer(1, mail, "Hei. 99 kr.", day.now)) == rendered
    assert isinstance(mailbox.reconcile(rendered), Absent)

    def never() -> bool:
        return False

    assert isinstance(mailbox.send(rendered, never), Deferred)
    assert isinstance(mailbox.reconcile(rendered), Absent)
    first = mailbox.send(rendered)
    assert isinstance(first, Sent)
    assert mailbox.send(rendered) == first == mailbox.reconcile(rendered)
    assert day.happened().mail.waits_s == (0.0,)
    mailbox.file_sent(rendered)
    mailbox.file_sent(rendered)
    assert list(day.postbox.filed) == [rendered.message_id]


def test_hostile_names_and_subjects_become_one_line() -> None:
    day = quiet_world()
    day.mail_comes("Frakt", "Hva koster frakten?")
    (mail,) = _mails(day)
    out = answer(1, mail, "Hei\r\n.\r\nHei", day.now)
    hostile = replace(
        out,
        subject="Frakt\r\nBcc: alle@epost.example",
        author='Sunniva "S\r\nBcc: alle@epost.example',
    )
    raw = PracticeMail(day).render(hostile).raw
    assert b"\nBcc:" not in raw


def test_answers_with_a_question_are_answered_in_minutes_to_hours() -> None:
    team = served_day()
    sent = {mail.message_id: mail for mail in team.mails}
    first_reply = [
        mail
        for mail in team.mails
        if mail.in_reply_to in team.world.postbox.sent and mail.auto is AutoKind.PERSON
    ]
    assert first_reply
    for mail in first_reply:
        began = sent[mail.references[0]].received_at
        assert mail.received_at > began.add(seconds=60 + 179)


def test_a_mail_that_could_not_be_delivered_names_the_one_that_failed() -> None:
    team = served_day()
    returned = [mail for mail in team.mails if mail.auto is AutoKind.BOUNCE]
    assert returned
    assert all(mail.in_reply_to in team.world.postbox.sent for mail in returned)


def test_forms_bear_their_kind_in_the_subject() -> None:
    day = world("08:00")
    day.advance(at("15:30"))
    forms = {
        mail.subject.partition("]")[0].strip("[") for mail in _mails(day) if "[" in mail.subject
    }
    assert {"Meld feil", "Ønske", "Fakturaspørsmål", "Rapportspørsmål", "Testpilot"} <= forms


def test_a_good_answer_fits_the_mail_and_there_is_none_when_all_is_said() -> None:
    day = world("08:00")
    mailbox = PracticeMail(day)
    mail = next(mail for mail in _mails(day) if mail.auto is AutoKind.PERSON)
    text = day.good_answer("mail", mail.message_id)
    assert text.startswith("Hei")
    mailbox.send(mailbox.render(answer(1, mail, text, day.now)))
    assert day.good_answer("mail", mail.message_id) == ""
    assert day.good_answer("mail", "<unknown@epost.example>") == ""
