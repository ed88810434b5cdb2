import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Color = { l: number; c: number; h: number };
type Theme = Record<string, Color>;

const css = readFileSync(new URL('../../globals.css', import.meta.url), 'utf8');

function readTheme(selector: string): Theme {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}', 1)[0] ?? '';
  const theme: Theme = {};
  for (const [, name = '', l, c, h] of block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)) {
    theme[name] = { l: Number(l), c: Number(c), h: Number(h) };
  }
  return theme;
}

/** OKLCH to linear sRGB (Ottosson's matrices), then WCAG relative luminance. */
function luminance({ l, c, h }: Color): number {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short;
  const green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short;
  const blue = -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short;
  const [r = 0, g = 0, bl = 0] = [red, green, blue].map((value) => Math.min(1, Math.max(0, value)));
  return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
}

function contrast(one: Color, other: Color): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const surfaces = ['canvas', 'surface', 'raised', 'sunken'];
const states = ['running', 'moving', 'warning', 'error', 'stopped'];

const textPairs = [
  ...['ink', 'ink-muted', 'ink-faint', 'accent-text', ...states].flatMap((ink) =>
    surfaces.map((surface) => [ink, surface] as const),
  ),
  ...states.map((state) => [state, `${state}-soft`] as const),
  ...states.map((state) => ['ink', `${state}-soft`] as const),
  ['accent-text', 'accent-soft'],
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['danger-ink', 'danger'],
  ['danger-ink', 'danger-hover'],
  ['canvas', 'ink'],
] as const;

const shapePairs = [
  ...surfaces.map((surface) => ['line-strong', surface] as const),
  ...surfaces.map((surface) => ['ring', surface] as const),
  ...surfaces.map((surface) => ['accent', surface] as const),
] as const;

describe.each([':root', '.dark'])('%s', (selector) => {
  const theme = readTheme(selector);

  function ratio(front: string, back: string): number {
    const [one, other] = [theme[front], theme[back]];
    if (!one || !other) throw new Error(`${selector} lacks --${front} or --${back}`);
    return Math.round(contrast(one, other) * 100) / 100;
  }

  it.each(textPairs)('%s on %s can be read (4.5:1)', (front, back) => {
    expect(ratio(front, back)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapePairs)('%s on %s can be seen (3:1)', (front, back) => {
    expect(ratio(front, back)).toBeGreaterThanOrEqual(3);
  });
});
