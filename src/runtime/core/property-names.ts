/** Names of the JavaScript properties that attributes stand under. */

/** A property by the name of an attribute: `$name`. The engine looks one up much faster by a string that it has seen as a
 * property before. */
export function propertyOf(name: string): string {
  let property = properties.get(name);
  if (property === undefined) {
    if (properties.size >= MOST_PROPERTIES) properties.clear();
    property = `$${name}`;
    properties.set(name, property);
  }
  return property;
}

const properties = new Map<string, string>();
const MOST_PROPERTIES = 4096;
