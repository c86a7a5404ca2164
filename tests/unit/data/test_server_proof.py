"""A server proves who it is before anything is said to it; no server gets the password itself."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from peers.certificates import Authority
from peers.postgres import PASSWORD, Postgres
from peers.tcp_proxy import TcpProxy

from console.data.commit_watch import watch_commits
from console.data.engine import open_engine
from console.data.errors import StoreUnavailable
from console.data.server_engine import is_near
from console.data.store import Store

FAR = "0.0.0.0"
"""An address of this machine that is not its loopback, so that proof is asked for."""

_ASKS_IN_CLEAR = b"R\x00\x00\x00\x08\x00\x00\x00\x03"
"""AuthenticationCleartextPassword (postgresql.org, Message Formats)."""


@dataclass
class Impostor:
    """Somebody on the store's port, who keeps all he is told.

    He offers TLS with a certificate, or none, and then asks for the password in clear.
    """

    tls: ssl.SSLContext | None = None
    heard: bytearray = field(default_factory=bytearray)
    _listener: socket.socket = field(default_factory=lambda: socket.create_server(("", 0)))

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def end(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(20)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            line.settimeout(5)
            with suppress(OSError), line:
                self._listen_to(line)

    def _listen_to(self, line: socket.socket) -> None:
        first = line.recv(8)
        self.heard += first
        if first[4:8] == b"\x04\xd2\x16\x2f":
            line.sendall(b"S" if self.tls else b"N")
            if self.tls is not None:
                with self.tls.wrap_socket(line, server_side=True) as guarded:
                    self._ask(guarded)
                return
        self._ask(line)

    def _ask(self, line: socket.socket) -> None:
        while data := line.recv(4096):
            self.heard += data
            line.sendall(_ASKS_IN_CLEAR)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def root(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house's root certificate, as a file."""
    path = tmp_path_factory.mktemp("tls") / "root.pem"
    path.write_bytes(authority.root)
    return path


@pytest.fixture(scope="module")
def guarded(authority: Authority) -> Iterator[Postgres]:
    """A server with a certificate of the house's."""
    server = Postgres(listen="*", identity=authority.vouch_for(FAR))
    server.start()
    with server.connect() as connection:
        connection.execute("CREATE ROLE jonas LOGIN")
    server.give_password("jonas")
    yield server
    server.remove()


def _try(url: str) -> None:
    store = Store(open_engine(url, password=PASSWORD))
    try:
        store.read(lambda session: session.connection())
    finally:
        store.close()


def _url(port: int, root: Path, login: str = "jonas") -> str:
    return f"postgresql://{login}@{FAR}:{port}/postgres?sslrootcert={root}"


