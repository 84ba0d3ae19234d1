"""The catalogue of a shop, read at most once per run of the import."""

import logging

from ..api import ApiError

_logger = logging.getLogger(__name__)


class Catalogue:
    """Reads the shop's products when they are first asked for, and only then.

    :param client: `api.Client` of the shop
    """

    def __init__(self, client):
        self._client = client
        self._products = None
        self._failed = False
        self._announced = 0

    def get_products(self):
        """Return all products of the shop, or None where they cannot be read.

        Orders arrive without the catalogue too. What stops the import (a refused
        login, an outage) is met by the next request for orders.

        :rtype: list[api.Product] | None
        """
        if self._products is None and not self._failed:
            try:
                self._products = self._read()
            except ApiError as error:
                _logger.warning("The catalogue could not be read: %s", error)
                self._failed = True
        return self._products

    @property
    def is_complete(self):
        """Whether all products came that Big Cartel said there are."""
        return len(self._products or ()) >= self._announced

    def _read(self):
        products = []
        for page in self._client.iter_product_pages():
            products += page.products
            self._announced = max(self._announced, page.count or 0)
        return products
