"""What a screen reader and a person who sees no colours need in a view or template."""

import re

# Attributes that name an element, also as computed by a template.
_NAMES = ("title", "aria-label", "aria-labelledby", "string", "alt", "data-tooltip")
_NAMING = {f"{prefix}{name}" for name in _NAMES for prefix in ("", "t-att-", "t-attf-")}
_TEXTS = {"t-out", "t-esc", "t-field"}
_CLASSES = ("class", "t-att-class", "t-attf-class")
# Bold and italic are no colours.
_COLOUR = re.compile(r"decoration-(?!bf$|it$)")
_ALERTS = {"alert", "alertdialog", "status"}
# They show a picture or a colour where others show the field's text.
_WITHOUT_TEXT = {"boolean", "boolean_toggle", "color", "image", "state_selection"}


def find_faults(root):
    """Return what is wrong in an element tree, a sentence for each fault."""
    faults = []
    for node in root.iter("*"):
        for check in (_check_icon, _check_control, _check_alert, _check_colour):
            fault = check(node)
            if fault:
                faults.append(f"line {node.sourceline}: <{node.tag}> {fault}")
    return faults


def _check_icon(node):
    """An icon is named, or stands beside a text."""
    if not re.search(r"\b(fa|oi)-", _get_classes(node)) or _is_control(node):
        return None
    hidden = node.get("aria-hidden") == "true"
    named = not hidden and any(map(_is_named, (node, *node.iterancestors())))
    parent = node.getparent()
    beside = parent is not None and _has_text(parent)
    return None if named or beside else "is an icon without a text"


def _check_control(node):
    """Whatever can be pressed, and every image, has a name."""
    if node.tag == "img":
        beside = node.get("alt") == "" and _has_text(node.getparent())
        return None if beside or _is_named(node) else "is an image without `alt`"
    if not _is_control(node) or _is_named(node) or _has_text(node):
        return None
    return "can be pressed but has no name"


def _check_alert(node):
    roles = {each.get("role") for each in (node, *node.iterancestors())}
    if "alert-" in _get_classes(node) and not roles & _ALERTS:
        return "is an alert without a role"
    return None


def _check_colour(node):
    """What decides on a colour is also told by a text that everybody sees."""
    if node.get("widget") in _WITHOUT_TEXT and any(map(_COLOUR.match, node.keys())):
        return "has a colour but no text"
    shown = {
        field.get("name")
        for field in node.getroottree().getroot().iter("field")
        if field.get("column_invisible") not in ("1", "True")
        and field.get("invisible") not in ("1", "True")
        and field.get("optional") != "hide"
    }
    shown.add(node.get("name"))  # where its colour is seen, its text is too
    for name, value in node.items():
        known = set(re.findall(r"[a-z_]\w*", re.sub(r"'[^']*'", "", value)))
        if _COLOUR.match(name) and not shown & known:
            return f"tells {value!r} by colour alone"
    return None


def _get_classes(node):
    return " ".join(node.get(name) or "" for name in _CLASSES)


def _is_control(node):
    return node.tag in ("a", "button")


def _is_named(node):
    return any(node.get(name) for name in _NAMING)


def _has_text(node):
    """Tell whether an element shows a text, its own or of what is in it."""
    if (node.text or "").strip() or any(node.get(name) for name in _TEXTS):
        return True
    return any(
        (child.tail or "").strip()
        or child.tag in ("field", "label", "widget")
        or (isinstance(child.tag, str) and _has_text(child))
        for child in node
    )
