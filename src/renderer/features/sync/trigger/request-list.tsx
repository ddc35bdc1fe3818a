import type { ChannelOutput } from '../../../../shared/ipc/contract.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { ExactText } from '../../../ui/exact-text.tsx';
import classes from './trigger.module.css';

/** Requests exactly as they would be sent, in order. */
export function RequestList({ requests }: { readonly requests: ChannelOutput<'trigger:preview'>['requests'] }) {
  if (requests.length === 0) return <p className={classes.text}>{t('trigger.requestsNone')}</p>;
  return (
    <div>
      <div className={classes.label}>{tn('trigger.requests', requests.length)}</div>
      <ol className={classes.requests}>
        {requests.map(({ method, path, body }, index) => (
          <li key={`${String(index)} ${path}`}>
            <div className="mono">
              {method} {path}
            </div>
            <ExactText text={JSON.stringify(body, null, 2)} inList />
          </li>
        ))}
      </ol>
      {requests.some(({ path, body }) => /\{\w+\}/.test(path + JSON.stringify(body))) && (
        <p className={classes.text}>{t('trigger.braces')}</p>
      )}
    </div>
  );
}
