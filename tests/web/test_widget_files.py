"""What the widget's files promise: small, in both languages, no code or style inside the page."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

FILES = sorted((Path(__file__).parents[2] / "resources/web").iterdir())
SCRIPTS = [path for path in FILES if path.suffix == ".js"]

LOADER_BYTES, WHOLE_BYTES = 4_608, 36_864
"""Compressed: what every page pays, and what whoever opens the chat pays once."""


def packed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_it_is_small() -> None:
    loader = [path for path in FILES if path.name == "chat.js"]
    rest = [path for path in FILES if path.name != "chat.js"]
    assert packed(*loader) <= LOADER_BYTES
    assert packed(*rest) <= WHOLE_BYTES


def test_text_stays_text_and_the_page_bears_no_code_or_style() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|new Function"
    )
    for path in SCRIPTS:
        assert not forbidden.search(path.read_text("utf-8")), path.name
    page = next(path for path in FILES if path.suffix == ".html").read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"(?:src|href)=\"(?!#)[^\"]*//", page)


def test_every_text_is_there_in_both_languages_and_used() -> None:
    told = next(path for path in FILES if path.name == "words.js").read_text("utf-8")
    norwegian, english = re.split(r"const EN = \{", told)
    texts = [dict(re.findall(r'^  (\w+): "(.*)",$', half, re.M)) for half in (norwegian, english)]
    assert texts[0].keys() == texts[1].keys()
    for key, words in texts[0].items():
        fields = [re.findall(r"\{\w+\}", each[key]) for each in texts]
        assert sorted(fields[0]) == sorted(fields[1]), key
        assert "!" not in words + texts[1][key], key
    used = "".join(path.read_text("utf-8") for path in FILES if path.name != "words.js") + told
    assert [
        key for key in texts[0] if not re.search(rf"[\"']{key}[\"']|texts\.{key}\b", used)
    ] == []


def test_files_are_short() -> None:
    assert {path.name: n for path in SCRIPTS if (n := path.read_text().count("\n")) > 400} == {}
