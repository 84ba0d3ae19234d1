import re

from odoo.exceptions import RedirectWarning, UserError
from odoo.http import Controller, request, route

from ..api import ApiError
from ..const import OAUTH_CALLBACK, OAUTH_MINUTES

_SHOPS = "/odoo/bigcartel-shops"
# The address holds a code: it goes into no cache and to no other site.
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


class OAuthController(Controller):
    """Where people come back to from Big Cartel's login page."""

    @route(OAUTH_CALLBACK, type="http", auth="user", methods=["GET"])
    def bigcartel_oauth_callback(self, code=None, state=None, error=None, **_others):
        """Connect the shop that the person left for, or say why not.

        Anybody can make a logged-in person open this address with anything in it:
        only a state that this very person was sent away with is worth something.
        """
        sign_in_sudo = request.env["bigcartel.oauth.request"]._find(state)
        is_mine = sign_in_sudo.user_id == request.env.user
        shop = self._get_shop(sign_in_sudo if is_mine else sign_in_sudo.browse())
        refusal = self._find_refusal(sign_in_sudo, is_mine, code, error)
        if refusal:
            return self._render_refusal(shop, *refusal)
        if not shop.has_access("write"):
            return self._render_refusal(
                shop.browse(),
                request.env._("You may not connect this shop (any more)."),
                403,
            )
        try:
            shop._connect_oauth(code, sign_in_sudo.redirect_uri)
        except RedirectWarning as problem:
            return self._render_refusal(shop, problem.args[0])
        except (ApiError, UserError) as problem:
            return self._render_refusal(shop, str(problem))
        return self._redirect_to(shop)

    def _find_refusal(self, sign_in_sudo, is_mine, code, error):
        """Return why nobody is connected, and the HTTP status; None when all is well.

        The state is used up, unless it is somebody else's.
        """
        taken = is_mine and sign_in_sudo._take()
        if error == "access_denied":
            return self._get_denial(), 403
        if error:
            # Anybody can put words into the address: only a code is repeated.
            known = re.fullmatch(r"[a-z_]{1,40}", error)
            return request.env._(
                "Big Cartel ended the sign-in with an error (%(error)s). Try again; if "
                "it stays like this, check the app in the settings.",
                error=error if known else "?",
            ), 400
        if not sign_in_sudo:
            return request.env._(
                "This address belongs to no sign-in that was started here. If you "
                "refused at Big Cartel, all is as it was; otherwise open the shop and "
                "connect it again."
            ), 400
        if not is_mine:
            return request.env._(
                "Somebody else started this sign-in. Only the person who started it "
                "can finish it; you can open the shop and connect it yourself."
            ), 403
        if not taken:
            return self._get_refused_state(sign_in_sudo), 400
        if not code:
            return self._get_denial(), 403
        return None

    def _get_denial(self):
        return request.env._(
            "You did not allow access at Big Cartel. Nothing was changed; you can "
            "connect the shop at any time."
        )

    def _get_refused_state(self, sign_in_sudo):
        if not sign_in_sudo._is_expired():
            return request.env._(
                "This sign-in was used already, and nothing was done again. Look at "
                "the shop: it says whether it is connected."
            )
        return request.env._(
            "This sign-in took longer than %(minutes)s minutes and has expired. Open "
            "the shop and connect it again.",
            minutes=OAUTH_MINUTES,
        )

    # === HELPERS === #

    def _get_shop(self, sign_in_sudo):
        """Return the shop with the rights of the person, in all their companies."""
        return request.env["bigcartel.backend"].browse(sign_in_sudo.backend_id.id)

    def _render_refusal(self, shop, message, status=400):
        """Return a page that says what is the matter, with the way back."""
        values = {
            "title": request.env._("The shop is not connected"),
            "message": message,
            "shop": shop.filtered(lambda one: one.has_access("read")),
            "url": f"{_SHOPS}/{shop.id}" if shop else _SHOPS,
        }
        template = "bigcartel_connector.oauth_refusal"
        return request.render(template, values, status=status, headers=_HEADERS)

    def _redirect_to(self, shop):
        """Go to the shop's form, in its company."""
        response = request.redirect(f"{_SHOPS}/{shop.id}")
        response.headers.update(_HEADERS)
        shown = request.cookies.get("cids", str(request.env.user.company_id.id))
        companies = [number for number in re.split(r"\D+", shown) if number]
        if str(shop.company_id.id) not in companies:
            # As Odoo's own links to records do: what is selected stays selected.
            companies.append(str(shop.company_id.id))
            response.set_cookie("cids", "-".join(companies))
        return response
