"""The rules of the house, held over every file: who may import whom, and how big things get."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path
    for path in (ROOT / "console").rglob("*.py")
    if "migrations/versions" not in path.as_posix()
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))

FILE_LINES = 400
FUNCTION_LINES = 50
CLASS_METHODS = 25
CLASS_LINES = 300

EXCEPTIONS: dict[str, str] = {
    "console/widgets/style.py:ConsoleStyle": "Qt asks a style one question a method; it hands on",
}
"""What may be bigger ("console/x.py" or "console/x.py:Class.method"), and why."""

Sized = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _read(path: Path) -> tuple[str, ast.Module]:
    text = path.read_text("utf-8")
    return text, ast.parse(text)


def _sized(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, Sized]]:
    """Every class and function, with its name as people say it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Sized):
            name = f"{inside}.{node.name}".strip(".")
            yield name, node
            yield from _sized(node, name)
        else:
            yield from _sized(node, inside)


def _lines(node: Sized) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _too_big(path: Path) -> Iterator[str]:
    text, tree = _read(path)
    where = _name(path)
    if (lines := text.count("\n")) > FILE_LINES:
        yield f"{where} has {lines} lines"
    for name, node in _sized(tree):
        lines = _lines(node)
        if not isinstance(node, ast.ClassDef):
            if lines > FUNCTION_LINES:
                yield f"{where}:{name} has {lines} lines"
            continue
        methods = sum(isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) for one in node.body)
        if lines > CLASS_LINES or methods > CLASS_METHODS:
            yield f"{where}:{name} has {methods} methods in {lines} lines"


def _found(paths: list[Path], pattern: str) -> list[str]:
    """Lines that match, as file:line."""
    wanted = re.compile(pattern)
    return [
        f"{_name(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if wanted.search(line)
    ]


def _of(*folders: str) -> list[Path]:
    return [path for path in MODULES if _name(path).startswith(folders)]


def test_every_part_knows_only_what_it_may(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from importlinter.cli import lint_imports

    monkeypatch.chdir(ROOT)
    # It would turn off every logger that there is, also for the tests that come after.
    monkeypatch.setattr("importlinter.cli._configure_logging", lambda _verbose: None)
    broken = lint_imports(config_filename="pyproject.toml", no_cache=True)
    told = capsys.readouterr().out
    assert not broken, told
    assert " kept, 0 broken" in told


def test_no_two_files_of_tests_have_one_name() -> None:
    """The second of them would not be collected, and nor would anything else."""
    names = [path.name for path in TESTS if path.name.startswith("test_")]
    assert sorted(name for name, count in Counter(names).items() if count > 1) == []


@cache
def _grown() -> tuple[str, ...]:
    return tuple(found for path in MODULES for found in _too_big(path))


def test_nothing_grows_beyond_bounds_but_what_is_named_with_its_reason() -> None:
    unnamed = [found for found in _grown() if found.partition(" has ")[0] not in EXCEPTIONS]
    assert unnamed == []


def test_no_exception_outlives_its_reason() -> None:
    grown = {found.partition(" has ")[0] for found in _grown()}
    assert set(EXCEPTIONS) <= grown
    assert all(EXCEPTIONS.values())


def test_every_module_says_what_belongs_there() -> None:
    silent = [_name(path) for path in [*MODULES, *TESTS] if not _says_something(path)]
    assert silent == []


def _says_something(path: Path) -> bool:
    # Nearly every module begins with it: then the rest need not be read.
    with path.open(encoding="utf-8") as file:
        if re.match(r'"""\w', file.readline()):
            return True
    return bool((ast.get_docstring(_read(path)[1]) or "").partition("\n")[0].strip())


def test_dialogs_are_opened_and_awaited_never_run_in_a_loop_of_their_own() -> None:
    assert _found(_of("console/ui/", "console/widgets/"), r"\.exec(_)?\(") == []


def test_widgets_know_no_coroutines() -> None:
    found = [
        f"{_name(path)}:{node.lineno}"
        for path in _of("console/widgets/")
        for node in ast.walk(_read(path)[1])
        if isinstance(node, ast.AsyncFunctionDef | ast.Await)
    ]
    assert found == []


def test_no_signal_is_connected_to_a_lambda() -> None:
    found = [
        f"{_name(path)}:{node.lineno}"
        for path in _of("console/")
        for node in ast.walk(_read(path)[1])
        if _connects_lambda(node)
    ]
    assert found == []


def _connects_lambda(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "connect"
        and any(isinstance(argument, ast.Lambda) for argument in node.args)
    )


def test_nothing_is_left_for_later() -> None:
    assert _found(MODULES, r"\b(TODO|FIXME|XXX)\b") == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x = 1\n" * (FILE_LINES + 1), "has 401 lines"),
        ("def f():\n" + "    x = 1\n" * FUNCTION_LINES, ":f has 51 lines"),
        (
            "class C:\n    def f(self):\n" + "        x = 1\n" * FUNCTION_LINES,
            ":C.f has 51 lines",
        ),
        ("class C:\n" + "    x = 1\n" * CLASS_LINES, ":C has 0 methods in 301 lines"),
        (
            "class C:\n" + "    def f(self): pass\n" * (CLASS_METHODS + 1),
            ":C has 26 methods in 27 lines",
        ),
    ],
)
def test_what_is_too_big_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, said: str
) -> None:
    monkeypatch.setattr("test_house.ROOT", tmp_path)
    path = tmp_path / "big.py"
    path.write_text(source)
    (found,) = _too_big(path)
    assert found.startswith("big.py")
    assert found.endswith(said)


def test_a_lambda_on_a_signal_is_seen() -> None:
    tree = ast.parse("a.clicked.connect(lambda: None)\na.clicked.connect(self.b)\na.x(lambda: 1)")
    assert [node.lineno for node in ast.walk(tree) if _connects_lambda(node)] == [1]
