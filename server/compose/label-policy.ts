import { OWN_LABEL_PREFIX } from '../schemas/primitives/labels.ts';

/**
 * What an `io.rancher.*` label means here. Labels that would change behaviour and cannot yet are refused: a file that
 * asks for them must not run as if it had not.
 */
export type LabelMeaning =
  | { readonly kind: 'plain' }
  | { readonly kind: 'hostRule'; readonly rule: 'must' | 'mustNot' | 'should' | 'shouldNot' }
  | { readonly kind: 'pullImage' }
  | { readonly kind: 'sidekicks' }
  | { readonly kind: 'reserved' }
  | { readonly kind: 'unsupported'; readonly what: string };

const RANCHER_PREFIX = 'io.rancher.';
const HOST_LABEL = 'io.rancher.scheduler.affinity:host_label';

const EXACT: Readonly<Record<string, LabelMeaning>> = {
  [HOST_LABEL]: { kind: 'hostRule', rule: 'must' },
  [`${HOST_LABEL}_ne`]: { kind: 'hostRule', rule: 'mustNot' },
  [`${HOST_LABEL}_soft`]: { kind: 'hostRule', rule: 'should' },
  [`${HOST_LABEL}_soft_ne`]: { kind: 'hostRule', rule: 'shouldNot' },
  'io.rancher.container.pull_image': { kind: 'pullImage' },
  'io.rancher.sidekicks': { kind: 'sidekicks' },
};

/** Set on every container by Drover itself; a value in the file would be lost. */
const RESERVED =
  /^io\.rancher\.(?:stack\.name|stack_service\.name|project\.name|project_service\.name|container\.(?:name|uuid|ip|mac_address|agent_id)|service\.(?:hash|deployment\.unit|launch\.config)|environment\.uuid)$/;

/** Read by people and by tools beside Drover; nothing on a host depends on them. */
const INFORMATIVE =
  /^io\.rancher\.(?:service\.(?:ui_link\.|external_dns|external_lb)|certified|orchestration\.|host\.|container\.(?:display_name|namespace)|catalog\.|community\.)/;

const UNSUPPORTED: readonly (readonly [RegExp, string])[] = [
  [/^io\.rancher\.scheduler\.global$/, 'Running one container on every host'],
  [/^io\.rancher\.scheduler\.affinity:/, 'Placing beside or away from other containers'],
  [/^io\.rancher\.scheduler\./, 'This scheduling rule'],
  [/^io\.rancher\.loadbalancer\./, 'A load balancer'],
  [/^io\.rancher\.lb_service\./, 'A load balancer'],
  [/^io\.rancher\.service\.selector\./, 'Choosing containers by selector'],
  [/^io\.rancher\.container\.start_once$/, 'Running a container only once'],
  [/^io\.rancher\.container\.hostname_override$/, 'Taking the hostname from the container'],
  [/^io\.rancher\.container\.dns/, "Rancher's DNS"],
  [/^io\.rancher\.container\.(?:create_agent|agent\.|agent_service)/, 'An account for the container'],
  [/^io\.rancher\.container\.requested_ip$/, 'Asking for an IP address'],
  [/^io\.rancher\.(?:container\.network|network\.|cni\.)/, 'The managed network'],
];

export function labelMeaning(key: string, value: string): LabelMeaning {
  const lower = key.toLowerCase();
  if (lower.startsWith(OWN_LABEL_PREFIX)) return { kind: 'reserved' };
  if (!lower.startsWith(RANCHER_PREFIX) || INFORMATIVE.test(lower)) return { kind: 'plain' };
  if (RESERVED.test(lower)) return { kind: 'reserved' };
  const exact = Object.hasOwn(EXACT, lower) ? EXACT[lower] : undefined;
  if (exact) return exact;
  // "false" asks for what happens anyway.
  if (value.toLowerCase() === 'false' && !lower.startsWith('io.rancher.container.dns'))
    return { kind: 'plain' };
  const what = UNSUPPORTED.find(([pattern]) => pattern.test(lower))?.[1] ?? 'What this label asks for';
  return { kind: 'unsupported', what };
}
