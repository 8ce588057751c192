// form[data-autosave=url][data-revision]: sends { revision, values } three seconds after the last key.
import { each, icon, text, token } from './dom';
import { lost } from './keep';
import { mend, type Problem } from './mend';

interface Saved { revision: string | number; savedAt?: string; sections?: Section[]; shown?: string; problems?: Problem[] }
interface Section { href: string; state: string; kind: string; icon: string }
interface Conflict { who?: string; when?: string; message?: string }

const delay = 3000;
const impatient = 700;

/** Values by posted name: f.x → x; a name that occurs several times becomes a list. */
export function values(form: HTMLFormElement): Record<string, string | string[]> {
  const result: Record<string, string | string[]> = {};
  const several = new Set<string>();
  for (const box of form.querySelectorAll<HTMLInputElement>('input[type=checkbox][name^="f."]')) {
    several.add(box.name);
    result[box.name.slice(2)] = [];
  }
  for (const [name, value] of new FormData(form)) {
    if (!name.startsWith('f.') || typeof value !== 'string') continue;
    const key = name.slice(2);
    const before = result[key];
    if (several.has(name)) (before as string[]).push(value);
    else if (before === undefined) result[key] = value;
    else result[key] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return result;
}

export function autosave(root: ParentNode): void {
  each<HTMLFormElement>(root, 'autosave', 'form[data-autosave]', form => {
    const url = form.dataset.autosave!;
    const status = document.querySelector<HTMLElement>('.kc-saved');
    let last = '';
    let sent = JSON.stringify(values(form));
    let timer = 0;
    let busy = false;
    let stopped = false;
    let since = 0;

    const show = (name: string, words: string) => { if (status) status.innerHTML = `${icon(name)} ${text(words)}`; };
    const clock = () => new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });

    const save = async (always = false) => {
      window.clearTimeout(timer);
      const now = JSON.stringify(values(form));
      if (stopped || busy || (now === sent && !always)) return;
      busy = true;
      since = 0;
      show('refresh', '正在保存');
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', RequestVerificationToken: token(form) },
          body: `{"revision":${JSON.stringify(form.dataset.revision ?? '')},"check":${form.querySelector('.is-bad, .kc-errors') !== null},"values":${now}}`,
        });
        if (answer.status === 401) {
          lost(form);
          signedOut(form);
          show('cloud-off', last ? `没有保存：未登录（最近 ${last}）` : '没有保存：未登录');
        } else if (answer.status === 409) {
          stopped = true;
          conflict(form, await answer.json().catch(() => ({})) as Conflict);
          show('cloud-off', last ? `没有保存（最近 ${last}）` : '没有保存');
        } else if (!answer.ok) {
          const said = await answer.json().catch(() => ({})) as { message?: string };
          show('cloud-off', said.message ? `没有保存：${said.message}` : last ? `没有保存，请稍后点“存下”（最近 ${last}）` : '没有保存，请稍后点“存下”');
        } else {
          const saved = await answer.json() as Saved;
          form.dataset.revision = `${saved.revision}`;
          const hidden = form.querySelector<HTMLInputElement>('input[name=revision]');
          if (hidden) hidden.value = form.dataset.revision;
          document.querySelector('.kc-note[data-signed-out]')?.remove();
          sent = now;
          last = saved.savedAt ?? clock();
          form.dispatchEvent(new CustomEvent('kc:saved'));
          contents(saved.sections ?? []);
          if (saved.problems) mend(form, saved.problems);
          const shown = form.querySelector<HTMLInputElement>('input[name="f._shown"]');
          if (shown && saved.shown !== undefined && saved.shown !== shown.value) await redraw(form);
          show('cloud-check', `已自动保存 ${last}`);
        }
      } catch {
        show('wifi-off', last ? `没有保存，网络断了（最近 ${last}）` : '没有保存，网络断了');
        timer = window.setTimeout(() => void save(), 15000);
      } finally {
        busy = false;
      }
      if (!stopped && JSON.stringify(values(form)) !== now && JSON.stringify(values(form)) !== sent) later();
    };

    // While something is marked as wrong, the answer is looked for more often, and not only when the typing rests.
    const later = () => {
      window.clearTimeout(timer);
      const wrong = form.querySelector('.is-bad') !== null;
      since ||= Date.now();
      timer = window.setTimeout(() => void save(), wrong ? Math.max(0, Math.min(impatient, since + delay - Date.now())) : delay);
    };
    form.addEventListener('input', later);
    form.addEventListener('change', event => {
      // Fields on which others depend are saved at once, so that the others can appear.
      const name = (event.target as HTMLInputElement).name ?? '';
      if ((form.dataset.controllers ?? '').split(',').includes(name.slice(2))) void save();
      else later();
    });
    form.addEventListener('kc:redrawn', () => { sent = JSON.stringify(values(form)); });
    form.addEventListener('submit', () => { window.clearTimeout(timer); stopped = true; });
    form.addEventListener('kc:uploaded', () => void save(true));
    // [data-save-first]: what it opens shows what is typed.
    each<HTMLAnchorElement>(document, 'first', 'a[data-save-first]', link => link.addEventListener('click', event => {
      if (JSON.stringify(values(form)) === sent) return;
      event.preventDefault();
      const opened = window.open('', '_blank');
      void save().then(() => {
        if (JSON.stringify(values(form)) === sent && opened) { opened.opener = null; opened.location.href = link.href; } else opened?.close();
      });
    }));
    window.addEventListener('online', () => void save());
    document.addEventListener('visibilitychange', () => { if (document.hidden) void save(); });
  });
}

