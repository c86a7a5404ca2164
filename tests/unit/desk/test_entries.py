"""A case's timeline as people read it."""

from __future__ import annotations

import pytest
from fakes.clock import MONDAY_MORNING
from fakes.said import attachment, happened, mail_in, mail_out, note
from whenever import Instant

from console.desk.entries import Entry, EntryKind, Tone, file_lines, timeline_entries
from console.domain.cases import DeliveryState
from console.domain.conversation import Said
from console.domain.history import FENCE_KINDS, SHOWN_KINDS, Happening
from console.domain.ids import OutboxId, new_uuid
from console.domain.mail import Address, AutoKind
from console.domain.receipts import kept_receipt

NOW = MONDAY_MORNING
FRIDAY = Instant.parse_iso("2026-11-20T14:02:00+01:00")


def entries(*items: Said | Happening) -> tuple[Entry, ...]:
    return timeline_entries(items, NOW)


def only(item: Said | Happening) -> Entry:
    """The entry of one item, below its day."""
    day, entry = entries(item)
    assert day.kind is EntryKind.DAY
    return entry


def test_an_empty_timeline_has_no_entries() -> None:
    assert entries() == ()


def test_each_day_begins_with_a_line() -> None:
    shown = entries(mail_in(at=FRIDAY), mail_out(), note())
    assert [(entry.kind, entry.body) for entry in shown if entry.kind is EntryKind.DAY] == [
        (EntryKind.DAY, "fre. 20. nov."),
        (EntryKind.DAY, "i dag, man. 23. nov."),
    ]
    assert [entry.kind for entry in shown] == [
        EntryKind.DAY,
        EntryKind.MAIL_IN,
        EntryKind.DAY,
        EntryKind.MAIL_OUT,
        EntryKind.NOTE,
    ]


def test_a_day_turns_at_midnight_in_oslo() -> None:
    before = Instant.parse_iso("2026-11-22T23:59:59+01:00")
    shown = entries(mail_in(at=before), mail_out(at=before.add(seconds=1)))
    assert [entry.kind for entry in shown].count(EntryKind.DAY) == 2


def test_the_case_coming_in_is_said_by_the_mail_itself() -> None:
    shown = entries(mail_in(), happened("CaseOpened"))
    assert [entry.kind for entry in shown] == [EntryKind.DAY, EntryKind.MAIL_IN]


def test_a_day_with_nothing_to_show_has_no_line() -> None:
    """A mail of Friday, fetched on Monday: Monday has nothing but the case's coming in."""
    shown = entries(mail_in(at=FRIDAY), happened("CaseOpened"))
    assert [entry.body for entry in shown if entry.kind is EntryKind.DAY] == ["fre. 20. nov."]


def test_every_entry_has_a_key_of_its_own() -> None:
    items = [mail_in(id=new_uuid()), note(id=new_uuid()), happened("CaseTaken", seq=7)]
    keys = [entry.key for entry in entries(*items)]
    assert len(set(keys)) == len(keys) == 4


def test_a_mail_from_a_customer() -> None:
    entry = only(mail_in())
    assert (entry.kind, entry.who, entry.time_text) == (
        EntryKind.MAIL_IN,
        "Kari Nordmann",
        "09:41",
    )
    assert entry.meta == "kari@fjellsport.no · Frakt"
    assert (entry.body, entry.hidden, entry.state_text) == ("Hei, hva koster frakten?", "", "")


def test_a_sender_without_a_name_is_the_address_said_once() -> None:
    entry = only(mail_in(sender=Address("kari@fjellsport.no")))
    assert (entry.who, entry.meta) == ("kari@fjellsport.no", "Frakt")


def test_quoted_text_is_hidden_and_kept() -> None:
    whole = "Takk!\n\n> Frakten koster 149 kr."
    entry = only(mail_in(text=whole, visible_text="Takk!"))
    assert (entry.body, entry.hidden) == ("Takk!", whole)


def test_white_space_around_a_mail_is_nothing_hidden() -> None:
    assert only(mail_in(text="Takk!\n\n", visible_text="Takk!")).hidden == ""


@pytest.mark.parametrize(
    ("auto", "words"),
    [
        (AutoKind.OUT_OF_OFFICE, "automatisk svar"),
        (AutoKind.BOUNCE, "returmelding"),
        (AutoKind.BULK, "masseutsendelse"),
    ],
)
def test_automatic_mail_is_named_as_such(auto: AutoKind, words: str) -> None:
    assert only(mail_in(auto=auto)).meta.endswith(f" · {words}")


def test_a_mail_that_could_not_be_read_says_so() -> None:
    entry = only(mail_in(problem="Ukjent tegnsett.", has_html=True))
    assert (entry.problem, entry.has_html) == ("Ukjent tegnsett.", True)


