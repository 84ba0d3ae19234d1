"""Write the cassettes anew: `python -m tests.contract.record`.

Reads a real shop whose login is in the environment and changes nothing in it. Names,
e-mail and postal addresses, phone numbers and the login are not written. `--sandbox`
records the sandbox instead, writes included.
"""

import argparse
import os
import sys
from pathlib import Path

from .checks import READS, WRITES
from .library import api
from .targets import CASSETTES, NEEDED, SandboxTarget, record, shop_target


def main(arguments=None, environ=os.environ):
    """Record; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.contract.record")
    parser.add_argument("--sandbox", action="store_true", help="record the sandbox")
    parser.add_argument("--folder", type=Path, default=CASSETTES)
    options = parser.parse_args(arguments)
    if options.sandbox:
        target, checks = SandboxTarget(), (*READS, *WRITES)
    else:
        target, checks = shop_target(environ), READS
    if target is None:
        print(f"To record a real shop, set {NEEDED}.", file=sys.stderr)
        return 2
    options.folder.mkdir(parents=True, exist_ok=True)
    return _record_all(target, checks, options.folder, persons=not options.sandbox)


def _record_all(target, checks, folder, persons):
    failed = 0
    for check in checks:
        words = check.__name__.replace("_", " ")
        try:
            path = record(target, check, folder, persons)
        except (AssertionError, api.ApiError) as error:
            failed += 1
            print(f"FAILED    {words}: {error or 'not as expected'}", file=sys.stderr)
        else:
            print(f"recorded  {words} ({path.stat().st_size // 1024} kB)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
