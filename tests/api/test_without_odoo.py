"""The client is of use where there is no Odoo."""

import subprocess
import sys
from pathlib import Path

from odoo.addons.bigcartel_connector import api

from .support import DOCUMENTS

SCRIPT = """
import json, sys

class NoOdoo:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "odoo":
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NoOdoo())
import api
with open(sys.argv[1]) as sample:
    order = api.parse_order(json.load(sample))
with api.Client(token="x", account_id="1") as client:
    print(order.number, order.total, client)
assert not [name for name in sys.modules if name.partition(".")[0] == "odoo"]
"""


def test_the_client_imports_and_reads_with_odoo_absent():
    addon = Path(api.__file__).parents[1]
    sample = DOCUMENTS / "sample_order.json"
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(sample)],
        cwd=addon,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.stderr == ""
    assert result.stdout.strip() == (
        "LMFN-543196 100.1 <Client https://api.bigcartel.com account 1>"
    )


def test_no_module_of_the_client_imports_odoo():
    for module in Path(api.__file__).parent.glob("*.py"):
        text = module.read_text()
        assert "import odoo" not in text and "from odoo" not in text, module
