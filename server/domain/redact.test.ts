import { expect, test } from 'vitest';
import { redact } from './redact.ts';

test('secrets go, the rest stays', () => {
  const input = {
    username: 'ann',
    password: 'p',
    current: 'c',
    next: 'n',
    compose: 'services: …',
    variables: { A: 'secret' },
    scale: 3,
    spec: {
      launch: { image: 'nginx', environment: { KEY: 'secret' }, labels: { a: 'b' } },
      sidekicks: [{ name: 's', launch: { environment: { OTHER: 'secret' } } }],
    },
  };
  const kept = redact(input);
  expect(JSON.stringify(kept)).not.toContain('secret');
  expect(kept).toEqual({
    username: 'ann',
    password: '[redacted]',
    current: '[redacted]',
    next: '[redacted]',
    compose: '[redacted]',
    variables: { A: '[redacted]' },
    scale: 3,
    spec: {
      launch: { image: 'nginx', environment: { KEY: '[redacted]' }, labels: { a: 'b' } },
      sidekicks: [{ name: 's', launch: { environment: { OTHER: '[redacted]' } } }],
    },
  });
});
