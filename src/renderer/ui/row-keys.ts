/**
 * Which row a key moves to; null when the key does not move. With no row active, any moving key starts at the first row.
 */
export function nextIndex(key: string, current: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return current < 0 ? 0 : Math.min(current + 1, last);
    case 'ArrowUp':
      return current < 0 ? 0 : Math.max(current - 1, 0);
    case 'PageDown':
      return current < 0 ? 0 : Math.min(current + page, last);
    case 'PageUp':
      return current < 0 ? 0 : Math.max(current - page, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
