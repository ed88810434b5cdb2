import type { LabelRule } from '../demand.ts';
import type { HostRoom } from '../host-room.ts';
import { type HostFilter, hostsInWords } from './host-filter.ts';

/** Keys and values are in lower case on both sides, as Rancher compared them. */
export function satisfiesRule(room: HostRoom, rule: LabelRule): boolean {
  return (room.labels.get(rule.key) === rule.value) === rule.wanted;
}

export const hostLabelFilter: HostFilter = {
  name: 'host-label',
  check: (room, demand) => {
    for (const rule of demand.hardRules) {
      if (!satisfiesRule(room, rule))
        return `${rule.wanted ? 'without' : 'with'} label ${rule.key}=${rule.value}`;
    }
    return null;
  },
  explain: (lacked, count) => `${hostsInWords(count)} ${lacked}`,
};
