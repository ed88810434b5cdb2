import { expect, test } from 'vitest';
import { serviceSpecSchema } from '../../schemas/service.ts';
import { type ComparedService, changedFields } from './changed-fields.ts';

function service(launch: object = {}, rest: object = {}): ComparedService {
  const spec = serviceSpecSchema.parse({ launch: { image: 'nginx', ...launch }, ...rest });
  return { description: '', links: [], spec };
}

test.each([
  ['the same', service(), service(), []],
  ['order of keys', service({ labels: { a: '1', b: '2' } }), service({ labels: { b: '2', a: '1' } }), []],
  ['image', service(), service({ image: 'nginx:2' }), ['image']],
  ['two fields', service(), service({ tty: true, user: 'me' }), ['user', 'tty']],
  [
    'a sidekick more',
    service(),
    service({}, { sidekicks: [{ name: 's', launch: { image: 'a' } }] }),
    ['sidekicks.s'],
  ],
  [
    'a sidekick changed',
    service({}, { sidekicks: [{ name: 's', launch: { image: 'a' } }] }),
    service({}, { sidekicks: [{ name: 's', launch: { image: 'b' } }] }),
    ['sidekicks.s.image'],
  ],
  ['description', service(), { ...service(), description: 'new' }, ['description']],
])('%s', (_case, before, after, fields) => {
  expect(changedFields(before, after)).toEqual(fields);
});

test('links are a set', () => {
  const links = [
    { service: 'a', alias: 'a' },
    { service: 'b', alias: 'b' },
  ];
  expect(changedFields({ ...service(), links }, { ...service(), links: links.toReversed() })).toEqual([]);
  expect(changedFields({ ...service(), links }, { ...service(), links: [] })).toEqual(['links']);
});
