"""An order whose every text is an attack, for what shows or exports it."""

SCRIPT = "window.attacked=1"
HTML = (
    f"<img src=x onerror={SCRIPT}><script>{SCRIPT}</script><b>bold</b>"
    f"{{{{7*7}}}}<t t-out='7*7'/>[here](javascript:{SCRIPT})"
)
# With each of these a spreadsheet would begin to calculate.
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1")


def place_attack(remote, html=HTML):
    """Place an order of two items, all of whose texts are an attack.

    :param remote: the sandbox's shop
    :return: its number
    """
    plain = remote.add_product(html, "No number", options=[html, "S"])
    remote.add_product(f"{html} too", f"SKU:{html}")
    person = {
        "first_name": html,
        "last_name": html,
        "email": "maya@example.com",
        "phone_number": html,
    }
    address = {
        "shipping_address_1": html,
        "shipping_address_2": html,
        "shipping_city": html,
        "shipping_state": html,
        "shipping_zip": html,
    }
    return remote.place_order(
        [(plain.options[0], 1)],
        customer=person,
        address=address,
        note=html,
        discount=("1.0", html),
    ).number
