"""What the connector is in a database: its schema, and the records that XML made."""

_SCHEMA = """
    SELECT concat_ws(' ', table_name, column_name, data_type, 'null', is_nullable)
      FROM information_schema.columns
     WHERE table_schema = 'public'
       AND (table_name LIKE 'bigcartel%' OR column_name LIKE '%bigcartel%')
    UNION ALL
    SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint
     WHERE conname LIKE '%bigcartel%' OR conrelid::regclass::text LIKE 'bigcartel%'
    UNION ALL
    SELECT indexdef FROM pg_indexes
     WHERE indexname LIKE '%bigcartel%' OR tablename LIKE 'bigcartel%'
"""
_NAMES = """
    SELECT concat_ws(' ', model, name, CASE WHEN noupdate THEN 'noupdate' END)
      FROM ir_model_data WHERE module = 'bigcartel_connector'
"""
# What of a record is not the same in any two databases.
_OF_THE_DATABASE = (
    "id",
    "create_date",
    "write_date",
    "create_uid",
    "write_uid",
    "nextcall",
    "lastcall",
    "first_failure_date",
    "failure_count",
)
_TABLES = {
    "ir.cron": "ir_cron",
    "mail.activity.type": "mail_activity_type",
    "mail.template": "mail_template",
    "product.product": "product_product",
    "ir.rule": "ir_rule",
    "ir.model.access": "ir_model_access",
    "res.groups": "res_groups",
}


def structure(server, database):
    """Return lines that say all of it, the same for the same addon.

    :param server: `dev.postgres.Server`
    :rtype: set
    """
    lines = server.sql(_SCHEMA, database) + server.sql(_NAMES, database)
    for model, table in _TABLES.items():
        lines += server.sql(_records(model, table), database)
    return set(lines)


def _records(model, table):
    """Return the SQL for what each record of a model says, without its references."""
    return f"""
        SELECT concat_ws(' ', d.name, value.key, value.value)
          FROM ir_model_data d JOIN {table} t ON t.id = d.res_id,
               jsonb_each_text(to_jsonb(t)) AS value
         WHERE d.module = 'bigcartel_connector' AND d.model = '{model}'
           AND value.key NOT IN ({", ".join(f"'{name}'" for name in _OF_THE_DATABASE)})
           AND value.key NOT LIKE '%\\_id'
    """
