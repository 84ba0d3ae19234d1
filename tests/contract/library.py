"""The client, from the addon in Odoo or, where there is no Odoo, on its own."""

import importlib.util
import sys
from pathlib import Path

ADDON = Path(__file__).parents[2] / "bigcartel_connector"
STANDALONE = "bigcartel_connector_api"


def load_standalone():
    """The client as a package of its own, without the addon around it."""
    folder = ADDON / "api"
    spec = importlib.util.spec_from_file_location(
        STANDALONE, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    module = sys.modules[STANDALONE] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


try:
    from odoo.addons.bigcartel_connector import api
except ImportError:
    api = load_standalone()
