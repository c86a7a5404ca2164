"""One message of the Manager Interface: headers in order, some of them several times.

A message keeps its text and looks a header up in it: of a busy exchange's messages most are of no
concern, and are never taken apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field

END_OF_LINE = "\r\n"
_BETWEEN = ": "
_EVENT = "\r\nEvent: "


@dataclass(frozen=True, slots=True)
class Message:
    """`text`: every header as `Key: Value`, with an end of line *before* each. `event` is the
    event's name; empty where it is none.
    """

    text: str
    event: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        is_event = self.text.startswith(_EVENT)
        object.__setattr__(self, "event", self._value(len(_EVENT)) if is_event else "")

    @classmethod
    def of(cls, *headers: tuple[str, str]) -> Message:
        return cls("".join(f"{END_OF_LINE}{key}{_BETWEEN}{value}" for key, value in headers))

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """All of them, in order; a line that is no header is a key without a value."""
        return tuple(_header(line) for line in self.text.split(END_OF_LINE)[1:])

    def get(self, name: str) -> str:
        """The first header of that name, as it was sent; empty if there is none."""
        found = self.text.find(f"{END_OF_LINE}{name}{_BETWEEN}")
        return "" if found < 0 else self._value(found + len(name) + 4)

    def has(self, name: str) -> bool:
        return f"{END_OF_LINE}{name}{_BETWEEN}" in self.text

    def all(self, name: str) -> tuple[str, ...]:
        """Every header of that name, in order."""
        wanted = f"{END_OF_LINE}{name}{_BETWEEN}"
        values: list[str] = []
        found = self.text.find(wanted)
        while found >= 0:
            values.append(self._value(found + len(wanted)))
            found = self.text.find(wanted, found + 1)
        return tuple(values)

    def variable(self, name: str, of: str = "ChanVariable") -> str | None:
        """A channel variable that the exchange sends along (`ChanVariable: NAME=value`)."""
        found = self.text.find(f"{END_OF_LINE}{of}{_BETWEEN}{name}=")
        return None if found < 0 else self._value(found + len(of) + len(name) + 5)

    @property
    def kind(self) -> str:
        """`event`, `response`, or empty for what begins as neither."""
        if self.event:
            return "event"
        return "response" if self.text.startswith("\r\nResponse: ") else ""

    def _value(self, begin: int) -> str:
        end = self.text.find(END_OF_LINE, begin)
        return self.text[begin:] if end < 0 else self.text[begin:end]


def _header(line: str) -> tuple[str, str]:
    key, _, value = line.partition(_BETWEEN)
    return key, value
