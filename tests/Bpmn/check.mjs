// Reads BPMN files named on the command line and prints what a BPMN tool would complain about, as JSON.
import { readFileSync } from 'node:fs';
import BpmnModdle from 'bpmn-moddle';

const complaints = [];
for (const file of process.argv.slice(2)) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(readFileSync(file, 'utf8'));
  for (const warning of warnings) complaints.push(`${file}: ${warning.message}`);
  const drawn = new Map(rootElement.diagrams[0].plane.planeElement.map(d => [d.bpmnElement?.id, d]));
  const elements = rootElement.rootElements.find(e => e.$type === 'bpmn:Process').flowElements;
  for (const element of elements) {
    const shape = drawn.get(element.id);
    if (element.$type === 'bpmn:SequenceFlow') {
      if (shape?.$type !== 'bpmndi:BPMNEdge' || shape.waypoint.length < 2) complaints.push(`${file}: flow ${element.id} has no edge`);
    } else if (shape?.$type !== 'bpmndi:BPMNShape' || !shape.bounds) complaints.push(`${file}: ${element.id} has no shape`);
  }
  const solid = elements.filter(e => !['bpmn:SequenceFlow', 'bpmn:BoundaryEvent'].includes(e.$type)).map(e => [e.id, drawn.get(e.id)?.bounds]);
  for (const [a, one] of solid) for (const [b, two] of solid) {
    if (a < b && one && two && one.x < two.x + two.width && two.x < one.x + one.width && one.y < two.y + two.height && two.y < one.y + one.height) complaints.push(`${file}: ${a} and ${b} overlap`);
  }
}
console.log(JSON.stringify(complaints));
