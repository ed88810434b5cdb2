export interface ServerSentEvent {
  readonly type: string;
  readonly data: string;
  /** The id in force after this event; null when none was ever sent. */
  readonly lastEventId: string | null;
}

/** Takes text as it arrives and gives each event once it is complete, as the HTML standard reads the stream. */
export function createSseParser(onEvent: (event: ServerSentEvent) => void): (text: string) => void {
  let rest = '';
  let type = '';
  let data: string[] = [];
  let lastEventId: string | null = null;

  function dispatch(): void {
    if (data.length > 0)
      onEvent({ type: type === '' ? 'message' : type, data: data.join('\n'), lastEventId });
    type = '';
    data = [];
  }

  function take(line: string): void {
    if (line === '') {
      dispatch();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') type = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id' && !value.includes('\0')) lastEventId = value;
  }

  return (text) => {
    const lines = `${rest}${text}`.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  };
}
