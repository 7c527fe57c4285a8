"""Serve the workspace on the loopback address with one worker beside it; both end when this process ends."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable

HOST = "127.0.0.1"
GRACE_SECONDS = 10
PORTS_TRIED = 20


def serve(*, port: int, say: Callable[[str], None]) -> int:
    """Run server and worker until a signal; a worker that dies is started again. Gives the exit code.

    Where something else listens on ``port`` the next free one is taken.
    """
    port = next((found for found in range(port, port + PORTS_TRIED) if _is_free(found)), port)
    os.environ.setdefault("CUPEL_SITE_URL", f"http://{HOST}:{port}")  # what links in mails begin with
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    server, worker = _start(_server(port)), _start(_worker())
    say(f"The workspace is at http://{HOST}:{port}/ (end it with Ctrl+C)")
    try:
        while not stop.wait(0.5) and server.poll() is None:
            if worker.poll() is not None:
                worker = _start(_worker())
    finally:
        _end(server, worker)
    return 0 if stop.is_set() else 1


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _server(port: int) -> list[str]:
    options = ["--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", "1", "--blocking-threads", "4"]
    return [sys.executable, "-m", "granian", *options, "--log-level", "warning", "cupel_web.conf.wsgi:application"]


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "work"]


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl+C reaches this process alone, which then ends its children in order.
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603  (our own modules)


def _end(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
