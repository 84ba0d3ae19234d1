"""What the connector costs, beside what Odoo's ORM itself costs for the same rows.

`make bench` runs the parts of `parts.PARTS`, each in an Odoo process and a database
copy of its own, one after the other. A part is a module of this package with a function

    def run(options):
        ...
        return {"lists.first_page_ms": 12.3, "lists.first_page_queries": 9}

- ``options`` is `options.Options`: how much, and of what (``--quick``).
- Odoo is loaded when it is called; `process.transaction` gives an environment, with a
  real commit at the end, in a database that is thrown away. `scene.Scene` is a sandbox
  shop in a process of its own with the products in Odoo that it sells, `stopwatch` what
  measures. Odoo is not imported by `parts`, `options`, `targets` and `table`.
- Keys are ``row.figure``, and become the lines of the table and the keys of the JSON.
  A list stays out of the table (single rounds, for whoever wants to look closer).

To register one: a line in `parts.PARTS`, and its targets, if it has any, in
`targets.TARGETS`. `make bench ARGS="--only lists"` runs it alone.
"""
