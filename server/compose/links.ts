import { serviceLinkSchema } from '../schemas/service.ts';
import type { FieldContext, ServiceDraft } from './draft.ts';
import type { Located, LocatedText } from './located.ts';
import { isNull } from './located.ts';
import { quote } from './report.ts';
import { readTextItems } from './values.ts';

/** `links` and `external_links`: `service`, `service:alias`, `stack/service:alias`. */
export function readLinks(value: Located, draft: ServiceDraft, { report }: FieldContext): void {
  // Rancher's own exports hold a map of service to alias.
  for (const item of value.kind === 'map' ? itemsOfMap(value) : readTextItems(value, report)) {
    const [service = '', alias = service.split('/').at(-1), ...rest] = item.text.trim().split(':');
    const parts = service.split('/');
    if (parts.length > 2) {
      report.problem(item.place, 'unsupported', 'Links to other environments are not supported.');
      continue;
    }
    const link = serviceLinkSchema.safeParse({ service, alias });
    if (rest.length > 0 || !link.success) {
      const cure = 'Write a link as "service", "service:alias" or "stack/service:alias".';
      report.problem(item.place, 'invalid', `${quote(item.text)} is not a link. ${cure}`);
      continue;
    }
    const twin = draft.links.find((other) => sameText(other.link.alias, link.data.alias));
    if (twin === undefined) draft.links.push({ link: link.data, place: item.place });
    else if (twin.link.service !== link.data.service) {
      report.problem(item.place, 'duplicate', `Another link is called ${quote(link.data.alias)} already.`);
    }
  }
}

function itemsOfMap(map: Extract<Located, { kind: 'map' }>): LocatedText[] {
  return [...map.entries].map(([service, { keyPlace, value }]) => ({
    kind: 'text',
    place: keyPlace,
    text: value.kind === 'text' && !isNull(value) && value.text !== '' ? `${service}:${value.text}` : service,
    isNull: false,
  }));
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Only the names are used: a system that repairs towards a goal needs no order of starting. */
export function readDependsOn(value: Located, draft: ServiceDraft, { report }: FieldContext): void {
  if (value.kind === 'map') {
    for (const [service, { keyPlace }] of value.entries) draft.dependsOn.push({ service, place: keyPlace });
    return;
  }
  for (const item of readTextItems(value, report)) {
    draft.dependsOn.push({ service: item.text, place: item.place });
  }
}
