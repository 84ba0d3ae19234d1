"""The page where a person lets an app into a shop: ``/oauth/authorize`` (facts 2.2)."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from .exchange import Response
from .page_parts import SAFETY, fill, join, layout

BODY = """<section class="card" style="max-width:520px;margin:24px auto">
<h2>{app} wants to connect to your shop</h2>
<p>It will see your orders and products, and mark orders as shipped. You can end this
at any time.</p>
<p class="soft">You will return to <b>{host}</b>.</p>
<form method="post" action="/oauth/authorize?{query}">
<p><label for="account">Shop</label>
<select id="account" name="account">{options}</select></p>
<div class="acts"><button name="decision" value="authorize" class="main">Authorize
</button> <button name="decision" value="deny">Deny</button></div></form></section>"""


def ask_page(sandbox, query):
    """Ask the person; what the app asks for wrongly is a 400 and leads nowhere."""
    back = _read_request(sandbox, query)
    options = join(
        fill(
            '<option value="{id}">{name} ({id})</option>',
            id=shop.account.id,
            name=shop.account.store_name,
        )
        for shop in sandbox.shops
    )
    body = fill(
        BODY,
        app=sandbox.oauth.name,
        host=back.netloc,
        query=urlencode(query),
        options=options,
    )
    page = layout(sandbox, sandbox.shop, f"Authorize {sandbox.oauth.name}", body)
    # A browser follows a form's redirect only to where forms may be sent.
    policy = SAFETY["Content-Security-Policy"].replace(
        "form-action 'self'", f"form-action 'self' {back.scheme}://{back.netloc}"
    )
    page.headers["Content-Security-Policy"] = policy
    return page


def decide(sandbox, query, form):
    """Back to the app: with a code, or as the switch for a denial says."""
    back = _read_request(sandbox, query)
    state = {"state": query["state"]} if "state" in query else {}
    if form.get("decision") == "authorize":
        shops = {shop.account.id: shop for shop in sandbox.shops}
        code = sandbox.oauth.grant(shops[form["account"]], query["redirect_uri"])
        return _go_back(back, {"code": code, **state})
    denials = {
        "access_denied": {
            "error": "access_denied",
            "error_description": "The shop's owner denied the request",
            **state,
        },
        "state_only": state,
        "nothing": {},
    }
    return _go_back(back, denials[sandbox.switches.oauth_denial])


def _read_request(sandbox, query):
    """The parsed ``redirect_uri`` of what an app asks for.

    Raises ValueError, which is a 400, and never a redirect: the address of an app
    that is not known is not to be trusted.
    """
    if query.get("client_id") != sandbox.oauth.client_id:
        raise ValueError("There is no app with this client_id.")
    if query.get("response_type", "code") != "code":
        raise ValueError("The only response_type is code.")
    back = urlsplit(query.get("redirect_uri", ""))
    if back.scheme not in ("http", "https") or not back.netloc or back.fragment:
        raise ValueError("The redirect_uri is not one of the app's.")
    return back


def _go_back(back, values):
    query = urlencode([*parse_qsl(back.query), *values.items()])
    return Response(303, headers={"Location": urlunsplit(back._replace(query=query))})
