export function examples(): void {}
