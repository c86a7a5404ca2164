"""Fetching a status page: one polite question, with an end to how long and how much.

Nothing of ours goes along but our name: no cookies, no login of this machine's `.netrc`. A page
cannot send us on to the house's own network, unless it lies there itself.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import monotonic
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as TooSlow

from console.channels.contract import ChannelDown, ChannelError, ProtocolError
from console.channels.status.answers import Fetched, NotNow, Unchanged
from console.channels.status.summary import MOST_BYTES, read_summary
from console.domain.language import tr
from console.domain.status_page import host_of
from console.domain.storable_text import one_line

SUMMARY = "/api/v2/summary.json"
_MOST_REDIRECTS = 3
_CHUNK = 16_384
_ETAG = 200
_LONGEST_WAIT_S = 900.0
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_UNCHANGED = 304
_HEADERS = {
    "User-Agent": "Agentkonsoll (+https://www.mystore.no; statuslampe)",
    "Accept": "application/json",
}


@dataclass(frozen=True)
class Limits:
    """Seconds for one step, and for all of them together."""

    step_s: float = 3.0
    all_s: float = 6.0


def summary_url(address: str) -> str:
    """Where the summary of a page lies; an address that ends in `.json` is one itself."""
    parts = urlsplit(address)
    if parts.path.endswith(".json"):
        return address
    return f"{parts.scheme}://{parts.netloc}{SUMMARY}"


def lies_in_a_private_network(host: str) -> bool:
    """Whether any address of a host lies in somebody's own network. Raises OSError."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(str(error)) from error
    addresses = [ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_, place in found]
    return any(not _as_itself(address).is_global for address in addresses)


def _as_itself(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """One of the old kind that is written as one of the new is still the same."""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


class StatusFetch:
    """Threads: any, one fetch each."""

    def __init__(
        self,
        limits: Limits | None = None,
        now_s: Callable[[], float] = monotonic,
        is_private: Callable[[str], bool] = lies_in_a_private_network,
    ) -> None:
        """`now_s` is a steady clock, in seconds."""
        self._limits = limits or Limits()
        self._now_s = now_s
        self._is_private = is_private

    def __call__(self, address: str, etag: str) -> Fetched | Unchanged:
        """What the page says, if it says something else than under that mark.

        Raises ChannelError; what was not understood is ProtocolError.
        """
        if not host_of(address):
            raise ProtocolError(tr("Statussidens adresse leder ingen steder."))
        until_s = self._now_s() + self._limits.all_s
        with requests.Session() as session:
            session.auth = _nobody  # else requests would look into .netrc
            try:
                return self._ask(session, address, etag, until_s)
            except (requests.RequestException, HTTPError, OSError) as error:
                raise ChannelDown(_in_words(address, error)) from error
            except ValueError as error:  # requests looks at where we are sent by itself
                raise _sent_nowhere() from error

    def _ask(
        self, session: requests.Session, address: str, etag: str, until_s: float
    ) -> Fetched | Unchanged:
        url = first = summary_url(address)
        headers = {**_HEADERS, "If-None-Match": etag} if etag else _HEADERS
        for _ in range(_MOST_REDIRECTS + 1):
            step_s = self._left_s(until_s, address)
            with session.get(
                url, headers=headers, timeout=step_s, stream=True, allow_redirects=False
            ) as answer:
                if answer.status_code == _UNCHANGED and etag:
                    return Unchanged()
                if answer.status_code not in _REDIRECTS:
                    return self._read(answer, address, until_s)
                url = _sent_on(url, answer.headers.get("Location", ""))
            if self._is_private(host_of(url)) and not self._is_private(host_of(first)):
                raise ProtocolError(
                    tr("Statussiden viser videre til en adresse på husets eget nett.")
                )
        raise ProtocolError(tr("Statussiden viser bare videre."))

    def _read(self, answer: requests.Response, address: str, until_s: float) -> Fetched:
        if answer.status_code != requests.codes.ok:
            raise _refused(answer)
        if "json" not in answer.headers.get("Content-Type", ""):
            raise ProtocolError(tr("Statussiden svarte med en nettside, ikke en oversikt."))
        raw = bytearray()
        # As it comes: to wait for a whole chunk could take for ever, a byte at a time.
        while len(raw) <= MOST_BYTES and (some := answer.raw.read1(_CHUNK, decode_content=True)):
            raw += some
            self._left_s(until_s, address)
        etag = answer.headers.get("ETag", "").strip()
        is_fit = len(etag) <= _ETAG and etag.isascii() and etag.isprintable()
        return Fetched(read_summary(bytes(raw), address), etag if is_fit else "")

    def _left_s(self, until_s: float, address: str) -> float:
        """How long the next step may take. Raises ChannelDown where the time is over."""
        left_s = until_s - self._now_s()
        if left_s <= 0:
            raise ChannelDown(_too_slow(address))
        return min(left_s, self._limits.step_s)


def _refused(answer: requests.Response) -> ChannelError:
    words = tr("Statussiden svarte {code}.", code=answer.status_code)
    if answer.status_code in _BUSY:
        return NotNow(words, _asked_wait_s(answer))
    return ChannelDown(words)


def _asked_wait_s(answer: requests.Response) -> float:
    """Seconds, or an instant by the page's own clock; 0 for what is neither."""
    told, wait_s = answer.headers.get("Retry-After", ""), 0.0
    if told.isascii() and told.isdigit():
        wait_s = float(told)
    else:
        with contextlib.suppress(ValueError, TypeError, OverflowError):
            until = parsedate_to_datetime(told)
            wait_s = (until - parsedate_to_datetime(answer.headers.get("Date", ""))).total_seconds()
    return min(max(wait_s, 0.0), _LONGEST_WAIT_S)


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Asks as nobody in particular."""
    return request


def _sent_on(url: str, location: str) -> str:
    """Where a page sends us; never from a safe line to an open one. Raises ProtocolError."""
    try:
        there = urljoin(url, location)
    except ValueError:
        there = ""
    is_weaker = urlsplit(url).scheme == "https" and not there.startswith("https:")
    if not location or is_weaker or not host_of(there):
        raise _sent_nowhere()
    return there


def _sent_nowhere() -> ProtocolError:
    return ProtocolError(tr("Statussiden viser videre til noe som ikke kan hentes."))


def _too_slow(address: str) -> str:
    return tr("{host} svarer ikke i tide.", host=host_of(address))


def _in_words(address: str, error: Exception) -> str:
    """Why it could not be fetched, short: libraries tell of objects and addresses in memory."""
    match error:
        case requests.Timeout() | TooSlow():
            return _too_slow(address)
        case requests.exceptions.SSLError():
            return tr("{host} kan ikke bevise hvem den er.", host=host_of(address))
        case requests.ConnectionError() | socket.gaierror():
            return tr("{host} kan ikke nås.", host=host_of(address))
        case _:
            reason = one_line(str(error), 120)
            return tr("{host} kan ikke hentes: {reason}.", host=host_of(address), reason=reason)
