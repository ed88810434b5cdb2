import { describe, expect, it } from 'vitest';
import { parseCompose } from './index.ts';

/*
 * Files that cannot be, with the first thing that is said of them: place, code and sentence. Warnings are behind a `~`;
 * what has neither is taken as it is.
 */

const LAUGHS = `x: &a0 [ha]\n${Array.from({ length: 9 }, (_, at) => `y${at}: &a${at + 1} [${Array(10).fill(`*a${at}`).join()}]\n`).join('')}`;
/** Far beyond what any takes; what runs away takes for ever. */
const LONGEST_MS = 20_000;

function firstWord(compose: string, rancherCompose = ''): string {
  const startedAt = performance.now();
  const variables = { BIG: 'x'.repeat(60_000) };
  const { problems, warnings } = parseCompose({ compose, rancherCompose, variables, stackName: 'shop' });
  expect(performance.now() - startedAt).toBeLessThan(LONGEST_MS);
  const [problem] = problems;
  const [warning] = warnings;
  const told = problem ?? warning;
  if (told === undefined) return 'taken';
  const file = told.file === 'docker-compose.yml' ? '' : 'rancher ';
  return `${problem ? '' : '~'}${file}${told.line}:${told.column} ${told.code} ${told.message}`;
}

describe('docker-compose.yml with', () => {
  it.each<readonly [name: string, compose: () => string, said: string]>([
    ['nothing', () => '', '1:1 missing There are no services in this file. Add one under "services:".'],
    [
      'only a comment',
      () => '# nothing here',
      '1:1 missing There are no services in this file. Add one under "services:".',
    ],
    ['a list', () => '- web\n- db', '1:1 invalid docker-compose.yml is a map of services, not a list.'],
    ['text', () => 'nginx', '1:1 invalid docker-compose.yml is a map of services, not a single value.'],
    ['a number', () => '7', '1:1 invalid docker-compose.yml is a map of services, not a single value.'],
    [
      'NUL in the text',
      () => 'web:\n  image: "a\0b"',
      '2:10 invalid There is a character that cannot be stored: NUL or half of a pair.',
    ],
    ['a byte order mark', () => '\ufeffweb: {image: nginx}', 'taken'],
    [
      'NUL by an escape',
      () => 'web:\n  image: nginx\n  environment: {A: "a\\0b"}',
      '3:20 invalid There is a character that cannot be stored: NUL or half of a pair.',
    ],
    [
      'half of a pair by an escape',
      () => 'web:\n  image: nginx\n  environment: {A: "a\\uD800"}',
      '3:20 invalid There is a character that cannot be stored: NUL or half of a pair.',
    ],
    [
      'NUL by an escape in a key',
      () => 'web:\n  image: nginx\n  labels: {"a\\0b": c}',
      '3:12 invalid "a\u0000b" cannot be a key.',
    ],
    [
      'a prototype for a variable',
      () => 'web:\n  image: nginx\n  environment: {__proto__: x}',
      '3:17 invalid "__proto__" cannot be a key.',
    ],
    [
      'a prototype for a label',
      () => 'web:\n  image: nginx\n  labels: ["__proto__=x"]',
      '3:12 invalid "__proto__" cannot be a key.',
    ],
    [
      'half of a pair',
      () => 'web:\n  image: "a\ud800"',
      '2:10 invalid There is a character that cannot be stored: NUL or half of a pair.',
    ],
    [
      'an image that turns the direction of text',
      () => 'web:\n  image: "gnp\u202eexe"',
      '2:10 invalid Not an image reference. Write it as name, name:tag or registry.example/name:tag.',
    ],
    [
      'a name of zero width',
      () => '"we\u200bb": {image: nginx}',
      '1:1 invalid "we​b" cannot be the name of a service. Use 1 to 63 letters, digits and dashes; a dash may not come first or last.',
    ],
    [
      'a name with a combining mark',
      () => '"we\u0301b": {image: nginx}',
      '1:1 invalid "wéb" cannot be the name of a service. Use 1 to 63 letters, digits and dashes; a dash may not come first or last.',
    ],
    [
      'a name of emoji',
      () => '"🐳": {image: nginx}',
      '1:1 invalid "🐳" cannot be the name of a service. Use 1 to 63 letters, digits and dashes; a dash may not come first or last.',
    ],
    [
      'a name of 64 letters',
      () => `${'a'.repeat(64)}: {image: nginx}`,
      '1:1 invalid "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" cannot be the name of a service. Use 1 to 63 letters, digits and dashes; a dash may not come first or last.',
    ],
    [
      'a name that is a path',
      () => '"../etc": {image: nginx}',
      '1:1 invalid "../etc" cannot be the name of a service. Use 1 to 63 letters, digits and dashes; a dash may not come first or last.',
    ],
    [
      'tabs for indentation',
      () => 'web:\n\timage: nginx',
      '2:1 syntax Indent with spaces: YAML does not allow tabs there.',
    ],
    [
      'two documents',
      () => 'web: {image: nginx}\n---\ndb: {image: mysql}',
      '2:1 syntax Only one document per file: remove what follows "---".',
    ],
    [
      'a tag',
      () => 'web: !!python/object:os.system {image: nginx}',
      '1:6 unsupported Remove "!!python/object:os.system": YAML tags and directives are not supported.',
    ],
    [
      'an open list',
      () => 'web: {image: nginx, ports: ["80:80"',
      '1:36 syntax A character is missing here: a quote, a bracket or the space after a colon.',
    ],
    [
      'a service twice',
      () => 'web: {image: nginx}\nweb: {image: httpd}',
      '2:1 duplicate "web" was given before: keep one of them.',
    ],
    [
      'a key twice',
      () => 'web:\n  image: nginx\n  image: httpd',
      '3:3 duplicate "image" was given before: keep one of them.',
    ],
    ['a variable twice', () => 'web:\n  image: nginx\n  environment: ["A=1", "A=2"]', 'taken'],
    [
      'a label twice',
      () => 'web:\n  image: nginx\n  labels: {a: b, a: c}',
      '3:18 duplicate "a" was given before: keep one of them.',
    ],
    [
      'an anchor that contains itself',
      () => 'web: &a\n  image: nginx\n  labels: *a',
      '3:11 invalid "*a" contains itself.',
    ],
    [
      'two anchors that contain each other',
      () => 'web: &a\n  image: nginx\n  labels: &b\n    x: *a\ndb: *b',
      '2:3 invalid A single value belongs here, not a map of keys.',
    ],
    [
      'an alias to nothing',
      () => 'web: *nobody',
      '1:1 missing The service "web" needs an image: add "image: name:tag".',
    ],
    [
      'an alias before its anchor',
      () => 'web: *later\nlater: &later {image: nginx}',
      '1:1 missing The service "web" needs an image: add "image: name:tag".',
    ],
    ['a merge of itself', () => 'web: &a\n  <<: *a\n  image: nginx', '2:7 invalid "*a" contains itself.'],
    [
      'a merge of text',
      () => 'web:\n  <<: nginx',
      '1:1 missing The service "web" needs an image: add "image: name:tag".',
    ],
    [
      'a merge of a list of text',
      () => 'web:\n  <<: [nginx, 7]\n  image: a',
      '2:3 invalid "<<" takes a map, or a list of maps, by alias.',
    ],
    ['a thousand million laughs', () => LAUGHS, '2:34 invalid More than 50000 values with aliases followed.'],
    [
      'fifty levels',
      () => `web:\n  image: nginx\n  labels: ${'{a: '.repeat(50)}1${'}'.repeat(50)}`,
      '3:167 invalid Nested deeper than 40 levels.',
    ],
    [
      'a hundred thousand brackets',
      () => `web: ${'['.repeat(100_000)}`,
      '1:796 syntax This is nested too deeply.',
    ],
    [
      'sixty thousand labels',
      () =>
        `web:\n  image: nginx\n  labels:\n${Array.from({ length: 60_000 }, (_, at) => `    k${at}: v`).join('\n')}`,
      '1:1 invalid The file is larger than 512 KiB.',
    ],
    [
      'more services than a file may have',
      () => Array.from({ length: 501 }, (_, at) => `s${at}: {image: a}`).join('\n'),
      '1:1 invalid More than 500 services.',
    ],
    [
      'a file that is too large',
      () => `# ${'x'.repeat(600 * 1024)}`,
      '1:1 invalid The file is larger than 512 KiB.',
    ],
    [
      'a variable that is missing',
      () => 'web: {image: "nginx:${TAG:?say which}"}',
      '1:14 variable The variable TAG is needed: say which.',
    ],
    [
      'a variable that is never closed',
      () => 'web: {image: "nginx:${TAG"}',
      '1:14 variable "${TAG" is not closed by "}". Write $$ for a dollar sign that is not a variable.',
    ],
    [
      'a variable with a strange name',
      () => 'web: {image: "nginx:${1+1}"}',
      '1:14 variable "$" is not followed by the name of a variable. Write $$ for a dollar sign that is not a variable.',
    ],
    [
      'a variable within a variable',
      () => 'web: {image: "${A:-${B:-${C}}}"}',
      '1:14 missing The image is empty. Write it as name:tag.',
    ],
    [
      'a variable that grows',
      () => `web:\n  image: nginx\n  command: "${'$BIG'.repeat(100)}"`,
      '3:12 variable The text becomes too long when its variables are filled in.',
    ],
    [
      'a service that is nothing',
      () => 'web:',
      '1:1 missing The service "web" needs an image: add "image: name:tag".',
    ],
    [
      'a service that is text',
      () => 'web: nginx',
      '1:6 invalid A service is a map of keys, not a single value.',
    ],
    [
      'a service that is a list',
      () => 'web: [image, nginx]',
      '1:6 invalid A service is a map of keys, not a list.',
    ],
    [
      'services that are a list',
      () => 'version: "2"\nservices:\n  - web',
      '3:3 invalid "services" is a map of services, not a list.',
    ],
    [
      'a version nobody knows',
      () => 'version: "9"\nservices: {web: {image: nginx}}',
      '1:10 unsupported The versions 1, 2, 2.x and 3.x are read, not "9".',
    ],
    [
      'a version that is a list',
      () => 'version: [2]\nservices: {web: {image: nginx}}',
      '1:10 unsupported The versions 1, 2, 2.x and 3.x are read, not a list.',
    ],
    [
      'an image that is a list',
      () => 'web: {image: [nginx]}',
      '1:14 invalid A single value belongs here, not a list.',
    ],
    [
      'an image that is a map',
      () => 'web: {image: {name: nginx}}',
      '1:14 invalid A single value belongs here, not a map of keys.',
    ],
    [
      'an image that is none',
      () => 'web: {image: "Not An Image"}',
      '1:14 invalid Not an image reference. Write it as name, name:tag or registry.example/name:tag.',
    ],
    [
      'ports that are a map',
      () => 'web: {image: nginx, ports: {80: 80}}',
      '1:28 invalid A list belongs here (lines that start with "- "), not a map of keys.',
    ],
    [
      'port 0',
      () => 'web: {image: nginx, ports: ["0:80"]}',
      '1:29 invalid "0:80" is not a port. Ports run from 1 to 65535, and a range from low to high.',
    ],
    [
      'port 65536',
      () => 'web: {image: nginx, ports: ["80:65536"]}',
      '1:29 invalid "80:65536" is not a port. Ports run from 1 to 65535, and a range from low to high.',
    ],
    [
      'a range backwards',
      () => 'web: {image: nginx, ports: ["90-80:90-80"]}',
      '1:29 invalid "90-80:90-80" is not a port. Ports run from 1 to 65535, and a range from low to high.',
    ],
    [
      'a port of words',
      () => 'web: {image: nginx, ports: ["http:80"]}',
      '1:29 invalid "http:80" is not a port. Write a port as "80", "8080:80" or "10.0.0.5:8080:80/udp".',
    ],
    [
      'a protocol nobody knows',
      () => 'web: {image: nginx, ports: ["80:80/sctp"]}',
      '1:29 invalid "80:80/sctp" is not a port. The protocol is tcp or udp, not "sctp".',
    ],
    [
      'less than no memory',
      () => 'web: {image: nginx, mem_limit: -5}',
      '1:32 invalid "-5" cannot be read. Write bytes, or a number with k, m or g: 512m.',
    ],
    [
      'memory of words',
      () => 'web: {image: nginx, mem_limit: lots}',
      '1:32 invalid "lots" cannot be read. Write bytes, or a number with k, m or g: 512m.',
    ],
    [
      'endless memory',
      () => 'web: {image: nginx, mem_limit: 99999999999999999999g}',
      '1:32 invalid "99999999999999999999g" cannot be read. Write bytes, or a number with k, m or g: 512m.',
    ],
    [
      'a truth that is a word',
      () => 'web: {image: nginx, privileged: perhaps}',
      '1:33 invalid Write true or false, not "perhaps".',
    ],
    [
      'a command with an open quote',
      () => `web: {image: nginx, command: "echo 'a"}`,
      "1:30 invalid A closing ' is missing. Write the command as a list to avoid quotes.",
    ],
    ['a link to itself', () => 'web: {image: nginx, links: [web]}', 'taken'],
    ['links in a circle', () => 'a: {image: x, links: [b]}\nb: {image: x, links: [a]}', 'taken'],
    [
      'a link to nobody',
      () => 'web: {image: nginx, links: [nobody]}',
      '1:29 missing There is no service called "nobody". For another stack write "stack/service".',
    ],
    [
      'a sidekick of itself',
      () => 'web: {image: nginx, labels: {io.rancher.sidekicks: web}}',
      '1:30 invalid "web" cannot be a sidekick: it has sidekicks itself.',
    ],
    [
      'a sidekick that is nobody',
      () => 'web: {image: nginx, labels: {io.rancher.sidekicks: nobody}}',
      '1:30 missing There is no service called "nobody" to be a sidekick.',
    ],
    [
      'sidekicks of each other',
      () =>
        'a: {image: x, labels: {io.rancher.sidekicks: b}}\nb: {image: x, labels: {io.rancher.sidekicks: a}}',
      '1:24 invalid "b" cannot be a sidekick: it has sidekicks itself.',
    ],
    [
      'volumes from nobody',
      () => 'web: {image: nginx, volumes_from: [nobody]}',
      '1:21 unsupported "volumes_from" is not supported. Name the same volume in both services under "volumes".',
    ],
    [
      "a label of Drover's own",
      () => 'web: {image: nginx, labels: {io.drover.unit: unt_1}}',
      '~1:30 invalid "io.drover.unit" is set by Drover; the value here is not used.',
    ],
    [
      'a prototype for a service',
      () => '__proto__: {image: nginx}',
      '1:1 invalid "__proto__" cannot be a key.',
    ],
    [
      'a prototype for a field',
      () => 'web: {image: nginx, __proto__: {privileged: true}}',
      '1:21 invalid "__proto__" cannot be a key.',
    ],
    [
      'a constructor for a field',
      () => 'web: {image: nginx, constructor: x, toString: y}',
      '1:21 unsupported "constructor" is not supported.',
    ],
    [
      'a field nobody knows',
      () => 'web: {image: nginx, imgae: httpd}',
      '1:21 unsupported "imgae" is not supported. Did you mean "image"?',
    ],
    [
      'something to build',
      () => 'web: {build: .}',
      '1:7 unsupported "build" is not supported. Images are not built here. Build and push it elsewhere, and give its name as "image".',
    ],
    [
      'a file to extend',
      () => 'web: {extends: {file: /etc/passwd, service: web}}',
      '1:1 missing The service "web" needs an image: add "image: name:tag".',
    ],
    [
      'a file of variables',
      () => 'web: {image: nginx, env_file: /etc/passwd}',
      '1:21 unsupported "env_file" is not supported. The file is not on the server. Copy its variables into "environment".',
    ],
  ])(
    '%s',
    (_name, compose, said) => {
      expect(firstWord(compose())).toBe(said);
    },
    30_000,
  );
});

