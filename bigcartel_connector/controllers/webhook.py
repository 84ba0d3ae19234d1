import logging

from odoo.http import Controller, Response, request, route

from ..api import UnreadableAnswer, is_signed, parse_webhook
from ..const import OAUTH_SECRET_PARAMETER, WEBHOOK_BYTES, WEBHOOK_PATH

_logger = logging.getLogger(__name__)


class WebhookController(Controller):
    """Where Big Cartel tells that something happened in a shop."""

    @route(
        WEBHOOK_PATH,
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        # What has no length is cut off there: one more tells it from what is whole.
        max_content_length=WEBHOOK_BYTES + 1,
    )
    def bigcartel_webhook(self, **_others):
        """File what a signed webhook is about, to be looked at in the background.

        Whoever does not know the app's secret learns nothing: neither whether there
        is one, nor which shops there are. Nothing of the body is logged.
        """
        body = request.httprequest.get_data()
        if len(body) > WEBHOOK_BYTES:
            return Response(status=413)
        # Public as the request is, only Big Cartel and we know the secret.
        parameters_sudo = request.env["ir.config_parameter"].sudo()
        secret = parameters_sudo.get_param(OAUTH_SECRET_PARAMETER)
        signature = request.httprequest.headers.get("X-Webhook-Signature")
        if not is_signed(body, signature, secret):
            reason = "wrong signature" if secret else "no client secret is set"
            _logger.info("A webhook was refused: %s", reason)
            return Response(status=403)
        try:
            event = parse_webhook(body)
        except UnreadableAnswer as error:
            _logger.info("A webhook was refused: %s", error.came)
            return Response(status=400)
        # It is Big Cartel that speaks: it has no user here, and every shop.
        request.env["bigcartel.webhook.event"].sudo()._receive(event)
        return Response(status=200)
