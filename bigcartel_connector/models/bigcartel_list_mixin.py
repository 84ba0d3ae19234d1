from odoo import api, models


class BigcartelListMixin(models.AbstractModel):
    """Lists and cards that name the shop of each row where there are several shops."""

    _name = "bigcartel.list.mixin"
    _description = "Big Cartel List Mixin"

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        """Override of `base`: the views depend on how many shops a person sees."""
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._is_shop_shown())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Override of `base` to leave out what would be the same in each row."""
        arch, view = super()._get_view(view_id, view_type, **options)
        shown = self._is_shop_shown()
        if view_type == "list":
            for node in arch.xpath("./field[@name='backend_id']"):
                node.set("optional", "show" if shown else "hide")
        elif view_type == "kanban" and not shown:
            for node in arch.xpath("./templates//field[@name='backend_id']"):
                node.getparent().remove(node)
        return arch, view

    @api.model
    def _is_shop_shown(self):
        """Return whether this person has more than one shop to tell apart."""
        Shop = self.env["bigcartel.backend"]
        return Shop.has_access("read") and Shop.search_count([], limit=2) > 1
