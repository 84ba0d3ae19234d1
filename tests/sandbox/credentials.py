"""The believable shop's identity and what opens it; the app that may ask."""

ACCOUNT_ID = "2817344"
SUBDOMAIN = "paperheron"
PASSWORD = "sandbox-password"
ACCESS_TOKEN = "sandbox-access-token"
# Of the one app that the sandbox's Big Cartel approved.
CLIENT_ID = "sandbox-client-id"
CLIENT_SECRET = "sandbox-client-secret"


def token_of(account_id):
    """Every shop has a token of its own; the believable one's is the plain one."""
    return ACCESS_TOKEN if account_id == ACCOUNT_ID else f"{ACCESS_TOKEN}-{account_id}"