describe('a rancher-compose.yml with', () => {
  it.each<readonly [name: string, compose: string, rancherCompose: string, said: string]>([
    [
      'a service only beside it',
      'web: {image: nginx}',
      'db: {scale: 2}',
      'rancher 1:1 missing docker-compose.yml has no service called "db".',
    ],
    [
      'a scale that is negative',
      'web: {image: nginx}',
      'web: {scale: -1}',
      'rancher 1:14 invalid Write a whole number, not "-1".',
    ],
    [
      'a scale beyond the most',
      'web: {image: nginx}',
      'web: {scale: 1001}',
      'rancher 1:14 invalid At most 1000 containers.',
    ],
    [
      'a scale of words',
      'web: {image: nginx}',
      'web: {scale: many}',
      'rancher 1:14 invalid Write a whole number, not "many".',
    ],
    [
      'a scale that is half',
      'web: {image: nginx}',
      'web: {scale: 1.5}',
      'rancher 1:14 invalid Write a whole number, not "1.5".',
    ],
    [
      'a list beside it',
      'web: {image: nginx}',
      '- web',
      'rancher 1:1 invalid rancher-compose.yml is a map of services, not a list.',
    ],
    [
      'half of a file beside it',
      'web: {image: nginx}',
      'web: {scale: ',
      'rancher 1:14 syntax A character is missing here: a quote, a bracket or the space after a colon.',
    ],
    [
      'an alias across files',
      'web: &a {image: nginx}',
      'web: *a',
      'rancher 1:6 syntax There is no "&a" above "*a". Put quotes around a value that starts with "*".',
    ],
    [
      'itself beside it',
      'web: {image: nginx}',
      'web: &a {metadata: *a}',
      'rancher 1:9 unsupported Metadata for containers is not supported. Use labels or environment.',
    ],
    ['another image beside it', 'web: {image: nginx}', 'web: {image: httpd}', 'taken'],
    [
      'a broken file and a good one beside it',
      'web: [',
      'web: {scale: 2}',
      '1:7 syntax A character is missing here: a quote, a bracket or the space after a colon.',
    ],
  ])('%s', (_name, compose, rancherCompose, said) => {
    expect(firstWord(compose, rancherCompose)).toBe(said);
  });
});
