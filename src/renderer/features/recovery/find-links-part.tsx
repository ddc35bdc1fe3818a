import { Button, Title } from '@mantine/core';
import { useState } from 'react';
import type { ChannelOutput } from '../../../shared/ipc/contract.ts';
import { formatNumber, t, tn } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import reading from '../../ui/reading.module.css';
import { StatusMark } from '../../ui/status-mark.tsx';
import { keyOf, ProposalTable } from './proposal-table.tsx';
import classes from './recovery.module.css';
import { useScan } from './use-scan.ts';

type Done = ChannelOutput<'recovery:link-found'>;

/** Reads both systems for pairs that belong together and links what a person ticks. */
export function FindLinksPart() {
  const { scan, error, call } = useScan();
  const [choice, setChoice] = useState<{ readonly at: number; readonly keys: ReadonlySet<string> } | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const open = (scan?.proposals ?? []).filter((one) => one.confidence !== 'linked');
  const sure = open.filter((one) => one.confidence !== 'ambiguous').map(keyOf);
  const linked = (scan?.proposals.length ?? 0) - open.length;
  const foundAt = scan?.at ?? 0;
  // What is sure is ticked when it was found; from the first tick on they are the person's.
  const ticked = choice?.at === foundAt ? choice.keys : new Set(sure);
  const setTicked = (keys: ReadonlySet<string>): void => setChoice({ at: foundAt, keys });

  function tick(key: string): void {
    const next = new Set(ticked);
    if (!next.delete(key)) next.add(key);
    setTicked(next);
  }

  async function link(): Promise<void> {
    setBusy(true);
    setDone(null);
    setFailed(null);
    const pairs = open
      .filter((one) => ticked.has(keyOf(one)))
      .map(({ ticketId, workOrderId }) => ({ ticketId, workOrderId }));
    const answer = await ask('recovery:link-found', { pairs });
    setBusy(false);
    if (answer.ok) setDone(answer.value);
    else setFailed(answer.error);
    await call('recovery:scan');
  }

  const chosen = open.filter((one) => ticked.has(keyOf(one))).length;
  return (
    <section className={reading.section} aria-labelledby="find-links-title">
      <div className={reading.head}>
        <Title order={3} id="find-links-title">
          {t('findLinks.title')}
        </Title>
        <span className={reading.grow} />
        {scan?.state === 'running' ? (
          <Button size="xs" variant="default" onClick={() => void call('recovery:stop-scan')}>
            {t('findLinks.stop')}
          </Button>
        ) : (
          <Button size="xs" variant="default" onClick={() => void call('recovery:scan-links')}>
            {scan === null || scan.state === 'idle' ? t('findLinks.start') : t('findLinks.again')}
          </Button>
        )}
      </div>
      <p className={reading.text}>{t('findLinks.text')}</p>
      <div role="status">
        {scan?.state === 'running' && (
          <StatusMark tone="working">
            {t('findLinks.running', {
              tickets: formatNumber(scan.ticketsRead),
              workOrders: formatNumber(scan.workOrdersRead),
            })}
          </StatusMark>
        )}
        {scan?.state === 'stopped' && <StatusMark tone="waiting">{t('findLinks.stopped')}</StatusMark>}
        {scan?.state === 'failed' && <StatusMark tone="error">{scan.message}</StatusMark>}
        {scan?.state === 'done' && (
          <div className={classes.state}>
            {open.length > 0 && <StatusMark tone="attention">{tn('findLinks.found', open.length)}</StatusMark>}
            {open.length > 0 && linked > 0 && <span className="dim">{tn('findLinks.linkedToo', linked)}</span>}
            {open.length === 0 && (
              <StatusMark tone="ok">
                {linked === 0 ? t('findLinks.nothing') : tn('findLinks.allLinked', linked)}
              </StatusMark>
            )}
          </div>
        )}
        {done !== null && done.linked > 0 && <StatusMark tone="ok">{tn('findLinks.linked', done.linked)}</StatusMark>}
      </div>
      {error !== null && <ErrorNote error={error} />}
      {failed !== null && <ErrorNote error={failed} />}
      {done !== null && done.refused.length > 0 && (
        <div role="alert">
          <StatusMark tone="attention">{tn('findLinks.refused', done.refused.length)}</StatusMark>
          <ul className={classes.refused}>
            {done.refused.map(({ ticketId, workOrderId, why }) => (
              <li key={keyOf({ ticketId, workOrderId })}>
                {t('findLinks.pair', { ticket: ticketId, workOrder: workOrderId, why })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {scan?.state === 'done' && open.length > 0 && (
        <>
          <ProposalTable proposals={open} ticked={ticked} onTick={tick} />
          <div className={classes.tools}>
            <Button loading={busy} disabled={chosen === 0} onClick={() => void link()}>
              {tn('findLinks.link', chosen)}
            </Button>
            <Button variant="default" disabled={busy} onClick={() => setTicked(new Set(sure))}>
              {t('findLinks.tickAll')}
            </Button>
          </div>
          <p className={classes.below}>{t('findLinks.afterwards')}</p>
        </>
      )}
    </section>
  );
}
