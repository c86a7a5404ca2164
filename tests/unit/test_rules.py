"""The rules that every test keeps are themselves kept."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]

OFFENCES = """
import threading
import pytest
from sqlalchemy import create_engine

release = threading.Event()

def test_leaves_a_thread():
    threading.Thread(target=release.wait, args=(60,), name="left-behind", daemon=True).start()

def test_ends_its_thread():
    thread = threading.Thread(target=lambda: None)
    thread.start()

def test_paints_and_reads(qapp):
    with create_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql("SELECT 1")

def test_reads_without_a_window():
    with create_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql("SELECT 1")
"""


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("example.com", 80)])
def test_no_test_reaches_beyond_this_machine(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as wire:
        with pytest.raises(RuntimeError, match="tests stay on this machine"):
            wire.connect(address)
        with pytest.raises(RuntimeError, match="tests stay on this machine"):
            wire.connect_ex(address)


def test_a_test_reaches_this_machine() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    with server, socket.create_connection(server.getsockname(), timeout=5) as wire:
        assert wire.getpeername() == server.getsockname()


def test_left_over_threads_and_store_work_while_painting_fail_a_test(tmp_path: Path) -> None:
    (tmp_path / "test_offences.py").write_text(OFFENCES)
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-rfE", "--rootdir", str(tmp_path)),
            *("-p", "fixtures.rules", "-p", "no:cacheprovider", str(tmp_path)),
        ],
        env={**os.environ, "PYTHONPATH": str(TESTS), "QT_QPA_PLATFORM": "offscreen"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    told = run.stdout
    assert "threads left over: left-behind" in told
    assert "FAILED test_offences.py::test_paints_and_reads" in told
    assert "RuntimeError: store work on the thread that paints" in told
    assert "1 failed, 3 passed, 1 error" in told, told
