from odoo.addons.web.controllers.export import ExcelExport

# What becomes a formula in a spreadsheet file.
FORMULAS = ("=", "{=")


class XlsxExport(ExcelExport):
    """Names and notes come from a shop's customers: none of them is a formula.

    Odoo's CSV export marks such texts with an apostrophe; the one to XLSX does not,
    and makes formulas of them that calculate as soon as the file is opened.
    """

    def from_data(self, fields, columns_headers, rows):
        """Override of `web` to mark what would become a formula."""
        return super().from_data(fields, columns_headers, _mark_rows(rows))

    def from_group_data(self, fields, columns_headers, groups):
        """Override of `web` to mark what would become a formula."""
        _mark_group(groups)
        return super().from_group_data(fields, columns_headers, groups)


def _mark_group(group):
    """Mark the rows of a group and the names of those in it, changed in place."""
    group.data = _mark_rows(group.data)
    group.children = {_mark_name(name): each for name, each in group.children.items()}
    for child in group.children.values():
        _mark_group(child)


def _mark_rows(rows):
    return [[_mark(value) for value in row] for row in rows]


def _mark_name(name):
    """Mark a group's name: a value, or the id and name of a record."""
    return tuple(map(_mark, name)) if isinstance(name, tuple) else _mark(name)


def _mark(value):
    """Return a value as it is, a text that is a formula with an apostrophe."""
    if isinstance(value, str) and value.startswith(FORMULAS):
        return f"'{value}"
    return value
