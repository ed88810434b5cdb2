import type { FieldContext } from './draft.ts';
import { readEnvironment } from './environment.ts';
import { readLabels } from './labels.ts';
import { launchFields, type ReadField } from './launch-fields.ts';
import { readDependsOn, readLinks } from './links.ts';
import { isNull, type Located } from './located.ts';
import { readBoolean, readFilledText, readMap, readTextItems, readWholeNumber } from './values.ts';

/** Images that told Rancher to make something other than a service of containers. */
const MARKER_IMAGES: readonly (readonly [RegExp, string])[] = [
  [/^rancher\/(?:load-balancer-service|lb-service-haproxy)(?::|$)/, 'Load balancers are'],
  [/^rancher\/external-service(?::|$)/, 'External services are'],
  [/^rancher\/dns-service(?::|$)/, 'Service aliases are'],
  [/^rancher\/none(?::|$)/, 'Services without a container are'],
];

const readImage: ReadField = (value, draft, { report }) => {
  draft.origins.set('image', value.place);
  const image = readFilledText(value, report)?.trim();
  if (image === undefined) return;
  draft.launch.image = image;
  const marker = MARKER_IMAGES.find(([pattern]) => pattern.test(image.replace(/^docker:/, '')));
  if (marker) report.problem(value.place, 'unsupported', `${marker[1]} not supported.`);
};

const readScale: ReadField = (value, draft, { report }) => {
  const scale = readWholeNumber(value, report);
  if (scale !== undefined) draft.scale = { value: scale, place: value.place };
};

const readDescription: ReadField = (value, draft, { report }) => {
  draft.description = readFilledText(value, report) ?? '';
};

const readStartOnCreate: ReadField = (value, _draft, { report }) => {
  if (readBoolean(value, report) !== false) return;
  const cure = 'Remove it, and choose not to start when you apply the file.';
  report.problem(value.place, 'unsupported', `Leaving a single service stopped is not supported. ${cure}`);
};

/** Only the network that every service is on anyway. */
const readNetworks: ReadField = (value, _draft, { report }) => {
  const names: { name: string; value: Located | null; place: Located['place'] }[] =
    value.kind === 'map'
      ? [...value.entries].map(([name, entry]) => ({ name, value: entry.value, place: entry.keyPlace }))
      : readTextItems(value, report).map((item) => ({ name: item.text, value: null, place: item.place }));
  for (const network of names) {
    if (network.name === 'default' && (network.value === null || isEmpty(network.value))) continue;
    report.problem(
      network.place,
      'unsupported',
      'Networks of your own are not supported. Remove this: services are on the default network.',
    );
  }
};

export function isEmpty(value: Located): boolean {
  return isNull(value) || (value.kind === 'map' && value.entries.size === 0);
}

const readMetadata: ReadField = (value, _draft, context) => {
  if (!isEmpty(value))
    unsupported(value, context, 'Metadata for containers is not supported. Use labels or environment.');
};

function unsupported(value: Located, { report }: FieldContext, message: string): void {
  report.problem(value.place, 'unsupported', message);
}

/** Said, because the file asks for it, but nothing would run differently. */
function unused(message: string): ReadField {
  return (value, _draft, { report }) => {
    if (!isNull(value)) report.warning(value.place, 'unsupported', message);
  };
}

const readLogging: ReadField = (value, draft, context) => {
  const map = value.kind === 'map' ? readMap(value, context.report, 'logging') : null;
  if (isNull(value) || map?.entries.size === 0) return;
  unsupported(
    value,
    context,
    `Log drivers are not supported. The engine's own setting applies to ${draft.name}.`,
  );
};

export const serviceFields: Readonly<Record<string, ReadField>> = {
  ...launchFields,
  image: readImage,
  environment: readEnvironment,
  labels: readLabels,
  links: readLinks,
  external_links: readLinks,
  depends_on: readDependsOn,
  scale: readScale,
  description: readDescription,
  start_on_create: readStartOnCreate,
  networks: readNetworks,
  metadata: readMetadata,
  logging: readLogging,
  log_driver: readLogging,
  log_opt: readLogging,
  expose: unused('Not needed: the containers of an environment reach each other on every port.'),
  container_name: unused('Not used: containers are named stack-service-1, -2 and so on.'),
};
