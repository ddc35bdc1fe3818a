import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AppInfo, Preferences, SetupState } from '../../../shared/ipc/contract.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ProfileBadge } from '../../ui/frame/rail.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { triggerPlace } from '../setup/trigger-words.ts';
import { Choice, MotionSwitch, SwitchFor } from './setting-controls.tsx';
import classes from './settings.module.css';

export interface Setting {
  readonly title: string;
  readonly help: string;
  /** Further words the search finds it by. */
  readonly words?: string;
  readonly extra?: ReactNode;
  readonly control?: ReactNode;
}

export interface SettingsSection {
  readonly id: string;
  readonly title: string;
  readonly settings: readonly Setting[];
}

function appearance(preferences: Preferences): SettingsSection {
  const lessMotion = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    id: 'appearance',
    title: t('settings.appearance'),
    settings: [
      {
        title: t('settings.language'),
        help: t('settings.languageHelp'),
        words: t('settings.languageWords'),
        control: (
          <Choice
            preference="language"
            label={t('settings.language')}
            choices={(['system', 'en', 'de'] as const).map((value) => [value, t(`settings.language.${value}`)])}
            preferences={preferences}
          />
        ),
      },
      {
        title: t('settings.theme'),
        help: t('settings.themeHelp'),
        words: `${t('settings.theme.light')} ${t('settings.theme.dark')}`,
        control: (
          <Choice
            preference="theme"
            label={t('settings.theme')}
            choices={(['system', 'light', 'dark'] as const).map((value) => [value, t(`settings.theme.${value}`)])}
            preferences={preferences}
          />
        ),
      },
      {
        title: t('settings.contrast'),
        help: t('settings.contrastHelp'),
        control: (
          <Choice
            preference="contrast"
            label={t('settings.contrast')}
            choices={(['system', 'normal', 'high'] as const).map((value) => [value, t(`settings.contrast.${value}`)])}
            preferences={preferences}
          />
        ),
      },
      {
        title: t('settings.motion'),
        help: lessMotion ? t('settings.motionSystem') : t('settings.motionHelp'),
        control: <MotionSwitch label={t('settings.motion')} preferences={preferences} asked={lessMotion} />,
      },
      {
        title: t('settings.density'),
        help: t('settings.densityHelp'),
        control: (
          <Choice
            preference="density"
            label={t('settings.density')}
            choices={(['comfortable', 'compact'] as const).map((value) => [value, t(`settings.density.${value}`)])}
            preferences={preferences}
          />
        ),
      },
      {
        title: t('settings.rail'),
        help: t('settings.railHelp'),
        control: <SwitchFor preference="railCollapsed" label={t('settings.rail')} preferences={preferences} />,
      },
    ],
  };
}

function windowSection(info: AppInfo, preferences: Preferences): SettingsSection {
  const { trayAvailable: tray, autostart } = info;
  return {
    id: 'window',
    title: t('settings.window'),
    settings: [
      {
        title: t('settings.closeToTray'),
        help: tray ? t('settings.closeToTrayHelp') : t('settings.closeToTrayNone'),
        control: (
          <SwitchFor
            preference="closeToTray"
            label={t('settings.closeToTray')}
            preferences={preferences}
            available={tray}
          />
        ),
      },
      {
        title: t('settings.autostart'),
        help: autostart.available ? t('settings.autostartHelp') : autostart.why,
        control: (
          <SwitchFor
            preference="autostart"
            label={t('settings.autostart')}
            preferences={preferences}
            available={autostart.available}
          />
        ),
      },
      {
        title: t('settings.startHidden'),
        help: tray ? t('settings.startHiddenHelp') : t('settings.startHiddenNone'),
        control: (
          <SwitchFor
            preference="startHidden"
            label={t('settings.startHidden')}
            preferences={preferences}
            available={tray && autostart.available && preferences.autostart}
          />
        ),
      },
    ],
  };
}

function StepButton({ step, label }: { readonly step: string; readonly label: string }) {
  return (
    <Button size="xs" variant="default" aria-label={label} onClick={() => go({ page: 'setup', step })}>
      {t('action.change')}
    </Button>
  );
}

function connections({ config }: SetupState): SettingsSection {
  const { connectwise, fieldnation, trigger } = config;
  return {
    id: 'connections',
    title: t('settings.connections'),
    settings: [
      {
        title: t('remote.connectwise'),
        help:
          connectwise === null
            ? t('settings.notConnected')
            : t('settings.connectwiseLine', {
                company: connectwise.company,
                site: connectwise.site,
                key: connectwise.publicKey,
              }),
        control: <StepButton step="connectwise" label={t('settings.changeConnectwise')} />,
      },
      {
        title: t('remote.fieldnation'),
        help:
          fieldnation === null
            ? t('settings.notConnected')
            : t('settings.fieldnationLine', {
                username: fieldnation.username,
                environment: fieldnation.baseUrl || t(`setup.fn.${fieldnation.environment}`),
              }),
        control: <StepButton step="fieldnation" label={t('settings.changeFieldnation')} />,
      },
      {
        title: t('settings.trigger'),
        help: trigger === null ? t('settings.triggerNone') : triggerPlace(trigger),
        control: <StepButton step="trigger" label={t('settings.changeTrigger')} />,
      },
      {
        title: t('settings.statusMap'),
        help: tn('settings.statusMapLine', config.statusMap.length),
        control: <StepButton step="status-map" label={t('settings.changeStatusMap')} />,
      },
    ],
  };
}

function data(info: AppInfo): SettingsSection {
  const { secretBackend } = info;
  return {
    id: 'data',
    title: t('settings.data'),
    settings: [
      {
        title: t('settings.secrets'),
        help:
          secretBackend.kind === 'keychain'
            ? t('settings.secretsKeychain', { name: secretBackend.name })
            : t('settings.secretsSession'),
        ...(secretBackend.warning === null
          ? {}
          : {
              extra: (
                <div className={classes.warning}>
                  <StatusMark tone="attention">{t('result.attention')}</StatusMark>
                  <span>{secretBackend.warning}</span>
                </div>
              ),
            }),
      },
      {
        title: t('settings.folder'),
        help: t('settings.folderHelp'),
        extra: <code className={`mono ${classes.path ?? ''}`}>{info.dataFolder}</code>,
        control: <CopyButton text={info.dataFolder} label={t('settings.copyFolder')} />,
      },
      {
        title: t('settings.profile'),
        help: t('settings.profileHelp'),
        control: (
          <span className={classes.profile}>
            {info.profile}
            <ProfileBadge />
          </span>
        ),
      },
      { title: t('settings.version'), help: '', control: <span className="num">{info.version}</span> },
    ],
  };
}

/** Every setting in the order of the page; what is rarely changed comes last. */
export function settingsOf(info: AppInfo, preferences: Preferences, setup: SetupState): readonly SettingsSection[] {
  return [appearance(preferences), windowSection(info, preferences), connections(setup), data(info)];
}
