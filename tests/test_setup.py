"""The development tool: its errors are one line, and it keeps to its own things."""

import errno
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from dev import cli, cluster, locks, odoo, paths, processes, progress, signals, venv

CHECKOUT = paths.CHECKOUT
# Nothing listens there.
NO_NETWORK = {
    f"{scheme}_proxy": "http://127.0.0.1:9" for scheme in ("http", "https", "all")
}


def run_dev(*arguments, python=(sys.executable,), cwd=CHECKOUT, **environment):
    """Run the tool as `make` does; a variable of value None is unset."""
    env = {**os.environ, **environment}
    return subprocess.run(
        [*python, "-m", "dev", *arguments],
        env={key: str(value) for key, value in env.items() if value is not None},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def one_line(done):
    """Check that a run failed with one line on standard error; return the line."""
    assert done.returncode == 1, done
    assert done.stderr.startswith("error: ") and done.stderr.count("\n") == 1, done
    assert "Traceback" not in done.stdout
    return done.stderr


# --- what goes wrong is one line that says what to do ---


def test_no_network_says_so_for_debian(tmp_path):
    line = one_line(
        run_dev("setup", XDG_CACHE_HOME=tmp_path, ODOO_SRC=None, **NO_NETWORK)
    )
    assert "Debian's index could not be read" in line
    assert "network connection and run the same command again" in line


def test_no_network_says_so_for_pip(tmp_path):
    line = one_line(run_dev("lint", XDG_CACHE_HOME=tmp_path, **NO_NETWORK))
    assert "pip could not install the Python packages" in line
    assert "network connection" in line


def test_little_disk_space_is_refused_before_anything_is_downloaded(tmp_path):
    line = one_line(
        run_dev("lint", XDG_CACHE_HOME=tmp_path, BIGCARTEL_DEV_MIN_FREE_GB=10**6)
    )
    assert "GB free" in line and "free some space" in line
    assert not list(tmp_path.glob("*/venv/*"))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), "/x cannot be"),
        (RuntimeError("two\nlines"), "RuntimeError: two lines (unexpected; please"),
    ],
)
@pytest.mark.parametrize("can_log", [True, False])
def test_any_error_is_one_line(monkeypatch, capsys, tmp_path, error, words, can_log):
    def fail(options):
        raise error

    monkeypatch.setattr(cli, "lint", fail)
    monkeypatch.setattr(signals, "handle_signals", lambda: None)
    (tmp_path / "file").touch()
    folder = tmp_path / ("log" if can_log else "file")
    monkeypatch.setattr(processes, "LOGS", folder)
    assert cli.run(["lint"]) == 1
    line = capsys.readouterr().err
    assert line.startswith("error: ") and line.count("\n") == 1 and words in line


def test_unsuitable_python_is_named():
    old = "import sys, runpy; sys.version_info = (3, 9, 2); sys.argv = ['dev', 'lint'];"
    done = subprocess.run(
        [sys.executable, "-c", old + "runpy.run_module('dev', run_name='__main__')"],
        env={**os.environ, "PYTHON": "python3"},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    line = one_line(done)
    assert "Python 3.9 is not suitable" in line
    assert "install Python 3.10 to 3.13" in line


def test_missing_python_is_named_by_make():
    done = subprocess.run(
        ["make", "-s", "lint", "PYTHON=python-of-nobody"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert done.stderr.startswith("error: python-of-nobody not found: install Python")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "has no odoo/release.py"),
        (
            {"odoo/release.py": "version_info = (17, 0, 0, FINAL, 0, '')"},
            "is Odoo 17.0",
        ),
    ],
)
def test_bad_odoo_src_is_refused(tmp_path, files, words):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    line = one_line(run_dev("setup", ODOO_SRC=tmp_path))
    assert words in line and "Odoo 19.0 checkout" in line


@pytest.mark.parametrize("folder", ["", "usr/lib/python3/dist-packages"])
def test_odoo_src_is_a_checkout_or_an_unpacked_package(tmp_path, folder):
    root = tmp_path / folder
    (root / "odoo/addons").mkdir(parents=True)
    (root / "odoo/release.py").write_text("version_info = (19, 0, 0, FINAL, 0, '')\n")
    tree = odoo.from_folder(tmp_path)
    assert tree.root == root
    assert tree.addons_path() == [root / "odoo/addons", root / "addons"]
    (root / "odoo/addons/web").mkdir()
    assert tree.addons_path() == [root / "odoo/addons"]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"PGHOST": "127.0.0.1", "PGPORT": "9"}, "no PostgreSQL at PGHOST=127.0.0.1"),
        ({"PGHOST": "/nowhere", "PGPORT": "5432"}, "no PostgreSQL at PGHOST=/nowhere"),
        ({"PGHOST": "127.0.0.1", "PGUSER": "postgres"}, "user postgres"),
    ],
)
def test_unusable_postgresql_is_named(settings, words):
    assert words in one_line(run_dev("setup", **settings))


