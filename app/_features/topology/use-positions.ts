'use client';

import { useEffect, useRef, useState } from 'react';
import { layOut, type Positions } from './elk-layout.ts';
import type { Topology } from './topology-model.ts';

type Layout = { positions: Positions | null; failed: boolean };

/** Positions of the nodes, computed anew only when the structure changes; until then the last ones stay. */
export function usePositions(topology: Topology): Layout {
  const [layout, setLayout] = useState<Layout>({ positions: null, failed: false });
  const latest = useRef(topology);
  latest.current = topology;
  const { structure } = topology;
  useEffect(() => {
    let wanted = latest.current.structure === structure;
    layOut(latest.current).then(
      (positions) => {
        if (wanted) setLayout({ positions, failed: false });
      },
      () => {
        if (wanted) setLayout(({ positions }) => ({ positions, failed: true }));
      },
    );
    return () => {
      wanted = false;
    };
  }, [structure]);
  return layout;
}
