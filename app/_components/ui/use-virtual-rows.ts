'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

type VirtualRowsInput = { count: number; rowHeight: number };

type VirtualRows<Element extends HTMLElement> = {
  /** For the element that holds the rows; it needs `height` and a position that is not static. */
  ref: RefObject<Element | null>;
  height: number;
  /** Rows to render: from `first` up to, but not with, `end`. */
  first: number;
  end: number;
};

/** Rendered beyond each edge of the window, so that quick scrolling meets rows and not white. */
const overscan = 12;

/** Of rows of one height, those near the window: ten thousand cost as much as thirty. The page itself scrolls. */
export function useVirtualRows<Element extends HTMLElement>(input: VirtualRowsInput): VirtualRows<Element> {
  const { count, rowHeight } = input;
  const ref = useRef<Element>(null);
  const [range, setRange] = useState({ first: 0, end: overscan * 3 });

  useEffect(() => {
    function look() {
      const top = ref.current?.getBoundingClientRect().top ?? 0;
      const first = Math.max(0, Math.floor(-top / rowHeight) - overscan);
      const end = Math.max(0, Math.ceil((window.innerHeight - top) / rowHeight) + overscan);
      setRange((last) => (last.first === first && last.end === end ? last : { first, end }));
    }
    look();
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [rowHeight]);

  const first = Math.min(range.first, Math.max(0, count - 1));
  return { ref, height: count * rowHeight, first, end: Math.min(range.end, count) };
}
