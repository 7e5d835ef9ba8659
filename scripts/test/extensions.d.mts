export function vsixUnderTest(): string;
export function installExtensions(vsix: string, root: string): Promise<string>;
