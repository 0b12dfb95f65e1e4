# What the checks need of a Debian machine: programs, and servers of their own that stop with the script.

# Installs the Debian packages that are missing.
install_packages() {
  local missing=() package
  for package; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  as_root apt-get update -q
  as_root apt-get install -q -y --no-install-recommends "${missing[@]}"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n -E "$@"; fi
}

# Servers refuse to run as root: as root, each runs as its own user.
as_user() {
  local user=$1
  shift
  if [ "$(id -u)" = 0 ]; then runuser -u "$user" -- "$@"; else "$@"; fi
}

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# Waits until a command succeeds.
until_ready() {
  for _ in $(seq 120); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.5
  done
  echo "not ready: $*" >&2
  return 1
}

# Redis, PostgreSQL and MariaDB on free ports, empty and open to these tests: whatever else runs is left alone.
start_servers() {
  servers=$(mktemp -d)
  chmod 755 "$servers"
  trap stop_servers EXIT

  local port postgres
  port=$(free_port)
  redis-server --port "$port" --bind 127.0.0.1 --save '' --dir "$servers" --daemonize yes \
    --pidfile "$servers/redis.pid" --logfile "$servers/redis.log" >/dev/null
  until_ready redis-cli -p "$port" ping
  export LIANLIAN_TEST_REDIS_URL=redis://127.0.0.1:$port

  port=$(free_port)
  postgres=$(dirname "$(find /usr/lib/postgresql -name initdb | sort -V | tail -n 1)")
  install_folder postgres
  as_user postgres "$postgres/initdb" -A trust -U postgres -D "$servers/postgres" >/dev/null
  as_user postgres "$postgres/postgres" -D "$servers/postgres" -p "$port" -k "$servers/postgres" \
    -c listen_addresses=127.0.0.1 >"$servers/postgres.log" 2>&1 &
  until_ready "$postgres/pg_isready" -h 127.0.0.1 -p "$port" -U postgres
  export LIANLIAN_TEST_POSTGRES_URL=postgres://postgres@127.0.0.1:$port/postgres

  port=$(free_port)
  install_folder mysql
  as_user mysql mariadb-install-db --no-defaults --datadir="$servers/mysql" --skip-test-db \
    --auth-root-authentication-method=normal >/dev/null 2>&1
  as_user mysql mariadbd --no-defaults --datadir="$servers/mysql" --port="$port" --bind-address=127.0.0.1 \
    --socket="$servers/mysql/socket" --pid-file="$servers/mysql/pid" >"$servers/mysql.log" 2>&1 &
  until_ready mariadb --no-defaults -u root -S "$servers/mysql/socket" -e 'CREATE DATABASE IF NOT EXISTS test'
  export LIANLIAN_TEST_MYSQL_URL=mysql://root@127.0.0.1:$port/test
}

# RabbitMQ, for the tests of test/libraries: after start_servers, on free ports and with a port mapper of its own.
start_rabbitmq() {
  local port
  port=$(free_port)
  install_folder rabbitmq
  rabbitmq_env=(
    HOME="$servers/rabbitmq" ERL_EPMD_PORT="$(free_port)" ERL_EPMD_ADDRESS=127.0.0.1
    RABBITMQ_NODENAME="lianlian-$port@localhost" RABBITMQ_DIST_PORT="$(free_port)"
    RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$port"
    RABBITMQ_BASE="$servers/rabbitmq" RABBITMQ_MNESIA_BASE="$servers/rabbitmq/data"
    RABBITMQ_LOG_BASE="$servers/rabbitmq/log" RABBITMQ_PID_FILE="$servers/rabbitmq/pid"
    RABBITMQ_CONF_ENV_FILE="$servers/rabbitmq/env.conf" RABBITMQ_CONFIG_FILE="$servers/rabbitmq/rabbitmq"
    RABBITMQ_ENABLED_PLUGINS_FILE="$servers/rabbitmq/plugins"
  )
  rabbitmq rabbitmq-server >"$servers/rabbitmq.log" 2>&1 &
  until_ready rabbitmq rabbitmqctl await_startup
  export LIANLIAN_TEST_RABBITMQ_URL=amqp://guest:guest@127.0.0.1:$port
}

# One of RabbitMQ's programs, for that server.
rabbitmq() {
  # It refuses a folder that its user may not enter.
  (cd "$servers" && as_user rabbitmq env "${rabbitmq_env[@]}" "/usr/lib/rabbitmq/bin/$1" "${@:2}")
}

# A folder that belongs to the user of a server, named after it.
install_folder() {
  mkdir "$servers/$1"
  if [ "$(id -u)" = 0 ]; then chown "$1" "$servers/$1"; fi
}

stop_servers() {
  local file pid
  for file in "$servers"/redis.pid "$servers"/postgres/postmaster.pid "$servers"/mysql/pid "$servers"/rabbitmq/pid; do
    pid=$(head -n 1 "$file" 2>/dev/null) || continue
    as_root kill -TERM "$pid" || continue
  done
  wait
  # Its port mapper outlives it.
  if [ -d "$servers/rabbitmq" ]; then as_user rabbitmq env "${rabbitmq_env[@]}" epmd -kill >/dev/null || true; fi
  as_root rm -rf "$servers"
}
