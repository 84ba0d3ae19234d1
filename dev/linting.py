"""`make lint`: ruff over everything, pylint-odoo over the addon."""

from . import processes, venv
from .errors import SetupError
from .paths import ADDON, CHECKOUT


def run():
    """Run every linter, also after one has complained.

    :raise SetupError: when any of them did
    """
    environment = venv.ensure()
    python, env = environment.python, environment.environment()
    linters = {
        "ruff check": ("ruff", "check", "."),
        "ruff format": ("ruff", "format", "--check", "."),
        "pylint-odoo": ("pylint", "--rcfile=.pylintrc", ADDON.name),
    }
    failed = []
    for name, arguments in linters.items():
        if processes.call([python, "-m", *arguments], env, cwd=CHECKOUT):
            failed.append(name)
    if failed:
        raise SetupError(f"{', '.join(failed)} complained, see above")
