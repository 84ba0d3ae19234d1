"""What of a document says who somebody is, or where they live."""

_PERSONAL = (
    "customer_",
    "shipping_address_",
    "shipping_city",
    "shipping_zip",
)


def find_personal_texts(document):
    """Return the texts of an order's document that are its customer's own.

    :param document: the JSON:API document of an order, of whatever shape
    :rtype: set[str]
    """
    row = document.get("data") if isinstance(document, dict) else None
    values = row.get("attributes") if isinstance(row, dict) else None
    return {
        str(value).strip()
        for name, value in (values.items() if isinstance(values, dict) else ())
        if name.startswith(_PERSONAL) and value
    }
