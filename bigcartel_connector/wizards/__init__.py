from . import (
    bigcartel_link,
    bigcartel_link_next,
    bigcartel_link_suggestion,
    bigcartel_onboarding,
    bigcartel_onboarding_connect,
    bigcartel_onboarding_import,
    bigcartel_onboarding_preview,
    bigcartel_recover,
    privacy_lookup,
)
