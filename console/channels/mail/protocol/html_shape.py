"""HTML brought into a bounded shape before a cleaner or a window sees it. Linear in its length.

Not the guard against hostile content (that is `html`): the guard against hostile *shapes*. 50,000
open div cost the cleaner 13 s, 18 nested tables the window 15 s, a line without a break 10 s. What
comes out is balanced and canonical: every tag closed, depth and tables capped, attributes quoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape

from console.channels.mail.protocol import caps
from console.channels.mail.protocol.text import storable

_VOID = frozenset({"br", "hr", "img"})
_TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_BLOCK = frozenset(
    {"p", "div", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "center"}
)
_INLINE = frozenset(
    {"a", "b", "strong", "i", "em", "u", "s", "strike", "del", "ins", "sub", "sup", "small"}
    | {"big", "code", "kbd", "samp", "tt", "cite", "q", "span"}
)
TAGS = _VOID | _TABLE | _BLOCK | _INLINE
# Their content is not text to read, whatever it holds.
_SWALLOWED = frozenset(
    {"script", "style", "title", "svg", "math", "object", "embed", "applet", "iframe", "noframes"}
    | {
        "noembed",
        "noscript",
        "template",
        "textarea",
        "select",
        "xmp",
        "plaintext",
        "audio",
        "video",
    }
    | {"frameset", "head"}
)
_FORGIVEN = frozenset({"head", "select", "object", "noscript"})
# What the start of a tag ends, where writers leave the closing tag out.
_ENDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(_BLOCK, frozenset({"p"})),
    "table": frozenset({"p"}),
    "li": frozenset({"li", "p"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "a": frozenset({"a"}),
}
_WALLS = frozenset({"table", "ul", "ol", "div", "blockquote"})
_KEPT_ATTRIBUTES = {
    "a": ("href", "title"),
    "img": ("src", "alt", "width", "height"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
    "ol": ("start",),
}
_NAME = r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]{0,40}+)"
# Possessive, and never across a "<": each character is looked at a bounded number of times.
_TAG = re.compile(_NAME + r"""((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
_SLOPPY_TAG = re.compile(_NAME + r"([^<>]*+)(?:>|(?=<)|$)")
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z-]{1,20}+)\s{0,9}+=\s{0,9}+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""
)
_LONG_TOKEN = re.compile(rf"([^\s\u200b]{{{caps.TOKEN_CHARS}}})(?=[^\s\u200b])")


def shaped(html: str) -> str:
    """The HTML with every shape capped; unknown tags gone, their text kept."""
    return _Shaper(html[: caps.HTML_CHARS]).run()


@dataclass
class _Shaper:
    """One walk over the text with the stack of what stands open."""

    html: str
    out: list[str] = field(default_factory=list)
    # What was written for each open tag; empty where the tag itself was left out.
    open: list[tuple[str, str]] = field(default_factory=list)
    table_depth: int = 0
    tables: int = 0
    # Names looked for once to the end in vain: not looked for again.
    unended: set[str] = field(default_factory=set)

    def run(self) -> str:
        at = 0
        for _ in range(caps.HTML_TOKENS):
            if at >= len(self.html):
                break
            at = self._step(at)
        while self.open:
            self._close_last()
        return "".join(self.out)

    def _step(self, at: int) -> int:
        """Reads one piece of text or markup; returns where the next begins."""
        if self.html[at] != "<":
            end = self.html.find("<", at)
            end = len(self.html) if end < 0 else end
            self._text(self.html[at:end])
            return end
        if self.html.startswith("<!--", at):
            return self._after("-->", at + 4)
        if self.html.startswith(("<!", "<?"), at):
            return self._after(">", at + 2)
        tag = _TAG.match(self.html, at) or _SLOPPY_TAG.match(self.html, at)
        if tag is None:
            self._text("<")
            return at + 1
        return self._markup(tag)

    def _after(self, mark: str, at: int) -> int:
        end = self.html.find(mark, at)
        return len(self.html) if end < 0 else end + len(mark)

    def _markup(self, tag: re.Match[str]) -> int:
        closing, name = bool(tag[1]), tag[2].lower()
        if name in _SWALLOWED and not closing:
            return self._swallow(name, tag.end())
        if name in TAGS:
            if closing:
                self._close(name)
            else:
                self._open(name, tag[3])
        return tag.end()

    def _swallow(self, name: str, at: int) -> int:
        end = None
        if name not in self.unended:
            end = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(self.html, at)
        if end is not None:
            return self._after(">", end.end())
        self.unended.add(name)
        # A head that is never closed must not take the mail with it.
        return at if name in _FORGIVEN else len(self.html)

    def _open(self, name: str, attributes: str) -> None:
        if name in _VOID:
            if name != "img" or "cid:" in attributes.lower():
                self.out.append(f"<{name}{_attributes(name, attributes)}>")
            return
        self._end_before(name)
        if len(self.open) >= caps.HTML_OPEN:
            return
        if name == "table":
            self.table_depth += 1
            self.tables += 1
        written = self._written(name)
        self.open.append((name, written))
        if written:
            self.out.append(f"<{written}{_attributes(written, attributes)}>")

    def _written(self, name: str) -> str:
        """What stands for the tag: itself, a plainer one, or nothing."""
        if len(self.open) >= caps.HTML_DEPTH:
            return ""
        if name in _TABLE and self._is_flattened():
            return "div" if name in ("tr", "caption") else ""
        return name

    def _end_before(self, name: str) -> None:
        ended = _ENDS.get(name, frozenset())
        last = -1
        for index in range(len(self.open) - 1, -1, -1):
            opened = self.open[index][0]
            if opened in ended:
                last = index
            elif opened in _WALLS:
                break
        while 0 <= last < len(self.open):
            self._close_last()

    def _is_flattened(self) -> bool:
        return (
            self.table_depth > caps.TABLE_DEPTH or self.tables > caps.TABLES or not self.table_depth
        )

    def _close(self, name: str) -> None:
        # A closing tag reaches past what lies on top of it, but never out of its table cell.
        for back, (opened, _) in enumerate(reversed(self.open)):
            if opened == name:
                for _ in range(back + 1):
                    self._close_last()
                return
            if opened in ("td", "th", "table") and name not in _TABLE:
                return

    def _close_last(self) -> None:
        name, written = self.open.pop()
        if name == "table":
            self.table_depth -= 1
        if written:
            self.out.append(f"</{written}>")
        elif name in ("td", "th"):
            self.out.append(" ")

    def _text(self, raw: str) -> None:
        text = storable(unescape(raw))
        self.out.append(escape(_LONG_TOKEN.sub("\\1\u200b", text), quote=False))


def _attributes(name: str, raw: str) -> str:
    kept = _KEPT_ATTRIBUTES.get(name)
    if not kept or not raw:
        return ""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(raw[:4000]):
        key = match[1].lower()
        if key in kept and key not in found:
            value = storable(unescape(match[2] or match[3] or match[4] or ""))
            found[key] = " ".join(value.split())[:2000]
    return "".join(f' {key}="{escape(value)}"' for key, value in found.items())
