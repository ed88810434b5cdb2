const SEEN_MAX = 10_000;

export interface ForgeryWatch {
  /** The ids of this host's message that have not been spoken of before. */
  fresh(hostId: string, unitIds: readonly string[]): string[];
}

/** An agent that lies does so in every message; each lie is recorded once. */
export function createWatch(): ForgeryWatch {
  const seen = new Set<string>();
  return {
    fresh(hostId, unitIds) {
      const news = unitIds.filter((unitId) => !seen.has(`${hostId}:${unitId}`));
      if (seen.size + news.length > SEEN_MAX) seen.clear();
      for (const unitId of news) seen.add(`${hostId}:${unitId}`);
      return news;
    },
  };
}
