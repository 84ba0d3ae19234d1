"""Copies rows thousands of times, with all that belongs to them, inside PostgreSQL."""

from contextlib import contextmanager

# Columns that are of the row itself.
_OWN = "id"


class Copier:
    """Copies whole groups of rows: an order with its sale order, lines and transfers.

    :param dict rows: {model: {id of a row to copy: id of the group it belongs to}}
    :param dict changes: {model: {column: SQL}} of what is different in each copy; `t`
        is the copied row, `c.n` the number of the copy, from 1 on
    """

    def __init__(self, env, rows, changes):
        self.env = env
        self.rows = {model: ids for model, ids in rows.items() if ids}
        self.changes = changes
        self.offsets = {}

    def copy(self, counts):
        """Make the copies.

        :param dict counts: {id of a group: number of its copies}
        """
        self._make_numbers(counts)
        with self._without_foreign_keys():
            for model in self.rows:
                self.offsets[model] = self._get_offset(model)
            for model in self.rows:
                self._copy_model(model)
        self._execute("DROP TABLE copies")

    def _execute(self, query, *params):
        self.env.cr.execute(query, params or None)

    def _make_numbers(self, counts):
        """Make the temporary table of (group, n), n counting all copies."""
        self._execute(
            "CREATE TEMPORARY TABLE copies AS SELECT g AS of_group, (row_number()"
            " OVER (ORDER BY md5(g::text || i::text)))::int AS n"
            " FROM unnest(%s, %s) AS wanted(g, times), generate_series(1, times) AS i",
            list(counts),
            list(counts.values()),
        )

    def _get_offset(self, model):
        """Return (first id after all, lowest id copied, ids that one copy takes)."""
        ids = self.rows[model]
        table = self.env[model]._table
        self._execute(f"SELECT max(id) + 1 FROM {table}")
        start = self.env.cr.fetchone()[0]
        return start, min(ids), max(ids) - min(ids) + 1

    def _copy_model(self, model):
        table = self.env[model]._table
        columns, values = [], []
        for column in self._get_columns(table):
            columns.append(column)
            values.append(self._get_value(model, column))
        ids = self.rows[model]
        query = (
            f"INSERT INTO {table} ({', '.join(map(_quote, columns))})"
            f" SELECT {', '.join(values)} FROM {table} t"
            " JOIN unnest(%s, %s) AS grouped(row_id, of_group) ON grouped.row_id = t.id"
            " JOIN copies c ON c.of_group = grouped.of_group"
        )
        self._execute(query, list(ids), list(ids.values()))
        self._execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")

    def _get_columns(self, table):
        self._execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND table_schema = current_schema",
            table,
        )
        return [name for (name,) in self.env.cr.fetchall()]

    def _get_value(self, model, column):
        """Return the value of a column in a copy, as SQL."""
        if column == _OWN:
            return self._get_copied_id(model, column)
        changed = self.changes.get(model, {}).get(column)
        if changed:
            return changed.replace("%", "%%")
        field = self.env[model]._fields.get(column)
        if field and field.type == "many2one" and field.comodel_name in self.offsets:
            return self._get_copied_id(field.comodel_name, column)
        return f"t.{_quote(column)}"

    def _get_copied_id(self, model, column):
        """Return the id of the copy of a row, or the row's where it is not copied."""
        start, lowest, span = self.offsets[model]
        name = f"t.{_quote(column)}"
        return (
            f"CASE WHEN {name} BETWEEN {lowest} AND {lowest + span - 1}"
            f" THEN {start} + (c.n - 1) * {span} + {name} - {lowest} ELSE {name} END"
        )

    @contextmanager
    def _without_foreign_keys(self):
        """Leave out what would look at each row by itself, which takes minutes."""
        tables = tuple(self.env[model]._table for model in self.rows)
        self._execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
            " FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid::regclass::text IN %s",
            tables,
        )
        keys = self.env.cr.fetchall()
        for table, name, _definition in keys:
            self._execute(f"ALTER TABLE {table} DROP CONSTRAINT {_quote(name)}")
        yield
        for table, name, definition in keys:
            definition = definition.removesuffix(" NOT VALID")
            self._execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {_quote(name)} {definition}"
                " NOT VALID"
            )


def _quote(name):
    """Return a name of the database as SQL: some are words of that language."""
    return f'"{name}"'
