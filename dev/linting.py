"""`make lint`: ruff over everything, pylint-odoo over the addons."""

from . import processes, venv
from .errors import SetupError
from .paths import ADDON, CHECKOUT, QUEUE_ADDON

# A model is spread over several short files here, each named after what it does. Said
# here, because a configuration file cannot take back a part of what it enables.
_SHORT_FILES = "--disable=consider-merging-classes-inherited"


def run():
    """Run every linter, also after one has complained.

    :raise SetupError: when any of them did
    """
    environment = venv.ensure()
    python, env = environment.python, environment.environment()
    linters = {
        "ruff check": ("ruff", "check", "."),
        "ruff format": ("ruff", "format", "--check", "."),
        "pylint-odoo": (
            *("pylint", "--rcfile=.pylintrc", _SHORT_FILES),
            *(ADDON.name, QUEUE_ADDON.name),
        ),
    }
    failed = []
    for name, arguments in linters.items():
        if processes.call([python, "-m", *arguments], env, cwd=CHECKOUT):
            failed.append(name)
    if failed:
        raise SetupError(f"{', '.join(failed)} complained, see above")