def _context(identity_of: Authority, address: str, folder: Path) -> ssl.SSLContext:
    identity = identity_of.vouch_for(address)
    (folder / "cert.pem").write_bytes(identity.certificate + identity.key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem")
    return context


def test_the_store_of_the_house_is_known_and_spoken_to_in_secret(
    guarded: Postgres, root: Path
) -> None:
    store = Store(open_engine(_url(guarded.port, root), password=PASSWORD))
    asked = "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
    row = store.read(lambda session: session.connection().exec_driver_sql(asked).one())
    store.close()
    assert tuple(row) == (True, "TLSv1.3")


@pytest.mark.parametrize("who", ["another authority", "another name", "nobody"])
def test_a_server_that_cannot_prove_itself_is_told_nothing(
    who: str, authority: Authority, root: Path, tmp_path: Path
) -> None:
    contexts = {
        "another authority": lambda: _context(Authority(), FAR, tmp_path),
        "another name": lambda: _context(authority, "192.0.2.7", tmp_path),
        "nobody": lambda: None,
    }
    impostor = Impostor(contexts[who]())
    try:
        with pytest.raises(StoreUnavailable, match="kunne ikke bevise at den er lageret"):
            _try(_url(impostor.port, root))
    finally:
        impostor.end()
    assert set(bytes(impostor.heard)) <= set(b"\x00\x00\x00\x08\x04\xd2\x16\x2f"), "only «TLS?»"


def test_a_password_is_never_handed_over_in_clear(tmp_path: Path) -> None:
    impostor = Impostor()
    try:
        with pytest.raises(StoreUnavailable):
            _try(f"postgresql://jonas@127.0.0.1:{impostor.port}/postgres")
    finally:
        impostor.end()
    assert b"jonas" in impostor.heard, "on this machine it was spoken to"
    assert PASSWORD.encode() not in impostor.heard


def test_a_root_certificate_that_is_not_there_is_told_as_that(
    guarded: Postgres, tmp_path: Path
) -> None:
    with pytest.raises(StoreUnavailable, match=r"kunne ikke bevise.*borte\.pem"):
        _try(_url(guarded.port, tmp_path / "borte.pem"))


@pytest.fixture
def proxy(guarded: Postgres) -> Iterator[TcpProxy]:
    """The line to the server, on which all is said in secret."""
    line = TcpProxy(guarded.port).start()
    yield line
    line.stop()


_IS_SILENT = r"Lageret svarer ikke \(.*\)\.$"


def test_a_proven_line_that_is_cut_is_a_store_that_is_away(proxy: TcpProxy, root: Path) -> None:
    store = Store(open_engine(_url(proxy.port, root), password=PASSWORD))
    watch = watch_commits(store.engine)
    with store.reading() as line:
        line.read(lambda session: session.connection().exec_driver_sql("SELECT 1"))
        proxy.cut()
        with pytest.raises(StoreUnavailable, match=_IS_SILENT):
            line.read(lambda session: session.connection().exec_driver_sql("SELECT 1"))
        with pytest.raises(StoreUnavailable, match=_IS_SILENT):
            watch.wait(20)
    watch.close()
    store.close()


@pytest.mark.parametrize(
    "said",
    [b"\x04\xd2\x16\x2f", b"\x16\x03\x01"],
    ids=["wish for TLS", "first words"],
)
@pytest.mark.parametrize("lose", [TcpProxy.lose_word, TcpProxy.lose_answer])
def test_a_line_that_is_cut_before_the_proof_is_a_store_that_is_away(
    proxy: TcpProxy, root: Path, said: bytes, lose: Callable[[TcpProxy, bytes], None]
) -> None:
    lose(proxy, said)
    with pytest.raises(StoreUnavailable, match=_IS_SILENT):
        _try(_url(proxy.port, root))
    assert proxy.sprung == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://jonas@desk.firma.no/desk?sslmode=require", "sslmode=require"),
        ("postgresql://jonas@desk.firma.no/desk?sslmode=disable", "sslmode=disable"),
        ("postgresql://jonas@localhost/desk?hostaddr=192.0.2.7", "hostaddr"),
        ("postgresql://jonas@localhost/desk?service=annet", "service"),
        ("postgresql://jonas@desk.firma.no/desk?require_auth=password", "require_auth"),
        ("postgresql://jonas@/desk?host=/tmp,desk.firma.no&sslmode=disable", "sslmode=disable"),
        ("postgresql://jonas@localhost/desk?host=desk.firma.no&sslmode=prefer", "sslmode=prefer"),
    ],
)
def test_an_address_that_leads_past_the_proof_is_refused(url: str, words: str) -> None:
    with pytest.raises(StoreUnavailable, match=words):
        open_engine(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://jonas:hemmelig@desk.firma.no/desk",
        "postgresql://jonas@desk.firma.no/desk?password=hemmelig",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(StoreUnavailable, match="har et passord i seg") as refused:
        open_engine(url)
    told = str(refused.value)
    assert "hemmelig" not in told
    assert told.endswith(" login --store postgresql://jonas@desk.firma.no/desk")


@pytest.mark.parametrize("host", [None, "", "localhost", "127.0.0.1", "::1", "/run/pg", "/a,::1"])
def test_this_machine_is_near(host: str | None) -> None:
    assert is_near(host)


@pytest.mark.parametrize("host", ["desk.firma.no", "192.0.2.7", "localhost.firma.no", "/a,b.no"])
def test_every_other_is_far(host: str) -> None:
    assert not is_near(host)
