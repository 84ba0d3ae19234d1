"""Which Chromium the browser tests run in."""

import subprocess
from pathlib import Path

import pytest

from dev import chromium, locks
from dev.errors import SetupError
from tests.test_setup import NO_NETWORK, one_line, run_dev


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine without a Chromium; returns a function that puts programs there."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.delenv("BIGCARTEL_CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "STATE", tmp_path / "state")
    monkeypatch.setattr(chromium, "_debians", lambda: "Debian's")

    def add(name, script):
        path = programs / name
        path.write_text(f"#!/bin/sh\necho $0 >> {tmp_path}/tried\n{script}\n")
        path.chmod(0o755)
        return path

    return add


def test_chromium_of_the_machine_is_taken_where_it_runs(machine, tmp_path):
    machine("chromium", "echo cannot open display >&2; exit 1")
    good = machine("google-chrome", "echo '<p>it works</p>'")
    assert chromium.ensure() == good
    assert chromium.ensure() == good
    tried = [Path(row).name for row in (tmp_path / "tried").read_text().split()]
    assert tried.count("google-chrome") == 1, "a good one is tried only once"


def test_debians_is_taken_where_the_machine_has_none_that_runs(machine):
    assert chromium.ensure() == "Debian's"
    machine("chromium", "exit 1")
    assert chromium.ensure() == "Debian's"


def test_debians_is_taken_when_it_is_asked_for(machine, monkeypatch):
    machine("chromium", "echo it works")
    monkeypatch.setenv("BIGCARTEL_CHROMIUM", "debian")
    assert chromium.ensure() == "Debian's"


def test_named_chromium_is_taken_or_refused(machine, monkeypatch):
    good = machine("chrome-of-mine", "echo it works")
    monkeypatch.setenv("BIGCARTEL_CHROMIUM", str(good))
    assert chromium.ensure() == good
    bad = machine("chromium-of-mine", "echo no such font >&2")
    monkeypatch.setenv("BIGCARTEL_CHROMIUM", str(bad))
    with pytest.raises(SetupError, match=r"no such font.*set it to another"):
        chromium.ensure()
    monkeypatch.setenv("BIGCARTEL_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(SetupError, match="no such program"):
        chromium.ensure()


def test_odoo_finds_the_chosen_chromium_first(machine, tmp_path):
    machine("google-chrome", "echo the wrong one")
    good = machine("mine", "echo it works")
    for _time in range(2):
        env = chromium.environment({"PATH": str(tmp_path / "programs")}, good)
    done = subprocess.run(["google-chrome"], env=env, capture_output=True, text=True)
    assert done.stdout == "it works\n"
    assert env["BIGCARTEL_CHROMIUM"] == str(good)


def test_launcher_names_its_own_libraries_and_fonts(tmp_path, monkeypatch):
    home = tmp_path / "a cache"
    monkeypatch.setattr(chromium, "_FOLDER", home)
    library = home / "usr/lib/x86_64-linux-gnu/pulseaudio/libpulse.so.0"
    program = home / "usr/lib/chromium/chromium"
    for path, text in (
        (library, ""),
        (program, '#!/bin/sh\necho "$1" "$LD_LIBRARY_PATH" "$FONTCONFIG_FILE"\n'),
    ):
        path.parent.mkdir(parents=True)
        path.write_text(text)
        path.chmod(0o755)
    chromium._complete(home)
    done = subprocess.run(
        [home / "chromium", "an argument"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"an argument {library.parent} {home}/fonts.conf\n"
    assert f"<dir>{home}/usr/share/fonts</dir>" in (home / "fonts.conf").read_text()


def test_no_network_says_so(tmp_path):
    settings = {"BIGCARTEL_CHROMIUM": "debian", "XDG_CACHE_HOME": tmp_path}
    line = one_line(run_dev("test", **settings, **NO_NETWORK))
    assert "Debian's index could not be read" in line
    assert "network connection and run the same command again" in line


def test_machine_without_apt_says_what_to_do(machine, tmp_path, monkeypatch):
    monkeypatch.setattr(chromium, "CACHE", tmp_path)
    with pytest.raises(SetupError, match="or set BIGCARTEL_CHROMIUM to the path"):
        chromium._download()


def test_two_setups_do_not_download_at_the_same_time(tmp_path, monkeypatch):
    monkeypatch.setattr(chromium, "CACHE", tmp_path)
    monkeypatch.setattr(chromium, "_FOLDER", tmp_path / "chromium")
    monkeypatch.setattr(chromium, "_complaint", lambda path: None)

    def download():
        with open(tmp_path / "chromium.lock", "a") as handle:
            assert not locks.try_lock(handle), "somebody else could download too"
        (tmp_path / "chromium").mkdir()  # fails the second time
        (tmp_path / "chromium" / "chromium").touch()

    monkeypatch.setattr(chromium, "_download", download)
    launcher = tmp_path / "chromium" / "chromium"
    assert chromium._debians() == launcher
    assert chromium._debians() == launcher
