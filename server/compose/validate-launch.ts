import { type LaunchConfig, launchConfigSchema } from '../schemas/launch-config.ts';
import type { ServiceDraft } from './draft.ts';
import type { Report } from './report.ts';

/** The last word belongs to the schema that every other way in uses too; its complaints get their place in the file. */
export function validateLaunch(draft: ServiceDraft, report: Report): LaunchConfig | null {
  // Said already: an image that is missing, or that a variable left empty.
  if (draft.launch.image === undefined) {
    const place = draft.origins.get('image');
    if (place) report.problem(place, 'missing', 'The image is empty. Write it as name:tag.');
    return null;
  }
  const parsed = launchConfigSchema.safeParse(draft.launch);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const [field = '', item = ''] = issue.path.map(String);
    const place = draft.origins.get(`${field}.${item}`) ?? draft.origins.get(field) ?? draft.place;
    report.problem(place, 'invalid', issue.message);
  }
  return null;
}
