-- A copied database must not talk to the live shop: no credential, no connection.
UPDATE bigcartel_backend
   SET state = 'draft',
       access_token = NULL,
       password = NULL;
