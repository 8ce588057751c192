// Errors on a form clear as the fields become right: the answer of the autosave lists what is still wrong.

export interface Problem { id: string; text: string; message: string }

export function mend(form: HTMLFormElement, problems: Problem[]): void {
  const wrong = new Map(problems.map(p => [p.id, p]));
  const of = (id: string) => wrong.get(id) ?? problems.find(p => p.id.startsWith(`${id}-`));
  for (const control of form.querySelectorAll<HTMLElement>('[aria-invalid=true]')) {
    if (of(control.id)) continue;
    control.removeAttribute('aria-invalid');
    control.classList.remove('is-this');
  }
  for (const box of form.querySelectorAll<HTMLElement>('.is-bad')) {
    const ids = [box.id, ...[...box.querySelectorAll<HTMLElement>('[id]')].map(e => e.id)].filter(id => id && !/-[ehn]$/.test(id));
    const still = ids.map(id => wrong.get(id)).find(p => p) ?? problems.find(p => ids.some(id => p.id.startsWith(`${id}-`)));
    const error = box.querySelector<HTMLElement>('.kc-error');
    if (still) {
      const said = error?.lastChild;
      if (said && said.nodeType === Node.TEXT_NODE && said.textContent !== still.message) said.textContent = still.message;
      continue;
    }
    box.classList.remove('is-bad');
    box.querySelectorAll('.kc-error').forEach(e => e.remove());
  }
  summary(form, wrong);
}

// The summary above the form: what is mended leaves it, what remains says how it is now.
function summary(form: HTMLFormElement, wrong: Map<string, Problem>): void {
  const box = form.querySelector<HTMLElement>('.kc-errors');
  if (!box) return;
  for (const item of box.querySelectorAll('li')) {
    const link = item.querySelector<HTMLAnchorElement>('a[href^="#"]');
    const still = link && wrong.get(link.hash.slice(1));
    if (still) { if (link.textContent !== still.text) link.textContent = still.text; } else item.remove();
  }
  const left = box.querySelectorAll('li').length;
  const heading = box.querySelector('h2');
  const bar = document.querySelector('.kc-jump .kc-small');
  if (left > 0) {
    if (heading) heading.textContent = heading.textContent!.replace(/\d+/, `${left}`);
    if (bar) bar.lastChild!.textContent = bar.lastChild!.textContent!.replace(/\d+/, `${left}`);
    return;
  }
  box.outerHTML = '<div class="kc-note is-good" role="status"><div><p>标出的地方都改好了，可以提交。</p></div></div>';
  if (bar) bar.textContent = '都改好了';
}
