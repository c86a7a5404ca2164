"""One mailbox as the console sees it: the connector contract over IMAP and SMTP."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from console.channels.contract import (
    Absent,
    ChannelDown,
    Deferred,
    Health,
    Page,
    Refused,
    Rendered,
    Sent,
    Unknown,
    always,
)
from console.channels.mail.imap import ImapSession, open_imap
from console.channels.mail.inbox import PageLimits, Reader
from console.channels.mail.listen import Rhythm, listen
from console.channels.mail.protocol.parse import ParseJob, parse_job
from console.channels.mail.protocol.render import render
from console.channels.mail.smtp import Submission
from console.channels.mail.wire import Timeouts
from console.domain.language import tr
from console.domain.mail import IncomingMail, OutgoingMail
from console.domain.mail_account import MailSettings

ParseMany = Callable[[Sequence[ParseJob]], Sequence[IncomingMail]]
"""Parses a page, in order; a pool of processes maps `parse_job` over the jobs."""


def parse_in_line(jobs: Sequence[ParseJob]) -> Sequence[IncomingMail]:
    """Parses a page in the calling thread."""
    return [parse_job(job) for job in jobs]


@dataclass(frozen=True)
class Limits:
    """How long, how often and how much; the defaults fit every server known."""

    timeouts: Timeouts = field(default_factory=Timeouts)
    rhythm: Rhythm = field(default_factory=Rhythm)
    page: PageLimits = field(default_factory=PageLimits)


class MailConnector:
    """A mailbox by IMAP and SMTP; implements `console.channels.contract.Connector`.

    Methods may be called from several threads: reading and filing share one line and wait for
    each other, listening and sending have their own.
    """

    def __init__(
        self,
        settings: MailSettings,
        password: str,
        secret: bytes,
        *,
        name: str = "mail",
        parse_many: ParseMany = parse_in_line,
        limits: Limits | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`secret` signs our addresses and Message-IDs; `tls` None trusts the machine's roots."""
        self._name = name
        self._settings = settings
        self._password = password
        self._secret = secret
        self._parse_many = parse_many
        self._limits = limits or Limits()
        self._tls = tls
        self._submission = Submission(settings, password, self._limits.timeouts, tls)
        self._work_lock = threading.Lock()
        self._work: ImapSession | None = None
        self._lines: set[ImapSession] = set()
        self._closed = threading.Event()

    @property
    def name(self) -> str:
        """Stable name of the account in the store."""
        return self._name

    def check_receiving(self) -> Health:
        """Logs in to the IMAP server and opens the folder. Raises `ChannelError`."""
        with self._working() as session:
            session.examine(self._settings.folder)
            offers = session.capabilities()
            sent = session.sent_folder()
        return Health(
            identity=self._settings.address,
            server=self._settings.imap.host,
            details=(
                "IDLE" if "IDLE" in offers else tr("uten IDLE: spør hvert andre minutt"),
                tr("Sendt-mappe: {folder}", folder=sent or tr("lages ved første svar")),
            ),
        )

    def check_sending(self) -> Health:
        """Logs in to the SMTP server. Raises `ChannelError`."""
        if self._closed.is_set():
            raise ChannelDown(_closed_words())
        greeting = self._submission.prove()
        return Health(self._settings.address, self._settings.smtp.host, (greeting,))

    def pull(self, cursor: bytes | None, budget: int) -> Page:
        """The next mails, oldest first; at most `budget`, 200 and 20 MB. Raises `ChannelError`."""
        with self._working() as session:
            reader = Reader(session, self._settings.folder, self._reopened, self._limits.page)
            raw = reader.page(cursor, budget)
        own = self._settings.address
        jobs = [ParseJob(data, fetched, self._secret, own) for data, fetched in raw.mails]
        return Page(
            mails=tuple(self._parse_many(jobs)),
            cursor=raw.place.to_cursor(),
            more=raw.more,
            failed=raw.failed,
        )

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        """Blocks on a line of its own until `stop`; raises `ChannelError` when it fails."""
        session = self._opened()
        try:
            listen(session, self._settings.folder, wake, stop, self._limits.rhythm)
            session.leave()
        except BaseException:
            session.abandon()
            raise
        finally:
            self._lines.discard(session)

    def render(self, out: OutgoingMail) -> Rendered:
        """The bytes of an answer. Raises `CannotRender` (a `ChannelError`)."""
        return render(out, self._settings, self._secret)

    def send(
        self, rendered: Rendered, may_go_on: Callable[[], bool] = always
    ) -> Sent | Refused | Deferred | Unknown:
        """One try. A server away or a refused login before the mail went is `Deferred`."""
        if self._closed.is_set():
            return Deferred(_closed_words())
        return self._submission.send(rendered, may_go_on)

    def reconcile(self, rendered: Rendered) -> Sent | Absent | Unknown:
        """Looks for the mail in the Sent folder. Raises `ChannelError`.

        Not being there proves something only where the server itself files what it took.
        """
        with self._working() as session:
            folder = session.sent_folder()
            if folder and session.holds(folder, rendered.message_id):
                return Sent(tr("Ligger i mappen {folder}.", folder=folder))
        if folder and self._settings.server_files_sent:
            return Absent(
                tr(
                    "Ligger ikke i mappen {folder}, der serveren legger sendt e-post.",
                    folder=folder,
                )
            )
        return Unknown(tr("Ingen kopi i Sendt-mappen. Ingen kan vite om den kom frem."))

    def file_sent(self, rendered: Rendered) -> None:
        """Puts a copy into the Sent folder unless one is there. Raises `ChannelError`."""
        if self._settings.server_files_sent:
            return
        with self._working() as session:
            folder = session.sent_folder() or session.make_sent_folder()
            if not session.holds(folder, rendered.message_id):
                session.append(folder, rendered.raw)

    def close(self) -> None:
        """Ends all lines; a call under way fails with `ChannelDown`, later ones too."""
        self._closed.set()
        for session in tuple(self._lines):
            session.cut()
        self._submission.cut()
        with self._work_lock:
            self._drop_work()

    @contextmanager
    def _working(self) -> Iterator[ImapSession]:
        """The working line, alive; after any error a new one is made for the next call."""
        with self._work_lock:
            if self._work is not None and (self._closed.is_set() or not self._work.is_alive()):
                self._drop_work()
            if self._work is None:
                self._work = self._opened()
            try:
                yield self._work
            except BaseException:
                self._drop_work()
                raise

    def _reopened(self) -> ImapSession:
        self._drop_work()
        self._work = self._opened()
        return self._work

    def _drop_work(self) -> None:
        if self._work is not None:
            self._lines.discard(self._work)
            self._work.abandon()
            self._work = None

    def _opened(self) -> ImapSession:
        if self._closed.is_set():
            raise ChannelDown(_closed_words())
        session = open_imap(self._settings, self._password, self._limits.timeouts, self._tls)
        self._lines.add(session)
        if self._closed.is_set():
            session.cut()
        return session


def _closed_words() -> str:
    return tr("Koblingen til postkassen er lukket.")
