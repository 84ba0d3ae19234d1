"""What is in a database, table by table, whatever made it."""

# The documents that belong to the company, not to the connector.
DOCUMENTS = (
    "sale_order",
    "sale_order_line",
    "account_move",
    "account_move_line",
    "stock_picking",
    "stock_move",
    "stock_move_line",
    "stock_quant",
    "res_partner",
    "product_product",
    "product_template",
)
_COLUMNS = """
    SELECT c.table_name, c.column_name
      FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE'
       AND c.data_type IN ('text', 'character varying', 'jsonb')
     ORDER BY 1, 2
"""
_NAMES = """
    SELECT relname FROM pg_class WHERE relname ILIKE '%bigcartel%'
    UNION ALL SELECT attrelid::regclass || '.' || attname FROM pg_attribute
     WHERE attname ILIKE '%bigcartel%' AND NOT attisdropped
    UNION ALL SELECT conname FROM pg_constraint WHERE conname ILIKE '%bigcartel%'
    ORDER BY 1
"""


def find_tables(env):
    """Return the connector's tables."""
    env.cr.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'bigcartel%'")
    return [name for (name,) in env.cr.fetchall()]


def snapshot(env, tables=DOCUMENTS, own=False):
    """Return the rows of tables.

    :param bool own: whether also what the connector added to them
    :return: {table: {id: {column: value as text}}}
    """
    env.flush_all()
    rows = {}
    for table in tables:
        env.cr.execute(f"SELECT * FROM {table}")
        # A table that only relates two others has no id.
        rows[table] = {
            str(row.get("id") or row): {
                name: str(value)
                for name, value in row.items()
                if own or not name.startswith("bigcartel")
            }
            for row in env.cr.dictfetchall()
        }
    return rows


def differences(before, after):
    """Return what is not as it was, as texts."""
    found = []
    for table, rows in before.items():
        for number, row in rows.items():
            other = after[table].get(number)
            if other is None:
                found.append(f"{table} {number} is gone")
                continue
            found += [
                f"{table} {number} {name}: {value} -> {other.get(name)}"
                for name, value in row.items()
                if other.get(name) != value
            ]
        new = after[table].keys() - rows.keys()
        found += [f"{table} {number} is new" for number in new]
    return found


def search_texts(env, *words):
    """Return each text of the whole database that holds one of the words.

    :return: ["table.column: the text"]
    """
    env.flush_all()
    env.cr.execute(_COLUMNS)
    found = []
    for table, column in env.cr.fetchall():
        pattern = " OR ".join(f'"{column}"::text ILIKE %s' for _word in words)
        env.cr.execute(
            f'SELECT "{column}"::text FROM "{table}" WHERE {pattern}',
            [f"%{word}%" for word in words],
        )
        found += [f"{table}.{column}: {text[:200]}" for (text,) in env.cr.fetchall()]
    return found


def search_names(env):
    """Return the tables, columns, indexes and constraints that are the connector's."""
    env.cr.execute(_NAMES)
    return [name for (name,) in env.cr.fetchall()]
