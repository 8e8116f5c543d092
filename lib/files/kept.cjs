/**
 * Files that this user kept on this machine. Each begins with a keyed hash of its name and of all that follows. The key
 * is outside of the project, so that a file which came from elsewhere is never read. launch.cjs and the program use it.
 * See docs/decisions/0001-start-up.md.
 */
const { createHmac, randomBytes } = require("node:crypto");
const {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} = require("node:fs");
const { homedir } = require("node:os");
const { basename, dirname, isAbsolute, join } = require("node:path");

/** Runs a function that may fail. */
function attempt(what) {
  try {
    return what();
  } catch {
    return undefined;
  }
}

// Files that only this user can have written

const USER = process.geteuid?.();
const OTHERS_WRITE = 0o022;
const OTHERS_READ_OR_WRITE = 0o077;

const belongs = ({ uid }) => USER === undefined || Number(uid) === USER;

/** Tells whether others have none of these permissions. On Windows there are none to see: there the key alone protects. */
const isClosed = ({ mode }, permissions) => USER === undefined || (Number(mode) & permissions) === 0;

const isOwnFolder = (stat) => stat.isDirectory() && belongs(stat) && isClosed(stat, OTHERS_WRITE);

/** Reads a file to which others have none of these permissions, in a folder that they cannot write. No link, no FIFO. */
function readOwn(file, permissions) {
  return attempt(() => {
    if (!isOwnFolder(lstatSync(dirname(file)))) return undefined;
    const opened = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(opened, { bigint: true });
      const own = stat.isFile() && belongs(stat) && isClosed(stat, permissions);
      return own ? { content: readFileSync(opened), stat } : undefined;
    } finally {
      closeSync(opened);
    }
  });
}

const UNFINISHED = "unfinished-";

/** Makes the folder if it is not there, and clears it of what runs that were killed left. Tells whether it can be used. */
function prepareFolder(folder) {
  attempt(() => mkdirSync(dirname(folder), { recursive: true }));
  attempt(() => mkdirSync(folder, { mode: 0o700 }));
  const stat = attempt(() => lstatSync(folder));
  if (!stat?.isDirectory() || !belongs(stat)) return false;
  if (!isClosed(stat, OTHERS_WRITE)) attempt(() => chmodSync(folder, 0o700));
  const tenMinutesAgo = Date.now() - 600_000;
  const unfinished = namesIn(folder).filter((name) => name.startsWith(UNFINISHED));
  remove(
    folder,
    unfinished.filter((name) => timeOf(join(folder, name)) < tenMinutesAgo),
  );
  return isOwnFolder(lstatSync(folder));
}

const namesIn = (folder) => attempt(() => readdirSync(folder)) ?? [];

/** When a file was written. One that cannot be seen counts as new, so that it stays. */
const timeOf = (file) => attempt(() => lstatSync(file).mtimeMs) ?? Number.POSITIVE_INFINITY;

function remove(folder, names) {
  for (const name of names) attempt(() => unlinkSync(join(folder, name)));
}

/** Writes a file, first under a name that nobody else uses. Nothing remains of it if that fails. */
function writeOwn(file, content) {
  const unfinished = join(dirname(file), `${UNFINISHED}${randomBytes(8).toString("hex")}`);
  try {
    writeFileSync(unfinished, content, { flag: "wx", mode: 0o600 });
    renameSync(unfinished, file);
  } catch {
    attempt(() => unlinkSync(unfinished));
  }
}

// The key

const KEY_BYTES = 32;

exports.keptFolder = () =>
  attempt(() => {
    const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
    const usual = process.platform === "win32" ? LOCALAPPDATA : join(homedir(), ".cache");
    const folder = [XDG_CACHE_HOME, usual].find((path) => path && isAbsolute(path));
    return folder && join(folder, "cdktf-eks-access");
  });

function keyFile() {
  const folder = exports.keptFolder();
  return folder && join(folder, "key");
}

/**
 * Returns the key of this user on this machine. The time when its file last changed is part of it. No program can set
 * that time, so a copy of the file, as from the cache of a pipeline, is another key.
 */
function readKey(file) {
  const { content, stat } = readOwn(file, OTHERS_READ_OR_WRITE) ?? {};
  if (content?.length !== KEY_BYTES) return undefined;
  return createHmac("sha256", content).update(`${stat.ctimeNs}`).digest();
}

/** Returns the key, and makes it if it is not there or not good. */
function readOrMakeKey(file) {
  const key = readKey(file);
  if (key !== undefined || !prepareFolder(dirname(file))) return key;
  writeOwn(file, randomBytes(KEY_BYTES));
  return readKey(file);
}

// What is kept

const HASH_BYTES = 32;

const keyedHash = (key, file, content) =>
  createHmac("sha256", key)
    .update(`${basename(file)}\0`)
    .update(content)
    .digest();

exports.readKept = (file) => {
  const secret = keyFile();
  const key = secret && readKey(secret);
  const bytes = key && readOwn(file, OTHERS_WRITE)?.content;
  if (bytes === undefined || bytes.length < HASH_BYTES) return undefined;
  const content = bytes.subarray(HASH_BYTES);
  return keyedHash(key, file, content).equals(bytes.subarray(0, HASH_BYTES)) ? content : undefined;
};

exports.writeKept = (file, content, { latest, of }) => {
  attempt(() => {
    const secret = keyFile();
    const folder = dirname(file);
    if (!secret || !prepareFolder(folder)) return;
    const key = readOrMakeKey(secret);
    if (key === undefined) return;
    const others = namesIn(folder).filter((name) => name !== basename(file) && of(name));
    remove(folder, latestFirst(folder, others).slice(latest - 1));
    writeOwn(file, Buffer.concat([keyedHash(key, file, content), Buffer.from(content)]));
  });
};

function latestFirst(folder, names) {
  const times = new Map(names.map((name) => [name, timeOf(join(folder, name))]));
  return names.sort((a, b) => times.get(b) - times.get(a));
}
