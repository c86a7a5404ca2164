"""The first run: at most three questions, and a working desk in one file afterwards."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from console.data.commands.people import add_person
from console.data.commands.settings import set_setting
from console.data.engine import sqlite_file
from console.data.opening import open_by_login
from console.data.queries.people import people, person_by_login, setting
from console.data.schema import initialise
from console.data.secrets import mail_password_name
from console.data.store import Store
from console.data.transaction import new_act
from console.desk.mailbox import KEY, Secrets
from console.desk.preferences import Preferences
from console.domain.connecting import SettingsError
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.mail_account import guess, to_json
from console.domain.people import Role


@dataclass(frozen=True)
class FirstRun:
    """The answers: a name, and a mailbox with its password, or none."""

    name: str
    address: str = ""
    password: str = ""


@dataclass(frozen=True)
class SetUp:
    """What came of it; `warning` tells what is left to do, if anything."""

    preferences: Preferences
    warning: str = ""


def check(answers: FirstRun) -> str:
    """What is wrong with the answers, in words; empty when nothing is."""
    if not answers.name.strip():
        return tr("Skriv navnet ditt, så kollegene ser hvem som gjør hva.")
    if answers.address.strip():
        try:
            guess(answers.address)
        except SettingsError as error:
            return str(error)
    return ""


def set_up(
    answers: FirstRun, url: str, before: Preferences, clock: Clock, secrets: Secrets
) -> SetUp:
    """Makes the store, the person and the mailbox. Raises StoreError, OSError."""
    file = sqlite_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    store = Store(open_by_login(url, secrets))
    try:
        initialise(store.engine)
        login = _person(store, answers.name.strip(), clock)
        has_mailbox = bool(answers.address.strip())
        warning = _mailbox(store, login, answers, clock, secrets) if has_mailbox else ""
    finally:
        store.close()
    return SetUp(replace(before, store=url, login=login), warning)


def _person(store: Store, name: str, clock: Clock) -> str:
    """The person of this name, made if new: with every role for the first on a store.

    Whoever comes later is an agent; an administrator gives more (`user role`).
    """
    known = {person.login: person for person in store.read(people)}
    for person in known.values():
        if person.name == name and not person.is_disabled:
            return person.login
    base = login_for(name)
    login = next(
        candidate
        for candidate in (base, *(f"{base}{n}" for n in range(2, len(known) + 3)))
        if candidate not in known
    )
    roles = (Role.AGENT,) if known else tuple(Role)
    store.perform(new_act(None, clock.now()), add_person, login, name, roles)
    return login


def _mailbox(store: Store, login: str, answers: FirstRun, clock: Clock, secrets: Secrets) -> str:
    settings = guess(answers.address)
    row = store.read(setting, KEY)
    version = 0 if row is None else row.version
    me = store.read(person_by_login, login)
    act = new_act(None if me is None else me.id, clock.now())
    store.perform(act, set_setting, KEY, to_json(settings), version)
    if not answers.password:
        return ""
    try:
        secrets.set(mail_password_name(settings.address), answers.password)
    except Exception as error:
        return tr(
            "Postkassen er lagret, men ikke passordet: {reason}. Skriv det inn igjen under "
            "Innstillinger når det er ordnet.",
            reason=error,
        )
    return ""


def login_for(name: str) -> str:
    """A login from a name: "Sunniva Ødegård" → "sunniva.o"; "meg" where no letters make one."""
    folded = name.lower().replace("ø", "o").replace("æ", "ae").replace("å", "a")
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    if not words or not words[0][0].isalpha():
        return "meg"
    login = ".".join((words[0][:60], *(word[0] for word in words[1:][-1:])))
    return login if len(login) > 1 else "meg"
