"""``python -m tests.sandbox`` and its file of state."""

import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.sandbox import ABSENT, ACCESS_TOKEN, ACCOUNT_ID, Sandbox, Shop

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def running(*arguments):
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.sandbox", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_ends_cleanly(number):
    with running() as process:
        line = process.stdout.readline()
        url = re.fullmatch(r"Sandbox shop: (http://127\.0\.0\.1:\d+/)\n", line).group(1)
        assert urlopen(url).status == 200
        process.send_signal(number)
        assert process.wait(timeout=5) == 0
        assert process.stderr.read() == ""


def test_its_history_ends_when_it_is_told_to():
    with running("--now", "2026-11-20T18:00:00+00:00") as process:
        url = process.stdout.readline().split()[-1]
        request = Request(
            f"{url}v1/accounts/{ACCOUNT_ID}/orders",
            headers={
                "Accept": "application/vnd.api+json",
                "Authorization": f"Bearer {ACCESS_TOKEN}",
                "User-Agent": "test",
            },
        )
        moments = re.findall(
            r'"created_at": ?"([^"]+)"', urlopen(request).read().decode()
        )
    assert max(moments).startswith("2026-11-20T16:48")


def test_a_port_in_use_is_said_in_one_line(sandbox):
    with running("--port", str(sandbox.port)) as process:
        assert process.wait(timeout=5) == 1
        words = process.stderr.read()
    place = f"127.0.0.1:{sandbox.port}"
    assert words == f"Cannot listen on {place}: Address already in use\n"


def test_the_state_file_brings_the_same_shop_back(tmp_path):
    state = tmp_path / "deep" / "shop.json"
    with Sandbox(state=state) as first:
        order = first.shop.place_order(customer="jana")
        order.raw["attributes"]["customer_note"] = ABSENT
        first.shop.fulfilment.post(order, {"tracking_number": "X"})
        first.switches.deleted_product = "kept"
    with Sandbox(state=state) as second:
        assert list(second.shop.orders) == list(first.shop.orders)
        assert second.shop.orders[order.number] == order
        assert second.shop.products == first.shop.products
        assert second.switches == first.switches
        assert second.shop.place_order().number == first.shop.place_order().number


def test_the_state_is_kept_after_every_write(tmp_path):
    state = tmp_path / "shop.json"
    with Sandbox(Shop.believable(), state=state) as sandbox:
        place = f"{sandbox.url}/shops/{sandbox.shop.account.id}/orders"
        urlopen(place, data=b"").read()
        assert list(sandbox.shop.orders)[-1] in state.read_text(encoding="utf-8")
