import type { ComponentType } from 'react';
import type { SyncConfig } from '../../../shared/config-sync.ts';
import { FailedPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { DocumentsSection } from './documents-section.tsx';
import { loadDraft, useDraft, useLoadedDraft } from './draft-store.ts';
import { EventsSection } from './events/events-section.tsx';
import { NotesSection } from './notes-section.tsx';
import { SaveBar } from './save-bar.tsx';
import type { SyncSectionId } from './sections.ts';
import classes from './sync.module.css';
import { TriggerSection } from './trigger/trigger-section.tsx';
import { UpdatesSection } from './updates/updates-section.tsx';
import { WorkOrdersSection } from './work-orders/work-orders-section.tsx';

/** What a page of the sync's settings is given: everything as it stands, saved or not. */
export interface SectionProps {
  readonly draft: SyncConfig;
}

const bodies: Readonly<Record<SyncSectionId, ComponentType<SectionProps>>> = {
  trigger: TriggerSection,
  events: EventsSection,
  notes: NotesSection,
  documents: DocumentsSection,
  updates: UpdatesSection,
  'work-orders': WorkOrdersSection,
};

/** One page of the sync's settings over the bar that saves them. */
export function SyncSection({ section }: { readonly section: SyncSectionId }) {
  useLoadedDraft();
  const draft = useDraft((state) => state.draft);
  const error = useDraft((state) => state.loadError);
  const Body = bodies[section];
  if (draft === null)
    return error === null ? <Loading /> : <FailedPage error={error} onAgain={() => void loadDraft()} />;
  return (
    <>
      <div className={`${reading.page} ${classes.page ?? ''}`}>
        <Body draft={draft} />
      </div>
      <SaveBar />
    </>
  );
}
