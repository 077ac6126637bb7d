// A wasip1 program in a worker, with a clock of our own where it is to have
// virtual time: the Go runtime asks its host for the time and to be woken, so a
// host that is asked to wait may as well move the clock.
import { ConsoleStdout, Fd, WASI, WASIProcExit, wasi } from "@bjorn3/browser_wasi_shim";

export interface Clock {
  now(): bigint; // nanoseconds since 1970
  wait(nanoseconds: bigint): void;
}

// A program in virtual time starts where Go's own playground does.
export function virtualClock(): Clock & { elapsed(): number } {
  const start = 1257894000n * 1000000000n;
  let now = start;
  return {
    now: () => now,
    wait(nanoseconds) {
      now += nanoseconds;
    },
    elapsed: () => Number(now - start) / 1e6,
  };
}

export function realClock(): Clock {
  const origin = performance.timeOrigin;
  const now = (): bigint => BigInt(Math.round((origin + performance.now()) * 1e6));
  return {
    now,
    wait(nanoseconds) {
      const until = now() + nanoseconds;
      for (let left = nanoseconds; left > 0n; left = until - now()) sleep(Number(left) / 1e6);
    },
  };
}

// sleep gives up the core for so many milliseconds. Only shared memory can be
// waited on, and a page that is not isolated from others may share it with
// nobody, but have it it may. Where not even that, time is spent working.
function sleep(milliseconds: number): void {
  cell ??= waitable();
  if (cell !== null) Atomics.wait(cell, 0, 0, milliseconds);
}

let cell: Int32Array | null | undefined;

function waitable(): Int32Array | null {
  try {
    const found = new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer);
    Atomics.wait(found, 0, 0, 0);
    return found;
  } catch {
    return null;
  }
}

// Sink is a file that can only be written to. Go looks through the first files
// for folders, and stops at an answer other than this one.
export class Sink extends ConsoleStdout {
  override fd_prestat_get(): { ret: number; prestat: null } {
    return { ret: wasi.ERRNO_NOTDIR, prestat: null };
  }
}

export interface Ending {
  status: number;
  crash: string;
}

export function start(module: WebAssembly.Module, args: string[], env: string[], files: Fd[], clock: Clock): Ending {
  const host = new WASI(args, env, files, { debug: false });
  const imports = host.wasiImport as Record<string, unknown>;
  const view = (): DataView => new DataView((host.inst as { exports: { memory: WebAssembly.Memory } }).exports.memory.buffer);
  imports["clock_time_get"] = (_id: number, _precision: bigint, at: number): number => {
    view().setBigUint64(at, clock.now(), true);
    return wasi.ERRNO_SUCCESS;
  };
  imports["poll_oneoff"] = (subscriptions: number, events: number, count: number, found: number): number => {
    const memory = view();
    const clockKind = 0;
    // A subscription has 48 bytes, an event 32. Go's runtime asks for one
    // timeout, relative to now.
    if (count !== 1 || memory.getUint8(subscriptions + 8) !== clockKind) return wasi.ERRNO_NOTSUP;
    clock.wait(memory.getBigUint64(subscriptions + 24, true));
    const after = view();
    after.setBigUint64(events, after.getBigUint64(subscriptions, true), true);
    after.setUint16(events + 8, wasi.ERRNO_SUCCESS, true);
    after.setUint8(events + 10, clockKind);
    after.setUint32(found, 1, true);
    return wasi.ERRNO_SUCCESS;
  };
  imports["sched_yield"] = (): number => wasi.ERRNO_SUCCESS;
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: host.wasiImport });
  try {
    const status = host.start(instance as Parameters<WASI["start"]>[0]);
    return { status, crash: "" };
  } catch (fault) {
    if (fault instanceof WASIProcExit) return { status: fault.code, crash: "" };
    return { status: 2, crash: String(fault) };
  }
}
