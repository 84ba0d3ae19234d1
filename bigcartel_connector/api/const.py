"""Fixed values of the Big Cartel API v1, each with where it is known from."""

# Source: developers.bigcartel.com/api/v1 ("https://api.bigcartel.com/v1").
BASE_URL = "https://api.bigcartel.com"
API_PREFIX = "/v1"
# Where a person lets an app into a shop: help.bigcartel.com/developers/api/v1/oauth.
AUTHORIZE_URL = "https://my.bigcartel.com/oauth/authorize"

# The media type of JSON:API, asked of every client (same page, "Required headers":
# "If you're receiving 400 or 406 errors, double check ... the required headers").
MEDIA_TYPE = "application/vnd.api+json"

# What OAuth's token endpoint takes and gives (RFC 6749); not in the documentation that
# was readable, so the API's own type is accepted as well.
FORM_MEDIA_TYPE = "application/x-www-form-urlencoded"
OAUTH_ACCEPT = f"application/json, {MEDIA_TYPE}"

# Sent when the caller names no version and contact of its own; see `build_user_agent`.
ADDON_NAME = "bigcartel_connector"
DEFAULT_USER_AGENT = "bigcartel_connector/19.0 (contact not given)"

# Seconds to wait for a connection, and for each piece of an answer.
CONNECT_TIMEOUT = 5
READ_TIMEOUT = 30
# Seconds one whole answer may take, and bytes it may have once unpacked.
ANSWER_TIMEOUT = 120
MAX_ANSWER_BYTES = 50 * 1024 * 1024

# Reads are asked again for these. 429 and Retry-After: no rate limit is documented.
RETRY_STATUSES = frozenset({429, 502, 503, 504})
RETRIES = 3
# Seconds: first pause (doubled each time, with jitter), longest single pause of our
# own choosing, and the most one call may spend waiting altogether.
BACKOFF = 0.5
MAX_BACKOFF = 10.0
MAX_WAIT = 60.0
# Seconds reported when the API says "too many requests" without saying how long.
DEFAULT_THROTTLE = 60

# Source: developers.bigcartel.com/api/v1, "Pagination": 20 items unless asked
# otherwise. The largest page is not documented; 100 is what public clients ask for.
PAGE_LIMIT = 100
DEFAULT_PAGE_LIMIT = 20
# A walk never asks for more pages than this (200,000 rows at 100 each).
MAX_PAGES = 2000
# How often a list is walked when it changed under the first walk.
MAX_WALKS = 3

SHIPPED = "shipped"
UNSHIPPED = "unshipped"

# Adjustment types whose label names how an order is shipped. `shipping` was seen in
# captured answers (2015), `base` in client code (2023).
SHIPPING_ADJUSTMENTS = ("shipping", "base")
DISCOUNT_ADJUSTMENTS = ("discount",)

# The longest text of the API's own words that an error repeats.
MAX_WORDS = 300
