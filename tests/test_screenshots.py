"""The pictures of README and Apps page are those that `make screenshots` takes."""

import re

import pytest
from lxml import html
from PIL import Image

from dev.paths import ADDON, CHECKOUT
from dev.pictures import PICTURES

FOLDER = ADDON / "static" / "description"
TAKEN = {f"{picture.name}.png": picture for picture in PICTURES}


def apps_page():
    return html.fromstring((FOLDER / "index.html").read_text())


def test_each_picture_is_taken_and_no_other_is_kept():
    kept = {path.name for path in FOLDER.glob("*.png")}
    assert kept == {"icon.png", *TAKEN}


@pytest.mark.parametrize("name", TAKEN)
def test_picture_has_its_size_and_is_small(name):
    with Image.open(FOLDER / name) as image:
        assert image.size == TAKEN[name].size
    assert (FOLDER / name).stat().st_size < 150_000


def test_apps_page_shows_every_picture_with_a_text():
    images = apps_page().findall(".//img")
    assert {image.get("src") for image in images} == set(TAKEN)
    assert all(len(image.get("alt")) > 20 for image in images)


def test_apps_page_has_nothing_that_odoo_would_remove():
    page = apps_page()
    assert not page.xpath("//script | //style | //link | //iframe | //@style")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")


def test_readme_shows_pictures_with_a_text():
    text = (CHECKOUT / "README.md").read_text()
    shown = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", text)
    assert len(shown) >= 3
    for label, path in shown:
        assert len(label) > 10 and (CHECKOUT / path).name in TAKEN
        assert (CHECKOUT / path).is_file()
