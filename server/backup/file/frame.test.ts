import { describe, expect, it } from 'vitest';
import { decodeFrames, encodeFrame, type Frame } from './frame.ts';

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function framesOf(bytes: Buffer, size: number): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of decodeFrames(pieces(bytes, size))) frames.push(frame);
  return frames;
}

async function decode(bytes: Buffer, size = 7) {
  const frames = await framesOf(bytes, size);
  return frames.map(({ kind, bytes: content }) => `${kind}:${content.toString()}`);
}

const FRAMES = Buffer.concat([
  ...encodeFrame('M', Buffer.from('{}')),
  ...encodeFrame('D', Buffer.from('one\ttwo\n')),
  ...encodeFrame('D', Buffer.alloc(0)),
  ...encodeFrame('E', Buffer.from('end')),
]);

describe('frames', () => {
  it.each([1, 3, 7, 1_000])('are read whole, in whatever pieces of %i they come', async (size) => {
    expect(await decode(FRAMES, size)).toEqual(['M:{}', 'D:one\ttwo\n', 'D:', 'E:end']);
  });

  it('are cut when they are longer than any reader takes', async () => {
    const long = Buffer.alloc(9 * 1024 * 1024, 'x');
    const encoded = Buffer.concat([...encodeFrame('D', long)]);
    const frames = await framesOf(encoded, 1024 * 1024);
    expect(frames.map(({ bytes }) => bytes.length)).toEqual([4_194_304, 4_194_304, 1_048_576]);
  });

  it.each([
    ['ends in the middle of a frame', FRAMES.subarray(0, FRAMES.length - 1)],
    ['has a letter that is none of ours', Buffer.from('X\0\0\0\0')],
    ['announces more than any frame holds', Buffer.from('D\xff\xff\xff\xff', 'latin1')],
  ])('that stream is refused which %s', async (_, bytes) => {
    await expect(decode(bytes)).rejects.toMatchObject({ code: 'damaged' });
  });
});
