-- A copied database must not talk to the live shop: no credential, no connection.
UPDATE bigcartel_backend
   SET state = 'draft',
       access_token = NULL,
       password = NULL;

-- Nor let people into it: no app, nobody expected back.
DELETE FROM ir_config_parameter
 WHERE key IN (
       'bigcartel_connector.oauth_client_id',
       'bigcartel_connector.oauth_client_secret'
       );
DELETE FROM bigcartel_oauth_request;
