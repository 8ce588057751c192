// The designer of a draft: stages are dragged between [data-lane], kinds from [data-palette]; Ctrl+Z and Ctrl+Y; zoom of the canvas.
import Sortable from 'sortablejs';
import { each } from './dom';

const Zooms = [0.5, 0.67, 0.8, 1, 1.25];
const ZoomKey = 'kc-zoom';

// A part that has just been swapped in is drawn before it is wired up: sent then, its form would load the page anew.
function whenWired(find: () => Element | null, act: () => void): void {
  if (find()?.closest('.htmx-added')) setTimeout(() => whenWired(find, act), 25);
  else act();
}

function place(fields: Record<string, string>): void {
  const form = document.querySelector<HTMLFormElement>('form[data-place]');
  if (!form) return;
  for (const [name, value] of Object.entries(fields)) form.querySelector<HTMLInputElement>(`input[name="${name}"]`)!.value = value;
  whenWired(() => form, () => form.requestSubmit());
}

function dropped(event: Sortable.SortableEvent): void {
  const lane = event.to;
  if (!lane.matches('[data-lane]') || (event.from === lane && event.oldDraggableIndex === event.newDraggableIndex)) return;
  const { block = '', branch = '0' } = lane.dataset;
  const children = [...lane.children];
  const position = children.slice(0, children.indexOf(event.item)).filter(child => child.matches('.kc-lane-item')).length;
  place({ stage: event.item.dataset.stage ?? '', kind: event.item.dataset.kind ?? '', block, branch, position: String(position) });
}

function lanes(root: ParentNode): void {
  each<HTMLElement>(root, 'lane', '[data-lane]', lane => {
    Sortable.create(lane, { group: 'stages', draggable: '.kc-lane-item:not(.is-last)', handle: '[data-node]', filter: 'form', preventOnFilter: false, animation: 120, fallbackOnBody: true, swapThreshold: 0.6, delay: 150, delayOnTouchOnly: true, onEnd: dropped });
  });
  each<HTMLElement>(root, 'palette', '[data-palette]', palette => {
    Sortable.create(palette, { group: { name: 'stages', pull: 'clone', put: false }, sort: false, animation: 120, onEnd: dropped });
  });
}

function zoom(root: ParentNode): void {
  each<HTMLElement>(root, 'zoom', '[data-zoom]', bar => {
    const canvas = document.querySelector<HTMLElement>('.kc-zoomed');
    if (!canvas) return;
    bar.hidden = false;
    const show = (at: number) => {
      canvas.style.zoom = String(Zooms[at]);
      bar.querySelector('.kc-num')!.textContent = `${Math.round(Zooms[at]! * 100)}%`;
      sessionStorage.setItem(ZoomKey, String(at));
    };
    let at = Number(sessionStorage.getItem(ZoomKey) ?? 3);
    if (!(at in Zooms)) at = 3;
    if (at !== 3) show(at);
    for (const button of bar.querySelectorAll<HTMLElement>('[data-zoom-by]')) button.addEventListener('click', () => {
      at = Math.min(Zooms.length - 1, Math.max(0, at + Number(button.dataset.zoomBy)));
      show(at);
    });
  });
}

// Undo and redo belong to the browser while something is being typed.
document.addEventListener('keydown', event => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const which = key === 'y' || (key === 'z' && event.shiftKey) ? 'Control+Y' : key === 'z' ? 'Control+Z' : null;
  if (!which || (event.target as Element).closest('input:not([type=checkbox]):not([type=radio]), textarea, select')) return;
  const find = () => document.querySelector<HTMLButtonElement>(`button[aria-keyshortcuts="${which}"]:not(:disabled)`);
  if (!find()) return;
  event.preventDefault();
  whenWired(find, () => { const button = find(); button?.form?.requestSubmit(button); });
});

export function designer(root: ParentNode): void {
  lanes(root);
  zoom(root);
}
