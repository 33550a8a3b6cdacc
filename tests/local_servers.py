"""Servers on the loopback that a register is reached by, and a line to them that breaks when it is told to."""

import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_TRIES = 200


@contextmanager
def git_daemon(folder: Path) -> Iterator[int]:
    """Serve the repositories of a folder by git's own protocol, pushes too; gives the port."""
    port = _free_port()
    words = ["git", "daemon", "--reuseaddr", "--export-all", "--enable=receive-pack", f"--base-path={folder}"]
    # In a group of its own: the daemon leaves its work to children.
    daemon = subprocess.Popen(
        [*words, "--listen=127.0.0.1", f"--port={port}", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        with suppress(ProcessLookupError):
            os.killpg(daemon.pid, 15)
        daemon.wait()


@contextmanager
def http_server(folder: Path, *, refuses: str = "") -> Iterator[int]:
    """Serve the repositories of a folder by smart HTTP; `refuses` is a word in addresses that are answered with 403."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._serve(b"")

        def do_POST(self) -> None:
            self._serve(_body(self))

        def _serve(self, body: bytes) -> None:
            if refuses and refuses in self.path:
                self.send_error(403)
                return
            path, _, query = self.path.partition("?")
            env = {
                "GIT_PROJECT_ROOT": str(folder),
                "GIT_HTTP_EXPORT_ALL": "1",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "HTTP_GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "REMOTE_USER": "clerk",
                "REMOTE_ADDR": "127.0.0.1",
                "PATH": os.environ["PATH"],
            }
            done = subprocess.run(["git", "http-backend"], input=body, env=env, capture_output=True, check=False)
            head, _, answer = done.stdout.partition(b"\r\n\r\n")
            fields = [line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line]
            status = next((value for name, value in fields if name == "Status"), "200 OK")
            self.send_response(int(status.split(" ")[0]))
            for name, value in fields:
                if name != "Status":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Line:
    """A line to a server that does wrong to the next pushes, as many as are named in `faults`.

    `half` cuts the line when half of what is sent has arrived; `answer` lets all arrive and loses the answer; `slow`
    waits before each part of it.
    """

    def __init__(self, port: int, *faults: str) -> None:
        self.faults = list(faults)
        self._to = port
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def close(self) -> None:
        """Take the line down.

        Whoever waits on a socket is woken before it is closed: a call that the kernel begins again would find another
        socket under the same number, and take from it what is meant for the next test.
        """
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._listening.join()
        self._socket.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._socket.accept()
                threading.Thread(target=self._carry, args=(here,), daemon=True).start()

    def _carry(self, here: socket.socket) -> None:
        with suppress(OSError), here, socket.create_connection(("127.0.0.1", self._to)) as there:
            # Git may send the length of its first line by itself.
            first = here.recv(4, socket.MSG_WAITALL)
            first += here.recv(int(first, 16) - 4, socket.MSG_WAITALL)
            fault = self.faults.pop(0) if b"receive-pack" in first and self.faults else ""
            there.sendall(first)
            state = {"sent": 0}
            back = threading.Thread(target=_answers, args=(there, here, fault, state), daemon=True)
            back.start()
            try:
                self._pass_on(here, there, fault, state)
            finally:
                with suppress(OSError):
                    there.shutdown(socket.SHUT_RDWR if fault == "half" else socket.SHUT_WR)
                back.join()

    @staticmethod
    def _pass_on(here: socket.socket, there: socket.socket, fault: str, state: dict[str, int]) -> None:
        while part := here.recv(65536):
            state["sent"] += len(part)
            if fault == "slow":
                time.sleep(0.3)
            if fault == "half" and len(part) > 100:
                there.sendall(part[: len(part) // 2])
                return
            there.sendall(part)


def _answers(there: socket.socket, here: socket.socket, fault: str, state: dict[str, int]) -> None:
    with suppress(OSError):
        while part := there.recv(65536):
            if fault != "answer" or state["sent"] == 0:
                here.sendall(part)
        # Both ways: whoever sends must learn that nobody is there any more.
        here.shutdown(socket.SHUT_RDWR)


def _body(request: BaseHTTPRequestHandler) -> bytes:
    if request.headers.get("Transfer-Encoding") != "chunked":
        return request.rfile.read(int(request.headers.get("Content-Length", "0")))
    body = b""
    while size := int(request.rfile.readline().strip() or b"0", 16):
        body += request.rfile.read(size)
        request.rfile.readline()
    request.rfile.readline()
    return body


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(_TRIES):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    raise TimeoutError(port)
