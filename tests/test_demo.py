"""`make demo`, `make demo ONCE=1` and `make shell`, as a person runs them."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

import psutil
import pytest

from dev.paths import CHECKOUT, STATE

# A demo beside the one that a person may have open.
ENVIRONMENT = {**os.environ, "BIGCARTEL_DEMO": f"selftest_{os.getpid()}"}


def make(*arguments, **options):
    return subprocess.run(
        ["make", "-s", *arguments],
        cwd=CHECKOUT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=240,
        **options,
    )


@pytest.fixture(scope="module", autouse=True)
def _leave_nothing():
    yield
    suffix = ENVIRONMENT["BIGCARTEL_DEMO"]
    subprocess.run(
        [
            *(sys.executable, "-c"),
            "from dev import demo, workspace\n"
            "with workspace.opened() as space:\n"
            "    space.databases.drop(demo.database_name())",
        ],
        cwd=CHECKOUT,
        env=ENVIRONMENT,
        check=True,
        capture_output=True,
    )
    for path in (*STATE.glob(f"{suffix}.lock"), *STATE.glob(f"log/{suffix}-*")):
        path.unlink()


@pytest.fixture(scope="module")
def played():
    return make("demo", "ONCE=1")


def test_order_is_played_through_to_shipped(played):
    assert played.returncode == 0, played.stderr
    assert "Odoo says: shipped" in played.stdout
    assert played.stdout.endswith("Big Cartel (the sandbox) says: shipped\n")


def test_table_shows_orders_linked_and_not(played):
    rows = re.findall(
        r"^(\w{4}-\d{6})  (.+?)  +([\d.]+ [A-Z]{3})  +(\d+) / (\d+)  +(\w.*)$",
        played.stdout,
        re.MULTILINE,
    )
    assert len(rows) > 20
    states = {state for *_rest, state in rows}
    assert {"Completed", "To link"} <= states
    assert all(int(linked) <= int(total) for *_, linked, total, _state in rows)


def test_shell_runs_a_script_and_prints_only_its_output(played):
    done = make("shell", input="print(env['bigcartel.backend'].search([]).state)\n")
    assert (done.returncode, done.stdout) == (0, "connected\n")


def test_button_to_connect_leads_to_the_sandbox(played):
    script = "print(env['bigcartel.backend'].search([]).action_connect_oauth())\n"
    done = make("shell", input=script)
    assert done.returncode == 0, done.stderr
    url = r"'http://127\.0\.0\.1:\d+/oauth/authorize\?client_id=sandbox-client-id&"
    assert re.search(url, done.stdout)


def test_shell_fails_with_a_failing_script(played):
    done = make("shell", input="print('before')\nraise ValueError('mistake')\n")
    assert done.returncode != 0
    assert done.stdout == "before\n" and "ValueError: mistake" in done.stderr


def read_until(stream, ending):
    text = ""
    while ending not in text:
        line = stream.readline()
        assert line, f"ended before {ending!r}: {text}"
        text += line
    return text


ENDINGS = {
    "ctrl-c": lambda pid: os.killpg(pid, signal.SIGINT),
    "interrupt-make": lambda pid: os.kill(pid, signal.SIGINT),
    "kill-make": lambda pid: os.kill(pid, signal.SIGTERM),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_interrupt_stops_what_the_demo_started_and_only_that(ending):
    foreign = subprocess.Popen(["sleep", "300"])
    demo = subprocess.Popen(
        ["make", "-s", "demo"],
        cwd=CHECKOUT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        printed = read_until(demo.stdout, "Ctrl-C")
        odoo, shop = re.findall(r"^(?:Odoo|Sandbox shop): +(http\S+)$", printed, re.M)
        assert "Login:        admin" in printed and "Password:     admin" in printed
        for address in (odoo, shop):
            with urllib.request.urlopen(address, timeout=60) as page:
                assert page.status == 200 and b"<html" in page.read().lower()
        started = [psutil.Process(demo.pid)]
        started += started[0].children(recursive=True)
        assert len(started) >= 4  # make, the tool, the sandbox, Odoo
        began = time.monotonic()
        ENDINGS[ending](demo.pid)
        demo.communicate(timeout=20)
        _gone, alive = psutil.wait_procs(started, timeout=5)
        assert not alive and time.monotonic() - began < 15
        assert foreign.poll() is None
    finally:
        foreign.kill()
        foreign.wait()
        if demo.poll() is None:
            demo.terminate()