DELIVERY = {
    DeliveryState.COMPOSED: ("venter på å bli sendt", Tone.CALM),
    DeliveryState.CLAIMED: ("venter på å bli sendt", Tone.CALM),
    DeliveryState.TRANSMITTING: ("sendes nå", Tone.CALM),
    DeliveryState.ACCEPTED: ("sendt 09:41", Tone.CALM),
    DeliveryState.DEFERRED: ("ikke sendt ennå, prøver igjen: opptatt", Tone.SOON),
    DeliveryState.REFUSED: ("avvist av postserveren: opptatt", Tone.LATE),
    DeliveryState.UNKNOWN: ("usikkert om det kom frem: opptatt", Tone.LATE),
    DeliveryState.WITHDRAWN: ("tatt tilbake før det ble sendt", Tone.CALM),
}


@pytest.mark.parametrize("state", DeliveryState)
def test_an_answer_says_how_far_it_has_come(state: DeliveryState) -> None:
    entry = only(mail_out(delivery=state, delivery_text="opptatt"))
    assert (entry.state_text, entry.tone) == DELIVERY[state]
    assert (entry.kind, entry.who, entry.meta) == (
        EntryKind.MAIL_OUT,
        "Jonas Tveit",
        "til kari@fjellsport.no",
    )


def test_an_answer_that_was_not_taken_for_everybody_says_for_whom_not() -> None:
    receipt = kept_receipt("250 OK", (("lager@fjellsport.no", "550 ukjent"),))
    entry = only(mail_out(delivery=DeliveryState.ACCEPTED, delivery_text=receipt))
    assert entry.state_text == "sendt 09:41, men ikke til lager@fjellsport.no: 550 ukjent"
    assert entry.tone is Tone.SOON


def test_an_answer_names_everybody_it_goes_to() -> None:
    answer = mail_out(cc=(Address("lager@fjellsport.no"),))
    assert only(answer).meta == "til kari@fjellsport.no, lager@fjellsport.no"


@pytest.mark.parametrize("state", DeliveryState)
def test_a_person_is_asked_about_an_answer_of_unknown_fate_and_no_other(
    state: DeliveryState,
) -> None:
    outbox = OutboxId(new_uuid())
    asked = only(mail_out(delivery=state, outbox=outbox)).undecided
    is_open = state in (DeliveryState.UNKNOWN, DeliveryState.REFUSED)
    assert asked == (outbox if is_open else None)


def test_a_note_is_called_internal_and_names_its_author() -> None:
    entry = only(note(attachments=(attachment("kasse.png"),)))
    assert (entry.kind, entry.who, entry.meta) == (
        EntryKind.NOTE,
        "Intern merknad",
        "Jonas Tveit",
    )
    assert entry.body == "Ringte henne."
    assert [file.name for file in entry.files] == ["kasse.png"]


def test_a_note_taken_back_shows_nothing_of_what_it_said() -> None:
    entry = only(note(is_withdrawn=True, attachments=(attachment("kasse.png"),)))
    assert (entry.body, entry.files) == ("", ())
    assert (entry.state_text, entry.is_withdrawn) == ("tatt tilbake", True)


def test_an_answer_taken_back_keeps_its_text_to_write_on_from() -> None:
    entry = only(mail_out(is_withdrawn=True, delivery=DeliveryState.WITHDRAWN))
    assert (entry.body, entry.is_withdrawn) == ("Hei, hva koster frakten?", True)
    assert entry.state_text == "tatt tilbake før det ble sendt"


@pytest.mark.parametrize("kind", sorted({*SHOWN_KINDS, *FENCE_KINDS} - {"CaseOpened"}))
def test_every_happening_is_told_in_words_and_by_whom(kind: str) -> None:
    after = {"kind": "bug", "topic": "shipping", "snoozed_until": None}
    asked = {"target": "product", "until": "2026-11-24T11:00:00Z"}
    entry = only(happened(kind, data={"after": after, **asked}))
    assert (entry.kind, entry.who, entry.time_text) == (EntryKind.EVENT, "Jonas Tveit", "09:41")
    assert entry.meta
    assert entry.meta != kind


def test_files_say_their_size_and_what_they_are() -> None:
    picture, report, program = file_lines(
        [
            attachment("kasse.png"),
            attachment("rapport.pdf", "application/pdf", 1_400_000),
            attachment("C:\\faktura.pdf.exe", "image/png", 12),
        ]
    )
    assert (picture.name, picture.size_text) == ("kasse.png", "4 kB")
    assert (picture.is_picture, picture.is_dangerous) == (True, False)
    assert (report.size_text, report.is_picture, report.is_dangerous) == ("1,4 MB", False, False)
    assert (program.name, program.is_dangerous) == ("faktura.pdf.exe", True)


@pytest.mark.parametrize("content_type", ["image/svg+xml", "image/tiff", "text/html", ""])
def test_only_pictures_of_known_kinds_are_previewed(content_type: str) -> None:
    (line,) = file_lines([attachment("bilde", content_type)])
    assert not line.is_picture
