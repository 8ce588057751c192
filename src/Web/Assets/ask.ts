// button[data-ask]: what cannot be taken back is asked once, with what follows. [data-ask-title] is the question; {0} is the
// chosen option, {n} the number of ticked boxes. An empty data-ask takes the words of the chosen option, [data-ask-text]; no
// words, no question. Without script the page itself says the same beside the button.
import { text } from './dom';

let going: HTMLButtonElement | null = null;

document.addEventListener('click', event => {
  const button = (event.target as Element).closest<HTMLButtonElement>('button[data-ask]');
  const form = button?.form;
  if (!button || !form || going === button || typeof HTMLDialogElement === 'undefined') return;
  const chosen = form.querySelector<HTMLInputElement>('input[type=radio][data-text]:checked');
  const words = button.dataset.ask || chosen?.dataset.askText;
  if (!words) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  // What is missing is said before anything is asked.
  if (!form.noValidate && !button.formNoValidate && !form.reportValidity()) return;
  const option = chosen?.dataset.text ?? form.querySelector('select')?.selectedOptions[0]?.text ?? '';
  const ticked = [...form.elements].filter(box => box instanceof HTMLInputElement && box.type === 'checkbox' && box.checked).length;
  const fill = (pattern: string) => pattern.replaceAll('{0}', option).replaceAll('{n}', `${ticked}`);
  ask(fill(button.dataset.askTitle ?? `${button.textContent!.trim().replace(/，.*$/, '')}？`), fill(words), button);
}, { capture: true });

function ask(question: string, consequence: string, button: HTMLButtonElement): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'kc-dialog';
  dialog.setAttribute('aria-labelledby', 'ask-h');
  dialog.innerHTML = `<h2 id="ask-h">${text(question)}</h2><p class="kc-u-mt-8">${text(consequence)}</p>`
    + `<div class="kc-row kc-u-mt-14"><button class="btn btn-primary" type="button" data-ask-do>${text(button.textContent!.trim())}</button><button class="btn" type="button" data-ask-not>再看看</button></div>`;
  document.body.append(dialog);
  dialog.addEventListener('close', () => { dialog.remove(); button.focus(); });
  dialog.querySelector('[data-ask-not]')!.addEventListener('click', () => dialog.close());
  dialog.querySelector('[data-ask-do]')!.addEventListener('click', () => {
    dialog.close();
    going = button;
    button.click();
    going = null;
  });
  dialog.showModal();
}
