#!/bin/bash
# Puts the settings file in place, then runs Apache as the first process, so that it gets the stop signal itself.
set -euo pipefail

[[ -e /var/www/html/wp-config.php ]] || install -o www-data -g www-data -m 640 /usr/local/share/wp-config.php /var/www/html/
if [[ ${1:-} == apache2 ]]; then
  set +u
  # shellcheck source=/dev/null
  . /etc/apache2/envvars
  rm -f "$APACHE_PID_FILE"
  mkdir -p "$APACHE_RUN_DIR" "$APACHE_LOCK_DIR"
fi
exec "$@"
