// table[data-grid]: Enter and the arrows move between cells as in a spreadsheet; Tab works as everywhere.
export function grid(): void {
  document.addEventListener('keydown', event => {
    const cell = event.target;
    if (!(cell instanceof HTMLInputElement || cell instanceof HTMLTextAreaElement) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const table = cell.closest<HTMLTableElement>('table[data-grid]');
    const column = cell.closest('td')?.cellIndex;
    if (!table || column === undefined) return;
    const width = cell.closest('tr')?.cells.length;
    const rows = [...table.rows].filter(row => row.cells.length === width && control(row, column));
    const here = rows.findIndex(row => row.contains(cell));
    const still = cell instanceof HTMLInputElement;
    if (event.key === 'Enter' && still) go(rows[here + (event.shiftKey ? -1 : 1)], column);
    else if (event.key === 'ArrowDown' && still && !cell.list) go(rows[here + 1], column);
    else if (event.key === 'ArrowUp' && still && !cell.list) go(rows[here - 1], column);
    else if (event.key === 'ArrowLeft' && still && cell.selectionStart === 0 && cell.selectionEnd === 0) beside(cell, -1);
    else if (event.key === 'ArrowRight' && still && cell.selectionStart === cell.value.length) beside(cell, 1);
    else return;
    // Enter would press the first button of the form.
    event.preventDefault();
  });
}

function control(row: HTMLTableRowElement, column: number): HTMLElement | null {
  return row.cells[column]?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select') ?? null;
}

function go(row: HTMLTableRowElement | undefined, column: number): void {
  const target = row && control(row, column);
  target?.focus();
  if (target instanceof HTMLInputElement) target.select();
}

function beside(cell: HTMLInputElement, step: number): void {
  const all = [...(cell.closest('tr')?.querySelectorAll<HTMLElement>('td input:not([type=hidden]), td select') ?? [])];
  const target = all[all.indexOf(cell) + step];
  target?.focus();
  if (target instanceof HTMLInputElement) target.select();
}
