"""Takes the pictures of `make screenshots`; runs in the virtual environment.

The same demo gives the same pictures: window, time, zone and fonts are fixed, nothing
moves, and each picture waits for what it shows and not for a time.
"""

import io
import os
import sys
import time

from PIL import Image
from playwright.sync_api import sync_playwright

from .paths import ADDON
from .pictures import DESKTOP, PHONE, PICTURES

FOLDER = ADDON / "static" / "description"
_ARGUMENTS = (
    *("--disable-gpu", "--disable-dev-shm-usage", "--force-device-scale-factor=1"),
    *("--disable-lcd-text", "--font-render-hinting=none", "--force-color-profile=srgb"),
    # Each picture is drawn as a whole, not in the parts that happened to change.
    *("--disable-partial-raster", "--disable-checker-imaging"),
)
# Nothing moves. Who is online, and how many messages of Odoo's own came so far, is a
# matter of the moment.
_STILL = """
    *, *::before, *::after { transition: none !important; animation: none !important }
    .o-mail-ImStatus, .o-mail-MessagingMenu-counter { visibility: hidden !important }
"""


def take_all(url, login, password, now):
    """Take every picture, as one person who logs in once.

    :param str now: the moment that the browser's clock stands still at
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["BIGCARTEL_CHROMIUM"], args=_ARGUMENTS
        )
        state = _log_in(_context(browser, url, now, DESKTOP), login, password)
        for picture in PICTURES:
            context = _context(browser, url, now, picture.size, storage_state=state)
            print(f"{picture.name}.png", flush=True)
            _take(context.new_page(), picture)
            context.close()
        browser.close()


def _context(browser, url, now, size, **options):
    width, height = size
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        is_mobile=size == PHONE,
        has_touch=size == PHONE,
        timezone_id="UTC",
        locale="en-US",
        reduced_motion="reduce",
        **options,
    )
    context.clock.set_fixed_time(now)
    return context


def _log_in(context, login, password):
    """Return the cookies of a person who is logged in."""
    page = context.new_page()
    page.goto("/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_selector(".o_main_navbar")
    state = context.storage_state()
    context.close()
    return state


class _Network:
    """The requests of a page that are under way.

    Playwright's own "networkidle" never comes: it also waits for the script of the
    worker that keeps the web client's connection.
    """

    _QUIET = 0.5

    def __init__(self, page):
        self._page = page
        self._open = set()
        self._changed = time.monotonic()
        page.on("request", self._begin)
        page.on("requestfinished", self._end)
        page.on("requestfailed", self._end)

    def _begin(self, request):
        if "websocket_worker" not in request.url:
            self._open.add(request)
            self._changed = time.monotonic()

    def _end(self, request):
        self._open.discard(request)
        self._changed = time.monotonic()

    def wait_until_idle(self):
        """Wait until nothing was under way for half a second."""
        while self._open or time.monotonic() - self._changed < self._QUIET:
            self._page.wait_for_timeout(50)


def _take(page, picture):
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    network = _Network(page)
    page.goto(picture.path)
    page.add_style_tag(content=_STILL)
    for selector in picture.steps:
        page.click(selector)
        network.wait_until_idle()
    page.wait_for_selector(picture.shows)
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur()")
    network.wait_until_idle()
    page.evaluate("document.fonts.ready")
    data = page.screenshot(animations="disabled", caret="hide")
    for dialog in page.locator(".o_error_dialog").all_inner_texts():
        errors.append(dialog)
    if errors:
        raise SystemExit(f"{picture.name}: Odoo shows an error: {errors[0]}")
    _save(Image.open(io.BytesIO(data)).convert("RGB"), picture.name)


def _save(image, name):
    """Store an image in its 256 commonest colours: a screen has hardly more."""
    colours = sorted(image.getcolors(image.width * image.height), reverse=True)[:256]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _count, colour in colours for part in colour])
    small = image.quantize(palette=palette, dither=Image.Dither.NONE)
    small.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    take_all(*sys.argv[1:])
