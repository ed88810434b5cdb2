/** The engine streams JSON documents, one a line; a chunk may end in the middle of one. */
const LINE_MAX = 4 * 1024 * 1024;

export async function* readJsonLines(stream: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    rest += chunk instanceof Uint8Array ? decoder.decode(chunk, { stream: true }) : String(chunk);
    if (rest.length > LINE_MAX) throw new Error('The engine sent a line without end.');
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
  }
  if (rest.trim() !== '') yield JSON.parse(rest);
}
