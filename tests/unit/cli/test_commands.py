"""Every mistake gets one clear line and an exit code that means something."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Type
from fixtures.house import House

from console.cli.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("dabatase",), "Kommandoen «dabatase» finnes ikke. Velg blant: billing, db, demo,"),
        (("db", "chekc"), "Kommandoen «chekc» finnes ikke. Velg blant: backup, check, init,"),
        (("db",), "Skriv hva som skal gjøres: backup, check, init, restore, upgrade."),
        (("hours", "--tomorrow"), "Valget --tomorrow finnes ikke."),
        (("--tomorrow",), "Valget --tomorrow finnes ikke."),
        (("hours", "--at"), "Valget --at er ikke skrevet riktig."),
        (("hours", "--json=ja"), "Valget --json er ikke skrevet riktig."),
        (("hours", "nå"), "Det er for mange ord: nå."),
        (("db", "check", "desk.db", "til"), "Det er for mange ord: desk.db til."),
        (("user", "add", "sunniva.l"), "NAME mangler."),
        (("user", "role", "sunniva.l"), "ROLES mangler."),
        (("import", "stores"), "FILE mangler."),
        (("snapshot",), "DIR mangler."),
        (("snapshot", "bilder", "--text", "900"), "--text kan ikke brukes slik."),
        (("snapshot", "bilder", "--text", "stor"), "--text kan ikke brukes slik."),
        (("serve", "nå"), "Det er for mange ord: nå."),
        (("doctor", "--quick"), "Valget --quick finnes ikke."),
    ],
)
def test_a_mistyped_command_is_told_in_one_line_of_norwegian(
    typed: Type, words: tuple[str, ...], told: str
) -> None:
    done = typed(*words)
    assert done.code == 2
    assert done.mistake.startswith(told)
    assert done.mistake.endswith("--help")


def test_a_line_tells_where_to_read_more(typed: Type) -> None:
    assert typed("db", "check", "--alt").mistake.endswith("Se: agent-console db check --help")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(typed: Type, name: str) -> None:
    done = typed(name, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: agent-console {name}")


def test_the_commands_are_listed(typed: Type) -> None:
    done = typed("--help")
    assert done.code == 0
    assert all(f"\n  {name} " in done.out for name in COMMANDS)


def test_the_version_is_told(typed: Type) -> None:
    done = typed("--version")
    assert done.code == 0
    assert done.out.startswith("agent-console, version ")


WORKING = [
    ("hours", "--at", "2026-11-23T10:42"),
    ("hours", "--at", "2026-11-23T10:42", "--json"),
    ("db", "init"),
    ("db", "upgrade"),
    ("db", "check"),
    ("db", "check", "--json"),
    ("user", "add", "kari.n", "Kari Nordmann"),
    ("user", "role", "sunniva", "lead"),
    ("user", "disable", "sunniva"),
    ("import", "stores", "butikker.csv"),
]
REFUSED = [
    ("hours", "--at", "i morgen"),
    ("db", "check", "--store", "desk.db"),
    ("db",),
    ("dabatase",),
    ("user", "add", "S", "Sunniva"),
    ("user", "role", "ukjent", "lead"),
    ("import", "stores", "borte.csv"),
]


@pytest.fixture
def english(
    home: Path, house: House, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who reads English, on a store with one person in it."""
    del home, house
    monkeypatch.setenv("AGENT_CONSOLE_LANGUAGE", "en")
    monkeypatch.setenv("AGENT_CONSOLE_STORE", store_url)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "butikker.csv").write_text("customer_number;name\n1;Garn\n", "utf-8")


@pytest.mark.usefixtures("english", "sunniva")
@pytest.mark.parametrize("words", WORKING, ids=" ".join)
def test_what_works_works_in_english_too(typed: Type, words: tuple[str, ...]) -> None:
    done = typed(*words)
    assert (done.code, done.err) == (0, "")


@pytest.mark.usefixtures("english", "sunniva")
@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_what_is_refused_is_refused_in_english_too(typed: Type, words: tuple[str, ...]) -> None:
    done = typed(*words)
    assert done.code == 2
    assert done.mistake


def test_an_unknown_language_is_norwegian(typed: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENT_CONSOLE_LANGUAGE", "../../xx")
    assert "åpent" in typed("hours", "--at", "2026-11-23T10:42").out


@pytest.mark.parametrize("words", [(), ("--store", "sqlite:////tmp/desk.db")])
def test_without_a_screen_the_window_says_so(
    typed: Type, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    done = typed(*words)
    assert done.code == 2
    assert done.mistake.startswith("Fant ingen skjerm.")


def started(*words: str, home: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    place = {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-m", "console", *words],
        cwd=ROOT,
        env={**kept, **place, "PYTHONUTF8": "1", **env},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_process_answers_and_ends_with_the_code(tmp_path: Path) -> None:
    done = started("hours", "--at", "2026-11-23T10:42", "--json", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith('{"at": "2026-11-23T10:42:00+01:00", "state": "open"')
    refused = started("hours", "--at", "snart", home=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1
    assert "Traceback" not in refused.stderr


def test_a_process_without_a_screen_ends_with_two_and_one_line(tmp_path: Path) -> None:
    done = started(home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("agent-console: Fant ingen skjerm.")
    assert done.stderr.count("\n") == 1


def test_the_hours_of_the_day_need_neither_store_nor_window(tmp_path: Path) -> None:
    code = (
        "import sys; from console.cli.commands import run; "
        "run(['hours', '--at', '2026-11-23T10:42', '--json']); "
        "print([name for name in ('sqlalchemy', 'PySide6', 'asyncio') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"HOME": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_each_command_that_writes_does_so_in_a_process_of_its_own(tmp_path: Path) -> None:
    """A process knows only the tables that its command imports, and what they refer to."""
    store = f"sqlite:///{tmp_path / 'desk.db'}"
    shops = tmp_path / "shops.csv"
    shops.write_text("customer_number;name\n10417;Fjordglimt Sport\n", "utf-8")
    for words in (
        ("db", "init"),
        ("user", "add", "sunniva.l", "Sunniva Lund"),
        ("user", "role", "sunniva.l", "agent", "lead"),
        ("user", "disable", "sunniva.l"),
        ("import", "stores", str(shops)),
        ("db", "check"),
    ):
        done = started(*words, "--store", store, home=tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), words
