// Row tables: the buttons post the form without this; with it the row appears or goes at once.
export function rows(): void {
  document.addEventListener('click', event => {
    const button = (event.target as Element).closest<HTMLButtonElement>('[data-row-add], [data-row-remove]');
    const block = button?.closest<HTMLElement>('[data-rows]');
    if (!button || !block) return;
    const body = block.querySelector('tbody');
    const pattern = block.querySelector<HTMLTemplateElement>('template[data-row-template]');
    if (!body || !pattern) return;
    event.preventDefault();
    if (button.matches('[data-row-add]')) {
      const count = body.rows.length;
      body.insertAdjacentHTML('beforeend', fill(pattern.innerHTML, count));
      body.rows[count]?.querySelector<HTMLElement>('input, select')?.focus();
    } else {
      const row = button.closest('tr');
      const next = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector<HTMLElement>('[data-row-remove]');
      row?.remove();
      renumber(block, body);
      (next ?? block.querySelector<HTMLElement>('[data-row-add]'))?.focus();
    }
    block.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

// input[data-lookup]: offers names from the server; choosing one fills the credit code beside it.
let asked = 0;
document.addEventListener('input', event => {
  const input = event.target as HTMLInputElement;
  const url = input instanceof HTMLInputElement ? input.dataset.lookup : undefined;
  const names = url ? document.getElementById(input.getAttribute('list') ?? '') : null;
  if (!url || !names) return;
  const chosen = [...names.querySelectorAll<HTMLOptionElement>('option')].find(o => o.value === input.value);
  if (chosen) {
    const code = input.closest('tr')?.querySelector<HTMLInputElement>('input[name$=".uscc"]');
    if (code && chosen.dataset.uscc) code.value = chosen.dataset.uscc;
    return;
  }
  const text = input.value.trim();
  if (text.length < 2) return;
  const turn = ++asked;
  window.setTimeout(async () => {
    if (turn !== asked) return;
    const answer = await fetch(`${url}?q=${encodeURIComponent(text)}`).catch(() => null);
    if (answer?.ok && turn === asked) names.innerHTML = await answer.text();
  }, 300);
});

function fill(html: string, index: number): string {
  return html.replaceAll('__i__', `${index}`).replaceAll('__n__', `${index + 1}`);
}

// Posted names carry the index, so the rows that move up take the lower numbers.
function renumber(block: HTMLElement, body: HTMLTableSectionElement): void {
  const id = block.dataset.rows!;
  [...body.rows].forEach((row, index) => {
    if (row.cells[0]) row.cells[0].textContent = `${index + 1}`;
    row.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name^="f."]').forEach(control => {
      control.name = control.name.replace(/\[\d+\]/, `[${index}]`);
      control.id = control.id.replace(/-\d+-/, `-${index}-`);
      control.setAttribute('aria-label', (control.getAttribute('aria-label') ?? '').replace(/第 \d+ 行/, `第 ${index + 1} 行`));
    });
    const remove = row.querySelector<HTMLButtonElement>('[data-row-remove]');
    if (remove) {
      remove.value = `remove:${id}:${index}`;
      remove.setAttribute('aria-label', `删除第 ${index + 1} 行`);
    }
  });
}
