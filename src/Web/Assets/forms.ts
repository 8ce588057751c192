// Buttons that wait, summaries that take the focus, dialogs, phrases, counters, the guard against lost text.
import { each } from './dom';

export function forms(root: ParentNode): void {
  each<HTMLElement>(root, 'focus', '.kc-errors[tabindex]', summary => summary.focus());
  each<HTMLAnchorElement>(root, 'jump', '.kc-errors a[href^="#"]', link => link.addEventListener('click', event => {
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.closest('details')?.setAttribute('open', '');
    const dialog = field.closest('dialog');
    if (dialog && !dialog.open) dialog.showModal();
    field.scrollIntoView({ block: 'center' });
    const control = field.matches('input, select, textarea, [tabindex]') ? field : field.querySelector<HTMLElement>('[aria-invalid=true], input, select, textarea');
    control?.focus({ preventScroll: true });
  }));
  each<HTMLFormElement>(root, 'busy', 'form[data-busy]', busy);
  each<HTMLFormElement>(root, 'guard', 'form[data-guard], form[data-autosave]', guard);
  each<HTMLElement>(root, 'dialog', '[data-dialog]', button => button.addEventListener('click', event => {
    const dialog = document.querySelector<HTMLDialogElement>(button.dataset.dialog!);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
  }));
  each<HTMLDialogElement>(root, 'open', 'dialog:has([aria-invalid=true]), dialog[data-open=true]', dialog => dialog.showModal());
  each<HTMLElement>(root, 'close', '[data-dialog-close]', button => button.addEventListener('click', () => button.closest('dialog')?.close()));
  each<HTMLButtonElement>(root, 'phrase', '[data-phrase]', button => button.addEventListener('click', () => phrase(button)));
  each<HTMLTextAreaElement>(root, 'counter', 'textarea[data-counter]', counter);
  each<HTMLFormElement>(root, 'outcomes', 'form[data-outcomes]', outcomes);
}

function busy(form: HTMLFormElement): void {
  let sending = false;
  form.addEventListener('submit', event => {
    if (sending) { event.preventDefault(); return; }
    if (event.defaultPrevented) return;
    sending = true;
    const pressed = event.submitter;
    // The button must stay enabled until its value is in the request.
    window.setTimeout(() => pressed?.setAttribute('aria-disabled', 'true'));
    window.setTimeout(() => form.querySelector('.kc-busy')?.classList.add('is-shown'), 300);
  });
  // Back from the browser's page cache: usable again.
  window.addEventListener('pageshow', event => {
    if (!event.persisted) return;
    sending = false;
    form.querySelectorAll('[aria-disabled=true]').forEach(b => b.removeAttribute('aria-disabled'));
    form.querySelector('.kc-busy')?.classList.remove('is-shown');
  });
}

function guard(form: HTMLFormElement): void {
  let dirty = false;
  form.addEventListener('input', () => { dirty = true; });
  form.addEventListener('submit', () => { dirty = false; });
  form.addEventListener('kc:saved', () => { dirty = false; });
  // On the way to the sign-in nothing is lost: it is kept.
  window.addEventListener('beforeunload', event => { if (dirty && !document.querySelector('.kc-note[data-signed-out]')) event.preventDefault(); });
}

const touched = new WeakSet<EventTarget>();
document.addEventListener('focusin', event => { if (event.target) touched.add(event.target); });

function phrase(button: HTMLButtonElement): void {
  const target = document.querySelector<HTMLTextAreaElement>(button.dataset.target ?? 'textarea');
  if (!target) return;
  const words = button.dataset.phrase!;
  // A field nobody has been in yet has its caret at the start; the phrase belongs at the end.
  const at = touched.has(target) ? target.selectionEnd : target.value.length;
  const before = target.value.slice(0, at);
  const joint = button.dataset.plain === undefined && before && !/[，。；、\s]$/.test(before) ? '，' : '';
  target.setRangeText(joint + words, at, at, 'end');
  target.dispatchEvent(new Event('input', { bubbles: true }));
  target.focus();
}

// Alt and a digit put the phrase of that place into the text that is being written.
document.addEventListener('keydown', event => {
  const area = event.target as HTMLElement;
  if (!event.altKey || event.ctrlKey || event.metaKey || !/^Digit[1-9]$/.test(event.code) || !(area instanceof HTMLTextAreaElement)) return;
  const button = [...document.querySelectorAll<HTMLButtonElement>('[data-phrase]')].filter(b => b.dataset.target === `#${area.id}`)[Number(event.code.slice(5)) - 1];
  if (!button) return;
  event.preventDefault();
  phrase(button);
});

function counter(area: HTMLTextAreaElement): void {
  const line = document.getElementById(area.dataset.counter!);
  if (!line) return;
  const max = Number(area.dataset.max ?? 0);
  const count = () => {
    const length = [...area.value.replace(/\s/g, '')].length;
    line.textContent = max ? (length > max ? `已写 ${length} 字，超出 ${length - max} 字` : `已写 ${length} 字，最多 ${max} 字`) : `已写 ${length} 字`;
    line.classList.toggle('kc-count-over', max > 0 && length > max);
  };
  area.addEventListener('input', count);
  count();
}

// The submit buttons and the list of consequences follow the chosen outcome.
function outcomes(form: HTMLFormElement): void {
  const follow = () => {
    const chosen = form.querySelector<HTMLInputElement>('input[name=outcome]:checked');
    form.querySelectorAll<HTMLElement>('[data-then]').forEach(box => { box.hidden = !box.dataset.then!.split(' ').includes(chosen?.value ?? ''); });
    if (!chosen) return;
    const needs = chosen.dataset.needs;
    form.querySelectorAll<HTMLElement>('[data-need-words]').forEach(words => { words.textContent = needs ? '（必填）' : '（可不填）'; });
    const opinion = form.querySelector<HTMLTextAreaElement>('textarea[name=opinion], textarea[name=comment]');
    if (opinion) opinion.required = !!needs;
    form.querySelectorAll<HTMLElement>('[data-outcome-label]').forEach(button => {
      button.textContent = button.dataset.outcomeLabel!.replace('{0}', chosen.dataset.text ?? '');
    });
  };
  form.addEventListener('change', follow);
  follow();
}

// 20260916, 2026.9.16 and 2026年9月16日 become 2026-09-16; anything else is left for the server to judge.
document.addEventListener('focusout', event => {
  const input = event.target as HTMLInputElement;
  if (!(input instanceof HTMLInputElement) || input.dataset.date === undefined) return;
  const parts = /^\s*(\d{4})(?:[-./年]\s*(\d{1,2})[-./月]\s*(\d{1,2})日?|(\d{2})(\d{2}))\s*$/.exec(input.value);
  if (!parts) return;
  const date = `${parts[1]}-${(parts[2] ?? parts[4])!.padStart(2, '0')}-${(parts[3] ?? parts[5])!.padStart(2, '0')}`;
  if (date === input.value) return;
  input.value = date;
  input.dispatchEvent(new Event('input', { bubbles: true }));
});

// [data-file-name]: says which files were chosen.
document.addEventListener('change', event => {
  const input = event.target as HTMLInputElement;
  if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
  const words = input.closest('[data-file-name]')?.querySelector<HTMLElement>('[data-chosen]');
  if (!words) return;
  words.hidden = !input.files?.length;
  words.textContent = input.files?.length ? `已选择 ${[...input.files].map(f => f.name).join('、')}` : '';
});
