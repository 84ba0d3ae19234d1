"""What the fork server imports before the first worker is forked from it."""

from .worker import load

load()
