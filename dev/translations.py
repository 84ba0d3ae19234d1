"""`make translations`: the templates of what is to be translated, and their languages.

Odoo writes a template per addon; what is new or gone is merged into each language.
"""

from . import processes, progress, workspace
from .paths import ADDON, CHECKOUT, QUEUE_ADDON, STATE


def run():
    """Write the templates anew, update every language, and say what is missing."""
    with workspace.opened() as space:
        databases = space.databases
        sources = {ADDON: databases.addon(), QUEUE_ADDON: databases.queue()}
        for addon, source in sources.items():
            with databases.temporary("i18n", source) as database:
                _export(space, database, addon)
        folders = [_get_template(addon).parent for addon in sources]
        return processes.call(
            [space.venv.python, "-m", "dev.merge_translations", *folders],
            space.venv.environment(),
        )


def _get_template(addon):
    return addon / "i18n" / f"{addon.name}.pot"


def _export(space, database, addon):
    template = _get_template(addon)
    template.parent.mkdir(exist_ok=True)
    processes.run(
        "Exporting the terms",
        [
            *(space.venv.python, "-m", "odoo", "i18n", "export"),
            *("-c", space.odoo.config, "-d", database),
            *("-o", template, addon.name),
        ],
        "i18n",
        "Odoo could not export the terms",
        env=space.odoo.environment(),
        cwd=STATE,
    )
    progress.line(f"Template: {template.relative_to(CHECKOUT)}")
