import { expect, it } from 'vitest';
import { listVariables } from './variables.ts';

it('lists each variable once, with its default and whether it is needed', () => {
  const text = [
    '# $COMMENTED',
    'image: nginx:${TAG:-1.27}',
    'command: echo $$HOME $USER-x ${USER} ${TOKEN:?set it}',
    'label: ${A-${B:-c}}',
  ].join('\n');
  expect(listVariables(text)).toEqual([
    { name: 'TAG', fallback: '1.27', required: false },
    { name: 'USER', fallback: null, required: false },
    { name: 'TOKEN', fallback: null, required: true },
    { name: 'A', fallback: '', required: false },
    { name: 'B', fallback: 'c', required: false },
  ]);
});
