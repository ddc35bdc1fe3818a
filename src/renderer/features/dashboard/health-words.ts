import type { HealthAmount, HealthFact, HealthSaid } from '../../../shared/domain/health-said.ts';
import type { HealthItem } from '../../../shared/domain/monitor.ts';
import type { EngineStatus } from '../../../shared/domain/status.ts';
import { formatNumber, t, tn } from '../../../shared/strings/t.ts';
import { lapse } from '../../ui/time.ts';
import { sizeText } from '../../ui/words.ts';

/* What the engine says as codes with figures, in the language of the window. What has no code is said in the engine's words. */

/** The sentence at the top of the dashboard. */
export function headlineWords(status: EngineStatus): string {
  const { headline, headlineCode, attention, conflicts, queue, links } = status;
  const linked = (): string => tn('headline.links', links.open);
  switch (headlineCode) {
    case undefined:
      return headline;
    case 'needs-you':
      return tn('headline.needsYou', attention);
    case 'conflicts':
      return tn('headline.conflicts', conflicts);
    case 'on-the-way':
      return tn('headline.onTheWay', queue.waiting + queue.running, { links: linked() });
    case 'in-step':
      return t('headline.inStep', { links: linked() });
    default:
      return t(`headline.${headlineCode}`);
  }
}

/** The sentence of a health tile. */
export function healthWords({ said, message }: Pick<HealthItem, 'said' | 'message'>): string {
  return said === undefined ? message : saidWords(said);
}

function saidWords(said: HealthSaid): string {
  const { code } = said;
  switch (code) {
    case 'remote-not-set-up':
    case 'remote-unknown':
      return t(`health.said.${code}`, { remote: t(`remote.${said.remote}`) });
    case 'answers': {
      const { p50Ms, requests, failed } = said;
      return t('health.said.answers', {
        time: lapse(p50Ms),
        requests: tn('health.said.requests', requests),
        failed: failed === 0 ? t('health.said.noneFailed') : tn('health.said.failed', failed),
      });
    }
    case 'tunnel-none':
    case 'callbacks-off':
    case 'callbacks-no-tunnel':
      return t(`health.said.${code}`, { n: said.pollSeconds });
    case 'tunnel-open':
      return t('health.said.tunnel-open', { url: said.url });
    case 'callbacks-silent':
      return t(`health.said.silent.${said.which}`, { n: said.pollSeconds });
    case 'callbacks-arrived':
      return t('health.said.callbacks-arrived', {
        callbacks: tn('health.said.callbacks', said.callbacks),
        webhooks: tn('health.said.webhooks', said.webhooks),
      });
    case 'queue':
      return queueWords(said);
    case 'disk':
      return t(said.low ? 'health.said.diskLow' : 'health.said.disk', {
        free: sizeText(said.freeBytes),
        all: sizeText(said.sizeBytes),
      });
    case 'database': {
      const size = sizeText(said.sizeBytes);
      if (said.stopped) return t('health.said.databaseStopped', { size });
      if (said.checkedMs === null) return t('health.said.databaseChecking', { size });
      return t('health.said.database', { size, time: lapse(said.checkedMs) });
    }
    case 'backup-none': {
      if (said.lateMs === null) return t('health.said.backup-none');
      return t('health.said.backupNoneLate', { time: lapse(said.lateMs), section: t('settings.section.recovery') });
    }
    case 'backup': {
      const time = lapse(said.ageMs);
      if (said.old) return t('health.said.backupOld', { time, section: t('settings.section.recovery') });
      return t('health.said.backup', { time, kept: tn('health.said.kept', said.count) });
    }
    case 'keychain':
      return t('health.said.keychain', { name: said.name });
    default:
      return t(`health.said.${code}`);
  }
}

function queueWords({ dead, held, waiting, running, oldestMs }: Extract<HealthSaid, { code: 'queue' }>): string {
  const parts = [
    ...(dead > 0 ? [tn('health.said.dead', dead)] : []),
    ...(held > 0 ? [tn('health.said.held', held)] : []),
    ...(waiting > 0 && oldestMs === null ? [tn('health.said.waiting', waiting)] : []),
    ...(waiting > 0 && oldestMs !== null ? [tn('health.said.waitingFor', waiting, { time: lapse(oldestMs) })] : []),
    ...(running > 0 ? [tn('health.said.running', running)] : []),
  ];
  return parts.length === 0 ? t('health.said.queueEmpty') : `${parts.join('; ')}.`;
}

/** Name and value of a fact. */
export function factWords({ name, value, code, amount }: HealthFact): {
  readonly name: string;
  readonly value: string;
} {
  return {
    name: code === undefined ? name : t(`health.fact.${code}`),
    value: amount === undefined ? value : amountWords(amount),
  };
}

function amountWords(amount: HealthAmount): string {
  switch (amount.unit) {
    case 'count':
      return formatNumber(amount.n);
    case 'ms':
      return lapse(amount.n);
    case 'ago':
      return t('health.amount.ago', { time: lapse(amount.n) });
    case 'bytes':
      return sizeText(amount.n);
    case 'backups':
      return tn('health.said.kept', amount.n);
    case 'of':
      return t('health.amount.of', { n: formatNumber(amount.n), all: formatNumber(amount.all) });
    case 'word':
      return t(`health.amount.${amount.word}`);
  }
}
