import { type Alias, type Document, isAlias, isCollection, isNode, isPair, type Node, visit } from 'yaml';

/** What each alias stands for: the nearest anchor of that name above it. One pass, however many aliases there are. */
export function resolveAliases(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, (_key, node) => {
    if (isPair(node) || !isNode(node)) return;
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
      return;
    }
    const anchor = isCollection(node) || 'anchor' in node ? node.anchor : undefined;
    if (anchor) anchors.set(anchor, node);
  });
  return targets;
}
