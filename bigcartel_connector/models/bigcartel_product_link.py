from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

LINK_STATES = [
    ("to_link", "To link"),
    ("linked", "Linked"),
    ("never", "Never ours"),
]


class BigcartelProductLink(models.Model):
    """What a sold item is in Odoo.

    A row is about one option of one product, or, without an option, about the whole
    product. The answer of an option comes first; where it is still open, the answer
    given for the whole product counts.
    """

    _name = "bigcartel.product.link"
    _description = "Big Cartel Product Link"
    _order = "product_name, option_name, id"
    _check_company_auto = True

    backend_id = fields.Many2one(
        "bigcartel.backend",
        "Shop",
        required=True,
        default=lambda self: self._get_default_shop(),
        ondelete="cascade",
        index=True,
        help="The shop that sells it.",
    )
    company_id = fields.Many2one(related="backend_id.company_id", store=True)
    bigcartel_product_id = fields.Char(
        "Big Cartel Product ID", help="The product's number at Big Cartel."
    )
    bigcartel_option_id = fields.Char(
        "Big Cartel Option ID",
        help="The option's number at Big Cartel. Leave it and the option's name empty "
        "to link the whole product.",
    )
    product_name = fields.Char(
        "Sold As", help="The name under which Big Cartel sells it."
    )
    option_name = fields.Char("Option", help="The option that was chosen, if any.")
    image_url = fields.Char(
        "Picture", help="Where Big Cartel shows the product: an address in the web."
    )
    sku = fields.Char(
        "SKU Read",
        readonly=True,
        copy=False,
        help="What the product's description says behind its last 'SKU:', followed by "
        "the option's name.",
    )
    sku_read = fields.Boolean(
        "SKU Looked Up",
        copy=False,
        help="Whether the shop's catalogue was searched for the SKU.",
    )
    match_by_sku = fields.Boolean(
        "Match by SKU",
        default=True,
        copy=False,
        help="Whether the SKU may link it. Switched off when a person removes the "
        "link, so that software does not put it back.",
    )
    product_id = fields.Many2one(
        "product.product",
        "Odoo Product",
        domain=lambda self: self._get_linkable_domain(),
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The product that is delivered when this is sold.",
    )
    state = fields.Selection(
        LINK_STATES,
        compute="_compute_state",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        help="'Never ours' means that somebody else delivers it: the order completes "
        "without it.",
    )

    _linked_has_product = models.Constraint(
        "CHECK(state != 'linked' OR product_id IS NOT NULL)",
        "Choose the Odoo product that this is linked to.",
    )

    # === COMPUTE METHODS === #

    @api.depends("product_id", "product_id.active")
    def _compute_state(self):
        for link in self:
            if link.product_id.active:
                link.state = "linked"
            elif link.product_id or link.state != "never":
                # An archived product delivers nothing: a person has to answer again.
                link.state = "to_link"

    @api.depends("product_name", "option_name")
    def _compute_display_name(self):
        for link in self:
            names = filter(None, (link.product_name, link.option_name))
            link.display_name = " – ".join(names) or link.bigcartel_product_id or ""

    # === CONSTRAINT METHODS === #

    @api.constrains("product_id")
    def _check_product_id(self):
        linkable = self.product_id.filtered_domain(self._get_linkable_domain())
        wrong = self.product_id - linkable
        if wrong:
            raise ValidationError(
                self.env._(
                    "%(products)s cannot be what was sold: combos and the helper "
                    "products of Big Cartel are not delivered. Choose the product "
                    "that is delivered, or press “Never ours”.",
                    products=", ".join(wrong.mapped("display_name")),
                )
            )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to make open drafts follow the new answers."""
        links = super().create([self._clean_vals(vals) for vals in vals_list])
        links.filtered(lambda link: link.state != "to_link")._update_drafts()
        return links

    def write(self, vals):
        """Override of `base` to make open drafts follow a changed answer."""
        vals = self._clean_vals(vals)
        if "product_id" in vals and not vals["product_id"]:
            answered = self.filtered(
                lambda link: link.product_id or link.state == "never"
            )
            super(BigcartelProductLink, answered).write({"match_by_sku": False})
        res = super().write(vals)
        if {"product_id", "state"} & vals.keys():
            self._update_drafts()
        return res

    def unlink(self):
        """Override of `base`: what open drafts still need stays in the list, open."""
        needed = self._get_draft_lines().bigcartel_link_id & self
        needed.write({"state": "to_link", "match_by_sku": False})
        gone = self - needed
        wide = gone.filtered(lambda link: link.key == link.product_key)
        keys = [(link.backend_id.id, link.product_key) for link in wide]
        res = super(BigcartelProductLink, gone).unlink()
        for backend_id, product_key in keys:
            self.search(
                [("backend_id", "=", backend_id), ("product_key", "=", product_key)]
            )._update_drafts()
        return res

    @api.model
    def _clean_vals(self, vals):
        """Keep product and state of one mind, whichever of them is written."""
        vals = dict(vals)
        if vals.get("product_id"):
            vals.pop("state", None)
        elif vals.get("state") in ("to_link", "never"):
            vals["product_id"] = False
        return vals

    # === BUSINESS METHODS === #

    @api.model
    def _get_default_shop(self):
        """Return the only shop, if there is just one."""
        shops = self.env["bigcartel.backend"].search([], limit=2)
        return shops if len(shops) == 1 else shops.browse()

    @api.model
    def _get_linkable_domain(self):
        """Return which products a sold item can be.

        A combo has no stock: Odoo delivers what is chosen of it, which nobody chose
        here. The helper products stand for what is not linked.
        """
        helpers = self.env["product.product"]._get_bigcartel_helpers()
        return Domain("type", "!=", "combo") & Domain("id", "not in", helpers.ids)

    def _get_answers(self):
        """Return the link that answers for each link of ``self``, by id.

        :return: {link id: the link itself, or the one of its whole product}
        :rtype: dict
        """
        wide = {
            (link.backend_id.id, link.product_key): link
            for link in self.search(
                [
                    ("backend_id", "in", self.backend_id.ids),
                    ("key", "in", list(set(self.mapped("product_key")))),
                    ("state", "!=", "to_link"),
                ]
            )
        }
        answers = {}
        for link in self:
            answers[link.id] = link
            if link.state == "to_link":
                key = (link.backend_id.id, link.product_key)
                answers[link.id] = wide.get(key, link)
        return answers

    def _get_options(self):
        """Return the links of all options of the same product as this link."""
        self.ensure_one()
        return self.search(
            [
                ("backend_id", "=", self.backend_id.id),
                ("product_key", "=", self.product_key),
            ]
        )

    def _get_or_create_wide(self):
        """Return the link of the whole product of this option."""
        self.ensure_one()
        wide = self._get_options().filtered(lambda link: link.key == link.product_key)
        return wide or self.create(
            {
                "backend_id": self.backend_id.id,
                "bigcartel_product_id": self.bigcartel_product_id,
                "product_name": self.product_name,
                "image_url": self.image_url,
                "sku_read": True,
            }
        )

    def _with_options(self):
        """Return these links, and those of all options of whole products."""
        wide = self.filtered(lambda link: link.key == link.product_key)
        if not wide:
            return self
        return self | self.search(
            [
                ("backend_id", "in", wide.backend_id.ids),
                ("product_key", "in", wide.mapped("product_key")),
            ]
        )

    def _get_draft_lines(self):
        """Return the lines of open drafts that these links decide."""
        # The whole company's drafts follow, whoever they belong to.
        return (
            self.env["sale.order.line"]
            .sudo()
            .search(
                [
                    ("bigcartel_link_id", "in", self._with_options().ids),
                    ("order_id.state", "in", ("draft", "sent")),
                ]
            )
        )

    def _update_drafts(self):
        """Write the answers on every open draft, and complete what has no gap left.

        Left to the caller with `bigcartel_keep_drafts` in the context, for whoever
        writes many answers.
        """
        if not self or self.env.context.get("bigcartel_keep_drafts"):
            return
        lines = self._get_draft_lines()
        lines._bigcartel_apply_links()
        lines.order_id.bigcartel_order_id._complete_ready()
