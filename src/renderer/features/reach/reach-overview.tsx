import { Button, Title } from '@mantine/core';
import type { Config } from '../../../shared/config.ts';
import type { EngineStatus } from '../../../shared/domain/status.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { Ago, Until } from '../../ui/time-text.tsx';
import { useChainReport } from './chain/use-chain.ts';
import { ChainLamps } from './chain-lamps.tsx';
import { HealthSection } from './health/health-section.tsx';
import classes from './reach.module.css';
import { noAddress, wayIn } from './way-in.ts';

interface Shown {
  readonly status: EngineStatus;
  readonly config: Config;
}

function Head({ status, config }: Shown) {
  const { intake } = status;
  const report = useChainReport();
  const way = wayIn(intake, config.limits.pollSeconds, report);
  const tone = intake.needs !== null && way.tone !== 'error' ? 'attention' : way.tone;
  const toTunnel = intake.tunnel.kind !== 'none' && intake.tunnel.state === 'failed';
  return (
    <div className={classes.now}>
      <ToneIcon tone={tone} size={20} />
      <div className={classes.nowWords}>
        <p className={classes.sentence}>{way.sentence}</p>
        {intake.needs !== null && <p className={classes.needs}>{intake.needs}</p>}
      </div>
      {toTunnel && (
        <Button variant="default" onClick={() => go({ page: 'callbacks', tab: 'tunnel' })}>
          {t('reach.openTunnel')}
        </Button>
      )}
    </div>
  );
}

function Listener({ status }: { readonly status: EngineStatus }) {
  const { intake, queue } = status;
  return (
    <section className={reading.section} aria-labelledby="reach-listener">
      <div className={reading.head}>
        <Title order={2} id="reach-listener">
          {t('reach.listener')}
        </Title>
      </div>
      <FactList
        facts={[
          {
            name: t('reach.listener.state'),
            value:
              intake.port === null ? (
                t('reach.listener.closed')
              ) : (
                <span className="num">{t('reach.listener.open', { port: intake.port })}</span>
              ),
          },
          {
            name: t('reach.listener.address'),
            value:
              intake.tunnel.url === null ? (
                <span className="dim">{noAddress(intake)}</span>
              ) : (
                <span className="mono">{intake.tunnel.url}</span>
              ),
          },
          {
            name: t('reach.listener.last'),
            value: intake.lastDeliveryAt === null ? t('time.never') : <Ago at={intake.lastDeliveryAt} />,
          },
          {
            name: t('reach.listener.inbox'),
            value: queue.inbox === 0 ? t('reach.listener.inboxNone') : tn('reach.listener.inboxSome', queue.inbox),
          },
          {
            name: t('reach.refused'),
            value:
              intake.refused === 0 ? (
                t('reach.refused.none')
              ) : (
                <span className={classes.refused}>
                  {tn('reach.refused.some', intake.refused)}
                  <Button size="xs" variant="default" onClick={() => go({ page: 'events', text: 'refused' })}>
                    {t('reach.refused.see')}
                  </Button>
                </span>
              ),
          },
        ]}
      />
    </section>
  );
}

function Polling({ status, config }: Shown) {
  const poll = config.limits.pollSeconds;
  return (
    <section className={reading.section} aria-labelledby="reach-polling">
      <div className={reading.head}>
        <Title order={2} id="reach-polling">
          {t('reach.polling')}
        </Title>
      </div>
      <p className={reading.text}>
        {t('reach.polling.text', { n: poll, relaxed: Math.max(poll, config.limits.relaxedPollSeconds) })}
      </p>
      <FactList
        facts={[
          {
            name: t('reach.polling.last'),
            value: status.lastSyncAt === null ? t('time.never') : <Ago at={status.lastSyncAt} />,
          },
          {
            name: t('reach.polling.next'),
            value: status.nextPollAt === null ? t('time.never') : <Until at={status.nextPollAt} />,
          },
        ]}
      />
    </section>
  );
}

/** Do changes reach this workstation? One sentence, the chain that proves it, and the health of what is registered. */
export function ReachOverview() {
  const status = useApp((state) => state.status);
  const config = useApp((state) => state.setup?.config ?? null);
  if (status === null || config === null) return <Loading />;
  return (
    <div className={reading.page}>
      <Head status={status} config={config} />
      <section className={reading.section} aria-labelledby="reach-chain">
        <div className={reading.head}>
          <Title order={2} id="reach-chain">
            {t('reach.chain')}
          </Title>
        </div>
        <ChainLamps />
      </section>
      <HealthSection />
      <Listener status={status} />
      <Polling status={status} config={config} />
    </div>
  );
}