def test_odoo_port_in_use_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert "choose another port" in one_line(run_dev("demo", ODOO_PORT=port))


# --- locks, processes, the cluster ---


def test_second_setup_waits_for_the_first(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(progress, "_stream", sys.stdout)
    lock = tmp_path / "lock"
    holder = subprocess.Popen(
        [
            *(sys.executable, "-c"),
            "import time, sys; from pathlib import Path; from dev import locks\n"
            "with locks.exclusive(Path(sys.argv[1])):\n"
            "    print('held', flush=True); time.sleep(1.5)",
            str(lock),
        ],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "held\n"
    started = time.monotonic()
    with locks.exclusive(lock):
        assert time.monotonic() - started > 0.5
    assert "Waiting for another set-up" in capsys.readouterr().out
    holder.wait()


def test_interrupted_venv_is_made_again_and_a_whole_one_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(venv, "CACHE", tmp_path)
    monkeypatch.setattr(venv, "check_disk_space", lambda: None)
    made = []

    def make(environment):
        made.append(environment)
        environment.python.parent.mkdir(parents=True, exist_ok=True)
        environment.python.touch()
        if len(made) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(venv, "_make", make)
    with pytest.raises(KeyboardInterrupt):
        venv.ensure()
    venv.ensure()
    venv.ensure()
    assert len(made) == 2


@pytest.fixture
def own_cluster(tmp_path, monkeypatch):
    """A PostgreSQL cluster beside the one that the tests run on."""
    monkeypatch.setattr(cluster, "STATE", tmp_path / ("long" * 30))
    made = cluster.Cluster(venv.ensure())
    yield made
    cluster.stop(made.data)
    shutil.rmtree(made.home, ignore_errors=True)


def test_killed_cluster_is_recovered_and_a_running_one_reused(own_cluster):
    folder = own_cluster.ensure_running()
    assert own_cluster.ensure_running() == folder
    pid, _folder = cluster.postmaster(own_cluster.data)
    os.kill(pid, 9)
    psutil.wait_procs([psutil.Process(pid)], timeout=5)
    again = own_cluster.ensure_running()
    assert cluster.postmaster(own_cluster.data)[0] != pid
    cluster.stop(own_cluster.data)
    assert cluster.postmaster(own_cluster.data) == (None, None)
    assert not again.exists() and not folder.exists()


# --- what it removes, what it names ---


def test_clean_removes_only_its_own(tmp_path):
    copy, cache = tmp_path / "copy", tmp_path / "cache" / "bigcartel-connector"
    shutil.copytree(CHECKOUT / "dev", copy / "dev")
    mine = [copy / ".dev" / "log" / "a.log", copy / "build" / "x", cache / "y"]
    others = [copy / "notes.txt", copy / "tests" / "t.py", tmp_path / "cache" / "pip"]
    for path in mine + others:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    environment = {"XDG_CACHE_HOME": cache.parent, "PGHOST": None}
    done = run_dev("clean", cwd=copy, **environment)
    assert done.returncode == 0, done
    assert [path.exists() for path in mine] == [False, False, True]
    run_dev("distclean", cwd=copy, **environment)
    assert not cache.exists()
    assert all(path.exists() for path in others)


def test_no_file_names_a_registry_host():
    hosts = [
        *("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org"),
        *("deb.debian" + ".org", "ftp.debian" + ".org", "snapshot.debian" + ".org"),
        *("npmjs" + ".com", "yarnpkg" + ".com"),
    ]
    skipped = (".git", ".dev", ".venv", "__pycache__", "build")
    for folder, folders, names in os.walk(CHECKOUT):
        folders[:] = [
            name for name in folders if name not in skipped and "_cache" not in name
        ]
        for name in names:
            text = Path(folder, name).read_bytes().decode(errors="ignore")
            assert not [host for host in hosts if host in text], Path(folder, name)
