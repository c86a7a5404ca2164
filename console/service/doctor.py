"""Trying every part of an installation, each told in words with what to do (`doctor`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from whenever import Instant

from console.channels.contract import AuthFailed, ChannelError, Connector, Health
from console.data.commands.trying import try_the_feed
from console.data.errors import NotAllowed, StoreError
from console.data.feed import Cursor, newest, news
from console.data.opening import open_by_login
from console.data.queries.logins import may_serve
from console.data.queries.serve_life import serve_life
from console.data.schema import HEAD, require_current
from console.data.secrets import SecretStore, SecretsUnavailable, credentials_folder
from console.data.store import Store
from console.data.store_clock import clock_of
from console.data.transaction import new_act
from console.domain.connecting import SettingsError
from console.domain.instants import Clock, seconds_between
from console.domain.language import ntr, tr
from console.domain.wording import since_label
from console.service.finding import Finding
from console.service.hold import steady
from console.service.mail_account import Account, named_account
from console.service.phone_account import ConnectPhone, by_kind, named_exchange
from console.service.phone_trial import health_words, try_exchange
from console.service.web_trial import Reach, reached_by, try_web_chat

RELEASED = Instant.from_utc(2026, 1, 1)
"""A clock before this is wrong: the program is younger."""

AHEAD_S = 300.0
"""So far may the newest event lie in our future before a clock is doubted."""


def examine(
    store_url: str,
    clock: Clock,
    secrets: SecretStore | None = None,
    connect: Callable[[Account], Connector] | None = None,
    connect_phone: ConnectPhone = by_kind,
    reach: Reach = reached_by,
) -> list[Finding]:
    """Tries every part that can be tried; never raises for what it finds."""
    kept = secrets or SecretStore(credentials_folder())
    findings = [_keyring(kept)]
    try:
        store = Store(open_by_login(store_url, kept))
    except StoreError as error:
        return [_bad_store(error), *findings]
    try:
        found = [*_store(store, clock), *findings]
        if found[0].is_ok:
            found.append(_serve(store, clock, store_url))
            found.extend(_mailbox(store, kept, connect or _by_mail))
            found.extend(_telephone(store, kept, clock, connect_phone))
            of_serve = None if _is_for_serve(store) else kept
            found.extend(try_web_chat(store, of_serve, clock.now(), reach))
        return found
    finally:
        store.close()


def _bad_store(error: StoreError) -> Finding:
    advice = tr("Ingen annen del kan prøves før lageret er i orden.")
    return Finding(tr("lager"), False, str(error), advice)


def _store(store: Store, clock: Clock) -> Iterator[Finding]:
    try:
        require_current(store.engine)
    except StoreError as error:
        yield _bad_store(error)
        return
    yield Finding(
        tr("lager"),
        True,
        tr("{url}, skjema {head}", url=store.engine.url.render_as_string(), head=HEAD),
    )
    yield _feed(store, clock)
    yield _clock(store, clock)


def _feed(store: Store, clock: Clock) -> Finding:
    """Writes a change and looks for it in the feed, as another window would."""
    try:
        before = store.read(newest)
        act = new_act(None, clock.now())
        store.perform(act, try_the_feed)
        items = store.read(news, before).items
    except StoreError as error:
        advice = tr("Sjekk at kontoen din kan skrive til lageret, og at disken har plass.")
        return Finding(tr("endringsstrøm"), False, str(error), advice)
    if act.id not in {item.act for item in items}:
        return Finding(
            tr("endringsstrøm"),
            False,
            tr("En endring ble skrevet, men kom ikke ut i strømmen."),
            tr("Ta en kopi av lageret og kjør: agent-console db check"),
        )
    return Finding(tr("endringsstrøm"), True, tr("en endring ble skrevet og lest tilbake"))


def _clock(store: Store, clock: Clock) -> Finding:
    part, now = tr("klokke"), clock.now()
    advice = tr("Slå på automatisk klokke (nettid) på denne maskinen.")
    if now < RELEASED:
        text = tr("Klokken er stilt til {at}, og går feil.", at=now.format_iso())
        return Finding(part, False, text, advice)
    try:
        told = clock_of(store, clock, steady)
        told.keep()
        end = store.read(newest)
        last = store.read(news, Cursor(end.epoch, max(0, end.seq - 2))).items
    except StoreError as error:
        return Finding(part, False, str(error))
    if doubts := told.doubts():
        return Finding(part, False, doubts, advice)
    ahead_s = max((seconds_between(now, item.at) for item in last), default=0.0)
    if ahead_s > AHEAD_S:
        text = tr("Noe i lageret er skrevet {minutes} min frem i tid.", minutes=round(ahead_s / 60))
        return Finding(part, False, text, advice)
    return Finding(part, True, tr("stemmer med lageret"))


def _serve(store: Store, clock: Clock, store_url: str) -> Finding:
    """Whether mail is fetched and answers go out at all."""
    part = "serve"
    try:
        told = clock_of(store, clock, steady)
        told.keep()
        now, life = told.now(), store.read(serve_life)
    except StoreError as error:
        return Finding(part, False, str(error))
    waiting = ntr("{count} svar venter", "{count} svar venter", life.waiting)
    if life.leads(now):
        return Finding(part, True, tr("{who} leder; {waiting}", who=life.instance, waiting=waiting))
    # The window starts the one of a store in one file, and ends it: nothing is wrong by that.
    is_own = store.engine.dialect.name == "sqlite"
    advice = tr("Start den: agent-console serve --store {url}", url=store_url)
    if is_own:
        advice = tr(
            "Vinduet starter den. Uten vindu: agent-console serve --store {url}", url=store_url
        )
    if life.seen_at is None:
        text = tr("Ingen serve har kjørt her; {waiting}", waiting=waiting)
    else:
        since = since_label(life.seen_at, now)
        text = tr("Ingen serve kjører siden {time}; {waiting}", time=since, waiting=waiting)
    return Finding(part, is_own and not life.waiting, text, advice)


def _keyring(secrets: SecretStore) -> Finding:
    part = tr("nøkkelring")
    if credentials_folder() is not None:
        return Finding(part, True, tr("passord kommer fra systemd"))
    try:
        return Finding(part, True, secrets.describe())
    except SecretsUnavailable as error:
        advice = tr("Uten nøkkelring kan postkassens passord ikke huskes på denne maskinen.")
        return Finding(part, False, str(error), advice)


def _mailbox(
    store: Store, secrets: SecretStore, connect: Callable[[Account], Connector]
) -> Iterator[Finding]:
    """Logs in to both mail servers, as `serve` would."""
    part = tr("postkasse")
    try:
        account = named_account(store.read, secrets)
    except (NotAllowed, SettingsError, SecretsUnavailable) as error:
        yield _unusable(store, part, error, tr("Åpne Innstillinger → E-post."))
        return
    except StoreError as error:
        yield Finding(part, False, str(error))
        return
    if account is None:
        yield Finding(part, True, tr("ingen er lagt inn"), tr("Legg den inn under Innstillinger."))
        return
    connector = connect(account)
    try:
        yield _login(tr("henting av e-post"), connector.check_receiving)
        yield _login(tr("sending av e-post"), connector.check_sending)
    finally:
        connector.close()


def _telephone(
    store: Store, secrets: SecretStore, clock: Clock, connect: ConnectPhone
) -> Iterator[Finding]:
    """Logs in to the exchange as `serve` would, and looks for our queues and what we may do."""
    part, place = tr("telefonsentral"), tr("Åpne Innstillinger → Telefon.")
    try:
        exchange = named_exchange(store.read, secrets)
        health = None if exchange is None else try_exchange(exchange, clock, connect)
    except (NotAllowed, SettingsError, SecretsUnavailable) as error:
        yield _unusable(store, part, error, place)
    except StoreError as error:
        yield Finding(part, False, str(error))
    except AuthFailed as error:
        advice = tr("Skriv inn passordet på nytt, som det står i sentralens manager.conf.")
        yield Finding(part, False, str(error), advice)
    except ChannelError as error:
        advice = tr("Sjekk nettet, og server, port og TLS under Innstillinger → Telefon.")
        yield Finding(part, False, str(error), advice)
    else:
        yield from _exchange(part, health)


def _exchange(part: str, health: Health | None) -> Iterator[Finding]:
    if health is None:
        yield Finding(part, True, tr("ingen er lagt inn"), tr("Legg den inn under Innstillinger."))
        return
    yield Finding(part, True, health_words(health))
    if health.lacks:
        advice = tr("Gi kontoen rettighetene i manager.conf, og rett køene under Innstillinger.")
        yield Finding(tr("rettigheter i sentralen"), False, " ".join(health.lacks), advice)


def _unusable(store: Store, part: str, error: Exception, advice: str) -> Finding:
    if _is_for_serve(store):
        text = tr("er ikke prøvd: det må kontoen til serve, på maskinen der den kjører")
        return Finding(part, True, text)
    return Finding(part, False, str(error), advice)


def _is_for_serve(store: Store) -> bool:
    """On a server the passwords lie with the service, and the mailbox's key is read by it alone."""
    try:
        return not store.read(may_serve)
    except StoreError:
        return False


def _login(part: str, check: Callable[[], Health]) -> Finding:
    try:
        health = check()
    except AuthFailed as error:
        return Finding(part, False, str(error), tr("Skriv inn passordet på nytt."))
    except ChannelError as error:
        advice = tr("Sjekk nettet, og servernavn, port og kryptering under Innstillinger → E-post.")
        return Finding(part, False, str(error), advice)
    return Finding(part, True, health_words(health))


def _by_mail(account: Account) -> Connector:
    # Late: half the commands never speak to a mail server.
    from console.channels.mail.connector import MailConnector  # noqa: PLC0415

    return MailConnector(account.settings, account.password, account.secret)
