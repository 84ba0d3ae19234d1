"""The machine's own Debian archive is found in its apt sources."""

import pytest

from dev import debian, sources
from dev.errors import SetupError

DEB822 = """\
# a comment
Types: deb deb-src
URIs: http://mirror.example/debian/
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/archive.gpg

Types: deb
URIs: http://mirror.example/security
Suites: bookworm-security
Components: main

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
"""


def test_deb822_sources_are_read():
    found = list(sources.parse_deb822(DEB822))
    assert [source.suite for source in found] == [
        *("bookworm", "bookworm-updates", "bookworm-security")
    ]
    assert found[0] == sources.Source(
        *("http://mirror.example/debian", "bookworm", ("main", "contrib")),
        "/usr/share/keyrings/archive.gpg",
    )


def test_key_inside_a_deb822_source_is_kept_whole():
    (source,) = sources.parse_deb822(
        "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\n"
        "Components: main\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n"
        " mQINBF\n -----END PGP PUBLIC KEY BLOCK-----\n"
    )
    assert source.signed_by.count("\n") == 3 and "mQINBF" in source.signed_by


def test_one_line_sources_are_read():
    text = (
        "# deb http://off.example/debian bookworm main\n"
        "deb-src http://mirror.example/debian bookworm main\n"
        "deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian/ bookworm main"
        " contrib # ours\n"
        "deb http://mirror.example/debian bookworm-updates main\n"
    )
    first, second = sources.parse_one_line(text)
    assert first == sources.Source(
        *("http://mirror.example/debian", "bookworm", ("main", "contrib"), "/k.gpg")
    )
    assert second.signed_by == ""


@pytest.mark.parametrize("name", ["sources.list", "sources.list.d/debian.sources"])
def test_debian_archive_is_found_among_others(tmp_path, name):
    release = tmp_path / "os-release"
    release.write_text('ID=debian\nVERSION_CODENAME="bookworm"\n')
    (tmp_path / "sources.list.d").mkdir()
    other = "deb http://other.example/tools stable-tools main\n"
    (tmp_path / "sources.list.d" / "a.list").write_text(other)
    one_line_text = "deb http://mirror.example/debian bookworm main\n"
    (tmp_path / name).write_text(DEB822 if "debian" in name else one_line_text)
    found = sources.debian_source(tmp_path, release)
    assert (found.uri, found.suite) == ("http://mirror.example/debian", "bookworm")
    release.write_text("ID=fedora\n")
    with pytest.raises(SetupError, match="ODOO_SRC"):
        sources.debian_source(tmp_path, release)


def test_links_without_a_target_are_dropped(tmp_path):
    (tmp_path / "there").write_text("")
    (tmp_path / "good").symlink_to("there")
    (tmp_path / "bad").symlink_to("nowhere")
    debian.drop_dangling_links(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good", "there"]
