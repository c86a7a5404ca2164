"""A customer's HTML made safe to show: nothing loads but inline pictures of the mail itself."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from console.channels.mail.protocol.html_shape import TAGS, shaped

SCHEMES = frozenset({"http", "https", "mailto", "tel", "cid"})
"""Where a link may lead; `cid` only in the `src` of a picture."""

_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_CONTENT_ID = re.compile(r"cid:[A-Za-z0-9.!#$%&'*+/=?^_`{|}~@-]{1,250}")
_MOST = {"width": 2_000, "height": 2_000, "colspan": 50, "rowspan": 200, "start": 100_000}


def cleaned(html: str) -> str:
    """HTML safe for `QTextBrowser`; empty for what holds no text and no picture.

    First the shape (`html_shape`), then nh3: no style, no script, no SVG, pictures only by
    `cid:`, links only http, https, mailto and tel, without `mailto:?attach=`.
    """
    return str(_cleaner().clean(shaped(html))) if html else ""


@cache
def _cleaner() -> Any:
    # Late: the window comes first.
    import nh3  # noqa: PLC0415

    return nh3.Cleaner(
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_kept_value,
        url_schemes=set(SCHEMES),
        url_relative="deny",
        strip_comments=True,
        link_rel=None,
    )


def _kept_value(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if _CONTENT_ID.fullmatch(value) else None
    if attribute == "href":
        return _kept_link(value)
    if attribute in _MOST:
        return value if value.isascii() and value.isdigit() and _fits(attribute, value) else None
    return value


def _fits(attribute: str, value: str) -> bool:
    return len(value) <= 6 and int(value) <= _MOST[attribute]


def _kept_link(value: str) -> str | None:
    scheme = value.partition(":")[0].strip().lower()
    if scheme not in SCHEMES or scheme == "cid":
        return None
    # "mailto:?attach=/etc/passwd" has made mail programs attach files; the query goes.
    return value.partition("?")[0] if scheme == "mailto" else value
