"""From a visitor's key press in a real Chromium to the pixel in the agent's lane, and from the
agent's to the pixel in the widget: a real `serve` with its door, PostgreSQL, a real window.

Both write as people do: the words first, Enter when they stand there, an answer when the question
has been read. That they type and have seen is told meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peers.postgres import PASSWORD, PostgresMissing
from peers.waiting import until
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from web.web_browser import browser

from console.channels.web.pace import WebPace
from tests.bench.bench_child import BenchChild
from tests.bench.chat_burst import open_door, told
from tests.bench.chat_visitors import SITE
from tests.bench.commit_to_paint import window_environment
from tests.bench.idle_window import idle_window
from tests.bench.server_desk import DATABASE, server_desk

GOALS_MS = {"p50": 100.0, "p99": 300.0}
"""Of either way."""
THINKS_S = 0.5
"""How long the words stand there before Enter is pressed."""
WATCHES = """
window.pressed = 0; window.painted = {}; window.asked = {};
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') window.pressed = performance.timeOrigin + event.timeStamp;
}, true);
const look = () => requestAnimationFrame(() => setTimeout(() => {
  const now = performance.timeOrigin + performance.now();
  for (const line of document.querySelectorAll('#lines > li > .text'))
    window.painted[line.textContent] ??= now;
  for (const text of Object.keys(window.asked)) answer(text);
}));
const answer = (text) => {
  if (!(text in window.painted) || !(text in window.asked)) return;
  window.asked[text](window.painted[text]);
  delete window.asked[text];
};
window.whenPainted = (text, told) => { window.asked[text] = told; answer(text); };
new MutationObserver(look).observe(document.querySelector('#lines'),
  {childList: true, subtree: true, characterData: true});
"""


def main(arguments: Sequence[str]) -> int:
    """Prints a line; the exit code is 1 where it took longer than it should, or did not come."""
    parser = argparse.ArgumentParser(prog="chat_round_trip")
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--cases", type=int, default=2_000, help="open ones")
    chosen = parser.parse_args(arguments)
    try:
        found = _run(chosen.times, chosen.cases)
    except PostgresMissing as missing:
        print(missing, file=sys.stderr)
        return 2
    print(json.dumps({**found, "load": os.getloadavg()}))
    ways = (found["to_window_ms"], found["to_visitor_ms"])
    return int(any(way[name] > goal for way in ways for name, goal in GOALS_MS.items()))


def _run(times: int, cases: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home, server_desk(cases) as server:
        env, profile = window_environment(home), Path(home) / "chromium"
        with open_door(server, Path(home)) as (port, _), browser(profile) as chrome:
            window = BenchChild(
                env, "chat_round_trip_child.py", server.url(DATABASE, "sunniva.l"), PASSWORD
            )
            window.said()
            chrome.get(f"http://127.0.0.1:{port}/w/widget?site={SITE}#lang=nb")
            until(lambda: _field(chrome).is_enabled(), "the chat to be open")
            chrome.execute_script(WATCHES)  # type: ignore[no-untyped-call]
            chrome.set_script_timeout(20)
            _say(chrome, "hei")
            _ask(window, "take")
            with idle_window(env) as idle:
                there, back, pause = [], [], threading.Event()
                for number in range(times):
                    # Whoever writes faster is put off by the door.
                    pause.wait(1 / WebPace().lines.per_s)
                    there.append(_to_window(chrome, window, f"spørsmål {number}"))
                    back.append(_to_visitor(chrome, window, f"svar {number}"))
                figures = _ask(window, "end")
            window.end()
    both = [one + other for one, other in zip(there, back, strict=True)]
    return {
        "to_window_ms": told(there),
        "to_visitor_ms": told(back),
        "there_and_back_ms": told(both),
        "times": times,
        "window": figures,
        "idle_twin": idle,
    }


def _to_window(chrome: WebDriver, window: BenchChild, text: str) -> float:
    """Milliseconds from the visitor's Enter to the agent's pixel."""
    _say(chrome, text)
    pressed_ms: float = chrome.execute_script("return window.pressed")  # type: ignore[no-untyped-call]
    painted_s = _ask(window, {"painted": text})["painted_s"]
    assert painted_s is not None, f"{text} was not painted"
    return float(painted_s * 1e3 - pressed_ms)


def _to_visitor(chrome: WebDriver, window: BenchChild, text: str) -> float:
    """Milliseconds from the agent's Enter to the visitor's pixel."""
    _ask(window, {"write": text})
    threading.Event().wait(THINKS_S)
    pressed_s: float = _ask(window, {"press": True})["pressed_s"]
    # Asked once: whoever asks again and again takes the browser's time.
    asked = "window.whenPainted(...arguments)"
    painted_ms = float(chrome.execute_async_script(asked, text))  # type: ignore[no-untyped-call]
    return painted_ms - pressed_s * 1e3


def _say(chrome: WebDriver, text: str) -> None:
    _field(chrome).send_keys(text)
    threading.Event().wait(THINKS_S)
    _field(chrome).send_keys(Keys.ENTER)


def _field(chrome: WebDriver) -> Any:
    return chrome.find_element(By.CSS_SELECTOR, "#text")


def _ask(window: BenchChild, asked: object) -> dict[str, Any]:
    window.tell(json.dumps(asked))
    return window.said()
