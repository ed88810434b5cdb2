import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { TRPCClientError } from '@trpc/client';
import { errorDetail } from './error-detail.ts';

const retryMax = 2;

/** A refusal stays a refusal however often one asks; only a server that did not answer is asked again. */
function shouldRetry(failures: number, error: Error): boolean {
  const refused = error instanceof TRPCClientError && errorDetail(error) !== null;
  return !refused && failures < retryMax;
}

/** Data is kept true by `changes.watch`, so nothing grows old by itself and nothing polls. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (errorDetail(error)?.code === 'not-signed-in') onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 30_000, retry: shouldRetry, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  });
}
