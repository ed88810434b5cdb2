import { describe, expect, it } from 'vitest';
import { parseCompose } from './index.ts';

function parse(compose: string, more: { rancher?: string; variables?: Record<string, string> } = {}) {
  return parseCompose({
    compose,
    rancherCompose: more.rancher ?? '',
    variables: more.variables ?? {},
    stackName: 'shop',
  });
}

/** `line:code path` of each problem: enough to pin where it points. */
function where(entries: readonly { line: number; code: string; path: string }[]): string[] {
  return entries.map((entry) => `${entry.line}:${entry.code} ${entry.path}`);
}

describe('formats', () => {
  it('reads v1, v2 and versionless files to the same services', () => {
    const body = 'web:\n  image: nginx\n  ports: ["8080:80"]\n';
    const inner = `services:\n${body.replace(/^/gm, '  ')}`;
    const v1 = parse(body);
    expect(v1.problems).toEqual([]);
    const specs = (text: string) => parse(text).services.map(({ name, spec }) => [name, spec]);
    expect(specs(`version: '2'\n${inner}`)).toEqual(specs(body));
    expect(specs(`version: "3.8"\n${inner}`)).toEqual(specs(body));
    expect(specs(inner)).toEqual(specs(body));
    expect(v1.services[0]).toMatchObject({
      name: 'web',
      place: { line: 1, path: 'web' },
      scale: null,
      spec: { launch: { image: 'nginx' } },
    });
  });

  it('takes a v1 service that is called "services"', () => {
    expect(parse('services:\n  image: nginx\n').services.map((service) => service.name)).toEqual([
      'services',
    ]);
  });

  it('accepts plain volumes and the default network, and refuses others with their line', () => {
    const text = [
      'version: "2"',
      'services:',
      '  db: {image: "mysql:5.7", volumes: ["data:/var/lib/mysql"], networks: [default, back]}',
      'volumes:',
      '  data:',
      '  fast: {driver: convoy}',
      'networks:',
      '  default:',
      '  back: {}',
      'servces: {}',
    ].join('\n');
    const { problems } = parse(text);
    expect(where(problems)).toEqual([
      '3:unsupported services.db.networks.1',
      '6:unsupported volumes.fast.driver',
      '9:unsupported networks.back',
      '10:unsupported servces',
    ]);
    expect(problems.at(-1)?.message).toContain('Did you mean "services"?');
  });
});

