<?php
// Settings from the environment, under the names the official image uses.
function from_environment(string $name, string $default = ''): string
{
    $value = getenv($name);
    return $value === false ? $default : $value;
}

define('DB_HOST', from_environment('WORDPRESS_DB_HOST', 'mysql'));
define('DB_NAME', from_environment('WORDPRESS_DB_NAME', 'wordpress'));
define('DB_USER', from_environment('WORDPRESS_DB_USER', 'root'));
define('DB_PASSWORD', from_environment('WORDPRESS_DB_PASSWORD'));
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_DEBUG', false);
$table_prefix = from_environment('WORDPRESS_TABLE_PREFIX', 'wp_');

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
