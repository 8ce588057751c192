// Behaviour of all pages. Everything here is a convenience: each page works without it.
import './ask';
import { autosave } from './autosave';
import { designer } from './designer';
import './design';
import { forms } from './forms';
import { grid } from './grid';
import { keep, settleHistory, signingIn } from './keep';
import { rows } from './rows';
import { taskKeys } from './tasks';
import { uploads } from './uploads';

function start(root: ParentNode): void {
  forms(root);
  uploads(root);
  autosave(root);
  taskKeys(root);
  designer(root);
  keep(root);
}

grid();
rows();
settleHistory();
signingIn();
start(document);
// htmx swaps in new parts: give them the same behaviour.
document.addEventListener('htmx:after:swap', () => start(document));
