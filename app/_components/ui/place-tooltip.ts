export type TooltipSide = 'top' | 'bottom';

type Box = { left: number; top: number; width: number; height: number };
type Size = { width: number; height: number };

const gap = 6;
const margin = 8;

/** Centred above or below the anchor; on the other side where there is no room, and never out of the window. */
export function placeTooltip(anchor: Box, bubble: Size, viewport: Size, side: TooltipSide) {
  const above = anchor.top - gap - bubble.height;
  const below = anchor.top + anchor.height + gap;
  const fitsAbove = above >= margin;
  const fitsBelow = below + bubble.height <= viewport.height - margin;
  const upwards = side === 'top' ? fitsAbove || !fitsBelow : !fitsBelow && fitsAbove;
  const centred = anchor.left + anchor.width / 2 - bubble.width / 2;
  const rightmost = viewport.width - margin - bubble.width;
  return { left: Math.max(margin, Math.min(centred, rightmost)), top: upwards ? above : below };
}
