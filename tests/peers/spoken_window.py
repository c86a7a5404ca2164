"""Reads a window as a screen reader does. Runs on the system's Python (AT-SPI), not on ours.

Standard input: one JSON command a line; standard output: one JSON answer a line.
{"find": [name, role or ""]} → list of {name, role, text, x, y, w, h, showing, focused, enabled}
{"first": [name, role or ""]} → list of the first of them that has any size, if there is one
{"focused": true} → list of names of what shows and has the keyboard
{"at": [x, y]} → the same of what lies there, innermost last
"""

import itertools
import json
import sys

import pyatspi


def walk(node, depth=0):
    """Everything below that shows; a hidden list would still say which row is its own."""
    try:
        if depth and not node.getState().contains(pyatspi.STATE_SHOWING):
            return
        children = list(node)
    except Exception:
        return
    yield node
    for child in children:
        if child is not None and depth < 40:
            yield from walk(child, depth + 1)


def described(node):
    try:
        states = node.getState()
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    except Exception:
        return None
    text = ""
    try:
        inner = node.queryText()
        text = inner.getText(0, inner.characterCount)
    except Exception:
        pass
    return {
        "name": node.name,
        "role": node.getRoleName(),
        "text": text,
        "x": box.x,
        "y": box.y,
        "w": box.width,
        "h": box.height,
        "showing": states.contains(pyatspi.STATE_SHOWING),
        "focused": states.contains(pyatspi.STATE_FOCUSED),
        "enabled": states.contains(pyatspi.STATE_ENABLED),
    }


def applications():
    for app in pyatspi.Registry.getDesktop(0):
        try:
            is_ours = app is not None and "console" in (app.name or "")
        except Exception:  # it is so busy that it does not answer in time
            continue
        if is_ours:
            yield app


def found(name, role):
    for app in applications():
        for node in walk(app):
            try:
                if name and name not in (node.name or ""):
                    continue
                if role and node.getRoleName() != role:
                    continue
            except Exception:
                continue
            answer = described(node)
            if answer is not None:
                yield answer


def first(name, role):
    """The rest of the window need not be asked."""
    seen = (one for one in found(name, role) if one["showing"] and one["w"] > 0 and one["h"] > 0)
    return list(itertools.islice(seen, 1))


def focused():
    for app in applications():
        for node in walk(app):
            try:
                # Few have it: their names alone are asked for.
                if node.getState().contains(pyatspi.STATE_FOCUSED) and node.name:
                    yield node.name
            except Exception:
                continue


def lying_at(x, y):
    for app in applications():
        try:
            windows = list(app)
        except Exception:
            continue
        for window in windows:
            try:
                node = window.queryComponent().getAccessibleAtPoint(x, y, pyatspi.DESKTOP_COORDS)
            except Exception:
                continue
            answer = None if node is None else described(node)
            if answer is not None:
                yield answer


def answered(command):
    if "focused" in command:
        return list(focused())
    if "at" in command:
        return list(lying_at(*command["at"]))
    if "first" in command:
        return first(*command["first"])
    return list(found(*command["find"]))


def main():
    for line in sys.stdin:
        answers = answered(json.loads(line))
        sys.stdout.write(json.dumps(answers) + "\n")
        sys.stdout.flush()


main()
