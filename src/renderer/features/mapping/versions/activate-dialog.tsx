import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Mapping } from '../../../../shared/domain/mapping.ts';
import { mappingDifference } from '../../../../shared/domain/mapping-difference.ts';
import type { MappingProblem, MappingVersionRow } from '../../../../shared/domain/mapping-work.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { useAsked } from '../../../stores/use-asked.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Loading } from '../../../ui/page-state.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import { useEditor } from '../editor-store.ts';
import { openRule } from '../rules/rule-actions.ts';
import { sameMapping } from '../same-mapping.ts';
import classes from './activate.module.css';
import { ActivateExamples } from './activate-examples.tsx';
import { ActivatePart } from './activate-part.tsx';
import { ActivatePlan } from './activate-plan.tsx';
import { ActivateProblems } from './activate-problems.tsx';
import { type ActivationTarget, whyNot } from './activation.ts';
import { DifferenceView } from './difference-view.tsx';
import { differenceLine, differenceSize } from './difference-words.ts';
import { useLooks } from './use-looks.ts';

const longestNote = 200;
/** So many differences are open at first; more would push examples and plan out of sight. */
const openUpTo = 4;

function Done({ row, onClose }: { readonly row: MappingVersionRow; readonly onClose: () => void }) {
  return (
    <>
      <div role="status" className={classes.done}>
        <StatusMark tone="ok">{t('activate.doneTitle', { n: row.version })}</StatusMark>
        <p>{t('activate.doneText')}</p>
      </div>
      <div className={classes.foot}>
        <Button data-autofocus autoFocus onClick={onClose}>
          {t('action.close')}
        </Button>
      </div>
    </>
  );
}

/** Leads to where a problem is in the editor. */
function showProblem({ ruleId, boardId }: MappingProblem): void {
  const { setTab, select } = useEditor.getState();
  setTab(ruleId === null && boardId !== null ? 'status-maps' : 'rules');
  if (ruleId !== null) openRule(ruleId);
  else if (boardId !== null) select({ kind: 'status-map', boardId });
}

interface FormProps {
  readonly mapping: Mapping;
  /** What is in force, as the target is compared with it. */
  readonly inForce: Mapping;
  readonly rollBackTo: number | null;
  readonly onShowProblem: ((problem: MappingProblem) => void) | undefined;
  readonly onClose: () => void;
  readonly onDone: (row: MappingVersionRow) => void;
}

/** Another version came in force while this one was being changed: shows it, and takes it as what this one is based on. */
function ChangedMeanwhile({
  base,
  now,
  onTakeOver,
}: {
  readonly base: number;
  readonly now: number;
  readonly onTakeOver: () => void;
}) {
  return (
    <div className={classes.meanwhile} role="alert">
      <StatusMark tone="attention">{t('activate.changedMeanwhileTitle')}</StatusMark>
      <p>
        {t('activate.changedMeanwhile', { now, base })} {t('activate.takeOverText', { now })}
      </p>
      <Button size="xs" variant="default" onClick={onTakeOver}>
        {t('activate.takeOver', { now })}
      </Button>
    </div>
  );
}

