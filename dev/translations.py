"""`make translations`: the template of what is to be translated, and its languages.

Odoo writes the template; what is new or gone in it is merged into each language.
"""

from . import processes, progress, workspace
from .paths import ADDON, STATE

_FOLDER = ADDON / "i18n"
_TEMPLATE = _FOLDER / f"{ADDON.name}.pot"


def run():
    """Write the template anew, update every language, and say what is missing."""
    with workspace.opened() as space:
        with space.databases.temporary("i18n") as database:
            _export(space, database)
        return processes.call(
            [space.venv.python, "-m", "dev.merge_translations", _FOLDER],
            space.venv.environment(),
        )


def _export(space, database):
    _FOLDER.mkdir(exist_ok=True)
    processes.run(
        "Exporting the terms",
        [
            *(space.venv.python, "-m", "odoo", "i18n", "export"),
            *("-c", space.odoo.config, "-d", database),
            *("-o", _TEMPLATE, ADDON.name),
        ],
        "i18n",
        "Odoo could not export the terms",
        env=space.odoo.environment(),
        cwd=STATE,
    )
    progress.line(f"Template: {_TEMPLATE.relative_to(ADDON.parent)}")
