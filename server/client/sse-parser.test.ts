import { describe, expect, test } from 'vitest';
import { createSseParser, type ServerSentEvent } from './sse-parser.ts';

function parse(...chunks: string[]): ServerSentEvent[] {
  const events: ServerSentEvent[] = [];
  const feed = createSseParser((event) => events.push(event));
  for (const chunk of chunks) feed(chunk);
  return events;
}

describe('a stream of events', () => {
  const text = ': hello\nevent: ping\ndata: \n\nid: 7\ndata: {"a":\ndata: 1}\r\n\r\nretry: 10\ndata:x\n\n';
  const events = [
    { type: 'ping', data: '', lastEventId: null },
    { type: 'message', data: '{"a":\n1}', lastEventId: '7' },
    { type: 'message', data: 'x', lastEventId: '7' },
  ];

  test('is read whole', () => {
    expect(parse(text)).toEqual(events);
  });

  test('is read the same wherever it is cut', () => {
    expect(parse(...text)).toEqual(events);
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(parse(text.slice(0, cut), text.slice(cut))).toEqual(events);
    }
  });

  test('what was not finished is not told', () => {
    expect(parse('data: half\n')).toEqual([]);
  });
});
