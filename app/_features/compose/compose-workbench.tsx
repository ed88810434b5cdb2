'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState } from 'react';
import type { ComposeProblem } from '../../../server/schemas/stack.ts';
import { Button } from '../../_components/ui/button.tsx';
import { ApplyFooter } from './apply-footer.tsx';
import type { CodeEditorHandle } from './code-editor.tsx';
import { type ComposeDraft, type ComposeFile, emptyDraft, variablesOf } from './compose-draft.ts';
import { FileCard } from './file-card.tsx';
import { lineMarkers } from './line-markers.ts';
import { PlanPanel } from './plan-panel.tsx';
import { useComposePlan } from './use-compose-plan.ts';
import { VariableInputs } from './variable-inputs.tsx';

type ComposeWorkbenchProps = {
  environmentId: string;
  stackName: string;
  /** Above the files: the name of a new stack. */
  children?: ReactNode;
};

/** The files on one side, what applying them would do on the other, kept in step while one types. */
export function ComposeWorkbench({ environmentId, stackName, children }: ComposeWorkbenchProps) {
  const t = useTranslations('compose.files');
  const [draft, setDraft] = useState<ComposeDraft>(emptyDraft);
  const compose = useRef<CodeEditorHandle>(null);
  const rancher = useRef<CodeEditorHandle>(null);
  const view = useComposePlan(environmentId, stackName, draft);
  const change = (part: Partial<ComposeDraft>) => setDraft((current) => ({ ...current, ...part }));
  const markers = (file: ComposeFile) =>
    lineMarkers(file, view.plan?.problems ?? [], view.plan?.warnings ?? []);

  function goTo({ file, line }: ComposeProblem) {
    const editor = file === 'docker-compose.yml' ? compose : rancher;
    editor.current?.goToLine(line);
  }

  return (
    <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-w-0 flex-col gap-5">
        {children}
        <FileCard
          ref={compose}
          file="docker-compose.yml"
          value={draft.compose}
          onChange={(text) => change({ compose: text })}
          markers={markers('docker-compose.yml')}
          minRows={16}
        />
        {draft.rancherCompose === null ? (
          <Button size="sm" className="self-start" onClick={() => change({ rancherCompose: '' })}>
            <Plus aria-hidden="true" />
            {t('addRancher')}
          </Button>
        ) : (
          <FileCard
            ref={rancher}
            file="rancher-compose.yml"
            value={draft.rancherCompose}
            onChange={(text) => change({ rancherCompose: text })}
            onRemove={() => change({ rancherCompose: null })}
            markers={markers('rancher-compose.yml')}
            minRows={8}
          />
        )}
        <VariableInputs
          variables={variablesOf(draft)}
          values={draft.variables}
          onChange={(variables) => change({ variables })}
        />
      </div>
      <div className="min-w-0 xl:sticky xl:top-17">
        <PlanPanel
          view={view}
          onSelect={goTo}
          footer={<ApplyFooter environmentId={environmentId} view={view} />}
        />
      </div>
    </div>
  );
}
