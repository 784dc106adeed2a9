#!/usr/bin/env bash
# One PostgreSQL server of our own, from Debian's binaries, in a folder and on a port of its own, on loopback only:
# for tests, measurements and a cluster on one machine. Not for production: anyone on this machine may sign in.
#
#   server.sh start DIR PORT            make the server if it is not there, start it, print its connection string
#   server.sh standby DIR PORT PRIMARY  make DIR a synchronous standby of the server on port PRIMARY, and start it
#   server.sh stop DIR                  stop it if it runs; what was committed stays
#   server.sh crash DIR                 end it as kill -9 and a machine that stays off do
#   server.sh promote DIR               make a standby the primary
set -euo pipefail

fail() { printf 'server.sh: %s\n' "$*" >&2; exit 1; }

[ $# -ge 2 ] || fail "say what to do, and in which folder: see the head of this file."
verb="$1"
mkdir -p "$2"
dir="$(cd "$2" && pwd)"
data="$dir/data"
bin="$(printf '%s\n' ${PATH//:/ } /usr/lib/postgresql/*/bin | sort -V | while read -r folder; do
  [ ! -x "$folder/initdb" ] || [ ! -x "$folder/pg_basebackup" ] || printf '%s\n' "$folder"
done | tail -n 1)"
[ -n "$bin" ] || fail "PostgreSQL's server is missing. As root on Debian: apt-get install postgresql"

# The server refuses to run as root.
as_server() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

own() {
  chmod o+x "$dir"
  mkdir -p "$data" "$dir/socket"
  chmod 700 "$data"
  [ "$(id -u)" != 0 ] || chown postgres:postgres "$data" "$dir/socket"
}

# Tests end servers the hard way, and may not lose what was committed: full durability, as in production.
configure() {
  cat >>"$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $1
unix_socket_directories = '$dir/socket'
fsync = on
synchronous_commit = on
max_connections = 200
wal_level = replica
CONF
}

start() {
  as_server "$bin/pg_ctl" -D "$data" -l "$data/server.log" -w -t 60 start >/dev/null ||
    { tail -n 20 "$data/server.log" >&2; fail "the server does not start."; }
  printf 'Host=127.0.0.1;Port=%s;Username=postgres;Database=postgres\n' "$(sed -n 4p "$data/postmaster.pid")"
}

# The processes that serve connections end with it: a new server would else find its memory still in use.
crash() {
  local server
  server="$(head -n 1 "$data/postmaster.pid")"
  # shellcheck disable=SC2046 # one word per process
  kill -9 "$server" $(ps -o pid= --ppid "$server")
  while kill -0 "$server" 2>/dev/null; do sleep 0.02; done
  rm -f "$data/postmaster.pid"
}

case "$verb" in
  start)
    if [ ! -f "$data/PG_VERSION" ]; then
      [ $# = 3 ] || fail "a new server needs a port."
      own
      as_server "$bin/initdb" -D "$data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 >/dev/null
      configure "$3"
    fi
    start
    ;;
  standby)
    [ $# = 4 ] || fail "a standby needs its port and that of its primary."
    own
    primary=(-h 127.0.0.1 -p "$4" -U postgres)
    as_server "$bin/pg_basebackup" "${primary[@]}" -D "$data" -R -X stream -c fast
    configure "$3"
    start
    as_server "$bin/psql" "${primary[@]}" -q \
      -c "ALTER SYSTEM SET synchronous_standby_names = '*'" -c "SELECT pg_reload_conf()" >/dev/null
    until as_server "$bin/psql" "${primary[@]}" -Atc "SELECT sync_state FROM pg_stat_replication" | grep -qx sync; do
      sleep 0.05
    done
    ;;
  stop) [ ! -f "$data/postmaster.pid" ] || as_server "$bin/pg_ctl" -D "$data" -w -m fast stop >/dev/null ;;
  crash) crash ;;
  promote) as_server "$bin/pg_ctl" -D "$data" -w promote >/dev/null ;;
  *) fail "unknown: $verb" ;;
esac
