interface Point {
  readonly x: number;
  readonly y: number;
}

/** The corners joined by straight lines, each corner rounded as far as its shorter side allows. */
export function roundedPath(points: readonly Point[], radius: number): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = [`M ${first.x} ${first.y}`];
  rest.forEach((point, index) => {
    const before = points[index];
    const after = points[index + 2];
    if (before === undefined || after === undefined) {
      parts.push(`L ${point.x} ${point.y}`);
      return;
    }
    const reach = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
    const start = toward(point, before, reach);
    const end = toward(point, after, reach);
    parts.push(`L ${start.x} ${start.y}`, `Q ${point.x} ${point.y} ${end.x} ${end.y}`);
  });
  return parts.join(' ');
}

/** The middle of the longest straight piece: where a label has the most room. */
export function labelPoint(points: readonly Point[]): Point {
  let best = points[0] ?? { x: 0, y: 0 };
  let longest = -1;
  points.slice(1).forEach((end, index) => {
    const start = points[index] ?? end;
    const length = distance(start, end);
    if (length <= longest) return;
    longest = length;
    best = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  });
  return best;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function toward(from: Point, to: Point, reach: number): Point {
  const length = distance(from, to);
  if (length === 0) return from;
  return { x: from.x + ((to.x - from.x) * reach) / length, y: from.y + ((to.y - from.y) * reach) / length };
}
