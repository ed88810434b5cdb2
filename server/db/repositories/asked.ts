/**
 * What people have asked of a service `s`, as one comparable text. The reconciler stores it with each report, so a
 * reader can tell a report that answers the latest question from one that came before it.
 */
export const ASKED = `concat_ws('/', s."desired", s."scale", s."revisionNumber", s."restartCount", s."removalCount")`;
