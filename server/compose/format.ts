import { isNull, kindWords, type Located, type LocatedEntry, type LocatedMap } from './located.ts';
import type { ComposeFile, Place, Report } from './report.ts';
import { quote } from './report.ts';
import { isEmpty } from './service-fields.ts';
import { didYouMean } from './suggest.ts';

export type RawServices = ReadonlyMap<string, { readonly keyPlace: Place; readonly value: LocatedMap }>;

type ReadTopLevel = (entry: LocatedEntry, report: Report) => void;

/** What may stand beside `services`. Catalogue texts say nothing about running, so they pass. */
const BESIDE: Readonly<Record<string, ReadTopLevel>> = {
  version: readVersion,
  name: ({ keyPlace }, report) =>
    report.warning(keyPlace, 'unsupported', 'Not used: the stack is called as you named it.'),
  volumes: readVolumeNames,
  networks: readNetworkNames,
  catalog: passes,
  '.catalog': passes,
};

const V1_BESIDE = new Set(['version', 'catalog', '.catalog']);

/** One shape for both formats: v1 has services at the top level, v2 and later under `services`. */
export function readServices(file: ComposeFile, root: Located | null, report: Report): RawServices {
  const services = new Map<string, { keyPlace: Place; value: LocatedMap }>();
  if (root === null || isNull(root)) return services;
  if (root.kind !== 'map') {
    report.problem(root.place, 'invalid', `${file} is a map of services, not ${kindWords(root)}.`);
    return services;
  }
  for (const [name, entry] of isV1(root) ? v1Services(root) : v2Services(root, report)) {
    // A bare `name:` in rancher-compose.yml adds nothing; in docker-compose.yml it lacks an image, which is said later.
    if (entry.value.kind === 'map') services.set(name, { keyPlace: entry.keyPlace, value: entry.value });
    else if (isNull(entry.value))
      services.set(name, { keyPlace: entry.keyPlace, value: emptyMap(entry.value) });
    else
      report.problem(
        entry.value.place,
        'invalid',
        `A service is a map of keys, not ${kindWords(entry.value)}.`,
      );
  }
  return services;
}

function emptyMap(value: Located): LocatedMap {
  return { kind: 'map', place: value.place, entries: new Map() };
}

function isV1(root: LocatedMap): boolean {
  const version = root.entries.get('version')?.value;
  if (version?.kind === 'text') return version.text === '1';
  const services = root.entries.get('services')?.value;
  if (services === undefined) return !root.entries.has('volumes') && !root.entries.has('networks');
  // A v1 file may hold a service that is called "services".
  return services.kind === 'map' && (services.entries.has('image') || services.entries.has('build'));
}

function v1Services(root: LocatedMap): [string, LocatedEntry][] {
  return [...root.entries].filter(([name]) => !V1_BESIDE.has(name) && !name.startsWith('x-'));
}

function v2Services(root: LocatedMap, report: Report): [string, LocatedEntry][] {
  for (const [key, entry] of root.entries) {
    if (key === 'services' || key.startsWith('x-')) continue;
    const read = Object.hasOwn(BESIDE, key) ? BESIDE[key] : undefined;
    if (read) read(entry, report);
    else {
      const cure = didYouMean(key, ['services', ...Object.keys(BESIDE)]);
      report.problem(entry.keyPlace, 'unsupported', `${quote(key)} is not supported here.${cure}`);
    }
  }
  const services = root.entries.get('services')?.value;
  if (services === undefined || isNull(services)) return [];
  if (services.kind === 'map') return [...services.entries].filter(([name]) => !name.startsWith('x-'));
  report.problem(services.place, 'invalid', `"services" is a map of services, not ${kindWords(services)}.`);
  return [];
}

function passes(): void {
  // It describes a template in a catalogue and changes nothing about what runs.
}

function readVersion({ value }: LocatedEntry, report: Report): void {
  if (value.kind === 'text' && (value.isNull || /^[123](?:\.\d{1,2})?$/.test(value.text))) return;
  const written = value.kind === 'text' ? quote(value.text) : kindWords(value);
  report.problem(value.place, 'unsupported', `The versions 1, 2, 2.x and 3.x are read, not ${written}.`);
}

function readVolumeNames({ value }: LocatedEntry, report: Report): void {
  if (isNull(value)) return;
  if (value.kind !== 'map') {
    report.problem(value.place, 'invalid', `"volumes" is a map of volume names, not ${kindWords(value)}.`);
    return;
  }
  for (const [, volume] of value.entries) {
    if (isEmpty(volume.value)) continue;
    if (volume.value.kind !== 'map') {
      report.problem(
        volume.value.place,
        'invalid',
        `A volume is a map of keys or empty, not ${kindWords(volume.value)}.`,
      );
      continue;
    }
    for (const [key, option] of volume.value.entries) readVolumeOption(key, option, report);
  }
}

function readVolumeOption(key: string, { keyPlace, value }: LocatedEntry, report: Report): void {
  const text = value.kind === 'text' ? value.text : null;
  if (isEmpty(value) || (key === 'driver' && text === 'local')) return;
  if ((key === 'external' || key === 'per_container') && text === 'false') return;
  if (key === 'labels') return;
  const cure = key === 'driver' ? 'Volumes use the local driver.' : 'Give only the name of the volume.';
  report.problem(keyPlace, 'unsupported', `${quote(key)} of a volume is not supported. ${cure}`);
}

function readNetworkNames({ value }: LocatedEntry, report: Report): void {
  if (isNull(value)) return;
  if (value.kind !== 'map') {
    report.problem(value.place, 'invalid', `"networks" is a map of networks, not ${kindWords(value)}.`);
    return;
  }
  for (const [name, network] of value.entries) {
    if (name === 'default' && isEmpty(network.value)) continue;
    report.problem(
      network.keyPlace,
      'unsupported',
      'Networks of your own are not supported. Remove this: services are on the default network.',
    );
  }
}
