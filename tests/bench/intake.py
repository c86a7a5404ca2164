"""10,000 mails from a real Dovecot into the store (fetch, parse, thread, store, index)."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from sqlalchemy import func, select

from console.data.commands.settings import set_setting
from console.data.engine import open_engine, sqlite_url
from console.data.schema import initialise
from console.data.secrets import credential_file, mail_password_name
from console.data.store import Store
from console.data.tables.cases import CaseRow, MessageRow
from console.data.transaction import new_act
from console.desk.mailbox import KEY
from console.domain.mail_account import MailSettings, Security, Server, to_json
from tests.bench.many_cases import NOW, WORDS
from tests.bench.twins import NoTwins, run_twin
from tests.peers.dovecot import PASSWORD, Dovecot
from tests.peers.smtp_sink import SmtpSink

ADDRESS = "kundeservice@mystore.example"
LIMIT_S = 600


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else 10_000
    server, sink = Dovecot(), SmtpSink()
    server.start()
    sink.start()
    try:
        written = _write_mails(server, count)
        twin = run_twin("imap_fetch.py", "127.0.0.1", str(server.port), ADDRESS, PASSWORD)
        ours = _serve(server.port, sink.port, count)
        again = run_twin("imap_fetch.py", "127.0.0.1", str(server.port), ADDRESS, PASSWORD)
    except NoTwins as missing:
        print(missing, file=sys.stderr)
        return 2
    finally:
        sink.stop()
        server.remove()
    bare_s = min(twin["seconds"], again["seconds"])
    print(
        json.dumps(
            {
                "written_mb": written,
                "twin": twin,
                "ours": ours,
                "ratio": round(ours["seconds"] / bare_s, 1),
            }
        )
    )
    return 0


def _serve(imap: int, smtp: int, count: int) -> dict[str, float]:
    """The real `serve` on an empty store until every mail is in it."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    credentials = folder / "credentials"
    credentials.mkdir(mode=0o700)
    password = credentials / credential_file(mail_password_name(ADDRESS))
    password.write_text(PASSWORD)
    password.chmod(0o600)
    url = sqlite_url(folder / "desk.db")
    store = Store(open_engine(url))
    initialise(store.engine)
    account = MailSettings(
        address=ADDRESS,
        display_name="Mystore",
        imap=Server("127.0.0.1", imap, Security.NONE),
        smtp=Server("127.0.0.1", smtp, Security.NONE),
        user=ADDRESS,
    )
    store.perform(new_act(None, NOW), set_setting, KEY, to_json(account), 0)
    quiet = {"AGENT_CONSOLE_STATUS_PAGE": "off"}
    env = os.environ | quiet | {"CREDENTIALS_DIRECTORY": str(credentials)}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "console", "serve", "--store", url],
        env=env,
        stdout=subprocess.DEVNULL,
    )
    try:
        first_s = _wait(store, 1, began, process)
        seconds = _wait(store, count, began, process)
    finally:
        process.terminate()
        process.wait()
    counted = select(func.count()).select_from(CaseRow)
    cases = store.read(lambda session: session.scalar(counted) or 0)
    store.close()
    return {
        "messages": count,
        "cases": cases,
        "first_s": round(first_s, 2),
        "seconds": round(seconds, 1),
        "per_s": round(count / seconds),
    }


def _wait(store: Store, count: int, began: float, process: subprocess.Popen[bytes]) -> float:
    counted = select(func.count()).select_from(MessageRow)
    while (store.read(lambda session: session.scalar(counted)) or 0) < count:
        if time.perf_counter() - began > LIMIT_S or process.poll() is not None:
            raise RuntimeError("serve did not take everything in")
        time.sleep(0.1)  # noqa: TID251 - a bench, looking on
    return time.perf_counter() - began


def _write_mails(server: Dovecot, count: int) -> float:
    """Puts the mails into the mailbox's folder as a delivery agent would; returns megabytes."""
    chance = random.Random(10_000)
    folder = server.folder / "mail" / ADDRESS / "new"
    for name in ("new", "cur", "tmp"):
        (folder.parent / name).mkdir(parents=True, exist_ok=True)
    total = 0
    for n in range(count):
        raw = _mail(n, chance)
        total += len(raw)
        (folder / f"{1_700_000_000 + n}.M{n}.bench").write_bytes(raw)
    subprocess.run(["chmod", "-R", "a+rwX", str(server.folder / "mail")], check=True)
    return round(total / 1e6, 1)


def _mail(n: int, chance: random.Random) -> bytes:
    at = NOW.subtract(seconds=(20_000 - n) * 30)
    mail = EmailMessage()
    mail["From"] = f"Kontakt {n % 700} <post{n % 700}@butikk{n % 700}.example>"
    mail["To"] = ADDRESS
    mail["Subject"] = " ".join(chance.choice(WORDS) for _ in range(5))
    mail["Date"] = format_datetime(at.to_tz("UTC").to_stdlib())
    mail["Message-ID"] = f"<{n}@butikk.example>"
    if n % 3 == 2:
        mail["In-Reply-To"] = f"<{n - 1}@butikk.example>"
        mail["References"] = f"<{n - 2}@butikk.example> <{n - 1}@butikk.example>"
    text = "\n".join(
        " ".join(chance.choice(WORDS) for _ in range(12)) for _ in range(chance.randrange(4, 60))
    )
    mail.set_content(f"Hei på dere æøå.\n{text}")
    if n % 2:
        mail.add_alternative(
            f"<html><body><p>{text.replace(chr(10), '<br>')}</p></body></html>", subtype="html"
        )
    if n % 7 == 0:
        picture = b"\x89PNG\r\n\x1a\n" + chance.randbytes(chance.randrange(20_000, 300_000))
        mail.add_attachment(picture, "image", "png", filename=f"skjermbilde {n}.png")
    return mail.as_bytes()
