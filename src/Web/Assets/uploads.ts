// [data-upload=url][data-field]: sends a chosen or dropped file at once and shows how far it is. The server answers
// with the new HTML of the whole field.
import { each, icon, text, token } from './dom';

const limit = 50 * 1024 * 1024;

export function uploads(root: ParentNode): void {
  each<HTMLElement>(root, 'upload', '[data-upload]', field => {
    if (!field.dataset.upload) return;
    const input = field.querySelector<HTMLInputElement>('input[type=file]');
    const drop = field.querySelector<HTMLElement>('.kc-drop') ?? field.querySelector<HTMLElement>('.kc-files > li');
    if (!input || !drop) return;
    input.addEventListener('change', () => { if (input.files?.length) send(field, drop, input, [...input.files]); });
    drop.addEventListener('dragover', event => { event.preventDefault(); drop.classList.add('is-over'); });
    drop.addEventListener('dragleave', () => drop.classList.remove('is-over'));
    drop.addEventListener('drop', event => {
      event.preventDefault();
      drop.classList.remove('is-over');
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length) send(field, drop, input, input.multiple ? files : files.slice(0, 1));
    });
  });
}

function send(field: HTMLElement, drop: HTMLElement, input: HTMLInputElement, files: File[]): void {
  drop.querySelectorAll('.kc-error, .kc-meter').forEach(e => e.remove());
  const big = files.find(f => f.size > limit);
  if (big) { fail(drop, input, `${big.name} 超过 50 MB，请压缩图片或者分成几个文件`); return; }
  const data = new FormData();
  for (const file of files) data.append('file', file);
  data.append('field', field.dataset.field ?? '');
  const meter = document.createElement('div');
  meter.className = 'kc-meter';
  meter.setAttribute('role', 'progressbar');
  meter.setAttribute('aria-label', `正在上传 ${files.map(f => f.name).join('、')}`);
  meter.setAttribute('aria-valuemin', '0');
  meter.setAttribute('aria-valuemax', '100');
  const bar = meter.appendChild(document.createElement('span'));
  bar.style.width = '0';
  drop.append(meter);

  const request = new XMLHttpRequest();
  request.open('POST', field.dataset.upload!);
  request.setRequestHeader('RequestVerificationToken', token(field.closest('form')));
  request.upload.addEventListener('progress', event => {
    const done = Math.round(event.loaded / Math.max(1, event.total) * 100);
    bar.style.width = `${done}%`;
    meter.setAttribute('aria-valuenow', `${done}`);
  });
  request.addEventListener('load', () => {
    meter.remove();
    if (request.status >= 200 && request.status < 300) {
      const box = document.createElement('template');
      box.innerHTML = request.responseText.trim();
      const fresh = box.content.firstElementChild;
      if (!fresh) { window.location.reload(); return; }
      const form = field.closest('form');
      field.replaceWith(fresh);
      uploads(document);
      form?.dispatchEvent(new CustomEvent('kc:uploaded'));
      fresh.querySelector<HTMLElement>('a, button, input')?.focus();
    } else if (request.status === 401) {
      fail(drop, input, '登录已经过期，没有传上去，请重新登录后再选');
    } else {
      fail(drop, input, request.getResponseHeader('Content-Type')?.startsWith('text/plain') ? request.responseText : '没有传上去，请检查文件后重新选择');
    }
  });
  request.addEventListener('error', () => { meter.remove(); fail(drop, input, '网络断了，没有传上去，请重新选择'); });
  request.send(data);
}

function fail(drop: HTMLElement, input: HTMLInputElement, words: string): void {
  input.value = '';
  drop.classList.add('is-bad');
  const error = document.createElement('p');
  error.className = 'kc-error';
  error.setAttribute('role', 'alert');
  error.innerHTML = icon('alert-circle') + text(words);
  (drop.querySelector('.kc-what') ?? drop).append(error);
}

// form[data-upload-now=selector]: a chosen file goes at once; of the answer only that part of the page is taken, so that what is
// typed elsewhere on the page stays.
document.addEventListener('change', event => {
  const input = event.target as HTMLInputElement;
  const form = input instanceof HTMLInputElement && input.type === 'file' ? input.closest<HTMLFormElement>('form[data-upload-now]') : null;
  if (form && input.files?.length) void sendNow(form, input);
});

async function sendNow(form: HTMLFormElement, input: HTMLInputElement): Promise<void> {
  const place = form.dataset.uploadNow!;
  const busy = form.querySelector('.kc-busy');
  form.querySelectorAll('.kc-error').forEach(e => e.remove());
  busy?.classList.add('is-shown');
  const answer = await fetch(form.action, { method: 'POST', body: new FormData(form) }).catch(() => null);
  busy?.classList.remove('is-shown');
  if (answer && answer.status !== 401) {
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector(place);
    if (answer.ok && fresh) {
      document.querySelector(place)!.replaceWith(document.importNode(fresh, true));
      document.dispatchEvent(new CustomEvent('htmx:after:swap'));
      document.querySelector<HTMLElement>(`${place} a`)?.focus();
      return;
    }
    refuse(form, input, page.querySelector('.kc-errors li')?.textContent ?? '没有传上去，请检查文件后重新选择');
    return;
  }
  refuse(form, input, answer ? '登录已经过期，没有传上去，请重新登录后再选' : '网络断了，没有传上去，请重新选择');
}

function refuse(form: HTMLFormElement, input: HTMLInputElement, words: string): void {
  input.value = '';
  const error = document.createElement('p');
  error.className = 'kc-error';
  error.setAttribute('role', 'alert');
  error.innerHTML = icon('alert-circle') + text(words);
  form.append(error);
}
