'use client';

import { Slot } from 'radix-ui';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { placeTooltip, type TooltipSide } from './place-tooltip.ts';

const delayMs = 350;
/** Moving on from one tooltip to the next shows the next at once. */
const warmMs = 250;

let lastShownAt = 0;

type TooltipProps = { content: ReactNode; children: ReactNode; side?: TooltipSide };

/**
 * Adds to what the trigger (the only child) already says; never the only place where something is said. Shown on hover
 * and on keyboard focus, in the browser's top layer, so that nothing clips it.
 */
export function Tooltip({ content, children, side = 'top' }: TooltipProps) {
  const id = useId();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);

  function show(element: HTMLElement, afterMs: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), afterMs);
  }

  function hide() {
    clearTimeout(timer.current);
    if (anchor) lastShownAt = Date.now();
    setAnchor(null);
  }

  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <>
      <Slot.Root
        aria-describedby={anchor ? id : undefined}
        onPointerEnter={(event) => {
          if (event.pointerType === 'touch') return;
          show(event.currentTarget, Date.now() - lastShownAt < warmMs ? 0 : delayMs);
        }}
        onPointerLeave={hide}
        onPointerDown={hide}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, 0);
        }}
        onBlur={hide}
        onKeyDown={(event) => {
          if (event.key === 'Escape') hide();
        }}
      >
        {children}
      </Slot.Root>
      {anchor ? (
        <Bubble id={id} anchor={anchor} side={side}>
          {content}
        </Bubble>
      ) : null}
    </>
  );
}

type BubbleProps = { id: string; anchor: HTMLElement; side: TooltipSide; children: ReactNode };

function Bubble({ id, anchor, side, children }: BubbleProps) {
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const bubble = ref.current;
    if (!bubble) return;
    bubble.showPopover();
    const viewport = { width: window.innerWidth, height: window.innerHeight };
    const { left, top } = placeTooltip(
      anchor.getBoundingClientRect(),
      bubble.getBoundingClientRect(),
      viewport,
      side,
    );
    bubble.style.left = `${left}px`;
    bubble.style.top = `${top}px`;
  }, [anchor, side]);
  return (
    <span
      ref={ref}
      id={id}
      role="tooltip"
      popover="manual"
      className="fade-in-0 pointer-events-none fixed m-0 w-max max-w-72 animate-in rounded-md bg-ink px-2 py-1 text-canvas text-xs shadow-pop duration-100"
    >
      {children}
    </span>
  );
}
