"""`make profile`, small."""

import subprocess
import sys

from dev.paths import CHECKOUT


def test_profile_shows_our_functions_and_writes_a_page(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "dev", "profile", "--", "--orders", "2"]
        + ["--results", tmp_path],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "_cron_import_orders" in done.stdout
    (page,) = tmp_path.glob("import-*.html")
    assert "_cron_import_orders" in page.read_text()
