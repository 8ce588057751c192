// table[data-task-keys]: J K move, X picks, space looks (the row's [data-look]), enter opens. Off while typing.
import { each } from './dom';

export function taskKeys(root: ParentNode): void {
  each<HTMLTableElement>(root, 'keys', 'table[data-task-keys]', table => {
    let at = -1;
    const move = (step: number) => {
      const rows = [...table.tBodies[0]?.rows ?? []];
      if (!rows.length) return;
      rows[at]?.classList.remove('is-at');
      at = Math.min(rows.length - 1, Math.max(0, at + step));
      const row = rows[at]!;
      row.classList.add('is-at');
      row.scrollIntoView({ block: 'nearest' });
      row.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
    };
    document.addEventListener('keydown', event => {
      if (!table.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
      const on = event.target as HTMLElement;
      if (on.matches('input:not([type=checkbox]), textarea, select, button, [contenteditable]') || document.querySelector('dialog[open]')) return;
      const row = table.tBodies[0]?.rows[at];
      switch (event.key.toLowerCase()) {
        case 'j': move(1); break;
        case 'k': move(-1); break;
        case 'x': row?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click(); break;
        case ' ': {
          const look = row?.querySelector<HTMLElement>('[data-look]');
          if (!look || on.matches('input')) return;
          look.click();
          break;
        }
        case 'enter':
          if (on !== document.body || !row) return;
          row.querySelector<HTMLElement>('a')?.click();
          break;
        default: return;
      }
      event.preventDefault();
    });
    table.addEventListener('change', () => table.querySelectorAll('tbody tr').forEach(row =>
      row.classList.toggle('is-picked', !!row.querySelector<HTMLInputElement>('input[type=checkbox]')?.checked)));
  });
  each<HTMLInputElement>(root, 'all', 'input[data-pick-all]', all => all.addEventListener('change', () => {
    const table = all.closest('table');
    table?.querySelectorAll<HTMLInputElement>('tbody input[type=checkbox]').forEach(box => { box.checked = all.checked; });
    table?.dispatchEvent(new Event('change', { bubbles: true }));
  }));
}

// 补正 items: rows that are added and taken away; the last one stays.
document.addEventListener('click', event => {
  const button = (event.target as Element).closest<HTMLElement>('[data-item-add], [data-item-remove]');
  const list = button?.closest('[data-items]')?.querySelector('ol');
  if (!button || !list?.lastElementChild) return;
  if (button.matches('[data-item-add]')) {
    const row = list.lastElementChild.cloneNode(true) as HTMLElement;
    row.querySelectorAll<HTMLSelectElement | HTMLTextAreaElement>('select, textarea').forEach(control => { control.value = ''; });
    list.append(row);
    row.querySelector<HTMLElement>('select')?.focus();
  } else if (list.children.length > 1) {
    button.closest('li')?.remove();
  } else {
    list.querySelectorAll<HTMLSelectElement | HTMLTextAreaElement>('select, textarea').forEach(control => { control.value = ''; });
  }
  [...list.children].forEach((row, index) => row.querySelectorAll('[aria-label]').forEach(control =>
    control.setAttribute('aria-label', control.getAttribute('aria-label')!.replace(/第 \d+ 项/, `第 ${index + 1} 项`))));
});
