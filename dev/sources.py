"""The machine's own apt sources, in both of their formats."""

import re
from dataclasses import dataclass
from pathlib import Path

from .errors import SetupError

ETC_APT = Path("/etc/apt")
INSTEAD = "or set ODOO_SRC to an Odoo 19 checkout"


@dataclass(frozen=True)
class Source:
    """One archive of the machine's own apt sources."""

    uri: str
    suite: str
    components: tuple
    signed_by: str = ""


def parse_one_line(text):
    """Read a `.list` file: ``deb [options] uri suite component...`` lines."""
    pattern = re.compile(r"^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+(.+)$")
    for raw in text.splitlines():
        found = pattern.match(raw.split("#")[0].strip())
        if found:
            options, uri, suite, components = found.groups()
            signed_by = re.search(r"signed-by=(\S+)", options or "")
            yield Source(
                uri.rstrip("/"),
                suite,
                tuple(components.split()),
                signed_by.group(1) if signed_by else "",
            )


def parse_deb822(text):
    """Read a `.sources` file: stanzas of fields, parted by empty lines."""
    text = "\n".join(row for row in text.splitlines() if not row.startswith("#"))
    for stanza in re.split(r"\n\s*\n", text):
        fields = {}
        for name, value in re.findall(
            r"^([\w-]+):[ \t]*(.*(?:\n[ \t].*)*)", stanza, re.MULTILINE
        ):
            fields[name.lower()] = value.strip()
        if "deb" not in fields.get("types", "").split():
            continue
        if fields.get("enabled", "yes").lower() in ("no", "false", "0"):
            continue
        for uri in fields.get("uris", "").split():
            for suite in fields.get("suites", "").split():
                yield Source(
                    uri.rstrip("/"),
                    suite,
                    tuple(fields.get("components", "").split()),
                    fields.get("signed-by", ""),
                )


def machine_sources(etc=ETC_APT):
    """Return every archive the machine's apt knows, in the order apt reads them."""
    files = [etc / "sources.list", *sorted((etc / "sources.list.d").glob("*"))]
    sources = []
    for path in files:
        if not path.is_file() or path.suffix not in (".list", ".sources"):
            continue
        parse = parse_deb822 if path.suffix == ".sources" else parse_one_line
        sources.extend(parse(path.read_text(errors="replace")))
    return sources


def debian_source(etc=ETC_APT, os_release=Path("/etc/os-release"), instead=INSTEAD):
    """Return the machine's own Debian archive.

    :param instead: what a person may do who has none: "or ..."
    :raise SetupError: when there is none
    """
    release = {}
    if os_release.is_file():
        rows = (row.partition("=") for row in os_release.read_text().splitlines())
        release = {key: value.strip('"') for key, _, value in rows}
    names = {release.get("VERSION_CODENAME"), "stable", "oldstable", "testing", "sid"}
    for source in machine_sources(etc) if release.get("ID") == "debian" else ():
        known = source.uri.startswith(("http:", "https:", "mirror+", "file:"))
        if known and source.suite in names and "main" in source.components:
            return source
    raise SetupError(
        f"no Debian archive found in {etc}/sources.list*: add one there, {instead}"
    )