describe('fields', () => {
  it('reads every supported field', () => {
    const { services, problems, warnings } = parse(
      `version: '2'
services:
  app:
    image: registry.example:5000/team/app:1.2
    command: run --name "my app"
    entrypoint: [/init, --]
    environment: {PORT: 8080, DEBUG: yes, RATE: 1.10, EMPTY: ''}
    labels: [team=core, "io.rancher.service.ui_link.label=Open"]
    volumes: [/data, "logs:/var/log:ro"]
    restart: on-failure:3
    hostname: app
    user: "1000"
    working_dir: /srv
    tty: true
    stdin_open: yes
    privileged: false
    read_only: true
    cap_add: [NET_ADMIN]
    cap_drop: [ALL]
    devices: [/dev/null:/dev/xnull]
    dns: 8.8.8.8
    dns_search: [example.org]
    extra_hosts: {db.local: 10.0.0.1}
    tmpfs: /run
    network_mode: host
    pid: host
    mem_limit: 1g
    mem_reservation: 512m
    cpu_shares: 512
    milli_cpu_reservation: 250
    stop_signal: SIGINT
    stop_grace_period: 1m
    scale: 3
    depends_on: {db: {condition: service_started}}
    links: [db, "db:database", "other/cache:cache"]
  db: {image: postgres}
`,
    );
    expect(problems).toEqual([]);
    expect(warnings).toEqual([]);
    expect(services[0]).toMatchObject({
      scale: 3,
      links: [
        { service: 'db', alias: 'db' },
        { service: 'db', alias: 'database' },
        { service: 'other/cache', alias: 'cache' },
      ],
      spec: {
        launch: {
          command: ['run', '--name', 'my app'],
          entrypoint: ['/init', '--'],
          environment: { PORT: '8080', DEBUG: 'yes', RATE: '1.10', EMPTY: '' },
          labels: { team: 'core', 'io.rancher.service.ui_link.label': 'Open' },
          volumes: ['/data', 'logs:/var/log:ro'],
          restartPolicy: { name: 'on-failure', maximumRetryCount: 3 },
          hostname: 'app',
          user: '1000',
          workingDir: '/srv',
          tty: true,
          stdinOpen: true,
          privileged: false,
          readOnly: true,
          capAdd: ['NET_ADMIN'],
          capDrop: ['ALL'],
          devices: ['/dev/null:/dev/xnull'],
          dns: ['8.8.8.8'],
          dnsSearch: ['example.org'],
          extraHosts: ['db.local:10.0.0.1'],
          tmpfs: ['/run'],
          networkMode: 'host',
          pidMode: 'host',
          memoryBytes: 1024 ** 3,
          memoryReservationBytes: 512 * 1024 ** 2,
          cpuShares: 512,
          milliCpuReservation: 250,
          stopSignal: 'SIGINT',
          stopTimeoutMs: 60_000,
        },
      },
    });
  });

  it('points at the item that is wrong', () => {
    const text = [
      'web:',
      '  image: "Not An Image"',
      '  ports:',
      '  - "80"',
      '  - eighty:80',
      '  volumes:',
      '  - ./html:/usr/share/nginx/html',
      '  net: "container:db"',
      '  mem_limit: 1m',
      '  tty: perhaps',
      '  enviroment: {A: 1}',
      '  build: .',
      '  links: [dbb]',
      '  restart: sometimes',
      'db: {image: postgres}',
    ].join('\n');
    expect(where(parse(text).problems)).toEqual([
      '2:invalid web.image',
      '5:invalid web.ports.1',
      '7:invalid web.volumes.0',
      '8:unsupported web.net',
      '9:invalid web.mem_limit',
      '10:invalid web.tty',
      '11:unsupported web.enviroment',
      '12:unsupported web.build',
      '13:missing web.links.0',
      '14:invalid web.restart',
    ]);
  });

  it('asks for an image, and for a name that a container can have', () => {
    expect(where(parse('my_web:\n  tty: true\n').problems)).toEqual(['1:invalid my_web', '1:missing my_web']);
    expect(where(parse('web:\n  image: $IMAGE\n').problems)).toEqual(['2:missing web.image']);
    expect(where(parse('').problems)).toEqual(['1:missing ']);
  });
});

describe('rancher-compose.yml', () => {
  it('adds to services by name and wins', () => {
    const { services, problems } = parse('web:\n  image: nginx\n  scale: 1\n', {
      rancher: '.catalog: {name: x}\nweb:\n  scale: $N\n  description: Shop front\n  start_on_create: true\n',
      variables: { N: '4' },
    });
    expect(problems).toEqual([]);
    expect(services[0]).toMatchObject({ scale: 4, description: 'Shop front' });
  });

  it('refuses what cannot be done yet, in its own file', () => {
    const { problems } = parse('web: {image: nginx}\n', {
      rancher: 'web:\n  metadata: {a: 1}\n  health_check: {port: 80}\nwbe:\n  scale: 2\n',
    });
    expect(where(problems)).toEqual([
      '2:unsupported web.metadata',
      '3:unsupported web.health_check',
      '4:missing wbe',
    ]);
    expect(problems.every((problem) => problem.file === 'rancher-compose.yml')).toBe(true);
  });
});

