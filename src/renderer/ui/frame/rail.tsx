import { Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconActivity,
  IconAlertTriangle,
  IconArrowsLeftRight,
  IconLayoutDashboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconLink,
  IconPlugConnected,
  IconSettings,
} from '@tabler/icons-react';
import { type MessageKey, t, tn } from '../../../shared/strings/t.ts';
import { savePreferences, useApp } from '../../stores/app-store.ts';
import { go, useNav } from '../../stores/nav-store.ts';
import { type Page, pages } from '../../stores/place.ts';
import kindMark from '../kind-mark.module.css';
import classes from './rail.module.css';

const icons: Readonly<Record<Page, typeof IconActivity>> = {
  dashboard: IconLayoutDashboard,
  events: IconActivity,
  links: IconLink,
  attention: IconAlertTriangle,
  mapping: IconArrowsLeftRight,
  callbacks: IconPlugConnected,
  settings: IconSettings,
};

function RailItem({
  page,
  collapsed,
  index,
}: {
  readonly page: Page;
  readonly collapsed: boolean;
  readonly index: number;
}) {
  const current = useNav((state) => state.place.page === page);
  const count = useApp((state) => (page === 'attention' ? (state.status?.attention ?? 0) : 0));
  const Icon = icons[page];
  const labelKey: MessageKey = `nav.${page}`;
  const name = count > 0 ? tn('nav.attentionCount', count) : t(labelKey);
  return (
    <Tooltip label={`${name}  Ctrl+${String(index + 1)}`} position="right" disabled={!collapsed}>
      <UnstyledButton
        className={classes.item}
        aria-label={name}
        aria-current={current ? 'page' : undefined}
        aria-keyshortcuts={`Control+${String(index + 1)}`}
        onClick={() => go({ page })}
      >
        <Icon size={18} stroke={1.6} aria-hidden />
        {!collapsed && <span className={classes.label}>{t(labelKey)}</span>}
        {count > 0 && (
          <span className={`${classes.count} num`} aria-hidden>
            {count > 99 ? '99+' : count}
          </span>
        )}
      </UnstyledButton>
    </Tooltip>
  );
}

export function ProfileBadge({ short = false }: { readonly short?: boolean }) {
  const info = useApp((state) => state.info);
  if (info === null) return null;
  const kindKey: MessageKey = `profile.${info.profileKind}`;
  const kind = t(kindKey);
  const label = t('profile.label', { name: info.profile, kind });
  return (
    <div className={`${kindMark.kind} ${kindMark.folds}`} data-kind={info.profileKind} title={label}>
      <span aria-hidden>{short ? kind.slice(0, 1) : kind}</span>
      <span className="unseen">{label}</span>
    </div>
  );
}

/** The left rail: the seven pages, the profile badge, and the switch that folds it. */
export function Rail() {
  const collapsed = useApp((state) => state.preferences?.railCollapsed ?? false);
  const toggleName = collapsed ? t('nav.expand') : t('nav.collapse');
  return (
    <nav className={classes.rail} aria-label={t('nav.label')} data-collapsed={collapsed || undefined}>
      <ul className={classes.list}>
        {pages.map((page, index) => (
          <li key={page}>
            <RailItem page={page} collapsed={collapsed} index={index} />
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <ProfileBadge short={collapsed} />
        <Tooltip label={`${toggleName}  Ctrl+B`} position="right">
          <UnstyledButton
            className={classes.fold}
            aria-label={toggleName}
            aria-keyshortcuts="Control+B"
            onClick={() => void savePreferences({ railCollapsed: !collapsed })}
          >
            {collapsed ? (
              <IconLayoutSidebarLeftExpand size={18} stroke={1.6} aria-hidden />
            ) : (
              <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} aria-hidden />
            )}
          </UnstyledButton>
        </Tooltip>
      </div>
    </nav>
  );
}
