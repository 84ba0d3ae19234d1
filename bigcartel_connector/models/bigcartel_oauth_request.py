import hashlib
import secrets
from datetime import timedelta

from odoo import api, fields, models

from ..const import OAUTH_MINUTES


class BigcartelOauthRequest(models.Model):
    """A person who was sent to Big Cartel and is expected back.

    Nobody has access rights: only the way out and the way back use it. The random
    state that comes back is not stored, only its hash.
    """

    _name = "bigcartel.oauth.request"
    _description = "Big Cartel Sign-In"
    _check_company_auto = True

    backend_id = fields.Many2one(
        "bigcartel.backend", "Shop", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="backend_id.company_id", store=True)
    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    state_hash = fields.Char(required=True, index=True)
    redirect_uri = fields.Char("Redirect URI", required=True)
    expires_at = fields.Datetime(required=True)
    used = fields.Boolean()

    _state_uniq = models.Constraint(
        "UNIQUE(state_hash)", "This sign-in was used already."
    )

    @api.model
    def _start(self, shop, redirect_uri):
        """Expect the user back for a shop.

        :return: the state to send along; it cannot be read again
        :rtype: str
        """
        state = secrets.token_urlsafe(32)
        # Nobody may read or forge who is expected back.
        self.sudo().create(
            {
                "backend_id": shop.id,
                "user_id": self.env.uid,
                "state_hash": self._hash(state),
                "redirect_uri": redirect_uri,
                "expires_at": fields.Datetime.now() + timedelta(minutes=OAUTH_MINUTES),
            }
        )
        return state

    @api.model
    def _find(self, state):
        """Return who was sent away with a state, in sudo; empty when nobody was."""
        # See _start.
        return self.sudo().search([("state_hash", "=", self._hash(state or ""))])

    def _take(self):
        """Use the state up.

        :return: whether it was there to be used: not expired, not used before, and
            not being used in another tab just now
        :rtype: bool
        """
        request = self.try_lock_for_update()
        if not request or request.used or request._is_expired():
            return False
        request.used = True
        return True

    def _is_expired(self):
        return self.expires_at < fields.Datetime.now()

    @api.model
    def _hash(self, state):
        return hashlib.sha256(state.encode()).hexdigest()

    @api.autovacuum
    def _gc_old_requests(self):
        """Forget who was expected back, a day later.

        Until then, coming back again is told from coming back with something made up.
        """
        yesterday = fields.Datetime.now() - timedelta(days=1)
        self.search([("expires_at", "<", yesterday)]).unlink()