function conflict(form: HTMLFormElement, by: Conflict): void {
  if (document.querySelector('.kc-note[data-conflict]')) return;
  const who = by.who ? `${by.who}在 ${by.when ?? '刚才'} 改过这一份` : '这一份在别处改过';
  const note = document.createElement('div');
  note.className = 'kc-note is-warn';
  note.dataset.conflict = '';
  note.setAttribute('role', 'alert');
  const said = by.message ?? `${who}，您刚才填的没有保存。`;
  note.innerHTML = `${icon('alert-circle')}<div><p><b>${text(said)}</b></p><p>您填的内容还在本页。请先抄下来，再<a href="">刷新看现在的内容</a>。</p></div>`;
  (form.querySelector('.kc-stack') ?? form).prepend(note);
  note.scrollIntoView({ block: 'center' });
}

function signedOut(form: HTMLFormElement): void {
  if (document.querySelector('.kc-note[data-signed-out]')) return;
  const note = document.createElement('div');
  note.className = 'kc-note is-warn';
  note.dataset.signedOut = '';
  note.setAttribute('role', 'alert');
  const back = encodeURIComponent(window.location.pathname + window.location.search);
  note.innerHTML = `${icon('alert-circle')}<div><p><b>登录已经过期，刚才填的没有保存。</b></p><p>您填的内容还在。请<a href="/login?ReturnUrl=${back}">重新登录</a>，登录后回到这里，内容会放回原处。</p></div>`;
  (form.querySelector('.kc-stack') ?? form).prepend(note);
  note.scrollIntoView({ block: 'center' });
}

// The state of each section in the table of contents.
function contents(sections: Section[]): void {
  for (const section of sections) {
    const link = document.querySelector<HTMLElement>(`.kc-toc a[href="${section.href}"]`);
    if (!link) continue;
    link.className = `is-${section.kind}`;
    const use = link.querySelector('use');
    use?.setAttribute('href', (use.getAttribute('href') ?? '').replace(/#.*$/, `#i-${section.icon}`));
    let small = link.querySelector('small');
    if (!small) small = link.querySelector('span')!.appendChild(document.createElement('small'));
    small.textContent = section.state;
  }
}

// Other fields apply now: fetches the page again and puts the form's body in, keeping the place.
async function redraw(form: HTMLFormElement): Promise<void> {
  const body = form.querySelector<HTMLElement>('[data-form-body]');
  const answer = await fetch(window.location.pathname).catch(() => null);
  if (!body || !answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('[data-form-body]');
  if (!fresh) return;
  const at = document.activeElement?.id;
  body.replaceWith(document.importNode(fresh, true));
  form.dispatchEvent(new CustomEvent('kc:redrawn'));
  document.dispatchEvent(new CustomEvent('htmx:after:swap'));
  if (at) document.getElementById(at)?.focus({ preventScroll: true });
}
