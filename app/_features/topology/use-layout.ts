'use client';

import { useEffect, useRef, useState } from 'react';
import { type Layout, layOut } from './elk-layout.ts';
import type { Topology } from './topology-model.ts';

type Drawn = { layout: Layout | null; failed: boolean };

/** Where everything goes, computed anew only when the structure changes; until then the last layout stays. */
export function useLayout(topology: Topology): Drawn {
  const [drawn, setDrawn] = useState<Drawn>({ layout: null, failed: false });
  const latest = useRef(topology);
  useEffect(() => {
    latest.current = topology;
  }, [topology]);
  const { structure } = topology;
  useEffect(() => {
    let wanted = latest.current.structure === structure;
    layOut(latest.current).then(
      (layout) => {
        if (wanted) setDrawn({ layout, failed: false });
      },
      () => {
        if (wanted) setDrawn(({ layout }) => ({ layout, failed: true }));
      },
    );
    return () => {
      wanted = false;
    };
  }, [structure]);
  return drawn;
}
