"""The sandbox: a real HTTP server in front of one or several shops."""

import base64
import binascii
import re
import socket
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from . import api, misfortune, pages
from .exchange import SECRET_HEADERS, Request
from .faults import Faults
from .oauth import OAuth
from .shop import Shop
from .state import State
from .switches import Switches

MAX_BODY = 1_000_000
# Answered by the API (and recorded); every other path is a page for people.
API_PATHS = ("/v1", "/oauth/token", "/oauth/deauthorize")


class Sandbox:
    """Serves shops until ``stop()``; also a context manager.

    ``requests``: every API request received, oldest first; ``accepted``: how many
    connections were. ``switches`` and ``faults`` may be changed while it runs.
    ``stop()`` closes every connection, so a client then sees "connection refused";
    ``start()`` takes the same port.
    """

    def __init__(self, shop=None, port=0, *, host="127.0.0.1", shops=(), state=None):
        self.shops = [shop or Shop.believable(), *shops]
        self.switches = Switches()
        self.faults = Faults()
        self.oauth = OAuth()
        self.requests = []
        self.accepted = 0
        self.host = host
        self.port = port
        self.stopping = threading.Event()
        self.state = State(state) if state else None
        if self.state:
            self.state.load_into(self)
        self._server = None
        self._switching = threading.Lock()
        self._thread = None

    @property
    def shop(self):
        return self.shops[0]

    @property
    def url(self):
        name = "127.0.0.1" if self.host == "0.0.0.0" else self.host
        return f"http://{name}:{self.port}"

    def add_shop(self, shop):
        """Serve one more; its credentials tell it from the others."""
        self.shops.append(shop)
        return shop

    def received(self, method=None, path=None):
        """The requests so far of a method, and of a path (a regular expression)."""
        return [
            request
            for request in list(self.requests)
            if method in (None, request.method)
            and (path is None or re.search(path, request.path))
        ]

    def answer(self, request):
        """The response of the API to a request, without what goes wrong on the way."""
        return api.answer(request, self.shops, self.switches)

    def __enter__(self):
        return self.start()

    def __exit__(self, *exc):
        self.stop()

    def start(self):
        # A fault may be taking it down at this moment, in a thread of its own.
        with self._switching:
            if not self._server:
                self._start()
        return self

    def _start(self):
        self.stopping.clear()
        self._server = _Server((self.host, self.port), self)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    def stop(self):
        with self._switching:
            if self._server:
                self._stop()

    def _stop(self):
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.close_connections()
        self._thread.join()
        self._server = None
        self.save()

    def save(self):
        if self.state:
            self.state.save(self)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address, sandbox):
        self.sandbox = sandbox
        self.connections = set()
        super().__init__(address, _Handler)

    def server_bind(self):
        # HTTPServer's own asks for the host's full name, which may take seconds.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]

    def get_request(self):
        connection, address = super().get_request()
        self.connections.add(connection)
        self.sandbox.accepted += 1
        return connection, address

    def shutdown_request(self, request):
        self.connections.discard(request)
        super().shutdown_request(request)

    def close_connections(self):
        for connection in list(self.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # the other side was faster

    def handle_error(self, request, client_address):
        """Silence callers that hang up; anything else is the sandbox's own fault."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "BigCartelSandbox"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = 65536

    def log_message(self, format, *args):
        """The list of requests is the log."""

    @property
    def sandbox(self):
        return self.server.sandbox

    def _serve(self):
        if self.sandbox.stopping.is_set():
            self.close_connection = True
            return
        request = self._read()
        if request is None:
            return
        if request.path.startswith(API_PATHS):
            misfortune.serve(self, request)
            request.credential = None
        else:
            self.respond(request, pages.answer(request, self.sandbox))
        if request.method != "GET":
            self.sandbox.save()

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve

    def _read(self):
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            self.close_connection = True
            self.send_error(413)
            return None
        headers = {name.lower(): value for name, value in self.headers.items()}
        scheme, credential = _credential(headers.get("authorization", ""))
        for name in SECRET_HEADERS:
            headers.pop(name, None)
        return Request(
            self.command,
            self.path,
            headers,
            self.rfile.read(int(length)),
            scheme,
            credential,
            host=headers.get("host") or f"{self.sandbox.host}:{self.sandbox.port}",
        )

    def perform(self, request):
        if request.path.startswith("/oauth"):
            return self.sandbox.oauth.answer(request, self.sandbox.shops)
        return self.sandbox.answer(request)

    def respond(self, request, response, promised=None):
        """Send it; ``promised`` announces more bytes than there are."""
        request.status = response.status
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status != 204:
            self.send_header("Content-Type", response.content_type)
            self.send_header("Content-Length", str(promised or len(response.body)))
        self.end_headers()
        if response.status != 204:
            self.wfile.write(response.body)

    def hang_up(self, reset=False):
        """Close without an answer; ``reset`` sends RST instead of FIN."""
        self.close_connection = True
        if reset:
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()
            return
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the caller gave up waiting

    def wait(self, seconds):
        """Sleep, but not beyond the sandbox's own end."""
        until = time.monotonic() + seconds
        while not self.sandbox.stopping.is_set() and time.monotonic() < until:
            self.sandbox.stopping.wait(min(0.2, max(until - time.monotonic(), 0)))


def _credential(header):
    scheme, _, value = header.partition(" ")
    scheme, value = scheme.lower(), value.strip()
    if scheme == "basic":
        try:
            value = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return "basic", None
    return scheme or None, value or None
