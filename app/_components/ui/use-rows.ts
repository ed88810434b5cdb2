'use client';

import { useRef, useState } from 'react';

type Row<Value> = { id: number; value: Value };

type Rows<Value> = {
  rows: readonly Row<Value>[];
  /** Keeps the identity of rows by position, so that focus stays where it is while one types. */
  replace: (values: readonly Value[]) => void;
  change: (index: number, value: Value) => void;
  remove: (index: number) => void;
  add: (value: Value) => void;
};

/**
 * Rows of an editor, each with a stable identity that the caller's plain values lack. The caller's values are followed
 * when they change from outside (a form reset); changes made here are handed out.
 */
export function useRows<Value>(values: readonly Value[], onChange: (values: Value[]) => void): Rows<Value> {
  const nextId = useRef(values.length);
  const [rows, setRows] = useState<readonly Row<Value>[]>(() => values.map((value, id) => ({ id, value })));
  const [known, setKnown] = useState(values);

  if (values !== known) {
    setKnown(values);
    const same =
      values.length === rows.length && values.every((value, index) => value === rows[index]?.value);
    if (!same) setRows(values.map((value, index) => ({ id: rows[index]?.id ?? -1 - index, value })));
  }

  function commit(next: readonly Row<Value>[]) {
    const plain = next.map((row) => row.value);
    setRows(next);
    onChange(plain);
  }

  function fresh(value: Value): Row<Value> {
    nextId.current += 1;
    return { id: nextId.current, value };
  }

  return {
    rows,
    replace: (next) => commit(next.map((value, index) => ({ ...(rows[index] ?? fresh(value)), value }))),
    change: (index, value) => commit(rows.map((row, at) => (at === index ? { ...row, value } : row))),
    remove: (index) => commit(rows.filter((_, at) => at !== index)),
    add: (value) => commit([...rows, fresh(value)]),
  };
}
