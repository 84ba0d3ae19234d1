"""Products, and the workbench: switches, faults, the last requests."""

from dataclasses import fields

from .faults import KINDS
from .page_parts import Html, amount, button, fill, home_of, join, layout
from .switches import CHOICES, HELP, Switches

# The faults that need no more than a click: (kind, options, words).
READY = {
    "429": ("status", {"status": 429, "retry_after": 2}, "429, retry after 2 s"),
    "503": ("status", {"status": 503}, "503 Service unavailable"),
    "html": ("html", {}, "HTML instead of JSON"),
    "cut": ("cut", {}, "Cut-off JSON"),
    "reset": ("reset", {}, "Connection reset"),
    "delay": ("delay", {"seconds": 5}, "Answer after 5 s"),
    "lost": ("lost_answer", {}, "Done, but the answer is lost"),
    "empty": ("empty_page", {}, "An empty page"),
}


def products_page(sandbox, shop, flash):
    rows = join(
        fill(
            '<tr><td><img class="pic" src="/images/{account}/{id}.png" alt=""></td>'
            '<td data-label="Product">{name}</td>'
            '<td data-label="Options">{options}</td>'
            '<td data-label="Price" class="num">{price}</td>'
            '<td data-label="Description" class="soft">{description}</td>'
            '<td class="acts-cell">{action}</td></tr>',
            account=shop.account.id,
            id=product.id,
            name=product.name,
            options=", ".join(option.name for option in product.options),
            price=amount(min(o.price for o in product.options), shop.account.currency),
            description=product.description,
            action=_delete(shop, product),
        )
        for product in shop.products.values()
    )
    body = fill(
        '<div class="wrap"><table class="stack"><thead><tr><th>Picture</th>'
        '<th>Product</th><th>Options</th><th class="num">Price</th>'
        "<th>Description, as the seller typed it</th><th></th></tr></thead>"
        "<tbody>{rows}</tbody></table></div>",
        rows=rows,
    )
    place = f"{home_of(shop)}/products"
    return layout(sandbox, shop, "Products", body, here=place, flash=flash)


def _delete(shop, product):
    if product.deleted:
        return Html('<span class="tag bad">Deleted</span>')
    place = f"{home_of(shop)}/products/{product.id}/delete"
    return button("Delete", place, "risky", product.name)


def workbench_page(sandbox, flash):
    body = fill(
        '<div class="grid"><div class="card"><h2>Faults</h2><p class="soft">The next '
        "API request meets it, once.</p>{faults}</div>"
        '<div class="card"><h2>Credentials</h2>{credentials}</div></div>'
        '<div class="card"><h2>Last requests</h2>{requests}</div>'
        '<div class="card"><h2>Switches</h2><p class="soft">What nobody knows about '
        "the real API yet.</p>{switches}</div>",
        faults=_faults(sandbox),
        credentials=_credentials(sandbox),
        requests=_requests(sandbox),
        switches=_switches(sandbox.switches),
    )
    return layout(
        sandbox,
        sandbox.shop,
        "Switches and faults",
        body,
        here="/workbench",
        flash=flash,
    )


def _faults(sandbox):
    armed = [fault for fault in sandbox.faults.armed if not fault.spent]
    waiting = join(
        fill(
            '<li title="{help}">{kind} <span class="soft">{options}</span></li>',
            kind=fault.kind,
            help=KINDS[fault.kind],
            options=", ".join(f"{k} {v}" for k, v in fault.options.items()),
        )
        for fault in armed
    )
    buttons = join(
        button(words, f"/workbench/faults/{key}")
        for key, (_kind, _options, words) in READY.items()
    )
    clear = button("Disarm all", "/workbench/faults/clear") if armed else Html("")
    return fill(
        '<div class="acts" style="flex-wrap:wrap">{buttons}</div><ul>{waiting}</ul>'
        "{clear}",
        buttons=buttons,
        waiting=waiting,
        clear=clear,
    )


def _credentials(sandbox):
    parts = []
    for shop in sandbox.shops:
        words = "Accept again" if shop.revoked else "Revoke"
        state = "revoked: every request gets 401" if shop.revoked else "accepted"
        parts.append(
            fill(
                "<dl><dt>Account id</dt><dd>{id}</dd><dt>Subdomain</dt><dd>{sub}</dd>"
                "<dt>Password</dt><dd>{password}</dd><dt>Access token</dt><dd>{token}"
                "</dd><dt>These are</dt><dd>{state}</dd></dl><p>{action}</p>",
                id=shop.account.id,
                sub=shop.account.subdomain,
                password=shop.password,
                token=shop.access_token,
                state=state,
                action=button(words, f"{home_of(shop)}/credentials"),
            )
        )
    return join(parts)


def _requests(sandbox):
    rows = join(
        fill(
            '<tr><td data-label="Request">{method} <code>{target}</code></td>'
            '<td data-label="Answer" class="num">{status}</td>'
            '<td data-label="Fault">{fault}</td></tr>',
            method=request.method,
            target=request.target,
            status=request.status or "none",
            fault=request.fault or "",
        )
        for request in reversed(sandbox.requests[-15:])
    )
    if not rows:
        return Html('<p class="soft">None yet.</p>')
    return fill(
        '<div style="overflow-x:auto"><table><thead><tr><th>Request</th>'
        '<th class="num">Answer</th><th>Fault</th></tr></thead>'
        "<tbody>{rows}</tbody></table></div>",
        rows=rows,
    )


def _switches(switches):
    inputs = join(
        _input(row.name, getattr(switches, row.name)) for row in fields(switches)
    )
    return fill(
        '<form method="post" action="/workbench/switches"><div class="fields">{inputs}'
        '</div><button class="main">Save</button></form>',
        inputs=inputs,
    )


def _input(name, value):
    choices = CHOICES[name]
    if choices:
        options = join(
            fill(
                "<option{mark}>{text}</option>",
                text=_word(choice),
                mark=Html(" selected" if choice == value else ""),
            )
            for choice in choices
        )
        control = fill(
            '<select name="{name}">{options}</select>', name=name, options=options
        )
    else:
        control = fill(
            '<input name="{name}" value="{value}">', name=name, value=_word(value)
        )
    return fill(
        "<label><strong>{name}</strong><br>{help}{control}</label>",
        name=name,
        help=HELP[name],
        control=control,
    )


def _word(value):
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def read_switches(form):
    """The switches a form describes; raises ValueError for what is none."""
    values = {}
    for row in fields(Switches):
        text = form.get(row.name, "").strip()
        known = {str(_word(choice)): choice for choice in CHOICES[row.name]}
        if known and text not in known:
            raise ValueError(f"{row.name} cannot be {text!r}")
        if known:
            values[row.name] = known[text]
        elif row.name == "max_page_limit":
            values[row.name] = max(int(text), 1)
        else:
            values[row.name] = None if text == "none" else text
    return Switches(**values)
