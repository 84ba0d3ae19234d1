"""What an import costs the database, and that saving it changes nothing."""

from .selling import BUYER, SellingCase

# Odoo's own: two for the number of each order, one each for its fiscal position, its
# warehouse and its quotation documents.
OF_ODOO = 5


class TestQueriesOfAFirstImport(SellingCase):
    def count_importing(self, orders):
        """Return how many queries an import of that many new customers takes."""
        for number in range(orders):
            buyer = {**BUYER, "email": f"{orders}.{number}@example.com"}
            self.place(*self.items, customer=buyer, shipping="4.5")
        return self.count_import_queries()

    def test_an_order_of_three_lines_costs_no_query_more_than_odoo_makes(self):
        self.items = [(self.offer(f"Print {number}"), 1) for number in range(3)]
        self.count_importing(1)
        few, many = self.count_importing(4), self.count_importing(24)
        self.assertLessEqual(many - few, 20 * OF_ODOO)


class TestAnalyticDistribution(SellingCase):
    def distribute(self, **vals):
        """Have the lines that ``vals`` fit distributed, and return how."""
        plan = self.env["account.analytic.plan"].create({"name": "Channels"})
        account = self.env["account.analytic.account"].create(
            {"name": "Big Cartel", "plan_id": plan.id}
        )
        distribution = {str(account.id): 100.0}
        self.env["account.analytic.distribution.model"].create(
            {"analytic_distribution": distribution, **vals}
        )
        return distribution

    def test_a_distribution_of_a_product_applies_to_what_is_imported(self):
        mug, tee = self.offer("Mug", sku="MUG"), self.offer("Tee", sku="TEE")
        product = self.make_product("MUG")
        self.make_product("TEE")
        distribution = self.distribute(product_id=product.id)
        order = self.sell((mug, 1), (tee, 1))
        by_name = {
            line.name: line.analytic_distribution for line in self.get_items(order)
        }
        self.assertEqual(by_name, {"Mug": distribution, "Tee": False})

    def test_where_nothing_is_distributed_nothing_is_on_the_lines(self):
        self.env["account.analytic.distribution.model"].search([]).unlink()
        order = self.sell((self.offer("Mug"), 1))
        self.assertFalse(self.get_items(order).analytic_distribution)

    def test_a_distribution_that_was_made_since_the_last_page_applies(self):
        mug = self.offer("Mug", sku="MUG")
        product = self.make_product("MUG")
        self.sell((mug, 1))
        distribution = self.distribute(product_id=product.id)
        order = self.sell((mug, 1))
        self.assertEqual(self.get_items(order).analytic_distribution, distribution)
