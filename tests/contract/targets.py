"""Who the contract is checked against, and how to talk to each."""

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import vcr

from tests.sandbox import PASSWORD, SUBDOMAIN, Sandbox

from .checks import READS, WRITES
from .library import api
from .redaction import redact_response

CASSETTES = Path(__file__).parents[1] / "cassettes"
NEEDED = (
    "BIGCARTEL_SUBDOMAIN and BIGCARTEL_PASSWORD, "
    "or BIGCARTEL_ACCOUNT_ID and BIGCARTEL_TOKEN"
)
_MATCH_ON = ("method", "scheme", "host", "port", "path", "query", "body")


@dataclass
class Target:
    """A shop to check. `orders` maps a write to the order number it may ship."""

    name: str
    url: str = api.BASE_URL
    login: dict = field(default_factory=dict)
    orders: dict = field(default_factory=dict)

    def connect(self, **login):
        """A client of this shop, or of another login."""
        agent = api.build_user_agent("contract-suite", "see README.md")
        return api.Client(
            self.url, user_agent=agent, backoff=0.01, **(login or self.login)
        )

    @contextmanager
    def ready_for(self, check):
        """Whatever has to be up while a check runs; gives `connect`."""
        yield self.connect

    def run(self, check):
        """Run one check.

        :raises AssertionError: the target does not keep the contract
        """
        with self.ready_for(check) as connect:
            if check in WRITES:
                check(connect, self.orders.get(check))
            else:
                check(connect)


class SandboxTarget(Target):
    """A fresh sandbox for every check."""

    def __init__(self, **switches):
        login = {"subdomain": SUBDOMAIN, "password": PASSWORD}
        super().__init__("sandbox", login=login)
        self.switches = switches

    @contextmanager
    def ready_for(self, check):
        with Sandbox() as sandbox:
            for name, value in self.switches.items():
                setattr(sandbox.switches, name, value)
            self.url = sandbox.url
            yield self.connect


class CassetteTarget(Target):
    """Recorded answers; a request that was not recorded is an error."""

    def __init__(self, folder=CASSETTES):
        # The login is not in the cassettes; the account id is looked up.
        login = {"subdomain": "recorded", "password": "not-recorded"}
        super().__init__("cassettes", login=login)
        self.folder = folder

    @contextmanager
    def ready_for(self, check):
        path = str(self.folder / f"{check.__name__}.yaml")
        with vcr.use_cassette(path, record_mode="none", match_on=_MATCH_ON):
            yield self.connect


def shop_target(environ=os.environ):
    """A real shop from the environment, None without a login.

    `BIGCARTEL_API_URL` replaces the address, to try this out.
    """

    def value(name):
        return environ.get(f"BIGCARTEL_{name}", "").strip()

    if value("ACCOUNT_ID") and value("TOKEN"):
        login = {"account_id": value("ACCOUNT_ID"), "token": value("TOKEN")}
    elif value("SUBDOMAIN") and value("PASSWORD"):
        login = {"subdomain": value("SUBDOMAIN"), "password": value("PASSWORD")}
    else:
        return None
    named = zip(WRITES, ("CONTRACT_MARK", "CONTRACT_SHIP"), strict=True)
    orders = {check: value(name) for check, name in named if value(name)}
    return Target("shop", value("API_URL") or api.BASE_URL, login, orders)


def chosen():
    """[(target, check)] of this test run, by `BIGCARTEL_CONTRACT`."""
    choice = os.environ.get("BIGCARTEL_CONTRACT", "")
    if choice not in ("", "shop"):
        raise ValueError("BIGCARTEL_CONTRACT is either not set or `shop`")
    if not choice:
        targets = (SandboxTarget(), CassetteTarget())
        return [(target, check) for target in targets for check in (*READS, *WRITES)]
    shop = shop_target()
    if shop is None:
        raise ValueError(f"BIGCARTEL_CONTRACT=shop needs {NEEDED}")
    return [(shop, check) for check in (*READS, *shop.orders)]


def record(target, check, folder, persons):
    """Run a check against `target` and write what was said into a cassette.

    The address is written as the real one. No login is written.

    :param bool persons: whether the answers hold real persons
    """

    def as_real(request):
        for url in (target.url, target.url.replace("http://", "https://")):
            request.uri = request.uri.replace(url, api.BASE_URL)
        return request

    def redact(response):
        urls = [(target.url, api.BASE_URL)]
        return redact_response(response, urls, persons)

    path = Path(folder) / f"{check.__name__}.yaml"
    path.unlink(missing_ok=True)
    with target.ready_for(check) as connect:
        with vcr.use_cassette(
            str(path),
            record_mode="all",
            match_on=_MATCH_ON,
            filter_headers=["Authorization", "Cookie"],
            before_record_request=as_real,
            before_record_response=redact,
            decode_compressed_response=True,
        ):
            check(connect)
    return path
