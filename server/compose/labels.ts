import type { FieldContext, ServiceDraft } from './draft.ts';
import { type LocatedPair, readKeyValues } from './key-values.ts';
import { type LabelMeaning, labelMeaning } from './label-policy.ts';
import type { Located } from './located.ts';
import { quote, type Report } from './report.ts';

export function readLabels(value: Located, draft: ServiceDraft, context: FieldContext): void {
  const labels: [string, string][] = [];
  for (const pair of readKeyValues(value, context.report)) {
    const meaning = labelMeaning(pair.key, pair.value ?? '');
    if (meaning.kind === 'plain') {
      labels.push([pair.key, pair.value ?? '']);
      draft.origins.set(`labels.${pair.key}`, pair.place);
    } else {
      obey(meaning, pair, draft, context);
    }
  }
  draft.launch.labels = Object.fromEntries(labels);
}

type Meant = Exclude<LabelMeaning, { kind: 'plain' }>;

function obey(meaning: Meant, pair: LocatedPair, draft: ServiceDraft, { report }: FieldContext): void {
  const text = pair.value?.trim() ?? '';
  switch (meaning.kind) {
    case 'hostRule':
      readHostRules(meaning.rule, pair, draft, report);
      return;
    case 'pullImage':
      if (text === 'always') draft.launch.pullAlways = true;
      else
        report.problem(pair.place, 'invalid', `Write "always", or leave the label out; not ${quote(text)}.`);
      return;
    case 'sidekicks':
      for (const name of commaList(text)) draft.sidekicks.push({ name, place: pair.place });
      return;
    case 'reserved':
      report.warning(
        pair.place,
        'invalid',
        `${quote(pair.key)} is set by Drover; the value here is not used.`,
      );
      return;
    case 'unsupported':
      report.problem(
        pair.place,
        'unsupported',
        `${meaning.what} is not supported. Remove the label ${quote(pair.key)} to run without it.`,
      );
  }
}

type Rule = Extract<LabelMeaning, { kind: 'hostRule' }>['rule'];

/** `k=v,k2=v2`: each is a rule of its own, and all have to hold. Catalogues leave the text empty to ask for no rule. */
function readHostRules(rule: Rule, pair: LocatedPair, draft: ServiceDraft, report: Report) {
  const items = commaList(pair.value ?? '');
  for (const item of items) {
    const separator = item.indexOf('=');
    const key = item.slice(0, separator).trim();
    if (separator === -1 || key === '') {
      report.problem(pair.place, 'invalid', `${quote(item)} is not a host label. Write it as key=value.`);
    } else {
      draft.hostRules.push({ key, value: item.slice(separator + 1).trim(), rule });
    }
  }
}

function commaList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
