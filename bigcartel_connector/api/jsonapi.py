"""JSON:API documents: finding what a resource refers to.

Related objects come along in `included` by default (captured answers), keyed here by
(type, id): ids of different types may collide. Type names are compared in the plural,
since the documented sample order writes `product` where lists write `products`.
"""

from functools import lru_cache

from .values import to_id


def plural(type_name):
    """The plural of a type name, in lower case: `country` gives `countries`.

    Of `order_adjustment/tax` only the part before the slash is changed.
    """
    return _plural(type_name) if isinstance(type_name, str) else ""


@lru_cache(maxsize=256)
def _plural(type_name):
    """Cached, since a page names a dozen types some thousand times."""
    head, slash, tail = type_name.strip().lower().replace("-", "_").partition("/")
    if head.endswith("y"):
        head = head[:-1] + "ies"
    elif head and not head.endswith("s"):
        head += "s"
    return head + slash + tail


def key_of(resource):
    """(type, id) of a resource or of a reference to one; None when it is neither."""
    if not isinstance(resource, dict):
        return None
    type_name = plural(resource.get("type"))
    id_ = type_name and to_id(resource.get("id"))
    return (type_name, id_) if id_ else None


def as_dict(value):
    """`value` if it is a dict, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value):
    """`value` if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def attributes(resource):
    """The attributes of a resource, {} where there are none."""
    return as_dict(as_dict(resource).get("attributes"))


def has_relationship(resource, name):
    """Whether the resource says anything about what it calls `name`."""
    relationship = as_dict(as_dict(resource).get("relationships")).get(name)
    if isinstance(relationship, dict) and not key_of(relationship):
        return relationship.get("data") is not None
    return relationship is not None


def references(resource, name):
    """List of what the relationship `name` holds: usually dicts, [] where missing."""
    relationship = as_dict(as_dict(resource).get("relationships")).get(name)
    if isinstance(relationship, dict) and not key_of(relationship):
        relationship = relationship.get("data")
    if relationship is None:
        return []
    return relationship if isinstance(relationship, list) else [relationship]


def related_id(resource, name):
    """Id of the one object that the relationship `name` points to, or None."""
    for reference in references(resource, name):
        return to_id(as_dict(reference).get("id"))
    return None


class Included:
    """The side-loaded objects of a document, by (type, id). The first one wins."""

    def __init__(self, document):
        self._by_key = {}
        for resource in as_list(as_dict(document).get("included")):
            key = key_of(resource)
            if key:
                self._by_key.setdefault(key, resource)

    def get(self, reference):
        """The object that `reference` names, or None."""
        return self._by_key.get(key_of(reference))

    def of_type(self, type_name):
        """Every object of a type, in the order received."""
        wanted = plural(type_name)
        return [item for key, item in self._by_key.items() if key[0] == wanted]

    def related(self, resource, name):
        """The objects that the relationship `name` names and that came along."""
        found = (self.get(reference) for reference in references(resource, name))
        return [item for item in found if item is not None]

    def reachable(self, resource, also=()):
        """What `resource` refers to, directly or not, as a list sorted by key.

        :param also: resources of this document to count as referred to
        """
        found, queue = {}, [resource, *also]
        for item in also:
            found[key_of(item)] = item
        while queue:
            following = queue.pop()
            for name in as_dict(as_dict(following).get("relationships")):
                for reference in references(following, name):
                    key = key_of(reference)
                    if key in self._by_key and key not in found:
                        found[key] = self._by_key[key]
                        queue.append(found[key])
        return [found[key] for key in sorted(found)]
