import { describe, expect, it } from 'vitest';
import { duplicateKeys, isKeyValuePaste, mergeKeyValues, parseKeyValues, toRecord } from './key-values.ts';

describe('parseKeyValues', () => {
  it('reads env-file lines with comments, export and quotes', () => {
    expect(parseKeyValues('# note\nA=1\r\nexport B="two words"\n\nC=x=y\nFLAG')).toEqual([
      { key: 'A', value: '1' },
      { key: 'B', value: 'two words' },
      { key: 'C', value: 'x=y' },
      { key: 'FLAG', value: '' },
    ]);
  });

  it('keeps quotes that are part of the value', () => {
    expect(parseKeyValues(`A="x" or 'y'\nB="`)).toEqual([
      { key: 'A', value: `"x" or 'y'` },
      { key: 'B', value: '"' },
    ]);
  });
});

describe('isKeyValuePaste', () => {
  it('takes several lines or a whole pair, and leaves plain text to the field', () => {
    expect(isKeyValuePaste('a=1\nb=2')).toBe(true);
    expect(isKeyValuePaste('io.rancher.host=1')).toBe(true);
    expect(isKeyValuePaste('zone')).toBe(false);
    expect(isKeyValuePaste('https://example.org/?a=b')).toBe(false);
  });
});

describe('mergeKeyValues', () => {
  it('fills the empty row and lets the last value of a key win', () => {
    const rows = [
      { key: 'a', value: 'old' },
      { key: '', value: '' },
      { key: 'z', value: '9' },
    ];
    expect(
      mergeKeyValues(rows, 1, [
        { key: 'a', value: 'new' },
        { key: 'b', value: '2' },
      ]),
    ).toEqual([
      { key: 'a', value: 'new' },
      { key: 'b', value: '2' },
      { key: 'z', value: '9' },
    ]);
  });
});

describe('toRecord and duplicateKeys', () => {
  it('drops rows without a key and names keys given twice', () => {
    expect(
      toRecord([
        { key: ' a ', value: '1' },
        { key: '', value: 'x' },
      ]),
    ).toEqual({ a: '1' });
    expect(
      duplicateKeys([
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
        { key: 'b', value: '3' },
      ]),
    ).toEqual(new Set(['a']));
  });
});