function Form({ mapping, inForce, rollBackTo, onShowProblem, onClose, onDone }: FormProps) {
  const active = useEditor((state) => state.state?.active.version ?? 0);
  const basedOn = useEditor((state) => state.basedOn);
  const dirty = useEditor((state) => state.dirty);
  const { looks, again } = useLooks(mapping);
  const [override, setOverride] = useState(false);
  const [note, setNote] = useState(rollBackTo === null ? '' : t('activate.noteRollBack', { n: rollBackTo }));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorInfo | null>(null);
  const difference = mappingDifference(inForce, mapping);
  const base = rollBackTo === null ? basedOn : active;
  const isOld = base !== active;
  const blocked = isOld ? t('activate.blockedOld') : whyNot(looks, override, difference.same);

  async function activate(): Promise<void> {
    setBusy(true);
    setError(null);
    const editor = useEditor.getState();
    await editor.flush();
    const answer = await ask('mapping:activate', { mapping, note: note.trim(), override, basedOn: base });
    if (answer.ok) {
      await editor.reload();
      onDone(answer.value);
      return;
    }
    if (answer.error.code === 'mapping.changed-meanwhile') {
      await editor.reload();
      // What was being worked on is kept, whatever the app has as its draft now.
      const now = useEditor.getState();
      if (rollBackTo === null && !sameMapping(now.mapping, mapping)) now.replaceAll(mapping, t('activate.stepKept'));
    } else setError(answer.error);
    setBusy(false);
    again();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (blocked === null && !busy) void activate();
      }}
    >
      <p className={classes.lead} tabIndex={-1} data-autofocus>
        {rollBackTo === null ? t('activate.lead') : t('activate.rollBackLead', { from: rollBackTo, n: active + 1 })}
      </p>
      {rollBackTo !== null && dirty && (
        <p className={classes.warning}>
          <StatusMark tone="attention">{t('activate.draftGone')}</StatusMark>
        </p>
      )}
      {isOld && <ChangedMeanwhile base={base} now={active} onTakeOver={() => useEditor.getState().rebase()} />}
      <ActivateProblems look={looks.problems} onShow={onShowProblem} />
      <ActivatePart
        title={t('activate.changes')}
        verdict={<span>{difference.same ? t('difference.none') : differenceLine(difference)}</span>}
        open={differenceSize(difference) <= openUpTo}
      >
        {difference.same ? null : (
          <DifferenceView before={inForce} after={mapping} lead={t('activate.changesAgainst', { n: active })} folded />
        )}
      </ActivatePart>
      <ActivateExamples look={looks.examples} override={override} onOverride={setOverride} />
      <ActivatePlan look={looks.plan} onAgain={() => again('plan')} />
      {error !== null && (
        <div className={classes.error}>
          <ErrorNote error={error} />
        </div>
      )}
      <div className={classes.foot}>
        <TextInput
          className={classes.note ?? ''}
          label={t('activate.note')}
          placeholder={t('activate.notePlaceholder')}
          maxLength={longestNote}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className={classes.act}>
          <span className={classes.why} id="activate-why" role="status">
            {blocked}
          </span>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={blocked !== null} aria-describedby="activate-why">
            {t('activate.do', { n: active + 1 })}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** A version that comes back is compared with the version in force as it was stored. */
function RollBack({
  target,
  ...rest
}: Omit<FormProps, 'mapping' | 'inForce' | 'rollBackTo'> & { readonly target: ActivationTarget }) {
  const active = useEditor((state) => state.state?.active.version ?? 0);
  const { value, error } = useAsked('mapping:version', { version: Math.max(active, 1) });
  if (value === undefined || value.row.version !== active)
    return error === null ? <Loading rows={4} /> : <ErrorNote error={error} />;
  return <Form {...rest} mapping={target.mapping} inForce={value.mapping} rollBackTo={target.version} />;
}

function Draft(props: Omit<FormProps, 'mapping' | 'inForce' | 'rollBackTo'>) {
  // What is activated is what was there when the dialog opened.
  const [mapping] = useState(() => useEditor.getState().mapping);
  const inForce = useEditor((state) => state.state?.mapping ?? null);
  if (inForce === null) return <Loading rows={4} />;
  return <Form {...props} mapping={mapping} inForce={inForce} rollBackTo={null} />;
}

/**
 * What activating would change, before anything is changed: the difference to the version in force, the examples, and what would happen to the
 * links there are. Without `target` it is the mapping in the editor; with one it is a version that comes back.
 */
export function ActivateDialog({
  opened,
  onClose,
  onShowProblems,
  target,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Opens the list of problems in the editor, after the dialog closed; without it the first of them is shown. */
  readonly onShowProblems?: () => void;
  readonly target?: ActivationTarget | null;
}) {
  const [done, setDone] = useState<MappingVersionRow | null>(null);
  const next = useEditor((state) => (state.state?.active.version ?? 0) + 1);
  const rollBack = target ?? null;
  useReturnFocus(opened);
  const common = {
    onClose,
    onDone: setDone,
    onShowProblem:
      rollBack !== null
        ? undefined
        : (problem: MappingProblem) => {
            onClose();
            if (onShowProblems === undefined) showProblem(problem);
            else onShowProblems();
          },
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => setDone(null)}
      size={done === null ? 860 : 480}
      title={
        done !== null
          ? t('activate.done')
          : rollBack === null
            ? t('activate.title', { n: next })
            : t('activate.rollBackTitle', { n: rollBack.version })
      }
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {done !== null ? (
        <Done row={done} onClose={onClose} />
      ) : rollBack === null ? (
        <Draft {...common} />
      ) : (
        <RollBack {...common} target={rollBack} />
      )}
    </Modal>
  );
}
