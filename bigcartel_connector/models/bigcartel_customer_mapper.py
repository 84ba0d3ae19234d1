from collections import namedtuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import email_normalize, escape_psql

from ..utils.address import address_key, fold, squeeze

# What an order's customer is in Odoo: whom to bill, where to ship, what to note.
Customer = namedtuple("Customer", "partner shipping notes")


class BigcartelCustomerMapper(models.AbstractModel):
    """Finding or making the contacts of a page of orders.

    All look-ups are made for the page, not for the order; nothing of a contact that
    exists already is changed.
    """

    _name = "bigcartel.customer.mapper"
    _description = "Big Cartel Customer Mapper"

    @api.model
    def _get_customers(self, backend, documents):
        """Return the customers of orders.

        :param backend: the shop
        :param documents: `api.Order` objects
        :return: {order number: Customer}
        """
        addresses = self._get_addresses(documents)
        keys = {doc.number: self._get_identity(doc) for doc in documents}
        partners = self._find_partners(backend, documents, keys)
        self._create_partners(backend, documents, keys, addresses, partners)
        shippings = self._get_shippings(backend, documents, keys, addresses, partners)
        return {
            doc.number: Customer(
                partners[keys[doc.number]],
                shippings[doc.number],
                addresses[doc.number]["notes"],
            )
            for doc in documents
        }

    # === ADDRESSES === #

    @api.model
    def _get_addresses(self, documents):
        """Return partner values of each order's address, and notes about it.

        :return: {order number: {"vals": dict, "notes": list of str}}
        """
        codes = {doc.address.country_code for doc in documents} - {""}
        countries = (
            self.env["res.country"]
            .search([("code", "in", list(codes))])
            .grouped("code")
        )
        # States of the page's countries only, so that "CA" of a country is no state.
        states = {}
        for state in self.env["res.country.state"].search(
            [("country_id.code", "in", list(codes))]
        ):
            country_states = states.setdefault(state.country_id.id, {})
            country_states.setdefault(("name", fold(state.name)), state)
            country_states[("code", fold(state.code))] = state
        return {
            doc.number: self._prepare_address(doc.address, countries, states)
            for doc in documents
        }

    @api.model
    def _prepare_address(self, address, countries, states):
        country = countries.get(address.country_code)
        text = fold(address.state)
        country_states = states.get(country.id, {}) if country else {}
        state = country_states.get(("code", text)) or country_states.get(("name", text))
        city, notes = address.city, []
        if address.state.strip("-. ") and not state:
            # What Odoo has no record of stays in the address as text.
            city = ", ".join(filter(None, (city, address.state)))
            notes.append(
                self.env._(
                    "The state or region “%(state)s” is not known in Odoo for this "
                    "country: it was kept as text behind the city.",
                    state=address.state,
                )
            )
        if not country:
            written = address.country_name or address.country_code
            city = ", ".join(filter(None, (city, written)))
            notes.append(
                self.env._(
                    "The country “%(country)s” is not known in Odoo: it was kept as "
                    "text behind the city.",
                    country=written,
                )
                if written
                else self.env._("Big Cartel gave no destination country.")
            )
        vals = {
            "street": address.line1 or False,
            "street2": address.line2 or False,
            "city": city or False,
            "zip": address.zip or False,
            "state_id": state.id if state else False,
            "country_id": country.id if country else False,
        }
        return {"vals": vals, "notes": notes}

    # === CUSTOMERS === #

    @api.model
    def _get_name(self, document):
        """Return the name of an order's customer; there is always one."""
        customer = document.customer
        return (
            squeeze(f"{customer.first_name} {customer.last_name}")
            or customer.email
            or self.env._("Big Cartel customer %s", document.number)
        )

    @api.model
    def _get_identity(self, document):
        """Return what makes two buyers the same one.

        The e-mail address; where none can be read, all the texts that are given.
        """
        email = email_normalize(document.customer.email, strict=False)
        if email:
            return ("email", email)
        address = document.address
        return self._get_text_identity(
            document.customer.email,
            self._get_name(document),
            address.line1,
            address.zip,
        )

    @api.model
    def _get_text_identity(self, email, name, street, zip_code):
        """Return the identity of somebody without a usable e-mail address."""
        return ("text", email or "", fold(name), fold(street), fold(zip_code))

    @api.model
    def _find_partners(self, backend, documents, keys):
        """Return known contacts of the shop's company, by identity.

        Contacts of internal users are nobody's customers, and delivery addresses
        are no customers either.
        """
        found = self.env["res.partner"].search(
            Domain("company_id", "in", (False, backend.company_id.id))
            & (Domain("parent_id", "=", False) | Domain("type", "=", "contact"))
            & self._get_identity_domain(documents, keys),
            order="company_id, id",
        )
        internal = (
            found.with_context(active_test=False)
            .user_ids.filtered(lambda user: not user.share)
            .partner_id
        )
        partners = {}
        for partner in found - internal:
            if partner.email_normalized:
                key = ("email", partner.email_normalized)
            else:
                key = self._get_text_identity(
                    partner.email, partner.name, partner.street, partner.zip
                )
            partners.setdefault(key, partner)
        return partners

    @api.model
    def _get_identity_domain(self, documents, keys):
        """Return what finds every contact that may be one of these customers."""
        emails = [key[1] for key in keys.values() if key[0] == "email"]
        without_email = [doc for doc in documents if keys[doc.number][0] == "text"]
        texts = {doc.customer.email or False for doc in without_email}
        names = {self._get_name(doc) for doc in without_email}
        domain = Domain("email_normalized", "in", emails)
        if names:
            domain |= (
                Domain("email", "in", list(texts))
                & Domain("email_normalized", "=", False)
                & Domain.OR(
                    # However many spaces are between the names.
                    Domain("name", "=ilike", escape_psql(name).replace(" ", "%"))
                    for name in names
                )
            )
        return domain

    @api.model
    def _create_partners(self, backend, documents, keys, addresses, partners):
        """Create the contacts that are not known yet, and add them to ``partners``."""
        vals_by_key = {}
        for document in documents:
            key = keys[document.number]
            if key not in partners and key not in vals_by_key:
                vals_by_key[key] = {
                    **self._prepare_partner_vals(document),
                    **addresses[document.number]["vals"],
                    "company_id": backend.company_id.id,
                }
        self.env["bigcartel.customer.claim"]._claim(backend.company_id, vals_by_key)
        created = self.env["res.partner"].create(list(vals_by_key.values()))
        partners.update(zip(vals_by_key, created, strict=True))

    @api.model
    def _prepare_partner_vals(self, document):
        return {
            "name": self._get_name(document),
            "email": document.customer.email or False,
            "phone": document.customer.phone or False,
        }

    # === DELIVERY ADDRESSES === #

    @api.model
    def _get_shippings(self, backend, documents, keys, addresses, partners):
        """Return the delivery address of each order, made where none is equal.

        :return: {order number: res.partner}
        """
        customers = self.env["res.partner"].union(*partners.values())
        children = self.env["res.partner"].search(
            [("parent_id", "in", customers.ids), ("type", "=", "delivery")]
        )
        known = {}
        for partner in children:
            known[partner.parent_id.id, address_key(partner)] = partner
        for partner in customers:
            known[partner.id, address_key(partner)] = partner
        missing, wanted = {}, {}
        for document in documents:
            partner = partners[keys[document.number]]
            vals = self._prepare_shipping_vals(
                document, partner, addresses[document.number]["vals"]
            )
            key = (partner.id, address_key(vals))
            if not any(addresses[document.number]["vals"].values()):
                # A pick-up order has no address: the customer's own will do.
                known.setdefault(key, partner)
            wanted[document.number] = key
            if key not in known:
                missing.setdefault(key, vals)
        self.env["bigcartel.customer.claim"]._claim(backend.company_id, missing)
        created = self.env["res.partner"].create(list(missing.values()))
        known.update(zip(missing, created, strict=True))
        return {number: known[key] for number, key in wanted.items()}

    @api.model
    def _prepare_shipping_vals(self, document, partner, address_vals):
        return {
            **self._prepare_partner_vals(document),
            **address_vals,
            "parent_id": partner.id,
            "type": "delivery",
            "company_id": partner.company_id.id,
        }
