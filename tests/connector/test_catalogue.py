"""When the shop's products are read, and what is linked at the next run."""

from .selling import SellingCase


class CatalogueCase(SellingCase):
    def count_reads(self):
        """Return how often the list of products was begun, and forget it."""
        reads = [
            request
            for request in self.sandbox.requests
            if request.path.endswith("/products")
            and request.query.get("page[offset]", "0") == "0"
        ]
        self.sandbox.requests.clear()
        return len(reads)

    def run_scheduled(self):
        self.shop.last_attempt_at = False
        with self.enter_registry_test_mode():
            cron = self.env.ref("bigcartel_connector.ir_cron_import_orders")
            cron.method_direct_trigger()


class TestReading(CatalogueCase):
    def test_products_are_read_once_however_many_orders_and_pages_there_are(self):
        for number in range(60):
            self.place((self.offer(f"Print {number}", sku=f"P-{number}"), 1))
        self.import_orders()
        self.assertEqual(len(self.shop.order_ids), 60)
        self.assertEqual(self.count_reads(), 1)

    def test_products_are_not_read_when_nothing_new_is_sold(self):
        self.make_product("TEE")
        tee = self.offer(sku="TEE")
        self.sell((tee, 1))
        self.assertEqual(self.count_reads(), 1)
        order = self.sell((tee, 2))
        self.assertEqual(order.state, "done")
        self.assertEqual(self.count_reads(), 0)

    def test_the_scheduled_run_reads_nothing_again_for_what_waits_for_a_person(self):
        tee = self.offer()
        self.sell((tee, 1))
        self.count_reads()
        self.place((tee, 1))
        self.run_scheduled()
        self.assertEqual(len(self.shop.order_ids), 2)
        self.assertEqual(self.count_reads(), 0)

    def test_pressing_the_button_reads_descriptions_that_were_mended(self):
        tee = self.offer()
        order = self.sell((tee, 1))
        self.make_product("TEE")
        tee.description = "SKU: TEE"
        self.import_orders()
        self.assertEqual(order.state, "done")

    def test_orders_arrive_when_the_catalogue_cannot_be_read(self):
        self.make_product("TEE")
        self.sandbox.faults.add("html", path="/products", times=None)
        order = self.sell((self.offer(sku="TEE"), 1))
        self.assertEqual(order.state, "to_link")
        self.sandbox.faults.clear()
        self.run_scheduled()
        self.assertEqual(order.state, "done")


class TestLaterReferences(CatalogueCase):
    def test_a_reference_given_in_odoo_later_links_at_the_next_run(self):
        order = self.sell((self.offer(sku="TEE"), 1))
        product = self.make_product("OTHER")
        product.default_code = " tee"
        self.count_reads()
        self.run_scheduled()
        self.assertEqual(self.get_items(order).product_id, product)
        self.assertEqual(order.state, "done")
        self.assertEqual(self.count_reads(), 0)

    def test_a_link_that_a_person_removed_is_not_put_back(self):
        """F20"""
        self.shop.auto_confirm = False
        self.make_product("TEE")
        order = self.sell((self.offer(sku="TEE"), 1))
        self.get_link(order).product_id = False
        self.import_orders()
        self.run_scheduled()
        self.assertEqual(self.get_link(order).state, "to_link")
        self.get_link(order).action_match_by_reference()
        self.assertEqual(self.get_link(order).state, "linked")

    def test_never_ours_stays_whatever_the_sku_says(self):
        """F20"""
        tee = self.offer(sku="TEE")
        self.get_link(self.sell((tee, 1))).action_never()
        self.make_product("TEE")
        second = self.sell((tee, 1))
        self.assertEqual(self.get_link(second).state, "never")

    def test_an_answer_for_the_whole_product_comes_before_the_sku(self):
        tee = self.offer(sku="TEE-", options=["S", "M"])
        first = self.sell((tee.options[0], 1))
        self.get_link(first)._get_or_create_wide().action_never()
        self.make_product("TEE-S")
        self.make_product("TEE-M")
        second = self.sell((tee.options[0], 1), (tee.options[1], 1))
        self.assertEqual(
            self.get_items(second).mapped("bigcartel_link_state"), ["never", "never"]
        )
        self.assertFalse(second.sale_order_id.picking_ids)
