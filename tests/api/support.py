"""What the tests of the client share: documents, and a server that follows a script."""

import copy
import json
import socket
import threading
from dataclasses import dataclass
from pathlib import Path

from odoo.addons.bigcartel_connector.api import Client

DOCUMENTS = Path(__file__).parents[1] / "documents"
ACCOUNT = "2270023"
CLIENT_LOG = "odoo.addons.bigcartel_connector.api"
TOKEN = "s3cret-token-of-a-shop"
HTML = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>"


def document(name):
    """A document as it was captured; a fresh copy each time."""
    return json.loads((DOCUMENTS / f"{name}.json").read_text())


SAMPLE = document("sample_order")


def sample():
    return copy.deepcopy(SAMPLE)


def attributes(answer):
    return answer["data"]["attributes"]


def included(answer, id_):
    return next(item for item in answer["included"] if item["id"] == id_)


def order_row(number, **attributes):
    """The smallest order that can be read."""
    attributes = {"total": "5.0", "item_count": 0, **attributes}
    return {"id": number, "type": "orders", "attributes": attributes}


def page(rows, count=None, following=None):
    """The answer that holds `rows`."""
    answer = {"data": rows, "included": [], "links": {}}
    if count is not None:
        answer["meta"] = {"count": str(count)}
    if following:
        answer["links"]["next"] = following
    return answer


@dataclass
class Received:
    method: str
    path: str
    headers: dict
    body: bytes


def answer(status=200, body=b"", **headers):
    """The bytes of a whole HTTP answer; `Retry_After="1"` makes that header."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    headers.setdefault("Content-Length", str(len(body)))
    lines = [f"HTTP/1.1 {status} Whatever"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


HANG_UP = object()
RESET = object()


class ScriptedServer:
    """Answers request after request with the next step of a script.

    A step is an answer's bytes, a function of the request that returns them,
    `HANG_UP`, `RESET`, or (bytes, HANG_UP) to break off after those. The last step is
    repeated for ever. `requests` lists what came in, `connections` counts sockets.
    """

    def __init__(self, *steps):
        self._steps = list(steps)
        self.requests = []
        self.connections = 0
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._sockets, self._threads = [self._socket], []
        self._start(self._accept)

    def _start(self, work, *arguments):
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        """Wake up and end every thread, however the client left its connections."""
        for each in self._sockets:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # the other side was faster
            each.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def client(self, **options):
        """A client for this server that does not dawdle."""
        if "subdomain" not in options:
            options.setdefault("token", TOKEN)
        options.setdefault("account_id", ACCOUNT)
        options.setdefault("backoff", 0.001)
        return Client(self.url, **options)

    @property
    def paths(self):
        return [request.path for request in self.requests]

    def _accept(self):
        while True:
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            self._sockets.append(connection)
            self._start(self._serve, connection)

    def _serve(self, connection):
        try:
            with connection, connection.makefile("rb") as reader:
                self._answer(connection, reader)
        except OSError:
            pass  # the client has hung up

    def _answer(self, connection, reader):
        while request := _receive(reader):
            with self._lock:
                self.requests.append(request)
                last = len(self._steps) == 1
                step = self._steps[0] if last else self._steps.pop(0)
            if callable(step):
                step = step(request)
            if step is RESET:
                linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                return
            if step is HANG_UP:
                return
            if isinstance(step, tuple):
                connection.sendall(step[0])
                return
            connection.sendall(step)


def _receive(reader):
    start = reader.readline().decode("latin-1").split()
    if len(start) != 3:
        return None
    headers = {}
    while (line := reader.readline().decode("latin-1").strip()) != "":
        name, _colon, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = reader.read(int(headers.get("content-length", 0)))
    return Received(start[0], start[1], headers, body)
