import { objectNameSchema } from '../schemas/primitives/names.ts';
import { emptyDraft, type FieldContext, type ServiceDraft } from './draft.ts';
import type { RawService } from './merge-files.ts';
import { quote } from './report.ts';
import { serviceFields } from './service-fields.ts';
import { reportUnknownKey } from './unknown-keys.ts';

export function readService(raw: RawService, context: FieldContext): ServiceDraft {
  const draft = emptyDraft(raw.name, raw.place);
  if (!objectNameSchema.safeParse(raw.name).success) {
    const cure = 'Use 1 to 63 letters, digits and dashes; a dash may not come first or last.';
    context.report.problem(
      raw.place,
      'invalid',
      `${quote(raw.name)} cannot be the name of a service. ${cure}`,
    );
  }
  for (const [key, entry] of raw.fields) {
    const read = Object.hasOwn(serviceFields, key) ? serviceFields[key] : undefined;
    if (read) read(entry.value, draft, context);
    else if (!key.startsWith('x-')) reportUnknownKey(key, entry, context.report);
  }
  if (!raw.fields.has('image') && !raw.fields.has('build')) {
    context.report.problem(
      raw.place,
      'missing',
      `The service ${quote(raw.name)} needs an image: add "image: name:tag".`,
    );
  }
  return draft;
}
