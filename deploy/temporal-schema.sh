#!/bin/sh
# Temporal's two databases, made once and brought up to date: the image's schema tool asks each for its version.
set -eu
SQL_PASSWORD="$(cat /run/secrets/temporal_password)"
export SQL_PASSWORD SQL_PLUGIN=postgres12 SQL_HOST=database SQL_PORT=5432 SQL_USER=temporal
for name in temporal visibility; do
  database=temporal; [ "$name" = temporal ] || database=temporal_visibility
  temporal-sql-tool --database "$database" create
  temporal-sql-tool --database "$database" setup-schema -v 0.0 || true  # there already
  temporal-sql-tool --database "$database" update-schema -d "/etc/temporal/schema/postgresql/v12/$name/versioned"
done
