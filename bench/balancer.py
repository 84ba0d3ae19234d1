"""A load balancer as small as can be: connections go to the server that has fewest.

The job runner of `queue_job` calls one address, and hangs up after a second, often
before the job is done: the server keeps its connection until it has answered, and so
counts as busy. Of nginx, that is `least_conn` with `proxy_ignore_client_abort on`.
"""

import socket
import threading


class Balancer:
    """Listens on a port of its own while the block runs; a context manager.

    :param list ports: of the servers, on this machine
    """

    def __init__(self, ports):
        self._open = dict.fromkeys(ports, 0)
        self._guard = threading.Lock()

    def __enter__(self):
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *exc):
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        port, server = self._connect()
        if not server:
            client.close()
            return
        try:
            with client, server:
                asking = threading.Thread(
                    target=_copy, args=(client, server), daemon=True
                )
                asking.start()
                _copy(server, client)
        finally:
            self._count(port, -1)

    def _connect(self):
        """Return port and connection of the least busy server; None where none is."""
        for port in sorted(self._open, key=self._open.get):
            self._count(port, 1)
            try:
                return port, socket.create_connection(("127.0.0.1", port))
            except OSError:
                self._count(port, -1)
        return None, None

    def _count(self, port, difference):
        with self._guard:
            self._open[port] += difference


def _copy(source, target):
    """Pass on what comes until there is no more; a lost target ends nothing."""
    listening = True
    while data := _receive(source):
        if listening:
            listening = _send(target, data)
    if listening:
        _hang_up(target)


def _receive(source):
    try:
        return source.recv(65536)
    except OSError:
        return b""


def _send(target, data):
    try:
        target.sendall(data)
    except OSError:
        return False
    return True


def _hang_up(target):
    """Say that nothing more comes; the answer may still be under way."""
    try:
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
