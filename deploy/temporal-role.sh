#!/bin/sh
# Run once by the database's image: a role for Temporal that owns its two databases and nothing of the city's.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$(cat /run/secrets/temporal_password)" --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE temporal LOGIN NOSUPERUSER CREATEDB PASSWORD :'password';
SQL
