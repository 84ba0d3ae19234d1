-- A copied database must not talk to the live shop: no credential, no connection.
UPDATE bigcartel_backend
   SET state = 'draft',
       access_token = NULL,
       password = NULL;

-- What waits is told by the original. Once a person connects the copy, it must not go
-- out a second time by itself.
UPDATE bigcartel_shipment
   SET state = 'failed',
       next_attempt = NULL,
       error = 'This database is a copy: Big Cartel was not told from here.'
 WHERE state = 'pending';

-- Nor let people into it: no app, nobody expected back.
DELETE FROM ir_config_parameter
 WHERE key IN (
       'bigcartel_connector.oauth_client_id',
       'bigcartel_connector.oauth_client_secret'
       );
DELETE FROM bigcartel_oauth_request;

-- Addresses stay, so that the copy of a test system does not turn to the live shop;
-- but for those with a login in them, which the settings refuse.
DELETE FROM ir_config_parameter
 WHERE key IN (
       'bigcartel_connector.api_url',
       'bigcartel_connector.oauth_authorize_url'
       )
   AND value LIKE '%@%';
