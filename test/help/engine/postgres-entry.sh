#!/bin/sh
# The first time makes the database that POSTGRES_USER, _PASSWORD and _DB name, trusting this machine unless
# POSTGRES_INITDB_ARGS says otherwise; then serves as the user postgres.
set -eu

as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }

mkdir -p "$PGDATA"
chown postgres:postgres "$PGDATA" /run/postgresql
chmod 700 "$PGDATA"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  echo "$POSTGRES_PASSWORD" >/tmp/password
  chown postgres /tmp/password
  as_postgres initdb --username="$POSTGRES_USER" --pwfile=/tmp/password --auth=trust \
    $POSTGRES_INITDB_ARGS --encoding=UTF8 --locale=C.UTF-8 >/dev/null
  rm /tmp/password
  export PGPASSWORD="$POSTGRES_PASSWORD"
  as_postgres pg_ctl -o '-c listen_addresses=' -w start >/dev/null
  as_postgres createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
  as_postgres pg_ctl -m fast -w stop >/dev/null
fi
exec setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
