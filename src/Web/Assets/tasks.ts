// table[data-task-keys]: J K move, X picks, space looks (the row's [data-look]), enter opens. Off while typing.
import { each, icon } from './dom';

// Fills the side panel; of several answers only the one asked for last is shown.
let wanted = 0;
async function look(dialog: HTMLDialogElement, link: HTMLElement): Promise<void> {
  const turn = ++wanted;
  const answer = await fetch(link.dataset.look!).catch(() => null);
  const html = answer?.ok && !answer.redirected ? await answer.text() : null;
  if (turn !== wanted) return;
  if (html === null && link instanceof HTMLAnchorElement && !dialog.open) { link.click(); return; }
  dialog.innerHTML = html ?? `<header class="kc-look-head"><h2 id="look-h">没有取到这一件的内容</h2><button class="btn btn-sm" type="button" data-dialog-close aria-label="关闭速览">${icon('x')}</button></header>`;
  if (!dialog.open) dialog.showModal();
  document.dispatchEvent(new CustomEvent('htmx:after:swap'));
  dialog.querySelector<HTMLElement>('.kc-look-body')?.focus();
}

export function taskKeys(root: ParentNode): void {
  each<HTMLTableElement>(root, 'keys', 'table[data-task-keys]', table => {
    let at = -1;
    const dialog = document.querySelector<HTMLDialogElement>('dialog.kc-look');
    let shown = -1;
    const show = () => {
      shown = at;
      const link = table.tBodies[0]?.rows[at]?.querySelector<HTMLElement>('[data-look]');
      if (link && dialog) void look(dialog, link);
    };
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
    // Wherever the focus goes, the keys go on from there.
    table.addEventListener('focusin', event => {
      const row = (event.target as Element).closest('tr');
      const index = [...table.tBodies[0]?.rows ?? []].indexOf(row as HTMLTableRowElement);
      if (index < 0 || index === at) return;
      table.querySelector('tr.is-at')?.classList.remove('is-at');
      at = index;
      row!.classList.add('is-at');
    });
    table.addEventListener('click', event => {
      const link = (event.target as Element).closest<HTMLElement>('[data-look]');
      if (!link || !dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      link.focus({ preventScroll: true });
      show();
    });
    if (dialog) {
      const step = (by: number) => {
        const before = at;
        move(by);
        if (at !== before) show();
      };
      dialog.addEventListener('keydown', event => {
        if (!table.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
        const by = { j: 1, arrowright: 1, k: -1, arrowleft: -1 }[event.key.toLowerCase()];
        if (by) { event.preventDefault(); step(by); }
      });
      dialog.addEventListener('click', event => {
        const button = (event.target as Element).closest<HTMLElement>('[data-look-step]');
        if (button && table.isConnected) step(Number(button.dataset.lookStep));
      });
      dialog.addEventListener('close', () => {
        wanted++;
        // The browser gives the focus back to the row that was looked at first; the reader is at another one by now.
        if (table.isConnected) table.tBodies[0]?.rows[shown]?.querySelector<HTMLElement>('a')?.focus();
      });
    }
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
