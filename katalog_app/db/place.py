"""Whether a data folder lies where a database is safe: on this machine's own disk, not synced."""

import sys
from pathlib import Path

from katalog_app.errors import StoreFault, StoreUnavailableError

NETWORK_TYPES = frozenset(
    {
        "afpfs", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.rclone", "fuse.sshfs", "glusterfs",
        "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "webdav",
    }
)  # fmt: skip
"""Source: file system types of network mounts in mount(8), Linux and macOS."""
_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "owncloud")
_DRIVE_REMOTE = 4
"""Source: the return values of GetDriveTypeW, Windows API."""


def refuse_unsuitable(folder: Path, mount_type: str | None = None) -> None:
    """Raise unless the folder is fit to hold the database.

    Args:
        folder: The data folder, existing or not.
        mount_type: The type of the file system it lies on; found out where not given.

    Raises:
        StoreUnavailableError: It lies on a network share (SQLite's locks do not hold there) or in
            a synced folder (two machines would overwrite each other's file).
    """
    kind = _mount_type(folder) if mount_type is None else mount_type
    if kind in NETWORK_TYPES:
        raise StoreUnavailableError(StoreFault.NETWORK_SHARE, folder, kind)
    for part in folder.resolve().parts:
        if any(part.lower().startswith(name) for name in _SYNCED):
            raise StoreUnavailableError(StoreFault.SYNCED_FOLDER, folder, part)


def _mount_type(folder: Path) -> str:
    if sys.platform == "win32":
        import ctypes

        if str(folder.absolute()).startswith("\\\\"):
            return "cifs"
        drive = ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor)
        return "cifs" if drive == _DRIVE_REMOTE else ""
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""  # macOS and others: only the synced folders can be told there
    where = folder.resolve()
    best, kind = -1, ""
    for line in lines:
        fields = line.split(" ")
        mount = Path(fields[1].replace("\\040", " "))
        if (mount == where or mount in where.parents) and len(mount.parts) > best:
            best, kind = len(mount.parts), fields[2]
    return kind
