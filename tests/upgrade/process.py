"""Odoo processes of their own, for what happens to an addon as a whole."""

import json
import os
import subprocess

from dev.paths import CHECKOUT

_SCRIPT = """
import json, sys
from importlib import import_module
told = import_module({module!r}).play(env)
env.cr.commit()
print(json.dumps(told, default=str))
"""


def play(space, database, module, *options, **variables):
    """Run `play(env)` of a module in Odoo's shell on a database.

    :param options: of Odoo's command line, after those of this checkout
    :param variables: of the process's environment
    :return: what it returned, and Odoo's log
    :rtype: tuple
    """
    command = space.odoo.command(
        *("shell", "-d", database, "--no-http", "--log-level=warn"), *options
    )
    env = {**space.odoo.environment(), **variables}
    env["PYTHONPATH"] += os.pathsep + str(CHECKOUT)
    done = subprocess.run(
        [str(part) for part in command],
        input=_SCRIPT.format(module=module),
        capture_output=True,
        text=True,
        env=env,
        cwd=CHECKOUT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stderr
