from . import (
    bigcartel_link,
    bigcartel_link_next,
    bigcartel_link_suggestion,
    bigcartel_recover,
)
