"""The web server of a door, in a thread of its own."""

from __future__ import annotations

import asyncio
import socket
import threading

import uvicorn
from starlette.applications import Starlette

from console.channels.contract import ChannelDown
from console.channels.webhook.pace import Pace
from console.domain.language import tr

_ENDING_S = 5.0


class WebServer:
    """Serves from when it is made until `close`. Raises ChannelDown where the port is taken."""

    def __init__(self, app: Starlette, host: str, port: int, pace: Pace) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            self._socket = socket.create_server((host.strip("[]"), port), family=family)
        except OSError as error:
            raise ChannelDown(
                tr(
                    "Webhooken kan ikke tas imot på {host}:{port} ({reason}). Er porten i bruk, "
                    "velg en annen under Innstillinger → Telefon.",
                    host=host,
                    port=port,
                    reason=error.strerror or error,
                )
            ) from error
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app,
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=pace.connections,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="phone.webhook", daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        return self._thread.is_alive()

    def close(self) -> None:
        """Ends what is under way. Threads: any other."""
        self._server.should_exit = True
        self._thread.join(_ENDING_S)
        self._socket.close()

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))
