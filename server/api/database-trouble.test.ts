import { expect, it } from 'vitest';
import { databaseTroubleOf } from './database-trouble.ts';

const errorWith = (fields: object, message = 'no') => Object.assign(new Error(message), fields);

it.each([
  ['PostgreSQL refuses connections', errorWith({ code: 'ECONNREFUSED' }), 'away'],
  ['its socket is not there', errorWith({ code: 'ENOENT', syscall: 'connect' }), 'away'],
  ['another file is not there', errorWith({ code: 'ENOENT', syscall: 'open' }), null],
  ['it ended while it was asked', errorWith({}, 'Connection terminated unexpectedly'), 'away'],
  ['no connection in time', errorWith({}, 'timeout exceeded when trying to connect'), 'away'],
  ['its disk is full', errorWith({ code: '53100' }), 'disk'],
  ['a rule was broken', errorWith({ code: '23505' }), null],
  ['something that is no error', { code: '53100' }, null],
])('%s', (_title, cause, trouble) => {
  expect(databaseTroubleOf(cause)).toBe(trouble);
});
