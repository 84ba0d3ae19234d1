"""Values that more than one model of the addon needs."""

# System parameter that holds the root of the API, where it is not `api.BASE_URL`.
API_URL_PARAMETER = "bigcartel_connector.api_url"

# System parameters of the app that Big Cartel approved, and where it is not
# `api.AUTHORIZE_URL`, the page where people let it in.
OAUTH_ID_PARAMETER = "bigcartel_connector.oauth_client_id"
OAUTH_SECRET_PARAMETER = "bigcartel_connector.oauth_client_secret"
OAUTH_PAGE_PARAMETER = "bigcartel_connector.oauth_authorize_url"
# Where people come back to from that page; the app is registered with this address.
OAUTH_CALLBACK = "/bigcartel/oauth/callback"
# How long they may be away.
OAUTH_MINUTES = 10

# Where sellers see their orders at Big Cartel; the address of one is not known.
ADMIN_ORDERS_URL = "https://my.bigcartel.com/orders"

# Big Cartel's own word for a paid order (facts: orders, `payment_status`).
PAID = "completed"

# States of an order that wait for a person: to link, to complete, or to repair.
REVIEW_STATES = ("to_link", "ready", "error")
# What people find under "To review": those, and deliveries that somebody has to let go.
REVIEW_DOMAIN = ["|", ("state", "in", REVIEW_STATES), ("stopped", "=", True)]

# States of an order that is not shipped yet, as far as we know: each import looks at
# it again.
OPEN_STATES = ("new", "to_link", "ready", "done", "error")
# Days that an order which seems cancelled is still asked for.
WITHDRAWN_DAYS = 14
# Orders that are missing in the list and asked for by number: in one run of the
# import, and between two looks at the clock.
LOOK_LIMIT = 50
LOOK_BATCH = 10
# From how many orders on it is suspicious that most of them vanish at once.
MASS = 5

# Orders that get their review activities at once: a first import brings thousands.
NOTICE_BATCH = 500

# Orders that lose their personal data in one go of the daily cleaning.
CLEAR_BATCH = 1000

# How many intervals of the scheduled action an import may be away before it is late.
LATE_INTERVALS = 3
# Days that the graph of the dashboard shows.
SALES_DAYS = 30

# Shipping codes that every shop has from the start.
DEFAULT_SHIPPING_CODES = {
    "domestic": "DOMESTIC_DEFAULT",
    "international": "INTERNATIONAL_DEFAULT",
}

# Where Big Cartel sends its webhooks; the app is registered with this address.
WEBHOOK_PATH = "/bigcartel/webhook"
# The longest webhook that is read: an order of a hundred lines is a tenth of it.
WEBHOOK_BYTES = 1024 * 1024
# Webhooks of one shop that are looked at before another shop has its turn. Each asks
# for an order, and nothing is kept before the last is answered: a worker that takes
# minutes is killed.
EVENT_BATCH = 20
# Days that received webhooks are kept; one that nobody could look at until then is
# made up for by the import.
WEBHOOK_DAYS = 7

# How many ready orders a person's click confirms at once: the rest is done by the
# scheduled action, so that nobody waits for a page of 50 ms confirmations.
CONFIRM_LIMIT = 40

# Seconds a button may work before it leaves the rest to the scheduled action; a
# web request of Odoo is killed after 120 s by default.
BUTTON_SECONDS = 45
# Seconds that looking at a shop's orders before the first import may take; what was
# not reached is told as "at least".
PREVIEW_SECONDS = 10
# Seconds one shop's import may work in the scheduled action before other shops, and
# other scheduled actions, have their turn.
CRON_SECONDS = 60
# Seconds after which a run of the scheduled action begins with no other shop: Odoo
# calls it ten times in one go, and kills all of that after 120 s by default.
BEGIN_SECONDS = 20

# Pages that bring nothing may take longer, until so many seconds before Odoo kills the
# scheduled action.
KILL_MARGIN_SECONDS = 30
# How many orders an import that goes on where the last one ended looks at again: as
# many may have been shipped meanwhile without hiding one until the next whole walk.
RESUME_OVERLAP = 200
# Minutes after which it begins anew: most of what it knows of the list may be over.
RESUME_MINUTES = 60

# Products of a catalogue that are read between two looks at the clock: one page.
CATALOGUE_CHECK = 100

# Seconds in which the outbox, woken up by a delivery, is left alone by the next ones.
WAKE_SECONDS = 15
# Shipments handled in one call of the scheduled action.
PUSH_BATCH = 100
# Tries with an unclear end (time-outs, unreadable answers) before a person is asked.
MAX_ATTEMPTS = 12
# Seconds before a shop that could not be told anything is asked again.
OUTAGE_SECONDS = 300
# Hours in which the outbox looks again whether a tracking number was typed in while
# a delivery was being told: telling one takes minutes at the most.
MISSED_TRACKING_HOURS = 1
# The longest pause that is kept before Big Cartel is asked again, whatever it says.
MAX_PAUSE_SECONDS = 3600
# Minutes before the next try of a shipment; the last value repeats.
RETRY_MINUTES = (1, 5, 15, 30, 60, 120, 240)

# Characters of a message that the log keeps.
LOG_TEXT_LENGTH = 1000
# Failed orders that one run logs at most: thousands have one cause.
LOG_ORDERS = 500
# Rows of the log that are deleted at a time.
LOG_GC_BATCH = 10_000
# How the name of an order begins whose number could not be read.
UNNUMBERED = "?-"

# The activity about a confirmed order that was changed there.
CHANGE_ACTIVITY = "bigcartel_connector.mail_activity_type_order"
# The activity about an order that seems to be cancelled, or was shipped, there.
END_ACTIVITY = "bigcartel_connector.mail_activity_type_end"
