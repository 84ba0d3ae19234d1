"""The catalogue of a shop, read at most once per run of the import."""

import logging

from ..api import ApiError, Unauthorized

_logger = logging.getLogger(__name__)


class Catalogue:
    """Reads the shop's products when they are first asked for, and only then.

    :param client: `api.Client` of the shop
    """

    def __init__(self, client):
        self._client = client
        self._products = None
        self._failed = False

    def get_products(self):
        """Return all products of the shop, or None where they cannot be read.

        Orders arrive without the catalogue too, so that only refused credentials
        stop the import.

        :rtype: list[api.Product] | None
        :raise api.Unauthorized: the credentials are not accepted any more
        """
        if self._products is None and not self._failed:
            try:
                self._products = list(self._client.iter_products())
            except Unauthorized:
                raise
            except ApiError as error:
                _logger.warning("The catalogue could not be read: %s", error)
                self._failed = True
        return self._products
