"""Bytes become the same messages wherever they are cut, and an action is just what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.channels.phone.protocol.framing import (
    LINE_BYTES,
    MOST_BYTES,
    MOST_LINES,
    Framer,
    action,
    cut_bytes,
)
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.names import caller_of, told, unescaped

GREETING = b"Asterisk Call Manager/11.0.0\r\n"
PIECES = (
    b"\r\n",
    b"\r\n\r\n",
    b"\r",
    b"\n",
    b": ",
    b"Event: X",
    b"Key: ",
    b"\xe6",
    b"\xc3\xa6",
    b"a",
)


def framed(raw: bytes, cuts: list[int] | None = None) -> tuple[list[Message], str, int]:
    framer, found, begin = Framer(), list[Message](), 0
    for end in [*sorted(cut % (len(raw) + 1) for cut in cuts or []), len(raw)]:
        found += framer.feed(raw[begin:end])
        begin = end
    return found, framer.banner, framer.dropped


def one(raw: bytes) -> Message:
    ((message,), _, _) = framed(GREETING + raw)
    return message


def test_the_greeting_is_one_line_and_no_message() -> None:
    messages, banner, _ = framed(GREETING + b"Response: Success\r\n\r\n")
    assert banner == "Asterisk Call Manager/11.0.0"
    assert [message.kind for message in messages] == ["response"]


def test_a_greeting_may_come_in_pieces() -> None:
    raw = GREETING + b"Response: Success\r\n\r\n"
    for cut in range(len(raw)):
        assert framed(raw, [cut]) == framed(raw)


def test_headers_are_kept_in_order_also_when_repeated_empty_or_without_a_value() -> None:
    message = one(b"Event: X\r\nOutput: a: b\r\nOutput: \r\nChan(A/1;2): v\r\nalone\r\n\r\n")
    assert message.headers == (
        ("Event", "X"),
        ("Output", "a: b"),
        ("Output", ""),
        ("Chan(A/1;2)", "v"),
        ("alone", ""),
    )
    assert (message.get("Output"), message.all("Output")) == ("a: b", ("a: b", ""))
    assert (message.get("output"), message.has("alone")) == ("", False)


def test_a_variable_that_the_exchange_sends_along_is_found_or_missing() -> None:
    message = one(b"Event: X\r\nChanVariable: STORE_ID=\r\nChanVariable: QUEUE_PRIO=10\r\n\r\n")
    assert message.variable("QUEUE_PRIO") == "10"
    assert message.variable("STORE_ID") == ""
    assert message.variable("PRIO") is None


def test_only_both_ends_of_a_line_end_it() -> None:
    message = one(b"Event: X\r\nName: a\nb\rc\r\n\r\n")
    assert message.get("Name") == "a\nb\rc"


def test_what_is_no_utf_8_is_latin_1_and_only_that_line() -> None:
    message = one("Event: X\r\nName: Bjørn\r\n".encode() + b"Other: Bj\xf8rn\r\n\r\n")
    assert (message.get("Name"), message.get("Other")) == ("Bjørn", "Bjørn")


def test_what_has_no_end_is_dropped_and_counted_and_what_comes_after_is_read() -> None:
    endless = b"Event: X\r\n" + b"y" * (2 * MOST_BYTES)
    after = b"\r\n\r\nEvent: Y\r\n\r\n"
    for cuts in ([], [20, MOST_BYTES, MOST_BYTES + 9], [len(endless) + 33]):
        messages, _, dropped = framed(GREETING + endless + after, cuts)
        assert [message.event for message in messages] == ["Y"]
        assert dropped == 1


@given(
    st.lists(st.sampled_from(PIECES) | st.binary(max_size=6), max_size=40),
    st.lists(st.integers(0, 400), max_size=30),
)
def test_wherever_bytes_are_cut_they_are_the_same_messages(
    pieces: list[bytes], cuts: list[int]
) -> None:
    raw = b"".join(pieces)
    assert framed(raw, cuts) == framed(raw) == framed(raw, list(range(len(raw))))


@given(st.binary(max_size=300))
def test_no_garbage_breaks_the_framer_and_every_message_can_be_read(raw: bytes) -> None:
    for message in framed(GREETING + raw + b"\r\n\r\n")[0]:
        assert all(message.get(key) or True for key, _ in message.headers)
        assert message.kind in ("event", "response", "")
        assert message.text.encode()


def test_an_action_is_written_as_the_exchange_reads_it() -> None:
    assert action("QueuePause", {"Interface": "PJSIP/21", "Reason": "Møte"}) == (
        "Action: QueuePause\r\nInterface: PJSIP/21\r\nReason: Møte\r\n\r\n".encode()
    )
    assert action("Ping", (("ActionID", "a"), ("ActionID", "b"))).count(b"ActionID") == 2


def test_what_somebody_typed_ends_no_line() -> None:
    typed = "Lunsj\r\n\r\nAction: Hangup\r\nChannel: /.*/"
    written = action("QueuePause", {"Reason": typed, "A\r\nB": "c"})
    assert written.count(b"\r\n") == 4
    assert written.count(b"\n") == written.count(b"\r") == 4
    assert b"\r\nReason: Lunsj Action: Hangup Channel: /.*/\r\n" in written


@given(st.text(), st.text())
def test_no_text_makes_more_lines_or_longer_ones_than_an_exchange_reads(
    key: str, value: str
) -> None:
    head, *lines, end, nothing = action("Setvar", {key: value * 40}).split(b"\r\n")
    assert (head, len(lines), end, nothing) == (b"Action: Setvar", 1, b"", b"")
    assert all(len(line) + 2 <= LINE_BYTES for line in lines)
    assert b"\r" not in lines[0]
    assert b"\n" not in lines[0]
    assert lines[0].decode()


def test_a_long_line_is_cut_between_letters() -> None:
    (line,) = action("Setvar", {"Value": "ø" * 2_000}).split(b"\r\n")[1:-2]
    assert line.decode() == "Value: " + "ø" * ((LINE_BYTES - 2 - len("Value: ")) // 2)
    assert cut_bytes("Møte på 日本", 10) == "Møte på "
    assert cut_bytes("ø" * 40, 79) == "ø" * 39


def test_an_action_of_too_many_lines_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="128"):
        action("Originate", [("Variable", "a=b")] * MOST_LINES)


@pytest.mark.parametrize(
    ("escaped", "meant"),
    [
        (r"Butikk \"\xc5s\"", r'Butikk "\xc5s"'),
        (r"Trygve \\n O\'Hara\? \\\\", r"Trygve \n O'Hara? \\"),
        (r"Linje1\r\nEvent: Hangup", "Linje1\r\nEvent: Hangup"),
        (r"fane\tog\\", "fane\tog\\"),
        ("slutt\\", "slutt\\"),
        ("<unknown>", "<unknown>"),
    ],
)
def test_names_in_events_are_unescaped_once(escaped: str, meant: str) -> None:
    assert unescaped(escaped) == meant


def test_who_is_unknown_has_neither_number_nor_name() -> None:
    hidden = Message.of(("CallerIDNum", "<unknown>"), ("CallerIDName", "<unknown>"))
    assert caller_of(hidden) == ("", "")
    assert (told("unknown"), told("anonymous")) == ("", "anonymous")
