"""Inferring a cancellation while somebody else works on the same order."""

from .committed import CommittedCase


class TestSeveralAtOnce(CommittedCase):
    def get_states(self, number):
        with self.transaction() as env:
            order = self.get_shop(env).order_ids.filtered(
                lambda order: order.name == number
            )
            return order.state, order.sale_order_id.state

    def test_what_somebody_works_on_is_left_to_the_next_run(self):
        _kept, number = self.place_many(2)
        self.run_worker()
        self.remote.cancel(number)
        with self.transaction() as env:
            sale = env["sale.order"].search([("origin", "=", f"Big Cartel {number}")])
            sale.lock_for_update(allow_referencing=True)
            self.run_worker()
            self.assertEqual(self.get_states(number), ("to_link", "draft"))
        threads = [self.start(self.run_worker) for _worker in range(2)]
        for thread, results in threads:
            thread.join()
            self.assertEqual(results, [None])
        self.run_worker()
        self.assertEqual(self.get_states(number), ("cancelled", "cancel"))
        with self.transaction() as env:
            notes = (
                env["sale.order"]
                .browse(sale.id)
                .message_ids.filtered(
                    lambda message: "Seems to be cancelled" in message.body
                )
            )
            self.assertEqual(len(notes), 1)
