/** Arguments for `gdbus` that ask the session bus itself (org.freedesktop.DBus) one question; it answers within two seconds or not at all. */
export function askSessionBus(question: string, about: string): readonly string[] {
  return [
    ...['call', '--session', '--timeout', '2'],
    ...['--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus'],
    ...['--method', `org.freedesktop.DBus.${question}`, about],
  ];
}
