import { registerHooks } from 'node:module';
import { MUTANTS, type Mutant } from './mutants.ts';

const ROOT = new URL('../../../', import.meta.url).href;

/**
 * From now on this thread loads the product with that one mistake in it. The files stay as they are. Throws when the place
 * is not there any more, for then the mistake would be none.
 */
export function plantMutant(name: string): void {
  const mutant = MUTANTS.find((one) => one.name === name);
  if (mutant === undefined) throw new Error(`There is no mistake called "${name}".`);
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (url !== ROOT + mutant.file) return loaded;
      return { ...loaded, source: change(mutant, String(loaded.source)) };
    },
  });
}

export function change({ name, file, search, replacement }: Mutant, source: string): string {
  const parts = source.split(search);
  if (parts.length !== 2)
    throw new Error(`"${name}": ${file} has its place ${parts.length - 1} times, not once.`);
  return parts.join(replacement);
}
