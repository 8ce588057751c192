// The designer: names that are put into a formula, a field that is chosen in a condition.
document.addEventListener('click', event => {
  const button = (event.target as Element).closest<HTMLElement>('[data-insert]');
  const area = button && document.querySelector<HTMLTextAreaElement>(button.dataset.insert!);
  if (!button || !area) return;
  const at = area.selectionEnd || area.value.length;
  const joint = at > 0 && !/[\s([,]$/.test(area.value.slice(0, at)) ? ' ' : '';
  area.setRangeText(joint + button.dataset.text!, at, at, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
  area.focus();
});

// The outline scrolls by itself: what is selected is brought into sight.
const outline = document.querySelector<HTMLElement>('.kc-outline');
const chosen = outline?.querySelector<HTMLElement>('[aria-current=true]');
if (outline && chosen) outline.scrollTop = chosen.getBoundingClientRect().top - outline.getBoundingClientRect().top - outline.clientHeight / 2;
