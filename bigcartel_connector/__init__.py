from . import controllers, models, wizards
from .hooks import uninstall_hook
from .utils import log_mask

log_mask.install()
