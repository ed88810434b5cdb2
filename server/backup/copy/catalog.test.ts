import { expect, it } from 'vitest';
import { inInsertOrder } from './catalog.ts';

const table = (name: string) => ({ name, columns: ['id'] });
const refers = (referring: string, referred: string) => ({ referring, referred });

it('puts what is referred to first, and the rest by name', () => {
  const tables = ['Event', 'Host', 'Service', 'Unit', 'Zone'].map(table);
  const references = [refers('Unit', 'Service'), refers('Unit', 'Host'), refers('Host', 'Zone')];
  const names = inInsertOrder(tables, references).map(({ name }) => name);
  expect(names).toEqual(['Event', 'Service', 'Zone', 'Host', 'Unit']);
});

it('says so when there is no such order', () => {
  const references = [refers('A', 'B'), refers('B', 'A')];
  expect(() => inInsertOrder([table('A'), table('B')], references)).toThrow('A, B');
});
