from . import bigcartel_link
