"""Web addresses that people type into the settings."""

import re
from urllib.parse import urlsplit

# This machine, where a sandbox or a proxy may listen without encryption.
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
# Plain steps of a path: nothing encoded, nothing that leads upwards or elsewhere.
_PATH = re.compile(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)*", re.ASCII)
_HOST = re.compile(r"[A-Za-z0-9.-]+|::1", re.ASCII)
_PLAIN = re.compile(r"[\x21-\x7e]+")


def check_address(url):
    """`url` without spaces around it and without a slash at its end.

    Secrets and people are sent there, so it has to be https (http only on this
    machine), a host, perhaps a port, and a plain path: no login, no query, no `..`.

    :raises ValueError: it is none of that; says why, in words for developers
    """
    url = (url or "").strip().rstrip("/")
    if not _PLAIN.fullmatch(url) or "\\" in url:
        raise ValueError("empty, or with signs that no address has")
    parts = urlsplit(url)  # raises ValueError itself
    host, port = parts.hostname, parts.port
    if not _HOST.fullmatch(host or "") or port == 0 or parts.netloc.endswith(":"):
        raise ValueError("without a host or with a bad port")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOCAL_HOSTS):
        raise ValueError("not encrypted")
    if "@" in parts.netloc or "?" in url or "#" in url:
        raise ValueError("with a login, a query or a fragment")
    if not _PATH.fullmatch(parts.path):
        raise ValueError("with a path that may lead elsewhere")
    return url
