"""The letter in which a chat goes on by e-mail, as its reader gets it."""

from __future__ import annotations

from dataclasses import replace

from whenever import Instant

from console.domain.chat_letter import (
    ChatLetter,
    SaidLine,
    open_question,
    spoken_part,
    whole_letter,
)

ONE_O_CLOCK = Instant.from_utc(2026, 11, 23, 12, 0)


def said(hour: int, minute: int, text: str, author: str = "", *files: str) -> SaidLine:
    """Said on the Monday, by Oslo's clock."""
    return SaidLine(Instant.from_utc(2026, 11, 23, hour - 1, minute), author, text, files)


LINES = (
    said(11, 8, "Finner ikke igjen rabattkoden fra fredag. Den het MORK20."),
    said(11, 9, "Hei. Gjelder det nettbutikken?", "Sunniva"),
    said(11, 12, "ja"),
    said(11, 12, "", "", "kasse.png"),
    said(11, 14, "Koden gikk ut. Vil du ha den forlenget?", "Sunniva"),
    said(11, 18, "Forlenget til fredag.\nOg kan den gjelde lamper?"),
)
LETTER = ChatLetter("Mona Aas", "Sunniva Lund", "", ONE_O_CLOCK, LINES)

WHOLE = """\
Hei Mona,

Vi fortsetter samtalen fra chatten her på e-post.

Dette spurte du om sist:

> Forlenget til fredag.
> Og kan den gjelde lamper?

Du får svar fra oss innen mandag 23. november kl. 13:00.

Har du mer å legge til, kan du svare på denne e-posten. Da havner det i samme sak.

Vennlig hilsen
Sunniva Lund

————————————————————————

Fra chatten mandag 23. november 2026

11:08 Du
Finner ikke igjen rabattkoden fra fredag. Den het MORK20.

11:09 Sunniva
Hei. Gjelder det nettbutikken?

11:12 Du
ja
[kasse.png]

11:14 Sunniva
Koden gikk ut. Vil du ha den forlenget?

11:18 Du
Forlenget til fredag.
Og kan den gjelde lamper?"""


def test_the_letter_has_the_question_the_promise_and_all_that_was_said() -> None:
    assert whole_letter(LETTER) == WHOLE


def test_what_was_said_in_the_chat_is_no_news_in_the_case() -> None:
    assert spoken_part(LETTER) == WHOLE.partition("\n\n————")[0]


def test_our_last_word_leaves_no_question_open() -> None:
    assert open_question(LINES[:5]) == ()
    assert "Dette spurte du om" not in whole_letter(replace(LETTER, lines=LINES[:5]))


def test_who_never_heard_from_us_has_asked_all_they_said() -> None:
    assert open_question(LINES[:1]) == LINES[:1]


def test_a_letter_without_a_promise_names_no_time() -> None:
    assert "innen" not in spoken_part(replace(LETTER, answer_by=None))


def test_its_authors_words_take_the_place_of_ours_and_greet_and_sign_once() -> None:
    words = "Hei igjen!\nJeg sjekker med utvikling.\n\nMvh Sunniva"
    told = spoken_part(replace(LETTER, words=words))
    assert told.startswith(words)
    assert told.count("Hei") == 1
    assert "Vennlig hilsen" not in told


def test_a_chat_over_midnight_tells_each_day() -> None:
    next_day = replace(LINES[0], at=LINES[0].at.add(hours=24))
    told = whole_letter(replace(LETTER, lines=(*LINES, next_day)))
    assert told.count("Fra chatten ") == 2
    assert "Fra chatten tirsdag 24. november 2026" in told


def test_what_had_no_room_is_named() -> None:
    told = spoken_part(replace(LETTER, left_out=("film.mp4", "logg.zip")))
    assert "For store til å legges ved: film.mp4, logg.zip." in told


def test_a_visitor_without_a_name_and_a_word_gets_a_whole_letter_all_the_same() -> None:
    told = whole_letter(ChatLetter("", "Sunniva Lund", "", None, ()))
    assert told.startswith("Hei,\n\nVi fortsetter")
    assert told.endswith("Vennlig hilsen\nSunniva Lund")
