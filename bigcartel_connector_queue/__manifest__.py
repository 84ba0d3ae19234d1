{
    "name": "Big Cartel Connector: Job Queue",
    "summary": "Import orders and tell deliveries in jobs, on any number of servers",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "license": "LGPL-3",
    "author": "Big Cartel Connector contributors",
    "depends": ["bigcartel_connector", "queue_job"],
    "data": [
        "data/queue_job_channel_data.xml",
        "data/queue_job_function_data.xml",
    ],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
