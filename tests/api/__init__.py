"""The client without Odoo: parsing, transport, paging, reading and writing."""
