// What is wrong with the layout of the page as it stands: texts or controls over each other, texts cut off, bars that do not stay.
(() => {
  const found = [];
  const shown = element => {
    const style = getComputedStyle(element);
    if (style.visibility !== 'visible' || style.display === 'none' || +style.opacity === 0) return false;
    return !element.closest('.kc-hidden, .kc-skip, [hidden], [aria-hidden="true"], details:not([open]) > :not(summary), svg, dialog:not([open]), option');
  };
  const name = element => {
    const text = (element.innerText || element.value || element.placeholder || '').trim().replace(/\s+/g, ' ').slice(0, 24);
    return `${element.tagName.toLowerCase()}${element.className && typeof element.className === 'string' ? '.' + element.className.trim().replace(/\s+/g, '.') : ''}“${text}”`;
  };
  // The visible part: what a scrolling ancestor hides does not cover anything.
  const visible = (rect, element, inside = element.parentElement) => {
    let [left, top, right, bottom] = [rect.left, rect.top, rect.right, rect.bottom];
    for (let up = inside; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const box = up.getBoundingClientRect();
      [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    return right - left > 2 && bottom - top > 2 ? { left, top, right, bottom } : null;
  };

  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || !shown(element) || element.closest('script, style, textarea, select')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      // Letters fill the middle of their line; the rest is air that neighbouring lines share.
      const air = rect.height * .22;
      const box = visible({ left: rect.left + 1, right: rect.right - 1, top: rect.top + air, bottom: rect.bottom - air }, element, element);
      if (box) boxes.push({ ...box, element, text: true });
    }
    const style = getComputedStyle(element);
    if (/hidden|clip/.test(style.overflowX) && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1 && style.textOverflow !== 'ellipsis')
      found.push(`cut off: ${name(element)}`);
  }
  for (const element of document.querySelectorAll('button, input:not([type=hidden]), select, textarea, a.btn, summary.btn')) {
    const rect = element.getBoundingClientRect();
    if (rect.width < 3 || rect.height < 3 || !shown(element)) continue;
    const box = visible({ left: rect.left + 1, right: rect.right - 1, top: rect.top + 1, bottom: rect.bottom - 1 }, element);
    if (box) boxes.push({ ...box, element });
  }

  boxes.sort((a, b) => a.top - b.top);
  const layered = element => !!element.closest('.kc-jump, .kc-bar, .kc-toc, dialog, [popover]');
  for (let i = 0; i < boxes.length && found.length < 8; i++) {
    for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom; j++) {
      const a = boxes[i], b = boxes[j];
      if (a.element === b.element || a.element.contains(b.element) || b.element.contains(a.element) || layered(a.element) !== layered(b.element)) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && high > 2) found.push(`over each other: ${name(a.element)} and ${name(b.element)} by ${wide.toFixed(0)}×${high.toFixed(0)}`);
    }
  }

  // A bar that is to stay is still there at the end of the page.
  const at = scrollY;
  scrollTo(0, document.documentElement.scrollHeight);
  for (const bar of document.querySelectorAll('.kc-bar')) {
    const rect = bar.getBoundingClientRect();
    if (getComputedStyle(bar).position === 'sticky' && (rect.top < -1 || rect.bottom > innerHeight)) found.push(`does not stay: ${name(bar)} at ${rect.top.toFixed(0)}`);
  }
  scrollTo(0, at);
  return [...new Set(found)].join('\n');
})()
