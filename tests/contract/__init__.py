"""What the client relies on, checked against whoever claims to be Big Cartel.

- the sandbox, and the cassettes: on every test run;
- a real shop: `BIGCARTEL_CONTRACT=shop`, with `BIGCARTEL_SUBDOMAIN` and
  `BIGCARTEL_PASSWORD`, or `BIGCARTEL_ACCOUNT_ID` and `BIGCARTEL_TOKEN`. Only reads,
  unless `BIGCARTEL_CONTRACT_MARK` or `BIGCARTEL_CONTRACT_SHIP` name an unshipped order
  that may be marked shipped, or be given a shipment;
- `python -m tests.contract.record` writes new cassettes from a real shop (only reads),
  or with `--sandbox` from the sandbox.
"""
