// Small helpers shared by the islands.
const seen = new WeakMap<Element, Set<string>>();

/** Calls `set` once for each element that matches, also after parts of the page were swapped. */
export function each<T extends Element>(root: ParentNode, key: string, selector: string, set: (element: T) => void): void {
  for (const element of root.querySelectorAll<T>(selector)) {
    const keys = seen.get(element) ?? new Set<string>();
    if (keys.has(key)) continue;
    keys.add(key);
    seen.set(element, keys);
    set(element);
  }
}

/** The antiforgery token of a form, or of any form on the page. */
export function token(form?: ParentNode | null): string {
  const input = form?.querySelector<HTMLInputElement>('input[name=__RequestVerificationToken]')
    ?? document.querySelector<HTMLInputElement>('input[name=__RequestVerificationToken]');
  return input?.value ?? '';
}

/** An icon of the sprite the page already uses. */
export function icon(name: string): string {
  const use = document.querySelector('svg.icon use')?.getAttribute('href') ?? '/dist/icons.svg#';
  return `<svg class="icon" aria-hidden="true"><use href="${use.split('#')[0]}#i-${name}"/></svg>`;
}

export function text(value: string): string {
  const span = document.createElement('span');
  span.textContent = value;
  return span.innerHTML;
}
