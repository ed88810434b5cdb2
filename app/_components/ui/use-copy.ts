'use client';

import { useEffect, useState } from 'react';

const shownMs = 1600;

type Copy = { state: 'idle' | 'copied' | 'failed'; copy: (text: string) => void };

/** Writes to the clipboard; over plain HTTP, where browsers have no clipboard API, by way of a selection. */
export function useCopy(): Copy {
  const [state, setState] = useState<Copy['state']>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), shownMs);
    return () => clearTimeout(timer);
  }, [state]);
  return {
    state,
    copy: (text) => {
      void write(text).then((done) => setState(done ? 'copied' : 'failed'));
    },
  };
}

async function write(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return writeBySelection(text);
    }
  }
  return writeBySelection(text);
}

function writeBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  // Inside a dialog focus is trapped, so the area has to be there too.
  const home = document.activeElement?.closest('[role="dialog"]') ?? document.body;
  const focused = document.activeElement;
  home.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
