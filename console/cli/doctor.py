"""`agent-console doctor`: tests every part and says what to do."""

from __future__ import annotations

import click

from console.app.always_on import examine_all
from console.cli.answers import json_option, say, say_json
from console.cli.options import store_option, store_url
from console.domain.language import tr


@click.command()
@store_option
@json_option
def doctor(store: str, as_json: bool) -> int:
    """Test store, feed, clock, keyring, serve, mail, telephone, chat; exit code 1 for a fault."""
    findings = examine_all(store_url(store))
    if as_json:
        say_json(
            [{"part": f.part, "ok": f.is_ok, "text": f.text, "advice": f.advice} for f in findings]
        )
    else:
        for finding in findings:
            mark = tr("i orden") if finding.is_ok else tr("FEIL")
            say(f"{mark:8} {finding.part}: {finding.text}")
            if finding.advice:
                say(f"{'':8} → {finding.advice}")
    return 0 if all(finding.is_ok for finding in findings) else 1
