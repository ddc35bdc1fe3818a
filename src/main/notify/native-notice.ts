import { Notification } from 'electron';
import type { AlertNotifierOptions, NativeNotice } from './alert-notifier.ts';

/** Electron's part of `AlertNotifier`. */
export const nativeNotices: Pick<AlertNotifierOptions, 'supported' | 'make'> = {
  supported: () => Notification.isSupported(),
  make: ({ title, body, urgent }) =>
    // `urgency` is Linux's: such a notification stays until somebody has seen it.
    new Notification({ title, body, urgency: urgent ? 'critical' : 'normal' }) as NativeNotice,
};
