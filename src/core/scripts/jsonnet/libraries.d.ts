/** What is used of the two libraries: one has typings that name other methods than it has, the other has none. */
declare module '@hanazuki/node-jsonnet' {
  export class Jsonnet {
    static readonly version: string;
    setMaxStack(frames: number): this;
    nativeCallback(name: string, fn: (...parts: unknown[]) => unknown, ...params: string[]): this;
    /** JSON text. Throws Jsonnet's message. */
    evaluateSnippet(text: string, name: string): Promise<string>;
  }
}

/** The compiled library of @rbicker/jsonnet without the package's own wrapper, which prints what scripts trace. Addresses are numbers. */
declare module '@rbicker/jsonnet/lib/libjsonnet.js' {
  export interface Library {
    cwrap(
      name: string,
      result: 'number',
      parameters: readonly ('number' | 'string')[],
    ): (...parts: unknown[]) => number;
    _malloc(bytes: number): number;
    _free(at: number): void;
    getValue(at: number, type: 'i32'): number;
    UTF8ToString(at: number): string;
  }
  export default function makeModule(options: { print(text: string): void; printErr(text: string): void }): Library;
}
