import { Card } from '../../_components/ui/card.tsx';
import { Skeleton, SkeletonGroup } from '../../_components/ui/skeleton.tsx';

const rows = ['a', 'b', 'c', 'd'];

/** Rows of a list that is on its way. */
export function ListSkeleton({ label }: { label: string }) {
  return (
    <SkeletonGroup label={label}>
      <Card>
        {rows.map((row) => (
          <div key={row} className="flex items-center gap-6 border-line border-b px-4 py-4 last:border-b-0">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-5 w-20 rounded-full" />
            <Skeleton className="h-4 flex-1 max-md:hidden" />
            <Skeleton className="h-4 w-16" />
          </div>
        ))}
      </Card>
    </SkeletonGroup>
  );
}
