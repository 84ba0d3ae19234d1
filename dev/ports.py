"""Ports of this machine that a server can listen on."""

import random
import socket


def free():
    """Return a free port.

    It is not one that the system gives to clients: theirs come and go by themselves
    until a server listens.

    :raise OSError: there is none
    """
    for port in random.sample(range(20000, 30000), 100):
        try:
            check(port)
        except OSError:
            continue
        return port
    raise OSError("no free port on 127.0.0.1")


def check(port):
    """Refuse a port that cannot be used.

    :raise OSError: with the reason
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
