"""Values that more than one model of the addon needs."""

from odoo.addons.queue_job.job import ENQUEUED, PENDING, STARTED

# How the identity keys of jobs begin; the number of the shop follows.
IMPORT_KEY = "bigcartel.import"
PUSH_KEY = "bigcartel.push"
# The channel of the jobs of an import.
IMPORT_CHANNEL = "root.bigcartel.import"
# States of a job that still does its work by itself.
BUSY_STATES = (PENDING, ENQUEUED, STARTED)

# Orders that one job builds and completes: as many as a page of Big Cartel's list.
BUILD_BATCH = 100
# Orders that are confirmed in one go, as in the connector's own loop.
COMPLETE_BATCH = 50
# Seconds before a job that another worker got in the way of is run again.
CONFLICT_SECONDS = 60
