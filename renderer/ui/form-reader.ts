/** Reads a sent form field by field. What is missing or not a number becomes what the contract's schema refuses. */
export type FormReader = {
  readonly text: (name: string) => string;
  /** Empty: undefined, so that an optional field stays out. */
  readonly optionalText: (name: string) => string | undefined;
  readonly number: (name: string) => number;
  readonly optionalNumber: (name: string) => number | undefined;
  readonly checked: (name: string) => boolean;
  /** One of `options`, or undefined. */
  readonly choice: <Option extends string>(name: string, options: readonly Option[]) => Option | undefined;
};

export function formReader(data: FormData): FormReader {
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const number = (name: string): number => (text(name) === '' ? Number.NaN : Number(text(name)));
  return {
    text,
    optionalText: (name) => text(name) || undefined,
    number,
    optionalNumber: (name) => (text(name) === '' ? undefined : number(name)),
    checked: (name) => data.has(name),
    choice: (name, options) => options.find((option) => option === text(name)),
  };
}
