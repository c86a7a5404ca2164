"""A customer's HTML can load nothing, run nothing, and stall nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.channels.mail.protocol import caps
from console.channels.mail.protocol.body import text_of_html
from console.channels.mail.protocol.html import cleaned

# The forms by which HTML reaches out or runs, one of each (after HTTPLeaks and the OWASP list).
ATTACKS = [
    '<img src="http://ond.no/x.png">',
    '<img src="//ond.no/x.png">',
    '<img src="\\\\ond.no\\share\\x.png">',
    '<img src="file:///etc/passwd">',
    '<img src="x.png">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    '<img src=" http://ond.no/x" srcset="http://ond.no/y 2x">',
    '<img/src="http://ond.no/x"/onerror=alert(1)>',
    '<img lowsrc="http://ond.no/x" dynsrc="http://ond.no/y" longdesc="http://ond.no/z">',
    '<image src="http://ond.no/x">',
    '<picture><source srcset="http://ond.no/x"></picture>',
    '<body background="http://ond.no/x">',
    '<table background="http://ond.no/x"><tr><td background="http://ond.no/y">x</td></tr></table>',
    '<div style="background:url(http://ond.no/x)">x</div>',
    "<p style=\"list-style-image:url('http://ond.no/x')\">x</p>",
    "<style>@import 'http://ond.no/x';</style>",
    "<style>body{background:url(http://ond.no/x)}</style>",
    '<link rel="stylesheet" href="http://ond.no/x">',
    '<base href="http://ond.no/">',
    '<meta http-equiv="refresh" content="0;url=http://ond.no/">',
    '<form action="http://ond.no/"><input name="x"><button formaction="http://ond.no/">x</button>',
    '<iframe src="http://ond.no/"></iframe>',
    '<object data="http://ond.no/x"></object><embed src="http://ond.no/x">',
    '<video poster="http://ond.no/x" src="http://ond.no/y"></video>',
    '<svg><image href="http://ond.no/x"/><script>alert(1)</script></svg>',
    "<svg/onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href=" &#106;avascript:alert(1)">x</a>',
    '<a href="vbscript:x">x</a><a href="data:text/html,x">y</a><a href="file:///x">z</a>',
    '<a href="cid:x">x</a>',
    '<a ping="http://ond.no/" href="/relativ">x</a>',
    '<a href="//ond.no/x">x</a>',
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<p onclick="alert(1)" onmouseover=alert(1)>x</p>',
    "<!--[if mso]><img src='http://ond.no/x'><![endif]-->",
    "<!--><img src=http://ond.no/x>-->",
    '<![CDATA[<img src="http://ond.no/x">]]>',
    "<?xml-stylesheet href='http://ond.no/x'?>",
    '<b title="</b><img src=http://ond.no/x>">x</b>',
    "<b title='a\"><img src=http://ond.no/x>'>x</b>",
    "<plaintext><img src=http://ond.no/x>",
    "<xmp><img src=http://ond.no/x></xmp>",
    "<title><img src=http://ond.no/x></title>",
    "<textarea><img src=http://ond.no/x></textarea>",
    "<img src='cid:x' src='http://ond.no/x'>",
    "<img src='cid:x\" onerror=\"alert(1)'>",
    "<marquee behavior='x' onstart=alert(1)>x</marquee>",
    "<x:img src='http://ond.no/x'>",
    "<v:imagedata src='http://ond.no/x'/>",
    "<bgsound src='http://ond.no/x'><isindex action='http://ond.no/x'>",
]

TAG = re.compile(r"<(/?)([a-z0-9]+)((?:\s[a-z]+=\"[^\"]*\")*)>")
ALLOWED_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)


def _assert_harmless(html: str) -> None:
    rest = TAG.sub("", html)
    assert "<" not in rest, html
    assert ">" not in rest, html
    for _, name, attributes in TAG.findall(html):
        found = dict(re.findall(r'([a-z]+)="([^"]*)"', attributes))
        assert set(found) <= {"href", "title", "src", "alt", "width", "height"} | {
            "colspan",
            "rowspan",
            "start",
        }
        assert found.get("src", "cid:").startswith("cid:")
        assert ALLOWED_LINK.match(found.get("href", "https://"))
        assert name not in {"script", "style", "svg", "math", "link", "base", "form", "iframe"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_loaded_and_nothing_runs(attack: str) -> None:
    html = cleaned(f"før {attack} etter")
    _assert_harmless(html)
    assert "før" in html


_ALPHABET = st.sampled_from(
    [
        *"<>/\"'= \n&;!-x",
        "<b>",
        "</b>",
        "<a href=",
        "<img src=",
        "cid:x",
        "http://o.no",
        "<!--",
        "-->",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<svg>",
        "<style>",
        "</style>",
        "javascript:",
        "<p>",
        "&lt;",
        "&#60;",
        "<![CDATA[",
        "]]>",
        "<math>",
        "\0",
        "\u202e",
        "onclick=",
        "<li>",
        "<ul>",
    ]
)


@given(st.lists(_ALPHABET, max_size=80).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_mixture_of_pieces_gets_through(html: str) -> None:
    _assert_harmless(cleaned(html))


def test_what_people_write_stays() -> None:
    html = cleaned(
        '<p>Hei <b>på</b> <i>deg</i><br>se <a href="https://butikk.no/?a=1&amp;b=2">her</a></p>'
        "<ul><li>en<li>to</ul><blockquote>sitat</blockquote><h2>Tittel</h2>"
        '<img src="cid:bilde@x" alt="kassen" width="200" height="99999">'
        "<table><tr><td>Ordre<td>12</table> 3 &lt; 5 &amp; 5 &gt; 3"
    )
    assert "<b>på</b>" in html
    assert '<a href="https://butikk.no/?a=1&amp;b=2">her</a>' in html
    assert "<ul><li>en</li><li>to</li></ul>" in html
    assert '<img src="cid:bilde@x" alt="kassen" width="200">' in html
    assert "<td>Ordre</td><td>12</td>" in html
    assert "3 &lt; 5 &amp; 5 &gt; 3" in html


def test_a_mail_link_attaches_nothing() -> None:
    html = cleaned('<a href="mailto:a@b.no?attach=/etc/passwd&subject=x">skriv</a>')
    assert html == '<a href="mailto:a@b.no">skriv</a>'


def _depths(html: str) -> tuple[int, int]:
    """The greatest depth of tags, and of tables."""
    deep = tables = most_deep = most_tables = 0
    for closing, name, _ in TAG.findall(html):
        if name in ("br", "hr", "img"):
            continue
        step = -1 if closing else 1
        deep += step
        tables += step if name == "table" else 0
        most_deep, most_tables = max(most_deep, deep), max(most_tables, tables)
    assert deep == 0
    return most_deep, most_tables


SHAPES = {
    "open div": "<div>" * 50_000,
    "open bold": "<b>" * 50_000,
    "nested tables": "<table><tr><td>" * 2_000,
    "tables beside each other": "<table><tr><td>x</td></tr></table>" * 5_000,
    "tables in tables": ("<table><tr><td>" * 12 + "x" + "</td></tr></table>" * 12) * 300,
    "formatting never closed": "".join(f"<font color={n}><b>" for n in range(5_000))
    + "<p>x" * 9_000,
    "comments never closed": "<!--" * 60_000,
    "quotes never closed": '<a "' * 60_000,
    "closing tags": "</b>" * 60_000,
    "angle brackets": "<" * 250_000,
    "ampersands": "&" * 250_000,
    "selects never closed": "<select></selec" * 16_000,
    "heads never closed": "<noscript>" * 25_000,
    "list items": "<ul>" + "<li>x" * 50_000,
    "ten megabytes": "<p>avsnitt</p>" * 700_000,
}


@pytest.mark.parametrize("name", SHAPES)
def test_no_shape_stalls_the_window(name: str) -> None:
    html = cleaned(SHAPES[name])
    deep, tables = _depths(html)
    # The cleaner adds a tbody per table.
    assert deep <= caps.HTML_DEPTH + caps.TABLE_DEPTH
    assert tables <= caps.TABLE_DEPTH
    assert html.count("<table>") <= caps.TABLES
    assert len(html) <= 6 * caps.HTML_CHARS
    text_of_html(html)


def test_a_long_word_gets_places_to_break_that_the_text_does_not_keep() -> None:
    html = cleaned("<p>" + "x" * 100_000 + "</p>")
    assert max(len(run) for run in re.split("[\u200b<>]", html)) <= caps.TOKEN_CHARS
    assert text_of_html(html) == "x" * 100_000


def test_what_lies_too_deep_leaves_its_words() -> None:
    html = cleaned("<div>" * 500 + "dypt nede" + "</div>" * 500)
    assert "dypt nede" in html
    assert text_of_html(html).strip() == "dypt nede"


def test_inner_tables_leave_their_words_apart() -> None:
    inner = "<table><tr><td>en</td><td>to</td></tr><tr><td>tre</td></tr></table>"
    html = cleaned("<table><tr><td>" * 3 + inner + "</td></tr></table>" * 3)
    assert text_of_html(html).split() == ["en", "to", "tre"]
