// form[data-guard], form[data-autosave]: what is typed is kept in this tab until the server has it, so that it survives a session
// that is over, and the way back to a refused page. Files and passwords are never kept; another person never sees it.
import { each, icon, text } from './dom';

type State = 'typing' | 'sent' | 'lost' | 'refused';

interface Kept { who: string; at: number; state: State; seen: Record<string, string>; values: [string, string][] }

const prefix = 'kc-kept:';
const longest = 12 * 3600 * 1000;
const versions = ['revision', 'seen'];
const who = () => document.body.dataset.who ?? '';
const key = (form: HTMLFormElement) => `${prefix}${window.location.pathname}|${(form.getAttribute('action') ?? '').replace(/&.*$/, '')}`;

function read(name: string): Kept | null {
  try { return JSON.parse(sessionStorage.getItem(name) ?? 'null') as Kept | null; } catch { return null; }
}

function write(name: string, kept: Kept): void {
  try { sessionStorage.setItem(name, JSON.stringify(kept)); } catch { /* Full, or not allowed: nothing is kept. */ }
}

function controls(form: HTMLFormElement): (HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[] {
  return [...form.elements].filter((e): e is HTMLInputElement => e instanceof HTMLSelectElement || e instanceof HTMLTextAreaElement
    || (e instanceof HTMLInputElement && !['hidden', 'password', 'file', 'submit', 'button'].includes(e.type))).filter(e => e.name);
}

function take(form: HTMLFormElement, state: State): void {
  if (!who()) return;
  const values = controls(form).filter(c => !(c instanceof HTMLInputElement && ['checkbox', 'radio'].includes(c.type)) || (c as HTMLInputElement).checked).map((c): [string, string] => [c.name, c.value]);
  const seen = Object.fromEntries(versions.map(name => [name, form.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`)?.value ?? '']));
  write(key(form), { who: who(), at: Date.now(), state, seen, values });
}

/** The server does not know who this is any more: what was typed comes back after the sign-in. */
export function lost(form: HTMLFormElement): void { take(form, 'lost'); }

export function keep(root: ParentNode): void {
  each<HTMLFormElement>(root, 'keep', 'form[data-guard], form[data-autosave]', form => {
    let timer = 0;
    // What the server has once refused to know stays so until it is saved.
    const typing = () => take(form, read(key(form))?.state === 'lost' ? 'lost' : 'typing');
    const later = () => { window.clearTimeout(timer); timer = window.setTimeout(typing, 300); };
    form.addEventListener('input', later);
    form.addEventListener('change', later);
    form.addEventListener('submit', () => { window.clearTimeout(timer); take(form, 'sent'); });
    form.addEventListener('kc:saved', () => { window.clearTimeout(timer); sessionStorage.removeItem(key(form)); });
    meet(form);
  });
}

// What to do with what is kept of a form that has just appeared.
function meet(form: HTMLFormElement): void {
  const kept = read(key(form));
  if (document.body.dataset.posted === 'true') {
    // The server has drawn again what was typed; gone away and back, the page is another one.
    if (kept?.state === 'sent') take(form, 'refused');
    return;
  }
  if (!kept || kept.who !== who() || Date.now() - kept.at > longest) return;
  const back = (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.type === 'back_forward';
  if (kept.state === 'lost' || (kept.state === 'refused' && back)) restore(form, kept);
  else sessionStorage.removeItem(key(form));
}

function restore(form: HTMLFormElement, kept: Kept): void {
  addRows(form, kept);
  const values = new Map<string, string[]>();
  for (const [name, value] of kept.values) values.set(name, [...values.get(name) ?? [], value]);
  let changed = false;
  const taken = new Map<string, number>();
  for (const control of controls(form)) {
    const wanted = values.get(control.name) ?? [];
    if (control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type)) {
      const on = wanted.includes(control.value);
      changed ||= control.checked !== on;
      control.checked = on;
      continue;
    }
    const at = taken.get(control.name) ?? 0;
    taken.set(control.name, at + 1);
    const value = wanted[at];
    if (value === undefined || value === control.value) continue;
    control.value = value;
    changed = true;
  }
  sessionStorage.removeItem(key(form));
  if (!changed) return;
  // Typed on an older page: whether somebody else has saved since is for the server to say.
  for (const name of versions) {
    const hidden = form.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`);
    if (!hidden || !kept.seen[name]) continue;
    hidden.value = kept.seen[name];
    if (name === 'revision' && form.dataset.revision) form.dataset.revision = hidden.value;
  }
  const note = document.createElement('div');
  note.className = 'kc-note is-warn';
  note.dataset.restored = '';
  note.setAttribute('role', 'status');
  const when = new Date(kept.at).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
  note.innerHTML = `${icon('pencil')}<div><p><b>${text(`您在 ${when} 填的内容已经放回本页。`)}</b></p><p>${form.dataset.autosave ? '正在保存。' : '还没有提交，请核对后再提交。'}选好的文件要重新选。</p></div>`;
  (form.querySelector('.kc-stack') ?? form).prepend(note);
  form.dispatchEvent(new Event('change', { bubbles: true }));
  form.dispatchEvent(new Event('input', { bubbles: true }));
  form.dispatchEvent(new CustomEvent('kc:restored'));
  for (const area of form.querySelectorAll('textarea[data-counter]')) area.dispatchEvent(new Event('input'));
}

function addRows(form: HTMLFormElement, kept: Kept): void {
  for (const [name] of kept.values) {
    const row = /^f\.(\w+)\[(\d+)\]\./.exec(name);
    if (!row) continue;
    const add = form.querySelector<HTMLElement>(`[data-rows="${row[1]}"] [data-row-add]`);
    for (let more = Number(row[2]) + 1; add && more > 0 && !form.querySelector(`[name^="f.${row[1]}[${row[2]}]."]`); more--) add.click();
  }
}

/** At the sign-in: what was sent on the way here has not been received. */
export function signingIn(): void {
  if (!/^\/login(\/|$)/.test(window.location.pathname)) return;
  for (const name of Object.keys(sessionStorage)) {
    const kept = name.startsWith(prefix) ? read(name) : null;
    if (kept?.state === 'sent') write(name, { ...kept, state: 'lost' });
  }
}

/** A page that answered a post becomes an ordinary entry of the history: going back to it asks for it again instead of failing. */
export function settleHistory(): void {
  if (document.body.dataset.posted !== 'true') return;
  const address = new URL(window.location.href);
  address.searchParams.delete('handler');
  history.replaceState(history.state, '', address);
}
