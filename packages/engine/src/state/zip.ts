import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

// Numbers of the ZIP format, APPNOTE.TXT 4.3.
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const DEFLATED = 8;
const LONGEST_COMMENT = 65_535;

/**
 * One member of a ZIP file, such as Terraform's plan file.
 *
 * @returns `undefined` when it is no ZIP file or has no such member
 */
export async function readZipMember(
  file: string,
  name: string,
): Promise<Buffer | undefined> {
  const handle = await open(file, 'r');
  try {
    const entry = await findEntry(handle, name);
    if (!entry) return undefined;
    const local = await readAt(handle, entry.offset, LOCAL_BYTES);
    // Its extra field differs from that of the directory.
    const start =
      entry.offset +
      LOCAL_BYTES +
      local.readUInt16LE(26) +
      local.readUInt16LE(28);
    const data = await readAt(handle, start, entry.size);
    return entry.method === DEFLATED ? await inflate(data) : data;
  } finally {
    await handle.close();
  }
}

interface Entry {
  method: number;
  size: number;
  offset: number;
}

async function findEntry(
  handle: FileHandle,
  name: string,
): Promise<Entry | undefined> {
  const { size } = await handle.stat();
  const length = Math.min(size, END_BYTES + LONGEST_COMMENT);
  const tail = await readAt(handle, size - length, length);
  let end = length - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end -= 1;
  if (end < 0) return undefined;
  const directory = await readAt(
    handle,
    tail.readUInt32LE(end + 16),
    tail.readUInt32LE(end + 12),
  );
  let at = 0;
  while (at + ENTRY_BYTES <= directory.length) {
    if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE) return undefined;
    const nameLength = directory.readUInt16LE(at + 28);
    const nameStart = at + ENTRY_BYTES;
    if (
      directory.toString('utf8', nameStart, nameStart + nameLength) === name
    ) {
      return {
        method: directory.readUInt16LE(at + 10),
        size: directory.readUInt32LE(at + 20),
        offset: directory.readUInt32LE(at + 42),
      };
    }
    at =
      nameStart +
      nameLength +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
  }
  return undefined;
}

async function readAt(
  handle: FileHandle,
  position: number,
  length: number,
): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
