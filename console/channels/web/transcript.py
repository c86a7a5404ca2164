"""A conversation as a text that its visitor takes along, in their language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from console.domain.instants import wall
from console.domain.visits import LineKind, NoticeKind, VisitLine

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "you": "Deg",
        "us": "Kundeservice",
        "file": "vedlegg",
        NoticeKind.ENDED: "Samtalen ble avsluttet.",
        NoticeKind.TO_MAIL: "Samtalen fortsetter på e-post.",
        NoticeKind.ASK_ADDRESS: "Vi spurte om e-postadressen din.",
    },
    "en": {
        "you": "You",
        "us": "Support",
        "file": "attachment",
        NoticeKind.ENDED: "The conversation was ended.",
        NoticeKind.TO_MAIL: "The conversation goes on by e-mail.",
        NoticeKind.ASK_ADDRESS: "We asked for your e-mail address.",
    },
}
"""Not the process's words: a visitor reads one language whatever the desk speaks."""


def transcript(name: str, lines: Iterable[VisitLine], language: str) -> str:
    """Every line with its time in Oslo; files by name. `name` is the site's."""
    words = _WORDS.get(language, _WORDS["nb"])
    return "\n\n".join([name, *(_paragraph(line, words) for line in lines)]) + "\n"


def _paragraph(line: VisitLine, words: Mapping[str, str]) -> str:
    at = wall(line.at)
    when = f"{at.day:02}.{at.month:02}.{at.year} {at.hour:02}:{at.minute:02}"
    if line.notice is not None:
        return f"{when}\n{words[line.notice]}"
    who = words["you"] if line.kind is LineKind.VISITOR else line.author or words["us"]
    files = [f"[{words['file']}: {file.name}]" for file in line.files]
    return "\n".join(part for part in (f"{when} {who}", line.text, *files) if part)
