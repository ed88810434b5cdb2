import { expect, it } from 'vitest';
import { filledVariables, variablesOf } from './compose-draft.ts';

it('sends values only of variables that the files ask for', () => {
  const draft = {
    compose: 'web: {image: "nginx:$TAG", command: "$UNSET"}',
    rancherCompose: 'web: {scale: $N}',
    variables: { TAG: '1.27', N: '3', OLD: 'x', UNSET: '' },
  };
  expect(variablesOf(draft).map((use) => use.name)).toEqual(['TAG', 'UNSET', 'N']);
  expect(filledVariables(draft)).toEqual({ TAG: '1.27', N: '3' });
});
