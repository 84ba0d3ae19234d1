"""What Odoo itself does not do when the addon is uninstalled."""

from odoo.addons.queue_job.job import CANCELLED, DONE


def uninstall_hook(env):
    """Cancel the jobs that still wait: nobody knows their methods any more.

    The scheduled actions take up what they were to do.
    """
    functions = env["queue.job.function"].search(
        [("method", "=like", "_job_bigcartel%")]
    )
    jobs = env["queue.job"].search(
        [
            ("job_function_id", "in", functions.ids),
            ("state", "not in", (DONE, CANCELLED)),
        ]
    )
    jobs.button_cancelled()
