/**
 * Private name mangling: inside class `C`, `__x` means `_C__x`.
 * https://docs.python.org/3.14/reference/expressions.html#private-name-mangling
 */
export function mangle(className: string | null, name: string): string {
  if (className === null || !name.startsWith("__") || name.endsWith("__") || name.includes(".")) return name;
  const stripped = className.replace(/^_+/, "");
  return stripped === "" ? name : `_${stripped}${name}`;
}
