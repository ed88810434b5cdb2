#!/bin/bash
# Prepares an empty data directory by the variables the official image knows (MARIADB_* or MYSQL_*), then
# runs the server.
set -euo pipefail

setting() {
  local maria=MARIADB_$1 mysql=MYSQL_$1
  printf '%s' "${!maria:-${!mysql:-}}"
}

# A value inside single quotes in SQL.
quoted() {
  local text=${1//\\/\\\\}
  printf "'%s'" "${text//\'/\'\'}"
}

# One statement a line: that is how --bootstrap reads them.
accounts() {
  local root_password=$1 database user
  database=$(setting DATABASE) user=$(setting USER)
  echo "USE mysql;"
  echo "FLUSH PRIVILEGES;"
  echo "ALTER USER root@localhost IDENTIFIED BY $(quoted "$root_password");"
  echo "CREATE USER root@'%' IDENTIFIED BY $(quoted "$root_password");"
  echo "GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;"
  [[ -z $database ]] || echo "CREATE DATABASE \`$database\`;"
  [[ -z $user ]] || echo "CREATE USER $(quoted "$user")@'%' IDENTIFIED BY $(quoted "$(setting PASSWORD)");"
  [[ -z $user || -z $database ]] || echo "GRANT ALL ON \`$database\`.* TO $(quoted "$user")@'%';"
}

prepare() {
  local root_password
  root_password=$(setting ROOT_PASSWORD)
  if [[ -z $root_password && -z $(setting ALLOW_EMPTY_PASSWORD)$(setting ALLOW_EMPTY_ROOT_PASSWORD) ]]; then
    echo 'The database is empty and no password is given: set MARIADB_ROOT_PASSWORD.' >&2
    exit 1
  fi
  mariadb-install-db --user=mysql --skip-test-db --auth-root-authentication-method=normal >/dev/null
  accounts "$root_password" | mariadbd --user=mysql --bootstrap
}

if [[ ${1:-} == mariadbd || ${1:-} == mysqld ]]; then
  install -d -o mysql -g mysql /run/mysqld
  chown mysql:mysql /var/lib/mysql
  [[ -d /var/lib/mysql/mysql ]] || prepare
  shift
  exec mariadbd --user=mysql "$@"
fi
exec "$@"
