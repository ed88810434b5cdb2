const SEEN_PER_HOST_MAX = 2_000;
const HOSTS_MAX = 2_000;
const TOLD_AGAIN_MS = 600_000;

export interface ForgeryWatch {
  /**
   * The ids of this host's message that have not been spoken of before. None for ten minutes after some were: what is
   * still there by then is fresh again.
   */
  fresh(hostId: string, unitIds: readonly string[]): string[];
}

interface HostWatch {
  seen: Set<string>;
  toldAt: number;
}

/** An agent that lies does so in every message; each lie is recorded once, and those of one host seldom. */
export function createWatch(monotonic: () => number): ForgeryWatch {
  const hosts = new Map<string, HostWatch>();

  function remember(hostId: string, before: HostWatch | undefined, news: readonly string[]): void {
    const kept =
      before !== undefined && before.seen.size + news.length <= SEEN_PER_HOST_MAX ? before.seen : [];
    const seen = new Set([...kept, ...news.slice(0, SEEN_PER_HOST_MAX)]);
    hosts.delete(hostId);
    const [oldest] = hosts.keys();
    if (oldest !== undefined && hosts.size >= HOSTS_MAX) hosts.delete(oldest);
    hosts.set(hostId, { seen, toldAt: monotonic() });
  }

  return {
    fresh(hostId, unitIds) {
      const host = hosts.get(hostId);
      const news = unitIds.filter((unitId) => host?.seen.has(unitId) !== true);
      if (news.length === 0) return [];
      if (host !== undefined && monotonic() - host.toldAt < TOLD_AGAIN_MS) return [];
      remember(hostId, host, news);
      return news;
    },
  };
}
