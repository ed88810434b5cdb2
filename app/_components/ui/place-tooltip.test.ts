import { expect, it } from 'vitest';
import { placeTooltip } from './place-tooltip.ts';

const viewport = { width: 400, height: 300 };
const bubble = { width: 100, height: 20 };
const anchor = (left: number, top: number) => ({ left, top, width: 20, height: 20 });

it('stands centred above the anchor, or below when asked', () => {
  expect(placeTooltip(anchor(200, 100), bubble, viewport, 'top')).toEqual({ left: 160, top: 74 });
  expect(placeTooltip(anchor(200, 100), bubble, viewport, 'bottom')).toEqual({ left: 160, top: 126 });
});

it('changes sides where there is no room', () => {
  expect(placeTooltip(anchor(200, 10), bubble, viewport, 'top').top).toBe(36);
  expect(placeTooltip(anchor(200, 275), bubble, viewport, 'bottom').top).toBe(249);
});

it('stays inside the window', () => {
  expect(placeTooltip(anchor(0, 100), bubble, viewport, 'top').left).toBe(8);
  expect(placeTooltip(anchor(390, 100), bubble, viewport, 'top').left).toBe(292);
});