describe('labels', () => {
  it('turns scheduling labels into host rules and keeps the rest', () => {
    const { services, problems } = parse(`
web:
  image: nginx
  labels:
    io.rancher.scheduler.affinity:host_label: zone=a, disk=ssd
    io.rancher.scheduler.affinity:host_label_ne: role=db
    io.rancher.scheduler.affinity:host_label_soft: rack=1
    io.rancher.scheduler.affinity:host_label_soft_ne: old=true
    io.rancher.scheduler.global: 'false'
    io.rancher.container.pull_image: always
    com.example.team: core
`);
    expect(problems).toEqual([]);
    expect(services[0]?.spec).toMatchObject({
      hostRules: [
        { key: 'zone', value: 'a', rule: 'must' },
        { key: 'disk', value: 'ssd', rule: 'must' },
        { key: 'role', value: 'db', rule: 'mustNot' },
        { key: 'rack', value: '1', rule: 'should' },
        { key: 'old', value: 'true', rule: 'shouldNot' },
      ],
      launch: {
        pullAlways: true,
        labels: { 'com.example.team': 'core', 'io.rancher.scheduler.global': 'false' },
      },
    });
  });

  it.each([
    'io.rancher.scheduler.global',
    'io.rancher.scheduler.affinity:container_label_ne',
    'io.rancher.container.start_once',
    'io.rancher.container.dns',
    'io.rancher.something.new',
  ])('%s is refused with its line', (label) => {
    const { problems } = parse(`web:\n  image: nginx\n  labels:\n    ${label}: 'true'\n`);
    expect(where(problems)).toEqual([`4:unsupported web.labels.${label}`]);
  });

  it('refuses rules hidden in the environment, and images that stand for other kinds of service', () => {
    const { problems } = parse(
      'lb:\n  image: rancher/lb-service-haproxy:v0.9\n  environment:\n  - constraint:zone==a\n',
    );
    expect(where(problems)).toEqual([
      '2:unsupported lb.image',
      '4:unsupported lb.environment.constraint:zone',
    ]);
  });
});

describe('sidekicks', () => {
  const sidecar = `
web:
  image: nginx
  ports: ["80:80"]
  labels: {io.rancher.sidekicks: "logs, data"}
logs:
  image: fluentd
  ports: ["24224"]
  labels: {team: core, "io.rancher.scheduler.affinity:host_label": zone=a}
  links: [db]
data: {image: busybox}
db: {image: postgres}
`;
  it('fold into their primary with their own ports, labels and rules', () => {
    const { services, problems } = parse(sidecar);
    expect(problems).toEqual([]);
    expect(services.map((service) => service.name)).toEqual(['web', 'db']);
    expect(services[0]).toMatchObject({
      links: [{ service: 'db', alias: 'db' }],
      spec: {
        hostRules: [{ key: 'zone', value: 'a', rule: 'must' }],
        sidekicks: [
          { name: 'logs', launch: { labels: { team: 'core' }, ports: [{ containerPort: 24224 }] } },
          { name: 'data', launch: { image: 'busybox' } },
        ],
      },
    });
  });

  it('are refused when missing, shared, nested or linked to', () => {
    const text = [
      'a: {image: x, labels: {io.rancher.sidekicks: "c,none"}}',
      'b: {image: x, labels: {io.rancher.sidekicks: c}}',
      'c: {image: x}',
      'd: {image: x, links: [c]}',
      'e: {image: x, labels: {io.rancher.sidekicks: a}}',
    ].join('\n');
    expect(where(parse(text).problems)).toEqual([
      '1:missing a.labels.io.rancher.sidekicks',
      '2:invalid b.labels.io.rancher.sidekicks',
      '4:invalid d.links.0',
      '5:invalid e.labels.io.rancher.sidekicks',
    ]);
  });
});

describe('variables', () => {
  it('fills in, warns about what is unset, and takes bare names from outside', () => {
    const { services, warnings } = parse(
      'web:\n  image: nginx:${TAG:-1.27}\n  environment:\n  - TOKEN\n  - GONE\n  - A=$MISSING\n  command: echo $$HOME\n',
      { variables: { TOKEN: 't' } },
    );
    expect(services[0]?.spec.launch).toMatchObject({
      image: 'nginx:1.27',
      environment: { TOKEN: 't', A: '' },
      command: ['echo', '$HOME'],
    });
    expect(where(warnings)).toEqual(['5:variable web.environment.GONE', '6:variable web.environment.2']);
  });

  it('reports bad syntax where it stands', () => {
    expect(where(parse('web:\n  image: nginx\n  command: echo $(date)\n').problems)).toEqual([
      '3:variable web.command',
    ]);
  });
});
