import zlib
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class BigcartelCustomerClaim(models.Model):
    """Who is being made a contact at this moment.

    Two workers that import at once do not see each other's contacts. Each claims
    those that it makes: the slower one fails, and finds the contact when it tries
    again. A claim is a number that says nothing of the customer.
    """

    _name = "bigcartel.customer.claim"
    _description = "Big Cartel Customer Being Made"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    key = fields.Integer(required=True)

    _key_uniq = models.Constraint(
        "UNIQUE(company_id, key)", "Somebody else is creating this contact."
    )

    # === CRUD METHODS === #

    @api.autovacuum
    def _gc_claims(self):
        """Forget claims that no transaction can be waiting for any more."""
        limit = fields.Datetime.now() - timedelta(days=1)
        self.search([("create_date", "<", limit)]).unlink()

    # === BUSINESS METHODS === #

    @api.model
    def _claim(self, company, identities):
        """Claim contacts before they are made.

        :param company: the company whose contacts they are
        :param identities: what makes each of them the only one: tuples of texts
        :raise psycopg2.errors.SerializationFailure: another transaction makes one of
            them, or has made it since this one began
        """
        # In one order everywhere, so that nobody waits for each other.
        keys = sorted({zlib.crc32(repr(text).encode()) >> 1 for text in identities})
        if keys:
            rows = SQL(", ").join(
                SQL("(%s, %s, now() AT TIME ZONE 'UTC')", company.id, key)
                for key in keys
            )
            # PostgreSQL lets no transaction change what it cannot see, nor what has
            # changed since it began.
            self.env.cr.execute(
                SQL(
                    """INSERT INTO bigcartel_customer_claim
                           (company_id, key, create_date)
                       VALUES %s
                       ON CONFLICT (company_id, key)
                       DO UPDATE SET create_date = EXCLUDED.create_date""",
                    rows,
                ),
                # That another worker was quicker is expected.
                log_exceptions=False,
            )
